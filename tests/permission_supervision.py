"""Rows of the permission table: 提醒规则, 督办通知单, 考评结果通报, 通知渠道, with the places where they are tried."""

from datetime import time, timedelta

from notifications import operations as channels
from notifications.models import ChannelPolicy, Gateway
from plans.supervision.enums import LEVELS
from plans.supervision.models import AssessmentNotice, Order, OrderLine, ReminderRule
from plans.supervision.operations import assessment_notices, orders, rules
from records import clock, secrets
from tests import factories as people
from tests.plans.cast import ROLES
from units.enums import Post
from workflows.models import Assignment

ADMIN, SETS_CHANNELS = {"business_admin"}, {"business_admin", "system_admin"}
CLERK, SIGNER, ANSWERS = {"clerk"}, {"office_head"}, {"liaison", "head", "delegate"}


# --- places --------------------------------------------------------------------------------------------
def _drafted(moves, **fields):
    """Of what the unit's 联络员 has waiting, as if it were overdue."""
    order = Order.objects.create(
        unit=moves.d.unit,
        colour="red",
        drafted_at=clock.now(),
        demand="请立即办理",
        answer_by=clock.today() + timedelta(days=5),
        way="在系统中填写回执",
        contact="样例",
        phone="0000",
        **fields,
    )
    matter = Assignment.objects.filter(subject=moves.plan.key, done_at=None).first()
    matter.due = clock.today() - timedelta(days=5)
    matter.save()
    OrderLine.objects.create(
        order=order,
        assignment=matter,
        subject=matter.subject,
        level=LEVELS["red"],
        title=matter.title,
        what=matter.what,
        url=matter.url,
        due=matter.due,
        condition="已逾期",
    )


def _submitted(moves):
    _drafted(moves, submitted_at=clock.now())


def _issued(moves):
    signer = people.make_person(Post.OFFICE_HEAD, moves.d.office)
    now = clock.now()
    _drafted(moves, submitted_at=now, signed_at=now, signed_by=signer, number="督〔2026〕99号")


def _connected(moves):
    sealed = secrets.seal({"address": "wecombot://key", "key": ""})  # an address that reaches nobody
    Gateway.objects.create(kind="robot", name="样例群", sealed=sealed, shown="…")


NOTICE = dict.fromkeys(assessment_notices.FIELDS, "") | {"addressed_to": "各有关单位", "opening": "如下。"}
WRITES_NOTICES = {"clerk", "own_clerk"}


def begin_notice(c, by, period="2026年度"):
    return assessment_notices.begin_notice(by=by, **NOTICE | {"period": period, "body": "一、情况\n良好。"})


def _notice_begun(moves):
    begin_notice(None, moves.d.clerk, "2025年度")


def save_notice(c, by):
    kept = AssessmentNotice.objects.get(period="2025年度")
    fields = NOTICE | {"period": kept.period}
    assessment_notices.save_notice(kept, by=by, revision=kept.revision, **fields)


BETWEEN = {
    "notice begun": ("drafting", _notice_begun),
    "channels": ("drafting", _connected),
    "order drafted": ("drafting", _drafted),
    "order submitted": ("drafting", _submitted),
    "order issued": ("drafting", _issued),
}


# --- what is tried -------------------------------------------------------------------------------------
def _order() -> Order:
    return Order.objects.get()


def _rule() -> ReminderRule:
    return ReminderRule.objects.first()


def _gateway() -> Gateway:
    return Gateway.objects.get()


def stood(went: bool):
    """It has not lapsed instead."""
    assert went


def create_rule(c, by):
    copied = {name: getattr(_rule(), name) for name in rules.FIELDS}
    return rules.create_rule(by=by, **copied)


PERSONAL = "wecombot://key"  # an address that reaches nobody


def save_personal(_c, by):
    ChannelPolicy.objects.create(may_personal=True)
    channels.save_personal(by=by, address=PERSONAL)


def test_personal(c, by):
    save_personal(c, by)
    channels.test_personal(by=by)


def remove_personal(c, by):
    save_personal(c, by)
    channels.remove_personal(by=by)


TABLE = {
    "channels": [
        (rules.create_rule, create_rule, ADMIN),
        (rules.save_rule, lambda c, by: rules.save_rule(_rule(), by=by, days_before=2), ADMIN),
        (rules.switch_rule, lambda c, by: rules.switch_rule(_rule(), by=by, on=False), ADMIN),
        (rules.save_settings, lambda c, by: rules.save_settings(by=by, opens=time(9)), ADMIN),
        (channels.save_gateway, lambda c, by: channels.save_gateway(_gateway(), by=by, name="样例群"), SETS_CHANNELS),
        (channels.switch_gateway, lambda c, by: channels.switch_gateway(_gateway(), by=by, on=False), SETS_CHANNELS),
        (channels.test_gateway, lambda c, by: channels.test_gateway(_gateway(), by=by), SETS_CHANNELS),
        (channels.test_email, lambda c, by: channels.test_email(by=by), SETS_CHANNELS),
        (channels.save_policy, lambda c, by: channels.save_policy(by=by, may_daily=True, may_off=False, may_personal=True), SETS_CHANNELS),
        (channels.save_personal, save_personal, set(ROLES)),
        (channels.test_personal, test_personal, set(ROLES)),
        (channels.remove_personal, remove_personal, set(ROLES)),
        (channels.choose, lambda c, by: channels.choose(by=by, mail="at_once", leader_digest=False), set(ROLES)),
    ],
    "order drafted": [
        (orders.save_order, lambda c, by: orders.save_order(_order(), by=by, demand="改"), CLERK),
        (orders.submit_order, lambda c, by: stood(orders.submit_order(_order(), by=by)), CLERK),
        (orders.drop_order, lambda c, by: orders.drop_order(_order(), by=by, words="已办"), CLERK),
    ],
    "order submitted": [
        (orders.return_order, lambda c, by: orders.return_order(_order(), by=by, words="再改"), SIGNER),
        (orders.sign_order, lambda c, by: stood(orders.sign_order(_order(), by=by)), SIGNER),
    ],
    "notice begun": [
        (assessment_notices.begin_notice, begin_notice, WRITES_NOTICES),
        (assessment_notices.save_notice, save_notice, WRITES_NOTICES),
        (assessment_notices.draft_notice, lambda c, by: assessment_notices.draft_notice(AssessmentNotice.objects.get(period="2025年度"), by=by), WRITES_NOTICES),
    ],
    "order issued": [
        (orders.answer_order, lambda c, by: orders.answer_order(_order(), by=by, answer="已办"), ANSWERS),
    ],
}  # fmt: skip
