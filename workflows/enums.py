"""The engine's words: kinds of stages, outcomes, ballots, findings, lights."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class StageKind(models.TextChoices):
    """办理 one person; 或签 any, 会签 all, 会签可有不同意见 all heard; 传签 a committee without a meeting; 会议表决 in one; 验收 a group."""

    HANDLE = "handle", _("办理")
    ANY = "any", _("或签")
    ALL = "all", _("会签")
    CONSULT = "consult", _("会签（可有不同意见）")
    CIRCULATE = "circulate", _("传签")
    VOTE = "vote", _("会议表决")
    ACCEPT = "accept", _("验收")


class StagePlace(models.TextChoices):
    """Whom a stage asks: posts in the committee's office or in the subject's own unit, its leader in charge, a committee, named people."""

    OFFICE = "office", _("工委")
    UNIT = "unit", _("本单位")
    LEADER = "leader", _("单位责任领导")
    COMMITTEE = "committee", _("委员会委员")
    PEOPLE = "people", _("指定人员")


OWN_HOUSE = frozenset({StagePlace.UNIT, StagePlace.LEADER})  # within the subject's own unit


class Refusal(models.TextChoices):
    """What a refusal at a stage does."""

    DRAFTER = "drafter", _("退回报送单位修改")
    STAGE = "stage", _("退回前面环节")
    CHOSEN = "chosen", _("退回报送单位或前面环节，由表态人选择")
    GO_ON = "go_on", _("带不同意见继续")
    END = "end", _("结束，不予通过")


class Answer(models.TextChoices):
    """One person's word at a stage that asks; a reservation or a refusal says why."""

    AGREE = "agree", pgettext_lazy("answer", "同意")
    OPINION = "opinion", _("有意见")
    DISAGREE = "disagree", pgettext_lazy("answer", "不同意")


class AskedOrder(models.TextChoices):
    """增加会签人: when they are heard, seen from whoever adds them."""

    BESIDE = "", _("同时表态")
    BEFORE = "before", _("先于我表态")
    AFTER = "after", _("后于我表态")


class Counting(models.TextChoices):
    """票决 by what: the share of the seats entitled to attend, a fixed number of ayes, or the weight of the seats."""

    SHARE = "share", _("按比例")
    COUNT = "count", _("按票数")
    WEIGHT = "weight", _("按权重")


class Outcome(models.TextChoices):
    """How a step, a round or a process ended; the flow's edges are named by these."""

    SUBMITTED = "submitted", _("已提交")
    AGREED = "agreed", _("同意")
    PASSED_ON = "passed_on", _("转下一环节")
    APPROVED = "approved", _("审议通过")
    IN_PRINCIPLE = "in_principle", _("原则通过")
    DEFERRED = "deferred", _("暂缓审议")
    RETURNED = "returned", _("退回修改")
    REJECTED = "rejected", _("不予通过")
    WITHDRAWN = "withdrawn", _("撤回")
    CONFIRMED = "confirmed", _("审定")
    ACCEPTED = "accepted", _("通过验收")
    TO_IMPROVE = "to_improve", _("限期完善")
    NOT_ACCEPTED = "not_accepted", _("不予通过验收")
    SIGNED = "signed", _("已签字盖章")
    RECEIVED = "received", _("签收")
    HANDED_BACK = "handed_back", _("申请退办")
    UPHELD = "upheld", _("维持交办")
    REASSIGNED = "reassigned", _("改派")
    MERGED = "merged", _("并案")
    UNFOUNDED = "unfounded", _("查否结案")
    EXTENSION_ASKED = "extension_asked", _("申请延期")
    STOP_ASKED = "stop_asked", _("申请终止")
    STOPPED = "stopped", _("终止")
    CLOSED = "closed", _("销号")
    LONG_TERM = "long_term", _("转长期坚持")
    RELAPSED = "relapsed", _("反弹")
    SENT_BACK = "sent_back", _("退回前面环节")
    DECLINED = "declined", pgettext_lazy("answer", "不同意")
    KEPT = "kept", _("原意见继续有效")
    LAPSED = "lapsed", _("不再需要办理")
    HANDED_ON = "handed_on", _("转办")
    VOIDED = "voided", _("作废")


class Motion(models.TextChoices):
    """What the chair puts to the vote."""

    APPROVE = "approve", pgettext_lazy("motion", "审议通过")
    APPROVE_IN_PRINCIPLE = "in_principle", _("原则通过（附修改要求）")


class Choice(models.TextChoices):
    """One member's ballot. NOT_VOTED is recorded by the secretary (未表决)."""

    AGREE = "agree", _("同意")
    DISAGREE = "disagree", _("不同意")
    ABSTAIN = "abstain", _("弃权")
    NOT_VOTED = "not_voted", _("未表决")
    CAST = "cast", _("已投票")  # a secret ballot: that there is one, not what it says


