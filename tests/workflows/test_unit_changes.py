"""机构变动: another name, a merger, an end; numbers and what was written stay, conflicts follow the people."""

from datetime import timedelta

import pytest

from plans.actions.models import Plan
from plans.actions.operations import acceptance, submission
from records import clock
from records.errors import Refused
from records.models import Entry
from tests import factories as people
from tests.plans import factories
from tests.plans.world import moved_to
from tests.test_addresses import signed_in
from units.enums import Post
from units.models import Person, Posting, Unit
from units.queries import name_on, standing
from workflows.operations import unit_changes
from workflows.queries.unit_changes import barred_by, holdings_of

pytestmark = pytest.mark.django_db
BASIS = "示委编〔2026〕9号"


def again(row):
    return type(row).objects.get(pk=row.pk)


def rename(d, name="样例数据局", **given):
    told = {"by": d.business_admin, "name": name, "short_name": name, "basis": BASIS} | given
    return unit_changes.rename_unit(d.unit, **told)


def merge(d, **given):
    """The plan's unit goes into the other one, which has a head."""
    head = people.make_person(Post.HEAD, d.other_unit, name="样例校长")
    unit_changes.merge_unit(d.unit, d.other_unit, **{"by": d.business_admin, "basis": BASIS} | given)
    return head


def test_papers_of_before_keep_the_name_of_their_day():
    d = factories.make_district()
    rename(d)
    unit, today = again(d.unit), clock.today()
    assert unit.name == "样例数据局"
    assert name_on(unit, today - timedelta(days=1)) == "样例民政局"
    assert name_on(unit, today) == "样例数据局"
    entry = Entry.objects.get(subject=f"unit:{unit.pk}")
    assert (entry.code, entry.params["basis"]) == ("unit.renamed", BASIS)
    assert d.liaison.notices.get(event="unit.renamed").text == f"样例民政局更名为样例数据局（{BASIS}）"


def test_unit_named_twice_on_one_day_or_like_another_is_refused():
    d = factories.make_district()
    with pytest.raises(Refused, match="已有单位使用"):
        rename(d, "样例党校")
    with pytest.raises(Refused, match="请填写文号"):
        rename(d, basis=" ")
    rename(d)
    with pytest.raises(Refused, match="明天才能再次更名"):
        rename(d, "样例又一局")


def test_merger_moves_people_keeps_matters_and_hands_over_the_signature():
    moves = moved_to("unit_review")
    d = moves.d
    head = merge(d)
    assert again(d.liaison).unit_id == d.other_unit.pk
    assert Plan.objects.get(pk=moves.plan.pk).unit_id == d.unit.pk
    assert again(d.unit).successor_id == d.other_unit.pk
    assert standing(again(d.liaison)).holds(Post.LIAISON, d.unit.pk)
    with pytest.raises(Refused):
        submission.agree(moves.plan, by=again(d.head))
    submission.agree(moves.plan, by=again(head))
    assert Plan.objects.get(pk=moves.plan.pk).status == "reviewing"


def test_acceptor_who_now_belongs_to_the_same_unit_is_barred_and_what_was_found_stays():
    """整改0044 in S1: the group must be changed before it goes on; what was recorded stays."""
    moves = moved_to("visit")
    d, member = moves.d, moves.world.member
    task = moves.plan.tasks.first()
    acceptance.record_finding(moves.plan, task.line, by=member, result="met", fact="")
    people.make_person(Post.HEAD, member.unit)
    assert barred_by(d.unit, member.unit) == [member.name]
    unit_changes.merge_unit(d.unit, member.unit, by=d.business_admin, basis=BASIS)
    with pytest.raises(Refused, match="应当回避"):
        acceptance.record_finding(moves.plan, task.line, by=again(member), result="met", fact="")
    assert moves.plan.tasks.exists() and barred_by(again(d.unit), again(member.unit)) == [member.name]


def test_a_merger_that_would_make_drafter_and_signer_one_person_is_refused():
    d = factories.make_district()
    head = people.make_person(Post.HEAD, d.other_unit)
    people.give_post(head, Post.LIAISON, d.unit)
    with pytest.raises(Refused, match="请先另行任命联络员"):
        unit_changes.merge_unit(d.unit, d.other_unit, by=d.business_admin, basis=BASIS)
    assert again(d.liaison).unit_id == d.unit.pk


def test_merger_into_itself_the_office_or_what_was_merged_is_refused():
    d = factories.make_district()
    for into, sentence in ((d.unit, "不能并入本单位"), (d.office, "工委不在这里")):
        with pytest.raises(Refused, match=sentence):
            unit_changes.merge_unit(d.unit, into, by=d.business_admin, basis=BASIS)
    with pytest.raises(Refused, match="没有单位负责人"):
        unit_changes.merge_unit(d.unit, d.other_unit, by=d.business_admin, basis=BASIS)
    merge(d)
    with pytest.raises(Refused, match="已经并入"):
        unit_changes.merge_unit(d.unit, d.other_unit, by=d.business_admin, basis=BASIS)


def test_unit_closes_when_nothing_of_it_is_open_and_nobody_is_left():
    moves = moved_to("unit_review")
    d = moves.d
    close = dict(by=d.business_admin, basis=BASIS)
    with pytest.raises(Refused, match="还有1件待办"):
        unit_changes.close_unit(d.unit, **close)
    empty = people.make_unit("样例空局")
    someone = people.make_person(Post.LIAISON, empty)
    with pytest.raises(Refused, match="还有在用的人员"):
        unit_changes.close_unit(empty, **close)
    Person.objects.filter(pk=someone.pk).update(is_active=False)
    unit_changes.close_unit(empty, **close)
    assert again(empty).until == clock.today()
    assert Posting.objects.get(person=someone).until == clock.today()


def test_only_the_business_admin_changes_units():
    d = factories.make_district()
    for by in (d.head, d.clerk, d.secretary):
        with pytest.raises(Refused):
            rename(d, by=by)
        with pytest.raises(Refused):
            unit_changes.close_unit(d.other_unit, by=by, basis=BASIS)


def test_page_shows_what_the_unit_has_and_previews_a_merger():
    moves = moved_to("executing")
    d = moves.d
    people.make_person(Post.HEAD, d.other_unit)
    client, address = signed_in(d.business_admin), f"/units/{d.unit.pk}/change/"
    assert "实施方案 1" in client.get(address).content.decode()
    data = {"kind": "merge", "into": d.other_unit.pk, "basis": BASIS}
    preview = client.post(address, data).content.decode()
    assert "确认合并" in preview and Unit.objects.get(pk=d.unit.pk).successor_id is None
    assert client.post(address, data | {"confirm": "1"}).status_code == 302
    assert "该单位已并入样例党校" in client.get(address).content.decode()
    short = client.post(address, {"kind": "rename", "name": "样例新局", "short_name": "", "basis": BASIS})
    assert short.status_code == 422 and 'value="样例新局"' in short.content.decode()
    assert client.post(address, {"kind": "close", "basis": BASIS}).status_code == 422
    assert holdings_of(again(d.unit)).n_open > 0
