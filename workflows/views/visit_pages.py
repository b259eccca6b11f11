"""现场验收 pages: one visit with what is accepted on it, its beginning, the paper twin, the conclusions."""

import uuid
from dataclasses import dataclass, field

from django.contrib import messages
from django.http import HttpRequest
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from documents.enums import DocumentKind
from documents.queries import documents_of, sample_for
from records.errors import Refused, Stale, allows

from .. import accepting, subjects, visit_rules
from ..enums import FindingResult, VisitMethod
from ..forms.acceptance import ConclusionForm
from ..forms.visits import CancelForm, StatementForm, TypedForm
from ..operations import visit_work, visits
from ..operations.acceptance import Sent
from ..queries import visits as queries
from ..queries.circles import circles_for, readable_entries
from ..queries.trail import lines_of


@dataclass
class Row:
    """One line of one subject with what was found of it."""

    line: accepting.Line
    finding: object = None
    form: object = None
    n: int = 0  # its place among all lines of the visit

    @property
    def id(self) -> str:
        """A name for the page: the whole has no line of its own."""
        return self.line.line or "whole"

    @property
    def methods(self) -> str:
        """How it was checked, in words."""
        return _("、").join(str(VisitMethod(each).label) for each in self.finding.methods)


@dataclass
class Part:
    """One plan or item of a visit: its lines, and its conclusion when there is one."""

    subject: object
    kind: str
    limits: str
    url: str = ""
    group: object = None
    rows: list[Row] = field(default_factory=list)
    form: object = None

    @property
    def checked(self) -> int:
        """How many of its lines have been checked."""
        return sum(
            row.finding is not None and row.finding.result != FindingResult.UNCHECKED for row in self.rows
        )

    @property
    def tally(self) -> list[tuple[str, int]]:
        """How many lines were found how."""
        found = [row.finding.result for row in self.rows if row.finding]
        return [(result.label, found.count(result)) for result in FindingResult if found.count(result)]


def visit_of(request: HttpRequest, pk: int):
    """The visit, when the person may see it, else 404."""
    return get_object_or_404(queries.visible_visits(request.user), pk=pk)


def parts_of(visit) -> list[Part]:
    """What is accepted on a visit; before it has begun, what waits in the unit."""
    groups = queries.groups_of(visit)
    pairs = [(group.subject, group) for group in groups] or [
        (subject, None) for subject in (queries.waiting_at(visit.unit_id) if visit.is_open else [])
    ]
    parts, n = [], 0
    for subject, group in pairs:
        how = accepting.of(subject.key)
        found = {finding.line: finding for finding in group.findings.all()} if group else {}
        kind = subjects.kind_of(subject.key)
        part = Part(subject, str(kind.label), how.limits(subject), kind.url(subject) if group else "", group)
        for line in how.lines(subject):
            n += 1
            part.rows.append(Row(line, found.get(line.line), n=n))
        parts.append(part)
    return parts


@require_GET
def visit(request, pk):
    """现场验收: one visit."""
    return _visit_page(request, visit_of(request, pk))


@require_POST
def visit_begin(request, pk):
    """开始验收."""
    found = visit_of(request, pk)
    left_out = visits.begin_visit(found, by=request.user)
    for subject, sentence in left_out:
        messages.warning(request, _("未纳入：%(what)s。%(why)s") % {"what": subject, "why": sentence})
    messages.success(request, _("验收已开始，已告知单位。没有信号时也可以用手机页面记录。"))
    return redirect("visit", pk)


@require_POST
def visit_cancel(request, pk):
    """取消现场验收."""
    found, form = visit_of(request, pk), CancelForm(request.POST)
    if form.is_valid():
        visits.cancel_visit(found, by=request.user, **form.cleaned_data)
        messages.success(request, _("现场验收已取消。"))
        return redirect("acceptance_batch", found.team.batch_id)
    visit_rules.check_can_cancel(found, request.user)
    return _visit_page(request, found, cancel_form=form)


@require_POST
def visit_sheet(request, pk):
    """打印核查表."""
    visit_work.ask_check_sheet(visit_of(request, pk), by=request.user)
    messages.success(request, _("核查表正在生成。"))
    return redirect("visit", pk)


def _visit_page(request, found, *, cancel_form=None):
    person = request.user
    reads = allows(visit_rules.check_reads_findings, found, person)
    waiting = queries.waiting_at(found.unit_id) if found.begun_at and found.is_open else []
    context = {
        "visit": found,
        "members": queries.people_of(found),
        "parts": parts_of(found) if reads or found.concluded_at else [],
        "more": len(waiting),
        "nothing": found.begun_at and found.is_open and not found.groups.exists(),
        "reads": reads,
        "papers": documents_of(found.key, circles_for(person, found)),
        "trail": lines_of(readable_entries(found, person)),
        "may_begin": allows(visit_rules.check_can_begin, found, person),
        "may_record": allows(visit_rules.check_can_record, found, person),
        "may_conclude": allows(visit_rules.check_can_conclude, found, person),
        "may_type_in": allows(visit_rules.check_can_type_in, found, person),
        "may_print": allows(visit_rules.check_can_print_sheet, found, person),
        "may_change": found.is_open and allows(visit_rules.check_can_arrange, person),
        "may_cancel": allows(visit_rules.check_can_cancel, found, person),
        "cancel_form": cancel_form or CancelForm(),
        "sees_batches": queries.sees_batches(person),
        "leads": allows(visit_rules.check_leads, found, person),
        "in_team": allows(visit_rules.check_in_team, found, person),
    }
    return render(request, "workflows/visits/visit.html", context, status=422 if cancel_form else 200)


