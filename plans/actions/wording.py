"""Every kind of trail entry a plan can have: what it is called and who may read it (知悉范围)."""

from django.utils.translation import gettext_lazy as _

from records.enums import Circle
from workflows.wording import Wording

UNIT, FEEDBACK, INTERNAL, MEETING = Circle.UNIT, Circle.FEEDBACK, Circle.INTERNAL, Circle.MEETING

WORDINGS = {
    "action.created": Wording(_("新建行动"), INTERNAL),
    "template.imported": Wording(_("导入任务清单"), INTERNAL),
    "template.published": Wording(_("发布任务清单"), FEEDBACK),
    "action.urged": Wording(_("催报"), FEEDBACK),
    "plan.started": Wording(_("建立方案"), UNIT),
    "plan.imported": Wording(_("导入内容"), UNIT),
    "plan.submitted": Wording(_("提交本单位审核"), UNIT),
    "plan.withdrawn": Wording(_("撤回"), FEEDBACK),
    "plan.sent_back": Wording(_("单位负责人退回修改"), UNIT),
    "plan.agreed": Wording(_("同意报送"), FEEDBACK),
    "plan.paper_decided": Wording(_("线下签批、代录"), FEEDBACK),
    "plan.paper_sent_back": Wording(_("线下签批退回、代录"), UNIT),
    "plan.paper_corrected": Wording(_("更正代录"), FEEDBACK),
    "plan.received": Wording(_("签收"), FEEDBACK),
    "plan.declined": Wording(_("退回"), FEEDBACK),
    "plan.remarked": Wording(_("办公室内部意见"), INTERNAL),
    "plan.returned": Wording(_("退回修改（一次性告知）"), FEEDBACK),
    "plan.proposed": Wording(_("提请上会"), INTERNAL),
    "plan.tabled": Wording(_("列入议题"), INTERNAL),
    "plan.untabled": Wording(_("移出议题"), INTERNAL),
    "plan.moved": Wording(_("提请表决"), MEETING),
    "plan.recused": Wording(_("回避"), MEETING),
    "plan.voted": Wording(_("表决"), MEETING, words="opinion"),
    "plan.not_voted": Wording(_("登记未表决"), MEETING),
    "plan.deferred": Wording(_("暂缓审议"), FEEDBACK),
    "plan.announced": Wording(_("宣布结果"), FEEDBACK),
    "plan.counted": Wording(_("表决计数"), MEETING),
    "plan.amended": Wording(_("报送修改稿"), FEEDBACK),
    "plan.confirmed": Wording(_("审定"), FEEDBACK),
    "plan.amendments_returned": Wording(_("修改稿退回"), FEEDBACK),
    "plan.point_answered": Wording(_("答复意见"), UNIT, words="answer"),
    "plan.reported": Wording(_("填报进展"), FEEDBACK),
    "plan.trouble_answered": Wording(_("答复协调事项"), FEEDBACK),
    "plan.task_finished": Wording(_("任务办结"), FEEDBACK),
    "plan.evidence_linked": Wording(_("添加佐证"), FEEDBACK),
    "plan.evidence_unlinked": Wording(_("移除佐证"), FEEDBACK),
    "plan.acceptance_requested": Wording(_("申请验收"), FEEDBACK),
    "plan.group_composed": Wording(_("组成验收组"), FEEDBACK),
    "plan.checked": Wording(_("逐条核查"), INTERNAL),
    "plan.accepted": Wording(_("验收结论"), FEEDBACK),
    "plan.signed": Wording(_("登记签字盖章件"), FEEDBACK),
}
