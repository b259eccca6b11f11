"""Lists cost the same with one row and with three: the literal number of statements of each page."""

import copy
from dataclasses import replace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from notifications.enums import Channel
from notifications.models import Delivery, Notice
from plans.actions.models import Action, Plan, Template, TemplateItem
from records import clock
from tests import factories as people
from tests.plans import factories
from tests.plans.world import Moves, World
from tests.test_addresses import signed_in
from units.enums import Post
from workflows.models import (
    Consultation,
    ConsultationOpinion,
    ConsultationReply,
    Copy,
    Evidence,
    Meeting,
    Observer,
    Resolution,
    Speech,
)

pytestmark = [pytest.mark.django_db, pytest.mark.timeout(600)]

# page → (who looks, statements with one row and with three)
PAGES = {
    "inbox": ("/", "liaison", 7),
    "inbox of the office": ("/", "clerk", 7),
    "copies": ("/copies/", "liaison", 7),
    "inbox_done": ("/done/", "liaison", 6),
    "plans": ("/plans/", "clerk", 7),
    "my_plans": ("/mine/", "liaison", 7),
    "my_plans of the office": ("/mine/", "clerk", 7),
    "tasks": ("/tasks/", "liaison", 7),
    "tasks of the office": ("/tasks/", "clerk", 7),
    "evidence": ("/evidence/", "liaison", 6),
    "meetings": ("/meetings/", "secretary", 6),
    "meeting": ("/meetings/{meeting}/", "secretary", 15),
    "meeting_minutes": ("/meetings/{meeting}/minutes/", "secretary", 17),
    "meeting_item": ("/meetings/{meeting}/items/{item}/", "secretary", 21),
    "resolutions": ("/resolutions/", "liaison", 6),
    "consultations": ("/consultations/", "liaison", 6),
    "consultation": ("/consultations/{consultation}/", "clerk", 12),
    "notices": ("/notices/", "liaison", 7),
    "actions": ("/actions/", "business_admin", 5),
    "waiting": ("/waiting/", "clerk", 11),
    "overview": ("/overview/?action={action}", "clerk", 9),
    "battle_map": ("/battle-map/?action={action}", "clerk", 9),
    "battle_map by months": ("/battle-map/?action={plan_action}&view=months", "clerk", 7),
    "battle_map of a unit": ("/battle-map/?action={plan_action}&view=months", "liaison", 9),
    "board": ("/board/?action={action}", "clerk", 11),
    "board of an action under way": ("/board/?action={plan_action}", "clerk", 12),
    "board of a unit": ("/board/?action={action}", "liaison", 11),
    "tasks, narrowed": ("/tasks/?action={plan_action}&item=1.1&month=2026-12", "clerk", 8),
    "week": ("/tasks/week/", "clerk", 6),
    "sent": ("/sent/", "business_admin", 8),
    "plan": ("/plans/{plan}/", "clerk", 28),
    "plan of the unit": ("/plans/{plan}/", "liaison", 24),
}

# Of one action and one plan, however many others there are.
OF_ONE = {
    "battle_map by months",
    "battle_map of a unit",
    "board of an action under way",
    "board of a unit",
    "tasks, narrowed",
    "plan",
    "plan of the unit",
}


