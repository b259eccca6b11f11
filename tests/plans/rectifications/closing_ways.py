"""How an item is walked through 销号, 延期, 终止 and 回头看 by the real operations; factories.py strings them to WAYS."""

import io
from datetime import timedelta

from plans.rectifications import chain
from plans.rectifications.enums import Status
from plans.rectifications.models import Item, Source
from plans.rectifications.operations import (
    acceptance,
    closing,
    extension,
    look_back,
    publicity,
    returning,
    stopping,
)
from records import clock, files
from tests import factories as people
from tests.plans import factories as plans
from units.enums import Post
from workflows.enums import Motion, Outcome


def apply(world, item, **fields):
    """申请销号 by the leading unit's 联络员."""
    told = {
        "self_conclusion": "三项措施全部完成（样例）",
        "mechanism": "一次性告知制度（样例）",
        "truthful": True,
        "truth": "true",  # asked for of 群众反映
        "liability": "own",
    }
    return closing.apply_for_closing(item, by=world.district.liaison, **told | fields)


def confirm(world, item):
    closing.pass_on(item, by=world.district.head, words="情况属实，同意申请销号")


def audit(world, item):
    closing.pass_on(item, by=world.district.clerk, words="材料齐全")


def recheck(world, item):
    closing.pass_on(item, by=world.office_head, words="复核无异议")


def group(world) -> tuple:
    """A leader and a member of a unit that has nothing to do with the item; the same two in one world."""
    if not hasattr(world, "group"):
        unit = people.make_unit("样例审计局")
        world.group = tuple(
            people.make_person(Post.MEMBER, unit, name=name) for name in ("样例组长", "样例组员")
        )
    return world.group


def compose(world, item, **fields):
    leader, member = group(world)
    told = {"leader": leader, "members": [member], "visit_on": clock.today(), "methods": ["查资料"]}
    return acceptance.compose_group(item, by=world.district.clerk, **told | fields)


def check(world, item, result="met", fact="现场查看台账（样例）", *, unmet=()):
    """Every line is found `result`; those of `unmet` 不符合."""
    _leader, member = group(world)
    for line in ["", *item.measures.filter(excused_on=None).values_list("line", flat=True)]:
        found = "unmet" if line in unmet else result
        acceptance.record_finding(item, line, by=member, result=found, fact=fact)


def conclude(world, item, conclusion=Outcome.ACCEPTED, **fields):
    acceptance.conclude(item, by=group(world)[0], conclusion=conclusion, **fields)


def accept(world, item):
    check(world, item)
    conclude(world, item)


def decide(world, item):
    closing.pass_on(item, by=world.in_charge, words="同意销号")


def meet(world, item):
    plans.decide(world.district, item, motion=Motion.APPROVE)


def end_publicity(world, item):
    until = item.closings.get(ended_at=None).publicity_to
    with clock.at(until + timedelta(days=1)):
        publicity.end_publicity(item, by=world.district.clerk)


def hear_from_source(world, item, **fields):
    told = {"number": "样巡〔2026〕8号", "on": clock.today()} | fields
    closing.record_source_decision(item, by=world.district.clerk, **told)


# The yes of each stage.
STEPS = {
    chain.CONFIRM: confirm,
    chain.AUDIT: audit,
    chain.FIRST_REVIEW: audit,
    chain.RECHECK: recheck,
    chain.ARRANGE: compose,
    chain.VISIT: accept,
    chain.DECIDE: decide,
    chain.MEETING: meet,
    chain.PUBLICITY: end_publicity,
    chain.AT_SOURCE: hear_from_source,
}


def walk(world, item: Item, until: str = "") -> Item:
    """From wherever it is being closed to the stage `until`, or to its end."""
    item = fresh(item)
    while item.status == Status.CLOSING and item.stage != until:
        STEPS[item.stage](world, item)
        item = fresh(item)
    return item


def to(stage: str):
    """The way to a stage, from where the unit may apply."""

    def step(world, item):
        apply(world, item)
        assert walk(world, item, stage).stage == stage, f"{stage} is not in {fresh(item).chain}"

    return step


def close(world, item):
    apply(world, item)
    walk(world, item)


# --- 延期、终止 ------------------------------------------------------------------------------------
def ask_extension(world, item, **fields):
    told = {
        "reason": "系统改造延后（样例）",
        "new_limit": item.limit + timedelta(days=30),
        "progress": "已完成一半",
    }
    return extension.ask_extension(item, by=world.district.liaison, **told | fields)


def sign_extension(world, item):
    extension.sign_extension(item, by=world.district.head, words="同意")


def grant_extension(world, item):
    limit = item.extensions.get(answered_at=None).new_limit
    extension.grant_extension(item, by=world.district.clerk, limit=limit)


def ask_stop(world, item):
    stopping.ask_stop(item, by=world.district.clerk, reason="机构撤销，问题已不存在（样例）")


def stop(world, item):
    stopping.approve_stop(item, by=world.office_head, words="同意")


def relapse(world, item, **fields):
    told = {
        "result": "poor",
        "words": "抽查发现又出现（样例）",
        "relapsed": True,
        "new_limit": clock.today() + timedelta(days=30),
        "consent_number": "样巡〔2026〕9号",  # asked for where the source sets the limit
        "consent_on": clock.today(),
    }
    return look_back.record_look_back(item, by=world.district.clerk, **told | fields)


def send_back(world, item, by=None, **fields):
    told = {"reason": "佐证不足（样例）"} | fields
    return returning.return_item(item, by=by or world.district.clerk, **told)


def source(kind: str, **fields) -> Source:
    """The rules of a source, changed for one test."""
    Source.objects.filter(kind=kind).update(**fields)
    return Source.objects.get(kind=kind)


def scan(words: bytes = b"%PDF-1.4 signed"):
    return files.put(io.BytesIO(words), media_type="application/pdf")


def fresh(item: Item) -> Item:
    return Item.objects.select_related("unit", "source").get(pk=item.pk)


# place → (from which place of factories.WAYS, what follows). Fields of the item that lead there: see FIELDS.
WAYS = {
    "applied": ("confirmed", (apply,)),
    **{stage: ("confirmed", (to(stage),)) for stage in chain.CLOSING_STAGES},
    Status.CLOSED: ("confirmed", (close,)),
    Status.LONG_TERM: ("confirmed", (close,)),
    "relapsed": ("confirmed", (close, relapse)),
    "extension unsigned": ("planned", (ask_extension,)),
    chain.APPROVE: ("planned", (ask_extension, sign_extension)),
    chain.CONSENT: ("planned", (ask_extension, sign_extension)),
    "extended": ("planned", (ask_extension, sign_extension, grant_extension)),
    "approve_stop": ("planned", (ask_stop,)),
    Status.STOPPED: ("planned", (ask_stop, stop)),
}
# What kind of item comes to a place at all.
FIELDS = {
    chain.AUDIT: {"kind": "immediate"},
    chain.RECHECK: {"major": True},
    chain.MEETING: {"major": True},
    chain.AT_SOURCE: {"source": "inspection"},
    chain.CONSENT: {"source": "audit"},
    Status.LONG_TERM: {"kind": "long_term"},
}
# The rules of its source that lead there.
SWITCHES = {chain.PUBLICITY: {"publicity": True}}
