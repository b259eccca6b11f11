"""考评结果通报: the office's clerk writes, 文书 issues (documents.rules)."""

from django.utils.translation import gettext as _

from documents.enums import DocumentState
from records.errors import Refused
from units.enums import Post
from units.models import Person
from units.queries import standing

from ..models import AssessmentNotice
from ..queries.assessment_notices import paper_of


def check_can_write_notices(by: Person) -> None:
    """拟写考评结果通报."""
    if not standing(by).holds_in_office(Post.OFFICE_CLERK):
        raise Refused(_("只有工委办公室经办人可以拟写考评结果通报。"))


def check_can_change_notice(notice: AssessmentNotice, by: Person) -> None:
    """修改、生成样稿: until it is issued, and again when what was issued has been voided."""
    check_can_write_notices(by)
    paper = paper_of(notice)
    if paper and paper.issued_at and paper.state != DocumentState.VOID:
        raise Refused(_("通报已经出具，不能修改。确有错误的，请文书作废后再修改。"))