class Rows:
    """A district in which `more()` adds one more of everything that lists show."""

    def __init__(self):
        self.world = World()
        self.d = self.world.district
        self.meeting, self.action = self.world.meeting, self.d.action
        self.more()

    def more(self) -> None:
        """An action with the unit's plan, decided in the meeting; a new unit's plan in 初审; what goes with them."""
        action = self._action()
        self._walk(
            replace(self.d, action=action),
            "submit agree receive return submit agree receive propose table approve",
        )
        unit = people.make_unit()
        newcomer = replace(
            self.d,
            unit=unit,
            liaison=people.make_person(Post.LIAISON, unit),
            head=people.make_person(Post.HEAD, unit),
        )
        self.action.units.add(unit)
        self._walk(newcomer, "submit agree receive")
        Evidence.objects.create(
            unit=self.d.unit,
            file=self.world.scan,
            name="照片.pdf",
            dated=clock.today(),
            added_by=self.d.liaison,
            added_at=clock.now(),
        )
        Meeting.objects.create(
            committee=self.d.committee,
            year=clock.today().year,
            n=100 + Meeting.objects.count(),
            held_on=clock.today(),
            place="样例会议室",
            presiding=self.d.committee.seats.first(),
            secretary=self.d.secretary,
        )
        self._said_and_asked()
        Copy.objects.create(
            subject=f"plan:{9000 + Copy.objects.count()}",
            unit=self.d.unit,
            title="样例",
            url="/",
            recipient=self.d.liaison,
            sent_by=self.d.head,
            at=clock.now(),
        )
        notice = Notice.objects.filter(recipient=self.d.liaison).latest("id")
        Delivery.objects.create(
            key=f"sample:{notice.pk}", notice=notice, channel=Channel.EMAIL, title="样例", created=clock.now()
        )

    def _said_and_asked(self) -> None:
        """One more who sits in and speaks, one more 议定事项, one more 征求意见 with one more opinion on the first."""
        item = self.meeting.items.earliest("id")
        observer = Observer.objects.create(meeting=self.meeting, name=f"列席{Observer.objects.count()}")
        Speech.objects.create(
            item=item, observer=observer, text="发言" * 60, by=self.d.secretary, at=clock.now()
        )
        Resolution.objects.create(
            item=item, unit=self.d.unit, title="报送", due=clock.today(), issued_at=clock.now()
        )
        asked = Consultation.objects.create(
            unit=self.d.office,
            title="考评细则",
            text="第一条",
            due=clock.today(),
            started_at=clock.now(),
            started_by=self.d.clerk,
        )
        ConsultationReply.objects.create(consultation=asked, unit=self.d.unit)
        reply = ConsultationReply.objects.earliest("id")
        n = reply.opinions.count() + 1
        ConsultationOpinion.objects.create(reply=reply, n=n, text="建议放宽" * 20)

    def _walk(self, district, way: str) -> Plan:
        world = copy.copy(self.world)
        world.district, world.plan = district, factories.start(district)
        for move in way.split():
            Moves(world).make(move)
        return world.plan

    def _action(self) -> Action:
        action = Action.objects.create(
            code=f"B{Action.objects.count()}",
            name=f"样例行动{Action.objects.count()}",
            year=self.action.year,
            starts=self.action.starts,
            ends=self.action.ends,
            plans_due=self.action.plans_due,
        )
        action.units.set([self.d.unit, self.d.other_unit])
        template = Template.objects.create(
            action=action,
            n=1,
            source_name="样例.csv",
            imported_by=self.d.business_admin,
            imported_at=clock.now(),
            published_at=clock.now(),
        )
        TemplateItem.objects.create(template=template, order=1, code="1.1", category="样例", title="样例任务")
        return action


def visits(rows: Rows) -> tuple[dict[str, int], dict[str, int]]:
    """Per page: how many statements its second visit needs, and how long the page is."""
    plan = Plan.objects.filter(status="executing").earliest("id")
    given = {
        "meeting": rows.meeting.pk,
        "action": rows.action.pk,
        "plan": plan.pk,
        "plan_action": plan.action_id,
    }
    given |= {
        "item": rows.meeting.items.earliest("id").pk,
        "consultation": Consultation.objects.earliest("id").pk,
    }
    found, lengths = {}, {}
    for name, (address, role, _most) in PAGES.items():
        client = signed_in(getattr(rows.d, role))
        address = address.format(**given)
        client.get(address)
        with CaptureQueriesContext(connection) as captured:
            response = client.get(address)
        assert response.status_code == 200, name
        found[name], lengths[name] = len(captured), len(response.content)
    return found, lengths


def test_lists_cost_the_same_with_one_row_and_with_three():
    rows = Rows()
    one, short = visits(rows)
    rows.more()
    rows.more()
    three, long = visits(rows)
    assert three == one
    of_lists = [name for name in PAGES if name not in OF_ONE]
    assert [name for name in of_lists if long[name] < short[name] + 200] == []  # there are more rows to see
    assert one == {name: most for name, (_address, _role, most) in PAGES.items()}
