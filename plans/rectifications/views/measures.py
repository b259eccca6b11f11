"""制定措施 pages: add, change, remove, put in order; the people of the item."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from records.errors import Refused, Stale
from workflows.views.steps import Step, form_page

from ..forms.measures import SAME_PERSON, MeasureForm, PeopleForm
from ..operations import measures as operations
from ..rules import measures as rules
from .loading import item_of, measure_of

PEOPLE = Step(
    label=gettext_lazy("明确责任领导和责任人"),
    says=gettext_lazy("写明本单位对该事项负责的领导和具体同志；各项措施的责任人在措施中写明。"),
    told="",
    done=gettext_lazy("已明确责任领导和责任人。"),
    check=rules.check_can_plan,
    run=operations.appoint,
)
# What is shown beside each other when somebody else saved the measure meanwhile.
LABELS = {
    "text": gettext_lazy("整改措施"),
    "standard": gettext_lazy("完成标准"),
    "unit": gettext_lazy("责任单位"),
    "leader": gettext_lazy("责任领导"),
    "section": gettext_lazy("责任科室"),
    "person": gettext_lazy("责任人"),
    "starts": gettext_lazy("开始时间"),
    "due": gettext_lazy("完成时限"),
}


@require_http_methods(["GET", "POST"])
def people(request, pk):
    """明确责任领导和责任人."""
    item = item_of(request, pk)
    initial = {"leader": item.leader_id, "section": item.section_id, "person": item.person_id}
    form = PeopleForm(item.unit_id, request.POST or None, initial=initial)
    return form_page(request, item, PEOPLE, form, values=PeopleForm.people)


@require_http_methods(["GET", "POST"])
def new(request, pk):
    """增加措施."""
    item = item_of(request, pk)
    form = MeasureForm(item, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            operations.add_measure(item, by=request.user, planned=form.planned())
        except Refused as refused:
            form.add_error(refused.field, str(refused))
        else:
            messages.success(request, _("措施已保存，已送责任人或配合单位。"))
            _hint(request, form)
            return redirect("measure_new" if "more" in request.POST else "item", pk)
    else:
        rules.check_can_plan(item, request.user)
    return _form(request, item, form)


@require_http_methods(["GET", "POST"])
def edit(request, pk, measure):
    """修改措施; when somebody else saved it meanwhile both texts are shown and nothing is overwritten."""
    row = measure_of(request, pk, measure)
    form, stale = MeasureForm(row.item, request.POST or None, measure=row), None
    if request.method == "POST" and form.is_valid():
        revision = form.cleaned_data["revision"] or 0
        try:
            operations.change_measure(row, by=request.user, revision=revision, planned=form.planned())
        except Stale as newer:
            form.add_error(None, str(newer))
            stale = newer
        except Refused as refused:
            form.add_error(refused.field, str(refused))
        else:
            messages.success(request, _("措施已保存。"))
            _hint(request, form)
            return redirect("measure", pk, measure)
    else:
        rules.check_can_change(row, request.user)
    return _form(request, row.item, form, measure=row, stale=stale)


@require_POST
def remove(request, pk, measure):
    """删除措施."""
    operations.remove_measure(measure_of(request, pk, measure), by=request.user)
    messages.success(request, _("措施已删除。"))
    return redirect("item", pk)


@require_POST
def move(request, pk, measure):
    """调整次序."""
    operations.move_measure(
        measure_of(request, pk, measure), by=request.user, up=request.POST.get("up") == "1"
    )
    return redirect(f"{reverse('item', args=[pk])}#measures")


def _hint(request, form) -> None:
    if form.confirms_own:
        messages.warning(request, SAME_PERSON)


def _form(request, item, form, *, measure=None, stale=None):
    context = {"item": item, "form": form, "measure": measure, "now": [], "revision": None}
    if stale:
        context["revision"] = stale.revision
        context["now"] = [
            (label, stale.theirs[name])
            for name, label in LABELS.items()
            if stale.theirs[name] != stale.mine[name]
        ]
    return render(request, "rectifications/measure_form.html", context, status=422 if form.errors else 200)
