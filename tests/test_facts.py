"""事实: every operation leaves a dated fact of the unit it concerns, and of the item where it concerns a task.

Each operation is done once, at its place, by somebody who may; what it left is held against a table written by hand.
"""

from datetime import timedelta

import pytest
from django.db import transaction

from plans.actions.models import Action
from plans.actions.operations import drafting, templates
from records import clock
from records.models import Fact
from tests import operations
from tests.permission_table import TABLE, case_at
from tests.plans import factories
from tests.plans.cast import cast

pytestmark = pytest.mark.django_db

UNIT, OFFICE = "unit", "office"

# operation → (code, of whom, does it concern a task?); where a vote or an act has a result, the result as well.
LEFT = {
    "start_plan": {("plan.started", UNIT, False)},
    "save_head": {("plan.written", UNIT, False)},
    "save_section": {("plan.written", UNIT, False)},
    "save_group": {("plan.written", UNIT, False)},
    "add_task": {("plan.written", UNIT, False)},
    "save_task": {("plan.written", UNIT, True)},
    "move_task": {("plan.written", UNIT, True)},
    "write_comment": {("plan.commented", UNIT, True)},
    "settle_comment": {("plan.comment_settled", UNIT, True)},
    "link_tasks": {("plan.written", UNIT, True)},
    "unlink_tasks": {("plan.written", UNIT, True)},
    "remove_task": {("plan.written", UNIT, True)},
    "import_tasks": {("plan.imported", UNIT, False), ("plan.written", UNIT, False)},
    "copy_earlier_plan": {("plan.imported", UNIT, False), ("plan.written", UNIT, False)},
    "import_word": {("plan.imported", UNIT, False), ("plan.written", UNIT, False)},
    "submit": {("plan.submitted", UNIT, False)},
    "withdraw": {("plan.withdrawn", UNIT, False)},
    "take_item": {("plan.item_taken", UNIT, True)},
    "leave_item": {("plan.item_left", UNIT, True)},
    "start_adjustment": {("adjustment.started", UNIT, False)},
    "write_adjustment": {("adjustment.written", UNIT, False)},
    "write_adjusted_task": {("adjustment.written", UNIT, True)},
    "take_out_task": {("adjustment.written", UNIT, True)},
    "put_back_task": {("adjustment.written", UNIT, True)},
    "submit_adjustment": {("adjustment.submitted", UNIT, False)},
    "withdraw_adjustment": {("adjustment.withdrawn", UNIT, False)},
    "drop_adjustment": {("adjustment.dropped", UNIT, False)},
    "agree_adjustment": {("adjustment.agreed", UNIT, False)},
    "send_back_adjustment": {("adjustment.sent_back", UNIT, False)},
    "record_adjustment_by_pen": {("adjustment.paper_decided", UNIT, False)},
    "correct_adjustment_by_pen": {("adjustment.paper_corrected", UNIT, False)},
    "receive_adjustment": {("adjustment.received", UNIT, False)},
    "pass_adjustment_on": {("adjustment.passed_on", UNIT, False)},
    "return_adjustment": {("adjustment.returned", UNIT, False)},
    "ask_voiding": {("plan.voiding_asked", UNIT, False)},
    "void": {("plan.voided", UNIT, False)},
    "refuse_voiding": {("plan.voiding_refused", UNIT, False)},
    "ask_stop": {("plan.stop_asked", UNIT, False)},
    "stop": {("plan.stopped", UNIT, False)},
    "refuse_stop": {("plan.stop_refused", UNIT, False)},
    "agree": {("plan.agreed", UNIT, False), ("plan.reported_in", UNIT, False)},
    "send_back": {("plan.sent_back", UNIT, False)},
    "record_paper_decision": {("plan.paper_decided", UNIT, False), ("plan.reported_in", UNIT, False)},
    "correct_paper_decision": {("plan.paper_corrected", UNIT, False)},
    "receive": {("plan.received", UNIT, False)},
    "decline": {("plan.declined", UNIT, False)},
    "add_point": {("plan.point_written", UNIT, False)},
    "change_point": {("plan.point_changed", UNIT, True)},
    "remove_point": {("plan.point_removed", UNIT, True)},
    "settle_point": {("plan.point_settled", UNIT, True)},
    "answer_point": {("plan.point_answered", UNIT, True)},
    "add_remark": {("plan.remarked", UNIT, False)},
    "return_for_revision": {("plan.returned", UNIT, False)},
    "propose_to_meeting": {("plan.proposed", UNIT, False)},
    "give_answer": {("stage.agreed", UNIT, False), ("plan.approved", UNIT, False)},
    "agree_alike": {("stage.agreed", UNIT, False), ("plan.approved", UNIT, False)},
    "start_draft": {("route.drafted", OFFICE, False)},
    "save_draft": {("route.drafted", OFFICE, False), ("route.written", OFFICE, False)},
    "publish_route": {("route.drafted", OFFICE, False), ("route.published", OFFICE, False)},
    "discard_draft": {("route.drafted", OFFICE, False), ("route.discarded", OFFICE, False)},
    "ask_also": {("stage.asked_also", UNIT, False)},
    "spare": {("stage.spared", UNIT, False)},
    "hand_on": {("stage.handed_on", UNIT, False)},
    "invite": {("guest.invited", UNIT, False)},
    "revoke_link": {("guest.revoked", UNIT, False)},
    "delegate": {("delegation.given", OFFICE, False)},
    "end_delegation": {("delegation.ended", UNIT, False)},
    "print_slip": {("stage.slip_printed", UNIT, False)},
    "record_answer_by_pen": {("stage.agreed", UNIT, False)},
    "correct_answer_by_pen": {("stage.corrected", UNIT, False)},
    "urge_holders": {("holders.urged_inside", UNIT, False)},
    "send_copy": {("copy.sent", UNIT, False)},
    "mark_copy_read": {("copy.read", UNIT, False)},
    "pause": {("process.paused", UNIT, False)},
    "resume": {("process.resumed", UNIT, False)},
    "hand_over": {("handover.done", UNIT, False), ("handover.work_given", UNIT, True)},
    "renew_committee": {("committee.renewed", OFFICE, False)},
    "rename_unit": {("unit.renamed", UNIT, False)},
    "merge_unit": {("unit.merged", UNIT, False)},
    "close_unit": {("unit.closed", UNIT, False)},
    "split_unit": {("unit.split", UNIT, False)},
    "appoint": {("post.appointed", UNIT, False)},
    "end_post": {("post.ended", UNIT, False)},
    "plan_meeting": {("meeting.planned", OFFICE, False)},
    "register_attendance": {("meeting.attended", OFFICE, False)},
    "open_meeting": {("meeting.opened", OFFICE, False)},
    "close_meeting": {("meeting.closed", OFFICE, False)},
    "add_item": {("agenda.tabled", UNIT, False)},
    "remove_item": {("agenda.untabled", UNIT, False)},
    "recuse": {("agenda.recused", UNIT, False)},
    "lift_recusal": {("agenda.recusal_lifted", UNIT, False)},
    "put_motion": {("vote.moved", UNIT, False)},
    "cast": {("vote.cast", UNIT, False)},
    "record_not_voted": {("vote.not_voted", UNIT, False)},
    "defer": {("vote.deferred", UNIT, False)},
    "announce": {
        ("vote.announced", UNIT, False),
        ("vote.counted", UNIT, False),
        ("plan.approved", UNIT, False),
    },
    "record_ballots": {("vote.recorded", UNIT, False)},
    "add_topic": {("agenda.topic_added", OFFICE, False)},
    "note_for_next": {("agenda.noted", OFFICE, False)},
    "make_list": {("agenda.list_made", OFFICE, False), ("agenda.tabled", UNIT, False)},
    "single_out": {("agenda.singled_out", UNIT, False)},
    "move_item": {("agenda.reordered", OFFICE, False)},
    "consent": {("agenda.consented", OFFICE, False)},
    "write_brief": {("agenda.brief_written", UNIT, False)},
    "record_movement": {("meeting.moved", OFFICE, False)},
    "add_observer": {("meeting.observer_added", OFFICE, False)},
    "remove_observer": {("meeting.observer_removed", OFFICE, False)},
    "record_speech": {("agenda.spoken", UNIT, False)},
    "remove_speech": {("agenda.speech_removed", UNIT, False)},
    "write_opinion": {("agenda.opinion_written", UNIT, False)},
    "read_opinion": {("agenda.opinion_read", UNIT, False)},
    "send_papers": {("meeting.papers_sent", OFFICE, False)},
    "print_papers": {("meeting.paper_made", OFFICE, False)},
    "draft_minutes": {("minutes.drafted", OFFICE, False)},
    "write_decision": {("minutes.written", OFFICE, False)},
    "add_resolution": {("resolution.written", OFFICE, False)},
    "remove_resolution": {("resolution.removed", OFFICE, False)},
    "send_minutes": {("minutes.sent", OFFICE, False)},
    "return_minutes": {("minutes.returned", OFFICE, False)},
    "confirm_minutes": {("minutes.confirmed", OFFICE, False), ("resolution.issued", UNIT, False)},
    "finish_resolution": {("resolution.finished", UNIT, False)},
    "start_consultation": {("consultation.started", OFFICE, False)},
    "answer_consultation": {("consultation.answered", UNIT, False)},
    "decide_opinion": {("consultation.decided", OFFICE, False)},
    "close_consultation": {("consultation.closed", OFFICE, False)},
    "submit_amendments": {("plan.amended", UNIT, False)},
    "confirm": {("plan.confirmed", UNIT, False), ("plan.approved", UNIT, False)},
    "return_amendments": {("plan.amendments_returned", UNIT, False)},
    "report": {("plan.reported", UNIT, True)},
    "report_lines": {("plan.reported", UNIT, True)},
    "finish_task": {("plan.task_finished", UNIT, True)},
    "answer_trouble": {("plan.trouble_answered", UNIT, True)},
    "link_evidence": {("plan.evidence_linked", UNIT, True)},
    "unlink_evidence": {("plan.evidence_unlinked", UNIT, True)},
    "add_evidence": {("evidence.added", UNIT, False)},
    "request_acceptance": {("plan.acceptance_requested", UNIT, False)},
    "compose_group": {("plan.group_composed", UNIT, False)},
    "change_group": {("plan.group_changed", UNIT, False)},
    "record_finding": {("plan.checked", UNIT, True)},
    "conclude": {("plan.concluded", UNIT, False), ("plan.accepted", UNIT, False)},
    "register_signed": {("plan.signed", UNIT, False), ("plan.closed", UNIT, False)},
    "issue_paper": {("paper.issued", UNIT, False)},
    "discard_paper": {("paper.discarded", UNIT, False)},
    "void_paper": {("paper.voided", UNIT, False)},
    "draft_paper_again": {("paper.drafted_again", UNIT, False)},
    "register_seal": {("paper.sealed", UNIT, False)},
    "send_to_seal": {("paper.sent_to_seal", UNIT, False)},
    "pack_for_archive": {("archive.packed", UNIT, False)},
    "file_in_archive": {("archive.filed", UNIT, False)},
    "print_task_papers": {("plan.papers_printed", UNIT, False)},
    "print_approval_form": {("plan.approval_printed", UNIT, False)},
    "draft_certificate": {("plan.certificate_drafted", UNIT, False)},
    "load_calendar": set(),
    "report_file": set(),
    "order_misfiled": set(),
    "carry_out_misfiled": set(),
    "decline_misfiled": set(),
    "replace_word_template": set(),
    "restore_word_template": set(),
    "install_font": set(),
    "remove_font": set(),
    "draft_naming": {("plan.naming_drafted", UNIT, False)},
    "create_action": {("action.created", OFFICE, False)},
    "import_template": {("template.imported", OFFICE, False)},
    "publish_template": {("template.published", OFFICE, False)},
    "urge_units": {("action.urged", UNIT, False)},
    "create_batch": {("batch.begun", OFFICE, False)},
    "compose_team": {("batch.team_composed", OFFICE, False)},
    "arrange_visit": {("visit.arranged", UNIT, False), ("visit.announced", UNIT, False)},
    "declare_recusal": {("recusal.declared", OFFICE, False)},
    "begin_visit": {("visit.begun", UNIT, False), ("plan.group_composed", UNIT, False)},
    "cancel_visit": {("visit.cancelled", UNIT, False)},
    "ask_check_sheet": {("visit.sheet_printed", UNIT, False)},
    "record_answer": {("plan.checked", UNIT, True)},
    "note_typed_in": {("visit.typed_in", UNIT, False)},
    "draft_opinion": {("paper.drafted", UNIT, False)},
    "draft_visit_opinion": {("paper.drafted", UNIT, False)},
    "conclude_visit": {
        ("visit.concluded", UNIT, False),
        ("plan.concluded", UNIT, False),
        ("plan.accepted", UNIT, False),
    },
}


