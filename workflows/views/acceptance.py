"""验收 pages of any subject: composing the group, checking line by line, concluding. The app above says which lines, whose rules."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from documents.enums import DocumentKind
from documents.queries import sample_for
from records.errors import Refused, allows, why_not
from units.models import Unit

from .. import rules, subjects
from ..accepting import Acceptance
from ..enums import FindingResult
from ..forms.acceptance import ConclusionForm, FindingForm, GroupForm
from ..queries.acceptance import group_of_open_round, offered
from ..queries.evidence import by_line

OPINIONS = (DocumentKind.ACCEPTANCE_OPINION, DocumentKind.VISIT_OPINION)


def compose_page(request: HttpRequest, subject, how: Acceptance) -> HttpResponse:
    """组成验收组."""
    how.may_compose(subject, request.user)
    done = _("验收组已组成，已告知组长、成员和报送单位。")
    return _group_page(request, subject, how.compose, title=_("组成验收组"), done=done)


def regroup_page(request: HttpRequest, subject, how: Acceptance) -> HttpResponse:
    """调整验收组: the same page, with the group as it is."""
    how.may_regroup(subject, request.user)
    group = group_of_open_round(subject)
    if group is None:
        return redirect(_url(subject))
    if group.visit_id:
        return redirect("acceptance_team", group.visit.team.batch_id, group.visit.team_id)
    members = list(group.members.all())
    initial = {
        "members": [each.person_id for each in members],
        "leader": next((each.person_id for each in members if each.leads), None),
        "visit_on": group.visit_on,
        "methods": group.methods,
    }
    done = _("验收组已调整，已告知组长、成员和报送单位。")
    return _group_page(request, subject, how.regroup, title=_("调整验收组"), done=done, initial=initial)


def _group_page(request, subject, run, *, title: str, done: str, initial=None) -> HttpResponse:
    posted = request.POST if request.method == "POST" else None
    form = GroupForm(offered(subject), posted, initial=initial)
    if form.is_valid():
        try:
            run(subject, by=request.user, **form.cleaned_data)
        except Refused as refused:
            form.add_error(refused.field, str(refused))
        else:
            messages.success(request, done)
            return redirect(_url(subject))
    context = {
        "subject": subject,
        "subject_url": _url(subject),
        "form": form,
        "title": title,
        "units": _barred_units(subject),
    }
    return render(request, "workflows/compose.html", context, status=422 if form.errors else 200)


def _barred_units(subject) -> list[str]:
    """The units that may not accept it: its own first, then those that help (配合单位)."""
    ids = subjects.kind_of(subject.key).units_of(subject)
    found = Unit.objects.filter(pk__in=ids).order_by("id")
    return [unit.name for unit in sorted(found, key=lambda unit: unit.pk != subject.unit_id)]


def check_page(
    request: HttpRequest, subject, how: Acceptance, *, status: int = 200, typed=None, conclusion_form=None
) -> HttpResponse:
    """逐条核查: one line after another, each standard with its finding; the leader's conclusion beside them."""
    group, person = group_of_open_round(subject), request.user
    if group is None:
        return redirect(_url(subject))
    rules.check_can_read_findings(subject, person, group)
    found = {finding.line: finding for finding in group.findings.all()}
    used = by_line(subject.key)
    members = {each.person_id for each in group.members.all()}
    rows = []
    for line in how.lines(subject):
        finding = found.get(line.line)
        form = (typed or {}).get(line.line) or FindingForm(
            initial={"result": finding.result, "fact": finding.fact} if finding else None,
            auto_id=f"id_{line.line or 'whole'}_%s",
        )
        rows.append(
            {
                "line": line,
                "id": line.line or "whole",
                "finding": finding,
                "by_former": finding is not None and finding.by_id not in members,
                "form": form,
                "evidence": used.get(line.line, []),
            }
        )
    barred = why_not(how.may_check, subject, person, group)
    may_conclude = allows(how.may_conclude, subject, person, group)
    context = {
        "subject": subject,
        "subject_url": _url(subject),
        "kind_label": subjects.kind_of(subject.key).label,
        "group": group,
        "rows": rows,
        "checked": sum(
            row["finding"] is not None and row["finding"].result != FindingResult.UNCHECKED for row in rows
        ),
        "may_check": not barred,
        "barred": barred if any(member.person_id == person.pk for member in group.members.all()) else "",
        "leads": any(member.person_id == person.pk and member.leads for member in group.members.all()),
        "may_conclude": may_conclude,
        "sample": sample_for(subject.key, OPINIONS, person) if may_conclude and not group.visit_id else None,
        "may_draft": may_conclude and not group.visit_id,
        "conclusion_form": conclusion_form or ConclusionForm(conclusions=how.conclusions),
        "finding_url": how.finding_url(subject),
        "conclude_url": how.conclude_url(subject),
    }
    return render(request, "workflows/check.html", context, status=status)


def finding_page(request: HttpRequest, subject, how: Acceptance) -> HttpResponse:
    """记录核查结果: POST of one line; refused, the page again with what was typed."""
    form, line = FindingForm(request.POST), request.POST.get("line", "")
    if form.is_valid():
        try:
            how.record(subject, line, by=request.user, **form.cleaned_data)
        except Refused as refused:
            form.add_error(refused.field, str(refused))
        else:
            messages.success(request, _("核查结果已记录。"))
            return redirect(f"{how.check_url(subject)}#{line or 'whole'}")
    return check_page(request, subject, how, status=422, typed={line: form})


def conclude_page(request: HttpRequest, subject, how: Acceptance) -> HttpResponse:
    """验收结论: POST of the leader's conclusion, or of 生成样稿 to read what the paper would say."""
    form = ConclusionForm(request.POST, conclusions=how.conclusions)
    drafts = "sample" in request.POST
    if form.is_valid():
        try:
            (how.draft_opinion if drafts else how.conclude)(subject, by=request.user, **form.cleaned_data)
        except Refused as refused:
            form.add_error(refused.field, str(refused))
        else:
            if drafts:
                return check_page(request, subject, how, conclusion_form=form)
            messages.success(request, how.concluded)
            return redirect(_url(subject))
    return check_page(request, subject, how, status=422, conclusion_form=form)


def _url(subject) -> str:
    return subjects.kind_of(subject.key).url(subject)
