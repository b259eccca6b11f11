"""走访调研: written by those who took part, told to the unit, and what each line becomes."""

from datetime import timedelta

import pytest
from django.db import IntegrityError

from documents.models import Document
from documents.papers import PAPERS
from notifications.models import Notice
from plans.rectifications.enums import LineKind, Scope, SourceKind, Status
from plans.rectifications.models import Item, Matter, ResearchVisit, VisitItem, VisitLine
from plans.rectifications.operations import issuing, research, research_lines
from plans.rectifications.queries import research as queries
from records import clock, trail
from records.errors import Refused, Stale, allows
from tests import factories as people
from tests.plans.rectifications.factories import make_rectifying, problem
from tests.plans.rectifications.visiting import begun, given, told, visited, written
from units.enums import Post
from workflows.models import Assignment
from workflows.queries.circles import readable_entries

pytestmark = pytest.mark.django_db

PROBLEM, COMMON = LineKind.PROBLEM, LineKind.COMMON
PRACTICE, COMMITTEE = LineKind.PRACTICE, LineKind.COMMITTEE


def cast(world):
    """Everybody who could try something with a visit."""
    district = world.district
    return {
        "clerk": district.clerk,
        "office_head": world.office_head,
        "visitor": world.visitor,
        "liaison": district.liaison,
        "head": district.head,
        "foreign": district.other_liaison,
        "chair": district.chair,
        "secretary": district.secretary,
        "auditor": people.make_person(Post.AUDITOR, district.office),
    }


def who(rule, subject, world):
    return {name for name, person in cast(world).items() if allows(rule, subject, person)}


# --- beginning and writing ---------------------------------------------------------------------------
def test_begin_names_who_took_part_and_tells_them():
    world = make_rectifying()
    visit = begun(world)
    assert set(visit.people.all()) == {world.district.clerk, world.visitor}
    assert Notice.objects.get(event="research.begun").recipient == world.visitor
    assert trail.verify(visit.key) == []


def test_begin_is_the_offices():
    world = make_rectifying()
    begun(world)
    for person in (world.visitor, world.district.liaison, world.district.chair):
        with pytest.raises(Refused):
            research.begin_visit(world.district.unit, by=person, title="样例", visited_on=clock.today())


def test_begin_refuses_at_the_field():
    world = make_rectifying()
    tomorrow = clock.today() + timedelta(days=1)
    for fields in ({"title": " "}, {"visited_on": tomorrow}):
        with pytest.raises(Refused) as refusal:
            begun(world, **fields)
        assert [refusal.value.field] == list(fields)
    assert ResearchVisit.objects.count() == 0


def test_people_of_the_visited_unit_do_not_take_part():
    world = make_rectifying()
    two_posts = people.make_person(Post.MEMBER, people.make_unit())
    people.give_post(two_posts, Post.MEMBER, world.district.unit)
    for person in (world.person, two_posts):
        with pytest.raises(Refused, match="应当回避"):
            begun(world, people=[person])
        assert next(each.ground for each in queries.offered(begun(world)) if each.person == person)


def test_committees_own_office_is_not_visited():
    world = make_rectifying()
    with pytest.raises(Refused) as refusal:
        begun(world, unit=world.district.office)
    assert refusal.value.field == "unit"


def test_who_writes_and_who_hands_out():
    """A person named as having taken part writes lines, and does nothing else."""
    visit = visited()
    rules, world = research.rules, visit.world
    assert who(rules.check_can_write, visit, world) == {"clerk", "office_head", "visitor"}
    assert who(rules.check_can_handle, visit, world) == {"clerk", "office_head"}
    assert who(rules.check_can_tell, visit, world) == {"clerk", "office_head"}
    assert who(rules.check_can_give, visit.line(PROBLEM), world) == {"clerk"}
    assert who(rules.check_can_publish, visit.line(PRACTICE), world) == {"clerk", "office_head"}
    assert who(rules.check_can_raise, visit.line(COMMITTEE), world) == {"clerk", "office_head"}


def test_participant_writes_lines_but_no_internal_remark():
    visit = visited()
    line = written(visit, PROBLEM, by=visit.world.visitor, text="参加人员记录的问题", remark="不该写的")
    assert (line.text, line.remark, line.saved_by) == ("参加人员记录的问题", "", visit.world.visitor)


def test_saving_over_a_newer_text_is_refused_with_both():
    visit = visited()
    line, world = visit.line(PROBLEM), visit.world
    research.save_line(line, by=world.visitor, revision=line.revision, text="参加人员改的")
    with pytest.raises(Stale) as stale:
        research.save_line(line, by=world.district.clerk, revision=line.revision, text="经办人改的")
    assert (stale.value.mine["text"], stale.value.theirs["text"]) == ("经办人改的", "参加人员改的")
    assert (stale.value.who, visit.line(PROBLEM).text) == (world.visitor.name, "参加人员改的")
    research.save_head(visit, by=world.district.clerk, revision=visit.revision, summary="总体较好")
    with pytest.raises(Stale):
        research.save_head(visit, by=world.visitor, revision=1, summary="一般")


