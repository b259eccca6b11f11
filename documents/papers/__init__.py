"""The papers: each module turns its `Facts` into HTML for `documents.engine`."""

from documents.papers import (
    acceptance_opinion,
    ballot_sheet,
    check_sheet,
    closing_approval,
    closing_confirmation,
    consultation_table,
    ledger_inspection,
    ledger_leaders,
    meeting_agenda,
    meeting_minutes,
    meeting_record,
    research_feedback,
    review_opinion,
    signing_slip,
    supervision_order,
    task_sheet,
    visit_opinion,
)

PAPERS = {
    "acceptance_opinion": acceptance_opinion,
    "closing_approval": closing_approval,
    "closing_confirmation": closing_confirmation,
    "signing_slip": signing_slip,
    "review_opinion": review_opinion,
    "supervision_order": supervision_order,
    "task_sheet": task_sheet,
    "research_feedback": research_feedback,
    "ledger_inspection": ledger_inspection,
    "ledger_leaders": ledger_leaders,
    "visit_opinion": visit_opinion,
    "check_sheet": check_sheet,
    "meeting_agenda": meeting_agenda,
    "ballot_sheet": ballot_sheet,
    "meeting_record": meeting_record,
    "meeting_minutes": meeting_minutes,
    "minutes_extract": meeting_minutes,  # the same paper, of the items of one unit alone
    "consultation_table": consultation_table,
}
