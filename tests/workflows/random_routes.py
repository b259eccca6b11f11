"""A district and routes drawn by chance: what the walk of test_random_routes.py walks on."""

import io
from dataclasses import replace

from hypothesis import strategies as st

from records import clock, files
from tests import factories as people
from tests.plans import factories
from tests.workflows import built
from tests.workflows.built import FIRST_REVIEW, MEETING, RECEIVE, stage
from units.enums import Post
from units.models import Person
from workflows.enums import Refusal, StageKind, StagePlace
from workflows.operations import meetings

MINOR = ["leader", "office", "record"]


class World:
    """One district with people for every stage, and a draft that may be reported."""

    def __init__(self):
        self.d = built.make_district(tasks=2)
        self.named = [people.make_person(Post.MEMBER, self.d.office, name=f"样例会签{n}") for n in range(3)]
        self.own = people.make_person(Post.OFFICE_HEAD, self.d.office, name="样例兼职")
        people.give_post(
            self.own, Post.MEMBER, self.d.unit
        )  # also of the unit: may never answer in the office
        self.helper = people.make_person(Post.MEMBER, self.d.office, name="样例受托")
        self.plan = factories.start(self.d)
        self.other = people.make_unit("样例新局")  # to which the plan may go when its unit is split
        for post in (Post.HEAD, Post.DEPUTY, Post.LIAISON):
            people.make_person(post, self.other)
        self.scan = files.put(io.BytesIO(b"%PDF-1.4 slip"), media_type="application/pdf")
        self.meeting = meetings.plan_meeting(
            self.d.committee, by=self.d.secretary, held_on=clock.today(), place="样例会议室"
        )
        meetings.open_meeting(self.meeting, by=self.d.secretary)

    @property
    def everybody(self) -> list[Person]:
        d = self.d
        office = [d.clerk, d.secretary, d.office_head, d.leader, d.chair, *d.members, self.own, self.helper]
        return [*office, *self.named, d.liaison, d.head, d.unit_deputy, d.other_liaison]


@st.composite
def routes_of(draw, world: World):
    """签收, then up to five stages of any kind, refusal and condition; 初审 and 上会 now and then."""
    rows = [RECEIVE]
    if draw(st.booleans()):
        rows.append(FIRST_REVIEW)
    for n in range(draw(st.integers(1, 5))):
        rows.append(_stage(draw, world, f"x{n}", rows))
    rows.append(stage("last", refusal=draw(st.sampled_from([Refusal.DRAFTER, Refusal.END]))))
    if draw(st.booleans()):
        rows.append(replace(MEETING, committee=world.d.committee.pk))
    return rows


def _stage(draw, world: World, code: str, before):
    kind = draw(
        st.sampled_from(
            [StageKind.HANDLE, StageKind.ANY, StageKind.ALL, StageKind.CONSULT, StageKind.CIRCULATE]
        )
    )
    said = {
        "keeps": draw(st.booleans()),
        "concerns": draw(st.sampled_from([(), ("task",), ("section",)])),
        "refusal": draw(st.sampled_from(list(Refusal))),
        "condition": draw(
            st.sampled_from([{}, {}, {}, {"tasks": {"most": 50}}, {"approval": ["leader", "office"]}])
        ),
    }
    if said["refusal"] == Refusal.STAGE:
        targets = [row.code for row in before if not row.condition and row.code != "receive"]
        if targets:
            said["refusal_stage"] = draw(st.sampled_from(targets))
        else:
            said["refusal"] = Refusal.DRAFTER
    if kind == StageKind.CIRCULATE:
        said |= {
            "place": StagePlace.COMMITTEE,
            "committee": world.d.committee.pk,
            "condition": {"approval": MINOR},
        }
        return stage(code, kind, "", **said)
    place = draw(st.sampled_from([StagePlace.OFFICE, StagePlace.UNIT, StagePlace.LEADER, StagePlace.PEOPLE]))
    if place == StagePlace.LEADER:
        return stage(code, kind, "", place=place, **said)
    if place == StagePlace.PEOPLE:
        n = 1 if kind == StageKind.HANDLE else draw(st.integers(1, 3))
        return stage(code, kind, "", place=place, people=tuple(each.pk for each in world.named[:n]), **said)
    post = Post.HEAD if place == StagePlace.UNIT else draw(st.sampled_from([Post.OFFICE_HEAD, Post.DEPUTY]))
    also = (Post.DEPUTY,) if kind != StageKind.HANDLE and post != Post.DEPUTY and draw(st.booleans()) else ()
    return stage(code, kind, post, place=place, also=also, **said)
