"""Who: the committee's office and fifteen units. All names are invented; every unit is labelled 样例."""

from dataclasses import dataclass

SURNAMES = "陈林周郑何许沈韩杨朱秦尤吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎鲁韦昌马苗凤花方俞任袁柳鲍史唐"
GIVEN = (
    "松年 景和 向荣 知远 明哲 思源 书宁 若谷 怀瑾 致和 雅琴 文澜 立新 国栋 海宁 春晓 秋实 子衿 云舒 雨桐 "
    "志远 建章 淑仪 静安 永康 德馨 嘉树 亦舒 星河 长青 玉成 博文 修远 承志 念慈 望舒 南乔 清越 乐山 若水"
).split()


@dataclass(frozen=True)
class UnitStory:
    """One unit: its code, full and short name, sections, the business its tasks belong to, number of other staff."""

    code: str
    name: str
    short: str
    sections: tuple[str, ...]
    business: tuple[str, ...]
    staff: int = 3


OFFICE = UnitStory("GW", "示范区机关工作党委（样例）", "区级机关工委", ("办公室", "组织科", "宣传科"), (), 2)

UNITS = (
    UnitStory(
        "DX",
        "示范区委党校（样例）",
        "区委党校",
        ("党委办公室", "教务科", "教研室", "学员科"),
        ("干部轮训", "名师工作室", "学员管理"),
        30,
    ),
    UnitStory(
        "MZ",
        "示范区民政局（样例）",
        "区民政局",
        ("办公室", "社会救助科", "养老服务科"),
        ("低保审核确认", "居家养老服务", "婚姻登记窗口"),
    ),
    UnitStory(
        "ZF",
        "示范区政务服务办公室（样例）",
        "区政务服务办",
        ("综合科", "窗口管理科", "效能督查科"),
        ("一件事一次办", "帮办代办", "窗口效能"),
    ),
    UnitStory(
        "FG",
        "示范区发展和改革局（样例）",
        "区发展改革局",
        ("办公室", "项目科", "营商环境科"),
        ("重点项目开工", "企业走访", "投资在线审批"),
    ),
    UnitStory(
        "JY",
        "示范区教育局（样例）",
        "区教育局",
        ("办公室", "基础教育科", "安全科"),
        ("课后服务", "学位供给", "校园周边整治"),
    ),
    UnitStory(
        "CZ",
        "示范区财政局（样例）",
        "区财政局",
        ("办公室", "预算科", "国库科"),
        ("直达资金支付", "预算绩效", "政府采购提速"),
    ),
    UnitStory(
        "RS",
        "示范区人力资源和社会保障局（样例）",
        "区人社局",
        ("办公室", "就业科", "社会保险科"),
        ("高校毕业生就业", "社保经办", "欠薪治理"),
    ),
    UnitStory(
        "ZJ",
        "示范区住房和城乡建设局（样例）",
        "区住建局",
        ("办公室", "物业科", "质量安全科"),
        ("老旧小区改造", "物业纠纷调处", "工地扬尘治理"),
    ),
    UnitStory(
        "JT",
        "示范区交通运输局（样例）",
        "区交通运输局",
        ("办公室", "公路科", "运输科"),
        ("农村公路养护", "公交线网优化", "货运车辆超限治理"),
    ),
    UnitStory(
        "NY",
        "示范区农业农村局（样例）",
        "区农业农村局",
        ("办公室", "种植业科", "村镇科"),
        ("高标准农田", "农产品检测", "人居环境整治"),
    ),
    UnitStory(
        "WJ",
        "示范区卫生健康局（样例）",
        "区卫生健康局",
        ("办公室", "医政科", "基层卫生科"),
        ("家庭医生签约", "互联网诊疗", "急诊急救"),
    ),
    UnitStory(
        "SC",
        "示范区市场监督管理局（样例）",
        "区市场监管局",
        ("办公室", "登记注册科", "食品科"),
        ("企业开办", "食品安全抽检", "消费投诉处理"),
    ),
    UnitStory(
        "TJ",
        "示范区统计局（样例）",
        "区统计局",
        ("办公室", "综合科", "普查科"),
        ("入库纳统", "统计执法", "民意调查"),
    ),
    UnitStory(
        "SW",
        "示范区水务局（样例）",
        "区水务局",
        ("办公室", "河湖科", "供排水科"),
        ("河道巡查", "积水点整治", "节水载体"),
    ),
    UnitStory(
        "SF",
        "示范区司法局（样例）",
        "区司法局",
        ("办公室", "法律援助科", "行政复议科"),
        ("公共法律服务", "行政复议", "人民调解"),
    ),
)


class Names:
    """Invented full names, each once, in a fixed order."""

    def __init__(self):
        self._n = 0

    def next(self) -> str:
        """The next name."""
        surname = SURNAMES[self._n % len(SURNAMES)]
        given = GIVEN[(self._n * 7 + self._n // len(SURNAMES)) % len(GIVEN)]
        self._n += 1
        return surname + given