# Operations outside plans and workflows: 督办通知单 leaves its facts with the unit; what administrators set leaves none.
LEFT_BY_SUPERVISION = {
    "save_order": {("order.changed", UNIT, False)},
    "submit_order": {("order.submitted", UNIT, False)},
    "drop_order": {("order.dropped", UNIT, False)},
    "return_order": {("order.returned", UNIT, False)},
    "sign_order": {("order.issued", UNIT, False)},
    "begin_notice": {("assessment_notice.begun", OFFICE, False)},
    "save_notice": {("assessment_notice.changed", OFFICE, False)},
    "draft_notice": {("assessment_notice.drafted", OFFICE, False)},
    "answer_order": {("order.answered", UNIT, False)},
} | dict.fromkeys(
    "create_rule save_rule switch_rule save_settings save_gateway switch_gateway test_gateway test_email save_policy choose save_personal test_personal remove_personal".split(),
    frozenset(),
)

# What changes how papers look stands on the trail of the settings; no assessment counts it.
SETTINGS = {"replace_word_template", "restore_word_template", "install_font", "remove_font"}


def left_by(case, operate) -> set:
    """(code, of whom, at a task?) of the facts an operation leaves the day after its way here; whatever it did is undone."""
    owners = {case.d.unit.pk: UNIT, case.d.other_unit.pk: UNIT, case.d.office.pk: OFFICE}
    case.plan.tasks.update(
        code="自编"
    )  # a fact names the committee's item, whatever the unit numbers its task
    items = {"": ""} | {task.line: task.item.code for task in case.plan.tasks.all()}
    tomorrow = clock.now() + timedelta(days=1)  # what is left once a day is not yet left
    block = transaction.atomic()
    block._from_testcase = True  # the acts inside may be durable, as inside any test
    with block, clock.at(tomorrow):
        operate()
        facts = list(Fact.objects.filter(day=clock.today()))
        transaction.set_rollback(True)
    assert [fact.item_code for fact in facts] == [items[fact.line] for fact in facts]
    return {(fact.code, owners[fact.unit_id], fact.line != "") for fact in facts}


