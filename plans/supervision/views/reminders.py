"""提醒规则: the list, one rule with what it would have sent and how it reads, the switch; 提醒和督办设置."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from records import clock
from records.errors import Refused

from ..enums import Moment
from ..forms.reminders import RuleForm, SettingsForm
from ..models import ReminderRule
from ..operations import rules as operations
from ..operations.reminding import words_of
from ..queries import due, recipients, settings
from ..rules.reminders import check_can_keep_reminders

NEW = {"moment": str(Moment.BEFORE), "days": 5, "to_holder": True, "to_liaison": True, "channels": ["email"]}


@require_GET
def rules(request):
    """Every rule: of what, when, to whom, over which channels."""
    check_can_keep_reminders(request.user)
    context = {"rules": ReminderRule.objects.all(), "hours": settings.current()}
    return render(request, "supervision/rules.html", context)


@require_http_methods(["GET", "POST"])
def rule_new(request):
    """新建: saved, it is not yet switched on."""
    check_can_keep_reminders(request.user)
    return _page(request, None)


@require_http_methods(["GET", "POST"])
def rule(request, pk):
    """One rule."""
    check_can_keep_reminders(request.user)
    return _page(request, get_object_or_404(ReminderRule, pk=pk))


def _page(request, row: ReminderRule | None):
    form = RuleForm(request.POST or None, initial=RuleForm.initial_of(row) if row else NEW)
    shown = row
    if request.method == "POST" and form.is_valid():
        values = form.values()
        try:
            if "save" in request.POST:
                return _saved(request, row, values)
            shown = operations.checked(ReminderRule(**values))
        except Refused as refused:
            form.add_error(refused.field, str(refused))
    today = clock.today()
    context = {"form": form, "rule": row, "tried": shown is not row and not form.errors}
    if shown is not None and not form.errors:
        preview = due.would_have_sent(shown, today)
        context |= {"preview": preview, "example": _example(shown, today, preview)}
        context |= {"now": due.unsaid(shown, today).count() if shown.pk else None}
    return render(request, "supervision/rule.html", context, status=422 if form.errors else 200)


def _saved(request, row, values):
    if row is None:
        row = operations.create_rule(by=request.user, **values)
        messages.success(request, _("提醒规则已保存，尚未启用。请看过去30天的预演，再启用。"))
    else:
        operations.save_rule(row, by=request.user, **values)
        messages.success(request, _("提醒规则已保存。"))
    return redirect("reminder_rule", row.pk)


def _example(rule: ReminderRule, today, preview: due.Preview):
    """How it reads on a real matter: one that is due, else the last it would have spoken of, as on that day."""
    matter = due.in_window(rule, today).select_related("unit").order_by("-due", "-pk").first()
    if matter is None and preview.examples:
        today, matter = preview.examples[0]
    if matter is None:
        return None
    people = recipients.recipients(rule, [matter])[matter.pk]
    title, text = words_of(rule, matter, today)(people[0].name if people else "")
    return {"matter": matter, "people": people, "title": title, "text": text}


@require_POST
def rule_switch(request, pk):
    """启用、停用."""
    check_can_keep_reminders(request.user)
    on = request.POST.get("on") == "1"
    operations.switch_rule(get_object_or_404(ReminderRule, pk=pk), by=request.user, on=on)
    messages.success(request, _("提醒规则已启用。") if on else _("提醒规则已停用。"))
    return redirect("reminder_rule", pk)


@require_http_methods(["GET", "POST"])
def hours(request):
    """提醒和督办设置."""
    check_can_keep_reminders(request.user)
    row = settings.current()
    form = SettingsForm(request.POST or None, instance=row)
    if request.method == "POST" and form.is_valid():
        try:
            operations.save_settings(by=request.user, **form.cleaned_data)
        except Refused as refused:
            form.add_error(refused.field, str(refused))
        else:
            messages.success(request, _("设置已保存。"))
            return redirect("reminder_rules")
    return render(request, "supervision/settings.html", {"form": form}, status=422 if form.errors else 200)
