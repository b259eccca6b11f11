"""The page of one measure: its progress, evidence, confirmation. A report takes one minute on a phone."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from records import clock
from records.errors import Refused, allows
from units.queries import standing
from workflows.models import Evidence
from workflows.operations import evidence as library
from workflows.views import evidence as evidence_part
from workflows.views.steps import Step, step_page

from ..enums import AT_WORK
from ..forms.measures import ConfirmForm, ReportForm
from ..limits import days_late
from ..operations import handing_out
from ..operations import progress as operations
from ..queries import document
from ..queries import measures as queries
from ..rules import measures as planning
from ..rules import progress as rules
from .loading import measure_of
from .partners import ANSWER_OBJECTION, OBJECT, PEOPLE, RECEIVE, URGE, place_of

EXCUSE = Step(
    label=gettext_lazy("免办"),
    says=gettext_lazy("该措施不再办理，不计入完成率，不影响申请销号。理由记入办理轨迹，单位可见。"),
    told=gettext_lazy("牵头单位、该措施责任单位联络员"),
    done=gettext_lazy("已免办。"),
    check=rules.check_can_excuse,
    run=operations.excuse,
    takes="reason",
    words_label=gettext_lazy("免办理由"),
    required=True,
    circle="responsible",
    kind="secondary",
)

STEPS = {
    "receive": RECEIVE,
    "people": PEOPLE,
    "object": OBJECT,
    "urge": URGE,
    "excuse": EXCUSE,
    "answer": ANSWER_OBJECTION,
}


@require_GET
def measure(request, pk, measure):
    """One measure."""
    return _page(request, measure_of(request, pk, measure))


@require_POST
def report(request, pk, measure):
    """填报进展, with a file when there is one."""
    row = measure_of(request, pk, measure)
    form = ReportForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, row, status=422, report_form=form)
    try:
        operations.report(row, by=request.user, **form.report())
    except Refused as refused:
        form.add_error(refused.field if refused.field in form.fields else None, str(refused))
        return _page(request, row, status=422, report_form=form)
    messages.success(request, _("进展已记录。"))
    _add_file(request, row, form)
    return redirect("measure", pk, measure)


@require_POST
def evidence_add(request, pk, measure):
    """添加佐证."""
    row = measure_of(request, pk, measure)
    refused = evidence_part.add(
        request,
        _line(row),
        check=lambda: rules.check_can_report(row, request.user),
        link=lambda evidence: operations.link_evidence(row, by=request.user, evidence=evidence),
    )
    if refused:
        return _page(request, row, status=422, typed=refused)
    messages.success(request, _("佐证已添加。"))
    return redirect("measure", pk, measure)


@require_POST
def evidence_remove(request, pk, measure, evidence):
    """移除佐证 from the measure; it stays in the library."""
    row = measure_of(request, pk, measure)
    file = get_object_or_404(Evidence, pk=evidence, unit_id=row.unit_id)
    operations.unlink_evidence(row, by=request.user, evidence=file)
    messages.success(request, _("已移除，材料仍在佐证库中。"))
    return redirect("measure", pk, measure)


@require_POST
def confirm(request, pk, measure):
    """本单位确认完成."""
    row = measure_of(request, pk, measure)
    form = ConfirmForm(request.POST, late=_late(row) > 0)
    if not form.is_valid():
        return _page(request, row, status=422, confirm_form=form)
    try:
        operations.confirm(row, by=request.user, cause=form.cleaned_data.get("cause", ""))
    except Refused as refused:
        form.add_error(refused.field if refused.field in form.fields else None, str(refused))
        return _page(request, row, status=422, confirm_form=form)
    messages.success(request, _("已确认完成。"))
    return redirect("item", pk)


@require_http_methods(["GET", "POST"])
def excuse(request, pk, measure):
    """免办."""
    row = measure_of(request, pk, measure)
    return step_page(request, row, EXCUSE, place=place_of(row))


def _line(row) -> evidence_part.Line:
    return evidence_part.Line(row.unit, row.item.key, row.line)


def _late(row) -> int:
    return days_late(row.due, clock.today())


def _add_file(request, row, form: ReportForm) -> None:
    """The file of a report. The report stands also when the file may not be added; the person is told why."""
    if not form.cleaned_data.get("file"):
        return
    stored, name = form.kept()
    try:
        kept = library.add_evidence(
            row.unit, by=request.user, file=stored, name=name, dated=form.cleaned_data["on"]
        )
        operations.link_evidence(row, by=request.user, evidence=kept)
    except Refused as refused:
        messages.warning(request, _("佐证没有添加：%(why)s") % {"why": str(refused)})


def _page(request, row, *, status=200, typed=None, **forms):
    person, item = request.user, row.item
    concerns = [each for each in queries.concerns_of(item) if each.measure_id == row.pk]
    objection = queries.open_objection(concerns, row)
    if objection:
        objection.item = item
    may_report = allows(rules.check_can_report, row, person)
    evidence = evidence_part.part(
        _line(row),
        may_add=may_report,
        add_url=reverse("measure_evidence_add", args=[item.pk, row.pk]),
        remove_url=lambda each: reverse("measure_evidence_remove", args=[item.pk, row.pk, each.pk]),
        **(typed or {}),
    )
    context = {
        "item": item,
        "measure": row,
        "own": row.unit_id == item.unit_id,
        "at_work": item.status in AT_WORK,
        "light": document.light_of_measure(row),
        "days_left": None if row.settled else document.days_left(row.due),
        "late": document.late_words(row.late_days, row.late_cause),
        "late_now": 0 if row.settled else _late(row),
        "progress": list(queries.progress_of(row)),
        "answered": [each for each in concerns if each.answered_at],
        "objection": objection,
        "sent_back": queries.sent_back(row),
        "doubt": queries.doubt_of(row),
        "may_report": may_report,
        "may_confirm": allows(rules.check_can_confirm, row, person),
        "may_receive": allows(planning.check_can_receive, row, person),
        "may_object": allows(planning.check_can_object, row, person),
        "may_appoint": allows(planning.check_can_appoint, row, person),
        "may_change": allows(planning.check_can_change, row, person),
        "may_remove": allows(planning.check_can_remove, row, person),
        "may_urge": allows(planning.check_can_urge, row, person),
        "may_excuse": allows(rules.check_can_excuse, row, person),
        "may_answer": bool(objection) and allows(planning.check_can_answer, objection, person),
        "steps": STEPS,
        "report_form": ReportForm(initial={"on": clock.today(), "percent": row.percent}),
        # After 反弹 not every file counts; before, those on the page do.
        "served": handing_out.has_evidence(row) if row.evidence_after else bool(evidence["rows"]),
        "confirm_form": ConfirmForm(late=_late(row) > 0),
        "in_unit": row.unit_id in standing(person).unit_ids,
        "evidence_part": evidence,
        **forms,
    }
    return render(request, "rectifications/measure.html", context, status=status)
