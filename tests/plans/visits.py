"""A unit in which a plan and an item wait for 验收, and the group that goes there, arranged by the real operations."""

from dataclasses import dataclass

from plans.actions.models import Plan
from plans.rectifications.models import Item
from records import clock
from tests import factories as people
from tests.plans.rectifications.factories import Rectifying, item_at, make_rectifying
from tests.plans.world import Moves, moved_to
from units.enums import Post
from units.models import Person
from workflows.models import Visit
from workflows.operations import visit_work, visits
from workflows.operations.acceptance import Sent

ACCEPTED = {"conclusion": "accepted"}


@dataclass
class Visiting:
    """The people around a visit; `moves` walks the plan, `rectifying` has the item's people."""

    moves: Moves
    rectifying: Rectifying
    item_pk: int
    leader: Person
    member: Person
    visit_pk: int | None = None

    @property
    def d(self):
        return self.moves.d

    @property
    def plan(self) -> Plan:
        return self.moves.plan

    @property
    def item(self) -> Item:
        return Item.objects.get(pk=self.item_pk)

    @property
    def visit(self) -> Visit:
        return Visit.objects.get(pk=self.visit_pk)

    @property
    def team(self):
        return self.visit.team

    def keys(self) -> list[str]:
        return [self.plan.key, self.item.key]

    def lines(self) -> list[tuple[str, str]]:
        """(subject, line) of all that is checked."""
        from workflows import accepting

        return [
            (subject.key, line.line)
            for subject in (self.plan, self.item)
            for line in accepting.of(subject.key).lines(subject)
        ]


def waiting() -> Visiting:
    """A plan and an item of one unit wait for a group; nobody is sent yet."""
    moves = moved_to("arrange")
    rectifying = make_rectifying(moves.d)
    item = item_at("arrange", rectifying)
    leader, member = (
        people.make_person(Post.MEMBER, people.make_unit(), name=name) for name in ("样例组长", "样例组员")
    )
    return Visiting(moves, rectifying, item.pk, leader, member)


def composed(world: Visiting | None = None, **fields):
    """A batch with one group. Returns (world, team)."""
    world = world or waiting()
    batch = visits.create_batch(title="样例集中验收", by=world.d.clerk)
    told = {"leader": world.leader, "members": [world.member]} | fields
    return world, visits.compose_team(batch, by=world.d.clerk, **told)


def arranged(world: Visiting | None = None, **fields) -> Visiting:
    """A visit of today, told before unless `announced=False`."""
    world, team = composed(world)
    told = {"unit": world.d.unit, "on": clock.today(), "half": "morning"} | fields
    world.visit_pk = visits.arrange_visit(team, by=world.d.clerk, **told).pk
    return world


def begun(world: Visiting | None = None, **fields) -> Visiting:
    """The group is there."""
    world = world or arranged(**fields)
    visits.begin_visit(world.visit, by=world.leader)
    return world


def answer(world: Visiting, subject: str, line: str, *, by=None, key: str = "", **fields):
    """One answer as a phone sends it."""
    told = {"result": "met", "fact": ""} | {
        name: fields.pop(name) for name in ("result", "fact") if name in fields
    }
    sent = Sent(key or f"{subject}-{line}-{world.leader.pk}-{Sent.__name__}"[:40], **fields)
    return visit_work.record_answer(
        world.visit, visit_work.Answer(subject, line, sent=sent, **told), by=by or world.member
    )


def checked(world: Visiting | None = None, **fields) -> Visiting:
    """Everything was found 符合."""
    world = world or begun()
    for n, (subject, line) in enumerate(world.lines()):
        answer(world, subject, line, key=f"key-{n:08}", methods=("查资料",), **fields)
    return world


def verdicts(world: Visiting, **by_key) -> dict[str, visit_work.Verdict]:
    """通过验收 for all, or what is given for `plan` and `item`."""
    told = {"plan": ACCEPTED, "item": ACCEPTED} | by_key
    return {key: visit_work.Verdict(**told[key.partition(":")[0]]) for key in world.keys()}


def concluded(world: Visiting | None = None, *, statement="agreed", objection="", **by_key) -> Visiting:
    """The leader has concluded."""
    world = world or checked()
    visit_work.conclude_visit(
        world.visit,
        by=world.leader,
        verdicts=verdicts(world, **by_key),
        statement=statement,
        objection=objection,
    )
    return world