class Verdict(models.TextChoices):
    """What the ballots say so far (workflows/quorum.py)."""

    PENDING = "pending", _("未定")
    CARRIED = "carried", _("通过")
    NOT_CARRIED = "not_carried", _("未获通过")
    NO_QUORUM = "no_quorum", _("未达法定人数")


class MeetingState(models.TextChoices):
    PLANNED = "planned", _("筹备中")
    OPEN = "open", _("会议中")
    CLOSED = "closed", _("已结束")


class Presence(models.TextChoices):
    PRESENT = "present", _("实到")
    LEAVE = "leave", _("请假")
    ABSENT = "absent", _("缺席")


class AgendaKind(models.TextChoices):
    """What an item of an agenda is: one matter that waits for the meeting, many as one table, or a topic of its own."""

    MATTER = "matter", _("报审事项")
    LIST = "list", _("列表议题")
    TOPIC = "topic", _("自拟议题")


class BallotWay(models.TextChoices):
    """How a ballot came to be recorded."""

    SELF = "self", _("本人表决")
    HANDS = "hands", _("举手表决")
    PAPER = "paper", _("表决登记表")


class MovementKind(models.TextChoices):
    ARRIVED = "arrived", _("到会")
    LEFT = "left", _("离会")


class SpeechKind(models.TextChoices):
    """WRITTEN: of an absent member, read out; it is not a vote."""

    SPOKEN = "spoken", _("发言")
    WRITTEN = "written", _("书面意见")


class OpinionDecision(models.TextChoices):
    """What became of an opinion a unit gave when it was consulted."""

    ADOPTED = "adopted", _("采纳")
    PARTLY = "partly", _("部分采纳")
    DECLINED = "declined", _("未采纳")


class OpinionKind(models.TextChoices):
    """POINT: one point of a return (条目+现在怎么写+问题+改到什么程度); MODIFICATION: asked by 原则通过; REMARK: within the office."""

    POINT = "point", _("修改意见")
    MODIFICATION = "modification", _("修改要求")
    REMARK = "remark", _("办公室内部意见")


class Criterion(models.TextChoices):
    """审核四项标准: by what a line is judged."""

    ANSWERED = "answered", _("问题是否一一回应")
    TARGETED = "targeted", _("措施是否有针对性")
    RESPONSIBLE = "responsible", _("责任是否明确")
    TIMELY = "timely", _("时限是否合理")


class FindingResult(models.TextChoices):
    """One completion standard as the acceptance group found it."""

    MET = "met", _("符合")
    MOSTLY = "mostly", _("基本符合")
    UNMET = "unmet", _("不符合")
    UNCHECKED = "unchecked", _("未查")


class Light(models.TextChoices):
    """红黄绿灯: always colour + icon + word."""

    GREY = "grey", _("未启动")
    GREEN = "green", _("正常")
    YELLOW = "yellow", _("临近到期")
    RED = "red", _("已逾期")
    BLUE = "blue", _("已办结")


class Shade(models.TextChoices):
    """Why something is yellow, where it is not its coming limit: the same colour and icon with another word."""

    LATE = "yellow-late", _("曾逾期")
    BEHIND = "yellow-behind", _("进度滞后")


class Party(models.TextChoices):
    """谁在等谁: whom a thing waits for (workflows/waiting.py); on days off nobody."""

    UNIT = "unit", pgettext_lazy("party", "单位")
    REVIEWER = "reviewer", pgettext_lazy("party", "办公室、验收组")
    COMMITTEE = "committee", pgettext_lazy("party", "工委会议、委员")
    HOLIDAY = "holiday", pgettext_lazy("party", "节假日")


class VisitMethod(models.TextChoices):
    """验收方式. The value is what papers print, in Chinese; the label is what the page shows."""

    PAPERS = "查资料", _("查资料")
    SITE = "看现场", _("看现场")
    TALK = "访谈", _("访谈")
    POLL = "测评", _("测评")
    SYSTEM = "抽查系统", _("抽查系统")


class HalfDay(models.TextChoices):
    """时段 of a visit."""

    MORNING = "morning", _("上午")
    AFTERNOON = "afternoon", _("下午")


class Statement(models.TextChoices):
    """单位意见 on a visit, as the unit wrote and signed it on paper."""

    AGREED = "agreed", _("无异议")
    OBJECTED = "objected", _("有异议")


class MisfiledState(models.TextChoices):
    """误传处置: where a report stands."""

    HIDDEN = "hidden", _("已停止查看，待书面通知")
    ORDERED = "ordered", _("待第二人核对执行")
    CLEARED = "cleared", _("已清除")
    RELEASED = "released", _("已恢复")


class MisfiledDecision(models.TextChoices):
    """What the written instruction says."""

    CLEAR = "clear", _("清除：认定涉密，销毁系统内的全部内容")
    RELEASE = "release", _("恢复：认定不涉密，恢复查看")