def test_removed_line_leaves_its_words_on_the_trail():
    visit = visited()
    line = visit.line(PROBLEM)
    research.remove_line(line, by=visit.world.visitor)
    entry = readable_entries(visit, visit.world.district.clerk)[0]
    assert (entry.code, entry.params["words"]) == ("research.line_removed", line.text)
    with pytest.raises(Refused, match="已被删除"):
        research.save_line(line, by=visit.world.visitor, revision=1, text="晚了一步")


def test_people_may_be_named_afterwards_and_only_the_new_ones_are_told():
    visit = visited()
    another = people.make_person(Post.MEMBER, people.make_unit())
    Notice.objects.all().delete()
    research.set_people(visit, by=visit.world.district.clerk, people=[visit.world.visitor, another])
    assert set(visit.people.all()) == {visit.world.district.clerk, visit.world.visitor, another}
    assert [notice.recipient for notice in Notice.objects.all()] == [another]
    with pytest.raises(Refused):
        research.set_people(visit, by=visit.world.visitor, people=[])


# --- 调研反馈单 --------------------------------------------------------------------------------------
def test_tell_freezes_the_visit_and_tells_the_unit():
    visit = told()
    district = visit.world.district
    assert visit.told_at is not None
    recipients = {notice.recipient for notice in Notice.objects.filter(event="research.told")}
    assert recipients == {district.liaison, district.head}
    assert who(research.rules.check_can_write, visit, visit.world) == set()
    with pytest.raises(Refused, match="已经发出"):
        research.tell(visit, by=district.clerk)
    assert Document.objects.filter(subject=visit.key).count() == 1


def test_tell_wants_lines_and_no_empty_one():
    world = make_rectifying()
    visit = begun(world)
    with pytest.raises(Refused, match="还没有记录"):
        research.tell(visit, by=world.district.clerk)
    research.add_line(visit, by=world.district.clerk)
    with pytest.raises(Refused, match="没有填写内容"):
        research.tell(visit, by=world.district.clerk)


def test_feedback_says_what_was_found_and_nothing_internal():
    visit = visited()
    world = visit.world
    item = given(visit)
    given(visit, COMMON, unit=world.district.other_unit)
    research.tell(visit, by=world.district.clerk)
    paper = Document.objects.get(subject=visit.key)
    facts = PAPERS[paper.kind].Facts.from_json(paper.facts)
    assert [line.text for line in facts.problems] == [visit.line(PROBLEM).text]
    assert item.number in facts.problems[0].outcome
    assert facts.commons[0].outcome == ""  # what another unit was given is not this unit's
    assert (len(facts.practices), len(facts.matters)) == (1, 1)
    assert "内部" not in str(paper.facts) and world.district.other_unit.name not in str(paper.facts)
    assert f"样例参加（{world.visitor.unit.name}）" in facts.people


def test_unit_sees_the_visit_and_its_paper_from_the_feedback_on():
    visit = visited()
    world = visit.world
    liaison = world.district.liaison
    assert not queries.visible_visits(liaison).exists()
    research.tell(visit, by=world.district.clerk)
    seen = {name for name, person in cast(world).items() if queries.visible_visits(person).exists()}
    assert seen == {"clerk", "office_head", "visitor", "liaison", "head", "chair", "secretary"}
    paper = Document.objects.get(subject=visit.key)
    from documents.visibility import readable

    readers = {name for name, person in cast(world).items() if readable(person, paper)}
    assert readers == seen


def test_unit_reads_on_the_trail_only_what_is_for_it():
    visit = visited()
    given(visit)
    research.tell(visit, by=visit.world.district.clerk)
    codes = [entry.code for entry in readable_entries(visit, visit.world.district.liaison)]
    assert codes == ["research.told"]


# --- what a line becomes -------------------------------------------------------------------------------
def test_problem_becomes_an_item_once_and_the_line_keeps_it():
    visit = visited()
    item = given(visit)
    assert (item.status, item.source.kind) == (Status.ISSUED, SourceKind.RESEARCH)
    assert visit.line(PROBLEM).given.get().item == item
    assert Assignment.objects.filter(subject=item.key, done_at=None).count() == 1
    with pytest.raises(Refused, match="已经交办"):
        given(visit)
    assert Item.objects.count() == 1
    assert trail.verify(visit.key) == trail.verify(item.key) == []


def test_line_that_became_something_is_not_changed_any_more():
    visit = visited()
    given(visit)
    line = visit.line(PROBLEM)
    with pytest.raises(Refused, match="已经办理"):
        research.save_line(line, by=visit.world.district.clerk, revision=line.revision, text="改写")
    with pytest.raises(Refused, match="已经办理"):
        research.remove_line(line, by=visit.world.district.clerk)


def test_common_problem_is_an_item_of_each_unit():
    visit = visited()
    district = visit.world.district
    items = [
        given(visit, COMMON, unit=unit, scope=Scope.COMMON) for unit in (district.unit, district.other_unit)
    ]
    assert {item.unit for item in items} == {district.unit, district.other_unit}
    assert {row.item for row in visit.line(COMMON).given.all()} == set(items)
    with pytest.raises(Refused, match="已经交办给"):
        given(visit, COMMON, unit=district.unit)
    assert Item.objects.count() == 2


