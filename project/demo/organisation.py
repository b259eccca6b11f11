"""The district's organisation as the file an administrator would import: units, sections, people, posts, the committee."""

from datetime import date, timedelta

from .cast import OFFICE, UNITS, Names, UnitStory

COMMITTEE = "GWH"
OFFICE_PEOPLE = (
    # account, job, section, posts
    ("gw_shuji", "书记", "办公室", ("member",)),
    ("gw_fushuji", "副书记", "办公室", ("member", "deputy")),
    ("gw_zhuren", "办公室主任", "办公室", ("office_head",)),
    ("gw_jingban", "办公室一级主任科员", "办公室", ("office_clerk",)),
    ("gw_jingban2", "组织科副科长", "组织科", ("office_clerk", "intake")),
    ("gw_mishu", "办公室副主任", "办公室", ("secretary",)),
    ("gw_wenshu", "机要文书", "办公室", ("records_clerk",)),
    ("gw_yewu", "组织科科长", "组织科", ("business_admin",)),
    ("gw_xitong", "信息中心系统管理员", "办公室", ("system_admin",)),
    ("gw_anquan", "信息中心安全管理员", "办公室", ("security_admin",)),
    ("gw_shenji", "审计员", "办公室", ("auditor",)),
)
MEMBER_UNITS = ("FG", "CZ", "RS", "SC", "SF", "TJ", "SW")


def tables(today: date) -> dict[str, list[list]]:
    """Cells by sheet, with the heads of units.tables.SHEETS. Everything is valid since three years ago."""
    since = (today - timedelta(days=3 * 365)).isoformat()
    names = Names()
    cells = {
        "units": [["编码", "名称", "简称", "类别", "办公电话", "起"]],
        "sections": [["单位编码", "名称", "起"]],
        "people": [["账号", "姓名", "单位编码", "科室", "职务", "办公电话", "电子邮箱", "起"]],
        "posts": [["账号", "岗位", "单位编码", "科室", "起"]],
        "committees": [["编码", "名称", "单位编码"]],
        "seats": [["委员会编码", "账号", "席位", "届次", "顺序", "起"]],
    }
    for place, unit in enumerate((OFFICE, *UNITS)):
        phone = f"000-5550{place:02d}00"
        kind = "office" if unit is OFFICE else "unit"
        cells["units"].append([unit.code, unit.name, unit.short, kind, phone, since])
        cells["sections"] += [[unit.code, section, since] for section in unit.sections]
        for account, job, section, posts in OFFICE_PEOPLE if unit is OFFICE else _people_of(unit):
            phone = f"000-555{place:02d}{len(cells['people']) % 1000:03d}"
            mail = f"{account}@sample.invalid"
            cells["people"].append([account, names.next(), unit.code, section, job, phone, mail, since])
            cells["posts"] += [[account, post, unit.code, section, since] for post in posts]
    cells["committees"].append([COMMITTEE, "示范区机关工委会（样例）", OFFICE.code])
    seated = ["gw_shuji", "gw_fushuji", *(f"{code.lower()}_head" for code in MEMBER_UNITS)]
    cells["seats"] += [
        [COMMITTEE, account, "chair" if place == 0 else "member", "第五届", place, since]
        for place, account in enumerate(seated)
    ]
    return cells


def _people_of(unit: UnitStory):
    """Head, deputy, 联络员, one lead a section and the other staff."""
    code = unit.code.lower()
    yield f"{code}_head", "党组书记、主要负责人", "", ("head",)
    yield f"{code}_deputy", "党组成员、分管负责人", "", ("deputy",)
    yield f"{code}_liaison", "机关党委专职副书记", unit.sections[0], ("liaison",)
    for place, section in enumerate(unit.sections, start=1):
        yield f"{code}_s{place}", f"{section}负责人", section, ("section_lead", "member")
    for place in range(1, unit.staff + 1):
        section = unit.sections[place % len(unit.sections)]
        yield f"{code}_m{place}", "干部", section, ("member",)
