"""提醒规则: made, changed and switched by the 工委业务管理员; each change on the trail of settings with what it was before."""

from django.db import transaction
from django.utils.translation import gettext as _

from notifications.enums import CHOSEN_BY_RULE
from records import trail, turns
from records.enums import Circle
from records.errors import Refused

from .. import words
from ..models import ReminderRule, SupervisionSettings
from ..rules.reminders import check_can_keep_reminders

FIELDS = (
    "name",
    "scope",
    "days_before",
    "repeat_every",
    "to_holder",
    "to_liaison",
    "to_office",
    "channels",
    "title_words",
    "text_words",
    "mandatory",
)
SETTINGS = "settings"
MOST_DAYS = 60


def checked(rule: ReminderRule) -> ReminderRule:
    """The rule, when it makes sense; else Refused at the field that does not."""
    if not rule.name.strip():
        raise Refused(_("请填写规则名称。"), field="name")
    if not -MOST_DAYS <= rule.days_before <= MOST_DAYS:
        raise Refused(_("最多提前或逾期%(n)d个工作日。") % {"n": MOST_DAYS}, field="days")
    if rule.repeat_every and rule.days_before >= 0:
        raise Refused(_("只有逾期后的提醒可以重复。"), field="repeat_every")
    if not (rule.to_holder or rule.to_liaison or rule.to_office):
        raise Refused(_("请至少选择一类提醒对象。"), field="to_holder")
    if not set(rule.channels) <= {each.value for each in CHOSEN_BY_RULE}:
        raise Refused(_("没有这种渠道。"), field="channels")
    words.check(rule.title_words, field="title_words")
    words.check(rule.text_words, field="text_words")
    return rule


def create_rule(*, by, **fields) -> ReminderRule:
    """新建提醒规则: not switched on; what it would have sent is looked at first."""
    check_can_keep_reminders(by)
    rule = checked(ReminderRule(active=False, **_known(fields)))
    with transaction.atomic():
        turns.take(SETTINGS)
        rule.save()
        rule.code = f"rule{rule.pk}"
        rule.save(update_fields=["code"])
        _record("reminder_rule.created", rule, by, name=rule.name)
    return rule


def save_rule(rule: ReminderRule, *, by, **fields) -> ReminderRule:
    """修改提醒规则. What was said by it stays said."""
    check_can_keep_reminders(by)
    with transaction.atomic():
        rule = ReminderRule.objects.select_for_update().get(pk=rule.pk)
        changed = {
            name: [getattr(rule, name), value]
            for name, value in _known(fields).items()
            if getattr(rule, name) != value
        }
        if not changed:
            return rule
        for name, (_before, after) in changed.items():
            setattr(rule, name, after)
        checked(rule).save(update_fields=sorted(changed))
        _record("reminder_rule.changed", rule, by, changed=changed)
    return rule


def switch_rule(rule: ReminderRule, *, by, on: bool) -> None:
    """启用、停用. Pressed twice, it is done once."""
    check_can_keep_reminders(by)
    with transaction.atomic():
        if ReminderRule.objects.filter(pk=rule.pk).exclude(active=on).update(active=on):
            _record("reminder_rule.switched_on" if on else "reminder_rule.switched_off", rule, by)


def save_settings(*, by, **fields) -> SupervisionSettings:
    """修改提醒和督办设置."""
    check_can_keep_reminders(by)
    with transaction.atomic():
        turns.take("supervision.settings")
        row = SupervisionSettings.objects.order_by("pk").first() or SupervisionSettings()
        changed = {
            name: [str(getattr(row, name)), str(value)]
            for name, value in fields.items()
            if getattr(row, name) != value
        }
        if not changed:
            return row
        for name, value in fields.items():
            setattr(row, name, value)
        if row.opens >= row.closes:
            raise Refused(_("停止提醒的时间应晚于开始的时间。"), field="closes")
        row.save()
        trail.record(SETTINGS, "supervision.changed", by=by, circle=Circle.SYSTEM, changed=changed)
    return row


def _known(fields: dict) -> dict:
    return {name: value for name, value in fields.items() if name in FIELDS}


def _record(code: str, rule: ReminderRule, by, **params) -> None:
    trail.record(SETTINGS, code, by=by, circle=Circle.SYSTEM, rule=rule.code, **params)
