"""The papers: each module turns its `Facts` into HTML for `documents.engine`."""

from documents.papers import acceptance_opinion, review_opinion, signing_slip, task_sheet

PAPERS = {
    "acceptance_opinion": acceptance_opinion,
    "signing_slip": signing_slip,
    "review_opinion": review_opinion,
    "task_sheet": task_sheet,
}
