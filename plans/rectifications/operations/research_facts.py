"""The facts of a 调研反馈单, gathered once, at the moment it goes out."""

from functools import partial

from documents.papers import research_feedback as paper
from records.stored import in_chinese
from units import queries as people

from ..enums import LineKind

SECTIONS = {
    LineKind.PRACTICE: "practices",
    LineKind.PROBLEM: "problems",
    LineKind.COMMON: "commons",
    LineKind.COMMITTEE: "matters",
}


@in_chinese()
def feedback_facts(visit, by):
    """调研反馈单: what the unit is told. 内部备注, and what other units were given, stay out."""
    lines = list(visit.lines.prefetch_related("given__item").select_related("matter"))
    sections = {
        name: tuple(
            paper.Line(text=line.text.strip(), advice=line.advice.strip(), outcome=_outcome(line, visit))
            for line in lines
            if line.kind == kind
        )
        for kind, name in SECTIONS.items()
    }
    return partial(
        paper.Facts,
        issuer=by.unit.name,
        unit=people.name_on(visit.unit, visit.visited_on),
        visit=visit.get_source_display(),
        subject=visit.title,
        visited_on=visit.visited_on,
        people=tuple(f"{each.name}（{each.unit.name}）" for each in visit.people.select_related("unit")),
        others=visit.others,
        summary=tuple(line.strip() for line in visit.summary.splitlines() if line.strip()),
        contact=by.name,
        phone=by.office_phone,
        **sections,
    )


def _outcome(line, visit) -> str:
    given = next((each.item for each in line.given.all() if each.unit_id == visit.unit_id), None)
    if given:
        return f"已交办（{given.number}），时限{_date(given.limit)}"
    if line.matter:
        return f"已列为需工委协调事项（{line.matter.number}），{_date(line.matter.due)}前答复"
    return ""


def _date(day) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
