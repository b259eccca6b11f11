"""Which address answers whom, as literal data: every URL name × role, and which thing an address below a list names first."""

from tests import addresses_adjusting, addresses_papers
from tests.plans.rectifications import (
    addresses_closing,
    addresses_intake,
    addresses_ledger,
    addresses_research,
    addresses_working,
)
from tests.supervision import addresses as addresses_supervision
from tests.workflows import (
    addresses_handover,
    addresses_meetings,
    addresses_misfiled,
    addresses_routes,
    addresses_sittings,
    addresses_visits,
)

UNIT = {"liaison", "staff", "own_clerk"}  # own_clerk: a clerk of the office with a post in the unit
OFFICE = {"clerk", "own_clerk", "business_admin", "secretary"}
COMMITTEE = {"chair"}
FOREIGN = {"foreign_liaison"}
CLERK, INTAKE = {"clerk"}, {"intake"}
EVERYBODY = UNIT | OFFICE | COMMITTEE | FOREIGN | INTAKE | {"leader", "auditor"}
OVERSEES = OFFICE | COMMITTEE
SEES_PLAN = UNIT | OVERSEES | {"leader"}  # the leader of its acceptance group, of a third unit
READS_FINDINGS = SEES_PLAN - UNIT
SEES_ACTION = UNIT | OVERSEES | FOREIGN
SEES_MEETING = COMMITTEE | {"secretary"}

