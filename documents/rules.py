"""Who may do what to a paper that stands. Each check returns quietly or raises Refused with the reason.

What is told to a unit (对下反馈) is kept by 文书 of the office: numbers, 用印, 作废, filing. What stays inside (送审签, printed
ledgers) has no number and is never voided: a new one is printed.
"""

from django.utils.translation import gettext as _

from records.enums import Circle
from records.errors import Refused
from units.enums import Post
from units.queries import standing

from .enums import ISSUED_BY_STEP, DocumentState
from .models import Document

PRINTED = frozenset({DocumentState.READY, DocumentState.SIGNED})


def check_keeps_papers(by) -> None:
    """文书 of the committee's office."""
    if not standing(by).holds_in_office(Post.RECORDS_CLERK):
        raise Refused(_("只有工委办公室文书可以办理编号、用印、作废和归档。"))


def check_can_keep_word_templates(by) -> None:
    """Word模板: the office's 工委业务管理员, as with the routes and the other rules."""
    if not standing(by).holds_in_office(Post.BUSINESS_ADMIN):
        raise Refused(_("只有工委业务管理员可以更换Word模板。"))


def check_can_keep_fonts(by) -> None:
    """单位自有字体: the same administrator keeps what the papers are set in."""
    if not standing(by).holds_in_office(Post.BUSINESS_ADMIN):
        raise Refused(_("只有工委业务管理员可以更换文书字体。"))


def _check_keeps(document: Document, by) -> None:
    check_keeps_papers(by)
    if document.circle != Circle.FEEDBACK:
        raise Refused(_("该文书是内部用件，没有编号，不需要办理。"))


def _keeps_inside(document: Document, by) -> bool:
    if document.asked_by_id == by.pk:
        return True
    of_a_meeting = document.subject.startswith("meeting:")
    return of_a_meeting and standing(by).holds_in_office(Post.SECRETARY)


def check_can_send_to_seal(document: Document, by) -> None:
    """申请用印: of what is told to a unit."""
    _check_keeps(document, by)
    check_can_register_seal(document, by)


def check_can_issue(document: Document, by) -> None:
    """出具: a 样稿 that has been printed, so that somebody can have read it."""
    _check_keeps(document, by)
    if not document.is_sample:
        raise Refused(_("该文书已经出具，不需要再次出具。"))
    if document.kind in ISSUED_BY_STEP and document.replaces_id is None:
        raise Refused(_("这是办理环节的样稿，办理该环节时出具。"))
    if document.file_id is None:
        raise Refused(_("样稿还在生成，请看过样稿后再出具。"))


def check_can_discard(document: Document, by) -> None:
    """删除样稿, also one that could not be printed."""
    _check_keeps(document, by)
    if not document.is_sample:
        raise Refused(_("该文书已经出具，不能删除，只能作废。"))


def check_can_void(document: Document, by) -> None:
    """作废: what has been issued and printed."""
    _check_keeps(document, by)
    if document.state not in PRINTED:
        raise Refused(_("文书当前为“%(state)s”，不能作废。") % {"state": document.get_state_display()})


def check_can_draft_again(document: Document, by) -> None:
    """重新出具: in place of a void one, once."""
    _check_keeps(document, by)
    if document.state != DocumentState.VOID:
        raise Refused(_("请先作废原件，再重新出具。"))
    if Document.objects.filter(replaces=document).exists():
        raise Refused(_("已经重新出具，不需要再次重新出具。"))


def check_can_register_seal(document: Document, by) -> None:
    """用印登记: the scan of the signed and sealed paper joins it. What stays inside is signed by pen too: whoever asked for it
    registers it, and the meeting's secretary what is of a meeting."""
    if not document.is_signed_on_paper:
        raise Refused(_("该文书不需要签字盖章。"))
    if document.circle == Circle.FEEDBACK:
        check_keeps_papers(by)
    elif not _keeps_inside(document, by):
        raise Refused(_("内部用件由办理打印的人登记，会议文书由会议秘书登记。"))
    if document.state == DocumentState.SIGNED:
        raise Refused(_("该文书的签字盖章件已经登记。"))
    if document.state != DocumentState.READY:
        raise Refused(_("文书当前为“%(state)s”，不能登记用印。") % {"state": document.get_state_display()})
