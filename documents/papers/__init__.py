"""The papers: each module turns its `Facts` into HTML for `documents.engine`."""

from documents.papers import (
    acceptance_opinion,
    check_sheet,
    closing_approval,
    closing_confirmation,
    ledger_inspection,
    ledger_leaders,
    research_feedback,
    review_opinion,
    signing_slip,
    task_sheet,
    visit_opinion,
)

PAPERS = {
    "acceptance_opinion": acceptance_opinion,
    "closing_approval": closing_approval,
    "closing_confirmation": closing_confirmation,
    "signing_slip": signing_slip,
    "review_opinion": review_opinion,
    "task_sheet": task_sheet,
    "research_feedback": research_feedback,
    "ledger_inspection": ledger_inspection,
    "ledger_leaders": ledger_leaders,
    "visit_opinion": visit_opinion,
    "check_sheet": check_sheet,
}
