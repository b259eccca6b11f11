"""批注: people of the unit say at a section or a task what they think of it; the 联络员 takes it up, or the writer takes it back."""

from django.utils.translation import gettext as _

from records import clock
from records.errors import Refused
from records.stored import sentence
from workflows.acts import acting, liaison_of

from .. import content, rules
from ..models import Comment

LENGTH = 500
WRITTEN = sentence("%(name)s在“%(where)s”处批注：%(text)s")
SETTLED = sentence("您在“%(where)s”处的批注已处理")


def write_comment(plan, *, by, line: str, text: str) -> Comment:
    """批注 at a line; the 联络员 is told. The same words by the same person at the same place are one comment."""
    with acting(plan, by=by) as act:
        plan = act.subject
        rules.check_can_comment(plan, by)
        text = text.strip()
        if not text:
            raise Refused(_("请填写批注。"), field="text")
        if len(text) > LENGTH:
            raise Refused(_("超过%(n)d字，请写短一些。") % {"n": LENGTH}, field="text")
        where = content.line_labels(plan).get(line)
        if where is None:
            raise Refused(_("该处已不在方案中，请刷新页面。您填写的内容没有丢失。"), field="text")
        comment, new = Comment.objects.get_or_create(
            plan=plan, line=line, by=by, text=text, settled_at=None, defaults={"at": clock.now()}
        )
        if new:
            item_code = content.item_code_at(plan, line)
            act.record("plan.commented", line=line, item_code=item_code, task=where)
            act.notify([liaison_of(plan)], "plan.commented", WRITTEN(name=by.name, where=where, text=text))
    return comment


def settle_comment(comment: Comment, *, by) -> None:
    """处理批注: it has been taken up, or is taken back; its writer is told."""
    with acting(comment.plan, by=by) as act:
        plan = act.subject
        comment = Comment.objects.select_related("by").get(pk=comment.pk)
        rules.check_can_settle_comment(comment, plan, by)
        comment.settled_by, comment.settled_at = by, clock.now()
        comment.save(update_fields=["settled_by", "settled_at"])
        where = content.line_labels(plan).get(comment.line, "")
        item_code = content.item_code_at(plan, comment.line)
        act.record("plan.comment_settled", line=comment.line, item_code=item_code, task=where)
        act.notify([comment.by], "plan.comment_settled", SETTLED(where=where))
