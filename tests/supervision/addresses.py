"""Which address of reminders, 督办 and 考评结果通报 answers whom: rows of tests/address_table.py."""

from notifications import counter
from notifications.models import Gateway
from plans.supervision.models import AssessmentNotice, Order, ReminderRule
from records import clock, secrets
from records.enums import OutboxState
from records.models import Outbox

FIRST = {"reminders": "rule", "orders": "order", "channels": "channel", "operations": "dead"}
FIRST |= {"assessment-notices": "assessment_notice"}


def table(*, everybody, unit, oversees) -> dict:
    """name → (GET, POST without data). The 督办通知单 has been issued to the unit: everything else is a calm refusal."""
    sees = unit | oversees
    admin = {"business_admin"}
    rest = everybody - admin
    writes = {"clerk", "own_clerk"}
    return {
        "reminder_rules": ({200: admin, 409: rest}, 405),
        "reminder_rule_new": ({200: admin, 409: rest}, {200: admin, 302: rest}),
        "reminder_rule": ({200: admin, 409: rest}, {200: admin, 302: rest}),
        "reminder_rule_switch": (405, 302),
        "notice_count": (200, 405),
        "notice_choices": (200, 200),
        # No administrator has opened 个人消息.
        "personal_save": (405, 422),
        "personal_test": (405, 302),
        "personal_remove": (405, 302),
        "channels": ({200: admin, 409: rest}, {200: admin, 302: rest}),
        "channel_new": ({200: admin, 409: rest}, {200: admin, 302: rest}),
        "channel": ({200: admin, 409: rest}, {200: admin, 302: rest}),
        "channel_test": (405, 302),
        "email_test": (405, 302),
        "channel_switch": (405, 302),
        "metrics": (404, 405),
        "operations": ({200: admin, 409: rest}, 405),
        "dead_letter_again": (405, 302),
        "delivery_again": (405, {302: rest}),
        "orders": (200, 405),
        "order": ({200: sees}, 405),
        "chain": ({200: sees}, 405),
        "chain_export": (405, {200: sees}),
        "order_save": (405, {302: sees}),
        "order_sign": (405, {302: sees}),
        "order_return": ({409: sees}, {302: sees}),
        "order_drop": ({409: sees}, {302: sees}),
        "order_answer": (
            {409: sees - {"liaison"}, 200: {"liaison"}},
            {302: sees - {"liaison"}, 422: {"liaison"}},
        ),
        # 考评结果通报: the unit does not stand in this one, and it has not been issued.
        "assessment_notices": (200, 405),
        "assessment_notice_new": (
            {200: writes, 409: everybody - writes},
            {422: writes, 302: everybody - writes},
        ),
        "assessment_notice": ({200: oversees}, {422: writes & oversees, 302: oversees - writes}),
        "supervision_settings": ({200: admin, 409: rest}, {200: admin, 302: rest}),
    }


def given(district) -> dict[str, int]:
    """A rule, a 考评结果通报 in the making, and a 督办通知单 that was issued to the unit."""
    order = Order.objects.create(
        unit=district.unit,
        colour="red",
        drafted_at=clock.now(),
        signed_at=clock.now(),
        number="督〔2026〕99号",
    )
    gateway = Gateway.objects.create(
        kind="robot", name="样例群", sealed=secrets.seal({"address": "wecombot://key", "key": ""}), shown="…"
    )
    notice = AssessmentNotice.objects.create(
        unit=district.office,
        period="2026年度",
        addressed_to="各有关单位",
        opening="如下。",
        saved_by=district.clerk,
        saved_at=clock.now(),
    )
    dead = Outbox.objects.create(key="dead:1", kind="kind", due=clock.now(), state=OutboxState.DEAD)
    return {
        "rule": ReminderRule.objects.first().pk,
        "order": order.pk,
        "assessment_notice": notice.pk,
        "key_of_order": order.key,
        "channel": gateway.pk,
        "dead": dead.pk,
        "word": counter.word_for(1),
    }