# name → (GET, POST without data): one status for everybody who is signed in, or status → who; all others get 404.
# The plan is being checked by its group, so that nothing else may be done: 409 and 302 are calm refusals, 422 is the
# form again with its errors. Who may do what, and when, is the table of tests/test_permissions.py.
TABLE = {
    "inbox": (200, 200),
    "actions": (200, 200),
    "action": ({200: SEES_ACTION}, {200: SEES_ACTION}),
    "action_import": (
        {409: EVERYBODY - {"business_admin"}, 200: {"business_admin"}},
        {302: EVERYBODY - {"business_admin"}, 200: {"business_admin"}},
    ),
    "action_import_confirm": (405, {302: SEES_ACTION}),
    "plan_start": (405, {302: SEES_ACTION}),
    "action_publish": (405, {302: SEES_ACTION}),
    "action_new": (
        {409: EVERYBODY - {"business_admin"}, 200: {"business_admin"}},
        {302: EVERYBODY - {"business_admin"}, 200: {"business_admin"}},
    ),
    "big_type": (405, 302),
    "document": ({200: SEES_PLAN}, 405),
    "document_retry": (405, {302: SEES_PLAN}),
    "document_scan": ({200: SEES_PLAN}, 405),
    "document_status": ({200: SEES_PLAN}, 405),
    "inbox_done": (200, 200),
    "evidence": (200, 200),
    "evidence_file": ({200: SEES_PLAN}, 405),
    "healthz": (200, 200),
    "set_language": (302, 302),
    "login": (302, 302),
    "demo_login": (405, 404),
    "logout": (405, 302),
    "meetings": (200, 405),
    "meeting": ({200: SEES_MEETING}, 405),
    "meeting_attendance": (405, {422: SEES_MEETING}),
    "meeting_close": (405, {302: SEES_MEETING}),
    "meeting_item_add": (405, {302: SEES_MEETING}),
    "meeting_item": ({200: SEES_MEETING}, 405),
    "item_announce": (405, {422: SEES_MEETING}),
    "item_defer": (405, {422: SEES_MEETING}),
    "item_motion": (405, {422: SEES_MEETING}),
    "item_not_voted": (405, {302: SEES_MEETING}),
    "item_recuse": (405, {422: SEES_MEETING}),
    "item_lift_recusal": (405, {422: SEES_MEETING}),
    "meeting_item_remove": (405, {302: SEES_MEETING}),
    "item_vote": (405, {422: SEES_MEETING}),
    "meeting_open": (405, {302: SEES_MEETING}),
    "meeting_new": (
        {409: EVERYBODY - {"secretary"}, 200: {"secretary"}},
        {302: EVERYBODY - {"secretary"}, 200: {"secretary"}},
    ),
    "my_plans": (200, 200),
    "notices": (200, 405),
    "notice_open": (405, {302: {"liaison"}}),
    "notices_read": (405, 302),
    "board": ({200: EVERYBODY - {"auditor"}}, 405),
    "battle_map": ({200: EVERYBODY - {"auditor"}}, 405),
    "overview": ({200: OVERSEES}, 405),
    "overview_urge": (405, {302: OFFICE}),
    "password_change": (200, 200),
    "password_change_done": (200, 405),
    "plans": (200, 200),
    "plan": ({200: SEES_PLAN}, {200: SEES_PLAN}),
    "plan_agree": ({409: SEES_PLAN}, {302: SEES_PLAN}),
    "plan_amend": ({409: SEES_PLAN}, {302: SEES_PLAN}),
    "plan_amendments_return": ({409: SEES_PLAN}, {302: SEES_PLAN}),
    "plan_changes": ({200: SEES_PLAN}, {200: SEES_PLAN}),
    "plan_check": ({200: READS_FINDINGS, 409: UNIT}, 405),
    "plan_compose": ({409: SEES_PLAN}, {302: SEES_PLAN}),
    "plan_regroup": ({200: CLERK, 409: SEES_PLAN - CLERK}, {422: CLERK, 302: SEES_PLAN - CLERK}),
    "plan_conclude": (405, {422: READS_FINDINGS, 302: UNIT}),
    "plan_confirm": ({409: SEES_PLAN}, {302: SEES_PLAN}),
    "plan_decline": ({409: SEES_PLAN}, {302: SEES_PLAN}),
    "plan_edit": ({302: SEES_PLAN}, 405),
    "plan_checked": (405, {200: SEES_PLAN}),
    "plan_gaps": ({409: SEES_PLAN}, 405),
    "plan_head_save": (405, {422: SEES_PLAN}),
    "plan_here": (405, {302: SEES_PLAN}),
    "plan_section_save": (405, {422: SEES_PLAN}),
    "plan_task_add": (405, {302: SEES_PLAN}),
    "plan_task_save": (405, {422: SEES_PLAN}),
    "plan_task_move": (405, {302: SEES_PLAN}),
    "plan_task_remove": (405, {302: SEES_PLAN}),
    "plan_finding": (405, {422: READS_FINDINGS, 302: UNIT}),
    "plan_import_tasks": ({409: SEES_PLAN}, {302: SEES_PLAN}),
    "plan_import_tasks_confirm": (405, {302: SEES_PLAN}),
    "plan_task_template": ({200: SEES_PLAN}, 405),
    "plan_import_word": ({409: SEES_PLAN}, {302: SEES_PLAN}),
    "plan_import_word_confirm": (405, {302: SEES_PLAN}),
    "plan_copy": ({409: SEES_PLAN}, {302: SEES_PLAN}),
    "plan_original": ({200: SEES_PLAN}, 405),
    "plan_paper_decision": ({409: SEES_PLAN}, {302: SEES_PLAN}),
    "plan_paper_correct": ({409: SEES_PLAN}, {302: SEES_PLAN}),
    "plan_point_add": ({409: SEES_PLAN}, {302: SEES_PLAN}),
    "plan_point_change": ({409: SEES_PLAN}, {302: SEES_PLAN}),
    "plan_point_answer": (405, {422: SEES_PLAN}),
    "plan_point_remove": (405, {302: SEES_PLAN}),
    "plan_point_settle": (405, {302: SEES_PLAN}),
    "plan_point_place": ({302: SEES_PLAN}, 405),
    "plan_propose": ({409: SEES_PLAN}, {302: SEES_PLAN}),
    "plan_receive": ({409: SEES_PLAN}, {302: SEES_PLAN}),
    "plan_remark": ({409: SEES_PLAN}, {302: SEES_PLAN}),
    "plan_request_acceptance": ({409: SEES_PLAN}, {302: SEES_PLAN}),
    "plan_return": ({409: SEES_PLAN}, {422: SEES_PLAN}),
    "plan_send_back": ({409: SEES_PLAN}, {302: SEES_PLAN}),
    "plan_signed": ({409: SEES_PLAN}, {302: SEES_PLAN}),
    "plan_submit": ({409: SEES_PLAN}, {302: SEES_PLAN}),
    "plan_stop": ({409: SEES_PLAN}, {302: SEES_PLAN}),
    "plan_stop_refuse": ({409: SEES_PLAN}, {302: SEES_PLAN}),
    "plan_stop_ask": ({409: SEES_PLAN}, {302: SEES_PLAN}),
    "plan_void": ({409: SEES_PLAN}, {302: SEES_PLAN}),
    "plan_void_ask": ({409: SEES_PLAN}, {302: SEES_PLAN}),
    "plan_void_refuse": ({409: SEES_PLAN}, {302: SEES_PLAN}),
    "plan_version": ({200: SEES_PLAN}, {200: SEES_PLAN}),
    "plan_withdraw": ({409: SEES_PLAN}, {302: SEES_PLAN}),
    "plan_word": ({200: SEES_PLAN}, 405),
    "answer": ({409: SEES_PLAN}, {302: SEES_PLAN}),
    "answer_alike": ({409: SEES_PLAN}, {302: SEES_PLAN}),
    "sent": ({409: EVERYBODY - {"business_admin"}, 200: {"business_admin"}}, 405),
    "tasks": (200, 405),
    "week": (200, 405),
    "action_items": ({200: SEES_ACTION}, {200: SEES_ACTION}),
    "plan_items": ({200: SEES_PLAN}, 405),
    "item_take": (405, {302: SEES_PLAN}),
    "item_leave": (405, {302: SEES_PLAN}),
    "plan_comments": ({200: UNIT}, {302: UNIT}),
    "comment_settle": (405, {302: UNIT}),
    "plan_timetable": ({200: SEES_PLAN}, 405),
    "timetable_move": (405, {302: SEES_PLAN}),
    "timetable_needs": (405, {302: SEES_PLAN}),
    "plan_grid": ({409: SEES_PLAN}, {302: SEES_PLAN}),
    "task": ({200: SEES_PLAN}, 405),
    "task_evidence_add": (405, {422: SEES_PLAN}),
    "task_evidence_remove": (405, {302: SEES_PLAN}),
    "task_finish": (405, {422: SEES_PLAN}),
    "task_report": (405, {422: SEES_PLAN}),
    "trouble_answer": (405, {422: SEES_PLAN}),
    "gallery": (200, 200),
    "verify": (200, 405),
}