@require_http_methods(["GET", "POST"])
def visit_typed(request, pk):
    """录入纸质核查表: all lines on one page; a line that is blank on paper stays blank."""
    found = visit_of(request, pk)
    visit_rules.check_can_type_in(found, request.user)
    parts = [part for part in parts_of(found) if part.group.concluded_at is None]
    posted = request.POST if request.method == "POST" else None
    for part in parts:
        for row in part.rows:
            stands = row.finding
            initial = {"key": uuid.uuid4().hex, "base": stands.mark if stands else ""}
            if stands:
                initial |= {"result": stands.result, "fact": stands.fact, "methods": stands.methods}
            row.form = TypedForm(posted, prefix=f"{part.subject.key}-{row.id}", initial=initial)
    rows = [(part, row) for part in parts for row in part.rows]
    if posted is not None and all([row.form.is_valid() for _part, row in rows]):
        typed = sum(_type_in(found, part, row, by=request.user) for part, row in rows)
        if typed:
            visit_work.note_typed_in(found, by=request.user, n=typed)
        if not any(row.form.errors for _part, row in rows):
            messages.success(request, _("已录入%(n)d项。") % {"n": typed})
            return redirect("visit", pk)
    failed = any(row.form.errors for _part, row in rows)
    context = {"visit": found, "parts": parts, "failed": failed}
    return render(request, "workflows/visits/typed.html", context, status=422 if failed else 200)


def _type_in(found, part: Part, row: Row, *, by) -> bool:
    """One row as it was typed, when it says something new; what stands in its way is said at the row."""
    data, stands = row.form.cleaned_data, row.finding
    if not data["result"]:
        return False
    before = (stands.result, stands.fact, stands.methods) if stands else None
    if before == (data["result"], data["fact"], data["methods"]):
        return False
    sent = Sent(data["key"], base=data["base"], methods=tuple(data["methods"]), on_paper=True)
    answer = visit_work.Answer(part.subject.key, row.line.line, data["result"], data["fact"], sent)
    try:
        visit_work.record_answer(found, answer, by=by)
    except Stale as stale:
        told = {
            "who": stale.who,
            "what": FindingResult(stale.theirs["result"]).label,
            "fact": stale.theirs["fact"],
        }
        row.form.add_error("result", _("%(who)s刚刚记为“%(what)s”：%(fact)s。请核对后再录入。") % told)
        return False
    except Refused as refused:
        row.form.add_error(refused.field if refused.field in row.form.fields else "result", str(refused))
        return False
    return True


@require_http_methods(["GET", "POST"])
def visit_conclude(request, pk):
    """作出验收结论: each plan and item its own, the unit's statement, then one 验收意见书."""
    found = visit_of(request, pk)
    visit_rules.check_can_conclude(found, request.user)
    posted = request.POST if request.method == "POST" else None
    parts = parts_of(found)
    for part in parts:
        if part.group.concluded_at is None:
            how = accepting.of(part.subject.key)
            part.form = ConclusionForm(posted, prefix=_prefix(part.subject), conclusions=how.conclusions)
    statement = StatementForm(posted)
    forms = [part.form for part in parts if part.form]
    if posted is not None and all([form.is_valid() for form in (statement, *forms)]):
        verdicts = {
            part.subject.key: visit_work.Verdict(**part.form.cleaned_data) for part in parts if part.form
        }
        drafts = "sample" in posted
        run = visit_work.draft_visit_opinion if drafts else visit_work.conclude_visit
        try:
            run(found, by=request.user, verdicts=verdicts, **statement.cleaned_data)
        except visit_work.NotYet as not_yet:
            statement.add_error(None, str(not_yet))
            for part in parts:
                if refused := not_yet.by_key.get(part.subject.key):
                    part.form.add_error(refused.field, str(refused))
        except Refused as refused:
            statement.add_error(refused.field, str(refused))
        else:
            if not drafts:
                messages.success(request, _("验收结论已作出，验收意见书正在生成。"))
                return redirect("visit", pk)
            posted = None
    failed = posted is not None
    context = {
        "visit": found,
        "parts": parts,
        "statement_form": statement,
        "failed": failed,
        "sample": sample_for(found.key, [DocumentKind.VISIT_OPINION], request.user),
    }
    return render(request, "workflows/visits/conclude.html", context, status=422 if failed else 200)


def _prefix(subject) -> str:
    return subject.key.replace(":", "-")
