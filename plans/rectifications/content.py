"""The content of a version: what an item says at 申请销号, as plain JSON, from its rows. Papers name version and digest."""

from records.stored import in_chinese, sentence
from workflows.queries.evidence import by_line

SCHEMA = 1
WHOLE = sentence("整改事项整体")
MEASURE = sentence("措施%(n)d %(text)s")


@in_chinese()
def line_labels(item) -> dict[str, str]:
    """Its measures by line: 措施1 …; under "" the whole."""
    labels = {each.line: MEASURE(n=each.order, text=each.text[:60]) for each in item.measures.all()}
    return {"": WHOLE()} | labels


@in_chinese()
def content_of(item, *, closing=None, extension=None) -> dict:
    """The whole item as it stands, with what the unit says of it now. Dates ISO, names not ids; evidence by its digest."""
    used = by_line(item.key)
    measures = item.measures.select_related("unit", "leader", "section", "person")
    content = {
        "schema": SCHEMA,
        "number": item.number,
        "title": item.title,
        "unit": {"code": item.unit.code, "name": item.unit.name},
        "source": {
            "name": item.source.get_kind_display(),
            "document": item.source_document,
            "date": _day(item.source_date),
        },
        "problem": item.problem,
        "category": item.category,
        "scope": item.get_scope_display(),
        "kind": item.get_kind_display(),
        "major": item.major,
        "goal": item.goal,
        "standard": item.standard,
        "leader": _name(item.leader),
        "section": _name(item.section),
        "person": _name(item.person),
        "issued_on": _day(item.issued_on),
        "received_on": _day(item.received_on),
        "due": _day(item.due),
        "extended_due": _day(item.extended_due),
        "renewed_due": _day(item.renewed_due),
        "renewed_as": item.get_renewed_as_display(),
        "limit": _day(item.limit),
        "measures": [measure_content(each, used.get(each.line, ())) for each in measures],
    }
    if closing:
        content["closing"] = {
            "n": closing.n,
            "self_conclusion": closing.self_conclusion,
            "mechanism": closing.mechanism,
            "accountability": item.accountability,
            "truth": item.get_truth_display(),
            "liability": item.get_liability_display(),
            "truthful": closing.truthful,
        }
    if extension:
        content["extension"] = {
            "reason": extension.reason,
            "progress": extension.progress,
            "old_limit": _day(extension.old_limit),
            "new_limit": _day(extension.new_limit),
        }
    return content


def measure_content(measure, evidence) -> dict:
    """One measure of the content, with its newest report and its evidence."""
    newest = measure.progress.first()
    return {
        "line": measure.line,
        "order": measure.order,
        "text": measure.text,
        "standard": measure.standard,
        "unit": measure.unit.name,
        "leader": _name(measure.leader),
        "section": _name(measure.section),
        "person": _name(measure.person),
        "due": _day(measure.due),
        "done": newest.words if newest else "",
        "confirmed_on": _day(measure.confirmed_on),
        "excused_on": _day(measure.excused_on),
        "excuse": measure.excuse,
        "late_days": measure.late_days,
        "evidence": [
            {"name": each.name, "date": _day(each.dated), "digest": each.file_id} for each in evidence
        ],
    }


def _day(day) -> str:
    return day.isoformat() if day else ""


def _name(named) -> str:
    return named.name if named else ""