# 调整申请.
TABLE |= addresses_adjusting.table(unit=UNIT, plan=SEES_PLAN)
# 新增问题、批量交办、相似问题、群众反映: the unit's item came of a complaint, so 受理人员 see it.
SEES_ITEM = UNIT | OVERSEES | INTAKE
TABLE |= addresses_intake.table(
    unit=UNIT,
    oversees=OVERSEES,
    intake=INTAKE,
    clerks={"clerk", "own_clerk"},
    liaisons={"liaison", "foreign_liaison"},
    everybody=EVERYBODY,
)
# 审批路线、工作交接.
TABLE |= addresses_routes.table(everybody=EVERYBODY) | addresses_handover.table(everybody=EVERYBODY)
# 走访调研、需工委协调事项、等待时间.
TABLE |= addresses_research.table(
    unit=UNIT,
    office=OFFICE,
    committee=COMMITTEE,
    foreign=FOREIGN,
    leader={"leader"},
    plan=SEES_PLAN,
    everybody=EVERYBODY,
)
# 签收、措施、进展、牵头与配合、退办、逾期说明.
TABLE |= addresses_working.table(item=SEES_ITEM, liaison={"liaison"}, clerk=CLERK)
# 销号、延期、终止、回头看、来源规则.
TABLE |= addresses_closing.table(everybody=EVERYBODY, item=SEES_ITEM)
# 文书、核验、批量打印、归档.
TABLE |= addresses_papers.table(everybody=EVERYBODY, plan=SEES_PLAN, inside=OVERSEES - {"own_clerk"})
# 误传处置.
TABLE |= addresses_misfiled.table(everybody=EVERYBODY, plan=SEES_PLAN, clerks={"clerk", "own_clerk"})
# 台账.
TABLE |= addresses_ledger.table(everybody=EVERYBODY, office=OFFICE, committee=COMMITTEE)

# 验收安排、现场验收.
TABLE |= addresses_visits.table(
    unit=UNIT, office=OFFICE, committee=COMMITTEE, leader={"leader"}, everybody=EVERYBODY
)

# 提醒规则、督办.
TABLE |= addresses_supervision.table(everybody=EVERYBODY, unit=UNIT, oversees=OVERSEES)

# 会务、会议记录和纪要、议定事项、征求意见.
TABLE |= addresses_meetings.table(
    unit=UNIT, office=OFFICE, committee=COMMITTEE, meeting=SEES_MEETING, everybody=EVERYBODY
)

# 会签人、催办、抄送.
TABLE |= addresses_sittings.table(plan=SEES_PLAN)

FIRST = {"plans": "plan", "tasks": "task", "actions": "action", "meetings": "meeting"}
FIRST |= {"documents": "document"} | addresses_adjusting.FIRST
FIRST |= {"evidence": "evidence", "notices": "notice", "overview": "action"}
FIRST |= addresses_research.FIRST | addresses_closing.FIRST | addresses_intake.FIRST | addresses_papers.FIRST
FIRST |= addresses_handover.FIRST | addresses_visits.FIRST | addresses_supervision.FIRST
FIRST |= addresses_misfiled.FIRST | addresses_meetings.FIRST | addresses_sittings.FIRST