@pytest.mark.parametrize("place", TABLE)
def test_operation_leaves_its_facts(place):
    case = case_at(place)
    people = cast(case.world)
    for operation, how, who in TABLE[place]:
        for role in sorted(who)[:1]:
            left = left_by(case, lambda how=how, role=role: how(case, people[role]))
            assert left == (LEFT | LEFT_BY_SUPERVISION)[operation.__name__], operation.__name__


def test_starting_a_plan_leaves_a_fact():
    case = case_at("drafting")
    today = clock.today()
    action = Action.objects.create(
        code="B", name="另一行动", year=today.year, starts=today, ends=today, plans_due=today
    )
    action.units.set([case.d.unit])
    left = left_by(case, lambda: drafting.start_plan(action, unit=case.d.unit, by=case.d.liaison))
    assert left == LEFT["start_plan"]


def test_publishing_a_list_leaves_a_fact():
    case = case_at("drafting")
    by = case.d.business_admin
    template = templates.import_template(case.d.action, [factories.list_item()], by=by, source_name="a.csv")
    assert left_by(case, lambda: templates.publish_template(template, by=by)) == LEFT["publish_template"]


def test_no_operation_is_forgotten():
    """`link` is the step of 添加佐证 that `link_evidence` does inside its act."""
    assert operations.names() - {"link"} == set(LEFT) - SETTINGS


def test_draft_saved_again_and_again_counts_once_a_day(clock_at):
    case = case_at("drafting")
    clock_at(clock.now() + timedelta(days=1))
    for text in ("一稿", "二稿"):
        revision = case.section.revision
        drafting.save_section(case.plan, "targets", by=case.d.liaison, text=text, revision=revision)
    assert Fact.objects.filter(code="plan.written", day=clock.today()).count() == 1


def test_return_by_the_meeting_is_counted_as_a_return():
    case = case_at("tabled")
    left = left_by(case, lambda: case.moves.make("return_by_meeting"))
    assert ("plan.returned", UNIT, False) in left
    assert ("plan.approved", UNIT, False) not in left


def test_conclusion_that_is_no_acceptance_is_not_counted_as_one():
    case = case_at("visit")
    left = left_by(case, lambda: case.moves.make("refuse"))
    assert {code for code, _whose, _at in left} == {"plan.checked", "plan.concluded", "plan.not_accepted"}
