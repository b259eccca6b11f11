"""Every kind of trail entry an item can have: what it is called and who may read it (知悉范围)."""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from records.enums import Circle
from workflows.wording import Wording

from . import closing_wording, research_wording
from .ledger.columns import BY_KEY
from .sayings import (
    confirmed,
    late,
    measure,
    merged_into,
    moved,
    named,
    parts,
    planned,
    renewed,
    reported,
    took_in,
    why_back,
)

UNIT, FEEDBACK, INTERNAL = Circle.UNIT, Circle.FEEDBACK, Circle.INTERNAL


def _amended(params: dict) -> list[str]:
    """Which cells, from what to what."""
    told, empty = gettext("%(head)s：“%(before)s”改为“%(after)s”"), gettext("（空）")
    return [
        told
        % {
            "head": BY_KEY[cell["column"]].head,
            "before": cell["before"][:60] or empty,
            "after": cell["after"][:60] or empty,
        }
        for cell in params.get("cells", ())
        if cell.get("column") in BY_KEY
    ]


WORDINGS = {
    "item.issued": Wording(_("交办"), FEEDBACK),
    "item.received": Wording(_("签收"), FEEDBACK),
    # --- 措施、进展 (working): within the units until they report; what was done is read by all ------------
    "item.people_named": Wording(_("明确责任人"), FEEDBACK, details=named),
    "item.measure_added": Wording(_("增加措施"), FEEDBACK, details=planned),
    "item.measure_changed": Wording(_("修改措施"), FEEDBACK, details=measure),
    "item.measure_removed": Wording(_("删除措施"), FEEDBACK, details=measure),
    "item.measure_received": Wording(_("签收配合措施"), FEEDBACK, details=measure),
    "item.measure_objected": Wording(_("提出异议"), FEEDBACK, details=measure),
    "item.objection_answered": Wording(_("答复异议"), FEEDBACK, details=measure),
    "item.measure_urged": Wording(_("催办配合单位"), FEEDBACK, details=measure),
    "item.coordination_asked": Wording(_("提请协调"), FEEDBACK),
    "item.coordinated": Wording(_("答复提请协调"), FEEDBACK),
    "item.reported": Wording(_("填报进展"), FEEDBACK, details=reported),
    "item.evidence_linked": Wording(_("添加佐证"), FEEDBACK, words="file", details=measure),
    "item.evidence_unlinked": Wording(_("移除佐证"), FEEDBACK, words="file", details=measure),
    "item.measure_confirmed": Wording(_("本单位确认完成"), FEEDBACK, details=confirmed),
    "item.measure_excused": Wording(_("免办"), FEEDBACK, details=measure),
    # --- 退办 (handing back): the office's looking into it stays within the office until it is decided ------
    "item.handed_back": Wording(_("申请退办"), FEEDBACK, details=why_back),
    "item.upheld": Wording(_("维持交办"), FEEDBACK),
    "item.reassigned": Wording(_("改派"), FEEDBACK, details=moved),
    "item.consulted": Wording(_("会商（定牵头、配合）"), FEEDBACK, details=parts),
    "item.merged": Wording(_("并案"), FEEDBACK, details=merged_into),
    "item.took_in": Wording(_("并入其他事项"), FEEDBACK, details=took_in),
    "item.dismissal_proposed": Wording(_("提出查否结案"), INTERNAL),
    "item.dismissal_sent_back": Wording(_("查否结案未获确认"), INTERNAL),
    "item.dismissed": Wording(_("查否结案"), FEEDBACK),
    # --- 逾期说明 (lateness) --------------------------------------------------------------------------------
    "item.lateness_explained": Wording(_("逾期说明"), FEEDBACK, details=late),
    "item.lateness_answered": Wording(_("答复逾期说明"), FEEDBACK, details=renewed),
    # --- 新增、批量交办、相似问题 (intake) ---
    "intake.confirmed": Wording(_("确认批量交办"), INTERNAL, words="name"),
    "item.recurrence_linked": Wording(_("标为重复发生"), INTERNAL, words="number"),
    "item.similar_dismissed": Wording(_("不是同一问题"), INTERNAL, words="number"),
    # --- 群众反映 (complaints): `complaint:7` is the trail of one, `access` says who read who complained ---
    "complaint.registered": Wording(_("登记受理"), INTERNAL),
    "complaint.issued": Wording(_("交办"), INTERNAL, words="number"),
    "complaint.referred": Wording(_("移送纪检监察机关"), INTERNAL),
    "complaint.told": Wording(_("告知反映人"), INTERNAL),
    "complaint.read": Wording(_("查看反映人信息"), Circle.SYSTEM, words="number"),
    "item.reply_owed": Wording(_("首办单位须答复反映人"), FEEDBACK),
    "item.replied": Wording(_("答复反映人"), FEEDBACK),
    # 台账 (ledger)
    "item.urged": Wording(_("催办"), FEEDBACK),
    "item.amended": Wording(_("修改台账"), FEEDBACK, details=_amended),
    "ledger.exported": Wording(_("导出台账"), Circle.SYSTEM),
    "ledger.downloaded": Wording(_("下载台账文件"), Circle.SYSTEM),
    "ledger.printed": Wording(_("打印台账"), Circle.SYSTEM),
    "ledger.frozen": Wording(_("生成台账快照"), INTERNAL),
}
# 销号、延期、终止、回头看; 走访调研、需工委协调事项
WORDINGS |= closing_wording.WORDINGS | research_wording.WORDINGS