def test_refused_item_leaves_nothing_and_uses_no_number():
    visit = visited()
    with pytest.raises(Refused):
        given(visit, due=clock.today())
    assert (Item.objects.count(), VisitItem.objects.count()) == (0, 0)
    assert given(visit).number.endswith("-0001")


def test_one_line_and_unit_cannot_have_two_items():
    visit = visited()
    item = given(visit, COMMON)
    other = issuing.issue(problem(visit.world), by=visit.world.district.clerk)
    with pytest.raises(IntegrityError):
        VisitItem.objects.create(line=visit.line(COMMON), unit=item.unit, item=other)


def test_unit_sees_of_a_common_problem_only_its_own_item():
    visit = visited()
    district = visit.world.district
    own = given(visit, COMMON)
    given(visit, COMMON, unit=district.other_unit)
    research.tell(visit, by=district.clerk)

    def seen(person):
        line = next(each for each in queries.lines_of(visit, person) if each.kind == COMMON)
        return [row.item for row in line.given_seen]

    assert seen(district.liaison) == [own]
    assert len(seen(district.clerk)) == 2


def test_practice_is_read_by_all_units_once_published_and_until_it_is_withdrawn():
    visit = visited()
    district, line = visit.world.district, visit.line(PRACTICE)
    assert not queries.published_practices(district.other_liaison).exists()
    research_lines.publish(line, by=district.clerk)
    assert [each.pk for each in queries.published_practices(district.other_liaison)] == [line.pk]
    assert not queries.published_practices(cast(visit.world)["auditor"]).exists()
    with pytest.raises(Refused, match="已经发布"):
        research_lines.publish(line, by=district.clerk)
    research_lines.withdraw(line, by=district.clerk)
    assert not queries.published_practices(district.other_liaison).exists()
    with pytest.raises(Refused, match="没有发布"):
        research_lines.withdraw(line, by=district.clerk)


def test_matter_for_the_committee_is_raised_once():
    visit = visited()
    district = visit.world.district
    matter = research_lines.raise_matter(visit.line(COMMITTEE), by=district.clerk)
    assert (matter.unit, matter.raised_by) == (district.unit, district.clerk)
    assert visit.line(COMMITTEE).matter == matter
    assert Assignment.objects.filter(subject=matter.key, done_at=None).count() == 1
    assert trail.verify(matter.key) == trail.verify(visit.key) == []
    with pytest.raises(Refused, match="已转为"):
        research_lines.raise_matter(visit.line(COMMITTEE), by=district.clerk)
    assert Matter.objects.count() == 1


@pytest.mark.parametrize("kind", LineKind)
def test_each_kind_becomes_only_what_it_is(kind):
    visit = visited()
    line, clerk = visit.line(kind), visit.world.district.clerk
    rules = research.rules
    allowed = {
        name
        for name, rule in {
            "give": rules.check_can_give,
            "publish": rules.check_can_publish,
            "raise": rules.check_can_raise,
        }.items()
        if allows(rule, line, clerk)
    }
    expected = {PROBLEM: "give", COMMON: "give", PRACTICE: "publish", COMMITTEE: "raise"}
    assert allowed == {expected[kind]}


def test_empty_line_becomes_nothing():
    world = make_rectifying()
    line = research.add_line(begun(world), by=world.district.clerk, kind=PRACTICE)
    with pytest.raises(Refused, match="先填写"):
        research_lines.publish(line, by=world.district.clerk)


# --- 后来的变化 --------------------------------------------------------------------------------------
def test_change_is_noted_with_its_day_after_the_feedback_too():
    visit = told()
    line = visit.line(PROBLEM)
    research.note_change(
        visit, by=visit.world.district.clerk, on=clock.today(), words="窗口已张贴一次性告知单", line=line
    )
    change = visit.changes.get()
    assert (change.line, change.on) == (line, clock.today())
    assert readable_entries(visit, visit.world.district.liaison)[0].code == "research.changed"


@pytest.mark.parametrize(
    ("words", "days", "field"), [(" ", 0, "words"), ("变了", 1, "on"), ("变了", -4, "on")]
)
def test_change_is_refused_at_its_field(words, days, field):
    visit = visited()  # three days ago
    with pytest.raises(Refused) as refusal:
        on = clock.today() + timedelta(days=days)
        research.note_change(visit, by=visit.world.district.clerk, on=on, words=words)
    assert refusal.value.field == field


def test_change_of_a_line_of_another_visit_is_refused():
    visit = visited()
    other = visited(visit.world, title="另一次（样例）")
    with pytest.raises(Refused) as refusal:
        research.note_change(
            visit, by=visit.world.district.clerk, on=clock.today(), words="变了", line=other.line(PROBLEM)
        )
    assert refusal.value.field == "line"
    assert VisitLine.objects.filter(changes__isnull=False).count() == 0
