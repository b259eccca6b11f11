"""领导小组 and the unit's own meeting, as far as a document says them in the usual words."""

import re

from plans.actions.enums import GroupRole
from plans.actions.word.document import Table
from records import dates
from records.heads import plain

ROLES = {"组长": GroupRole.LEADER, "副组长": GroupRole.VICE, "成员": GroupRole.MEMBER}
ROLE_LINE = re.compile(
    r"^[\s（(\d一二三、.）)]*(组\s*长|常务副组长|副\s*组\s*长|成\s*员)\s*[:：]\s*(.*)$", re.DOTALL
)
PERSON_POST = re.compile(
    r"^([\u4e00-\u9fff]{2,4}|[\u4e00-\u9fff·]{3,12}|[\u4e00-\u9fff]\s{1,3}[\u4e00-\u9fff])(?:[\s\t]+|[（(])(.*?)[）)]?$"
)
NAME = re.compile(
    r"[\u4e00-\u9fff]{2,4}|[\u4e00-\u9fff]{1,6}·[\u4e00-\u9fff]{1,8}|[\u4e00-\u9fff]\s{1,3}[\u4e00-\u9fff]"
)
POSTS = re.compile(
    r".*(?:书记|局长|主任|科长|处长|部长|校长|院长|委员|干部|负责人|主席|所长|站长|队长|馆长|室主任|组长|员)$"
)

GROUP_HEADS = {
    "role": {"组内职务", "组内分工", "角色", "小组职务", "领导小组职务", "身份", "组成"},
    "name": {"姓名", "人员", "名单", "成员姓名"},
    "post": {"职务", "单位及职务", "单位职务", "行政职务", "现任职务", "工作职务"},
}

DAY = r"(20\d{2}\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日)"
MEETING = r"((?:[\u4e00-\u9fff]{0,16})(?:党组|党委|党工委|党总支|党支部|支委|机关党委)[\u4e00-\u9fff（）()〔〕\d第次届]{0,18}?会(?:议)?(?:第?[\d一二三四五六七八九十]+次)?)"
OURS = re.compile(r"^[（(]经(.+?)(?:于(20\d{2}年\d{1,2}月\d{1,2}日))?审议通过[）)]$")
PASSED = re.compile(
    rf"{DAY}?[，,\s]*(?:经|由|已经|提交)?\s*{MEETING}[^。；]{{0,12}}?(?:于\s*{DAY}\s*)?(?:集体)?(?:审议|研究|讨论|审定)[^。；]{{0,6}}?(?:通过|同意|决定|审定)?"
)
NUMBER = re.compile(r"[\u4e00-\u9fff]{1,12}[〔\[【（(]\s*20\d{2}\s*[〕\]】）)]\s*第?\d+号")
NUMBER_LINE = re.compile(r"^文号[:：]\s*(.+)$")


def group_in(lines: list[str]) -> list[dict]:
    """领导小组 from lines such as 组长：赵某 党组书记; 成员：钱某、孙某."""
    found: list[dict] = []
    role = None
    for line in lines:
        start = ROLE_LINE.match(line)
        if start:
            word = re.sub(r"\s", "", start[1])
            role = GroupRole.VICE if "副" in word else ROLES[word]
            rest = start[2].strip()
        elif role and (member := PERSON_POST.match(line.strip())) and POSTS.match(member[2].strip()):
            rest = line.strip()
        else:
            role = None
            continue
        found += [{"role": role.value, "name": name, "post": post} for name, post in _members(rest)]
    return found


def group_table(table: Table) -> list[dict] | None:
    """领导小组 from a table with 姓名 and a post or a role; None when the table is something else."""
    for place, row in enumerate(table.rows[:3]):
        columns: dict[str, int] = {}
        for column, cell in enumerate(row):
            for field, names in GROUP_HEADS.items():
                if plain(cell.text) in names:
                    columns.setdefault(field, column)
        if "name" in columns and ("role" in columns or "post" in columns) and len(row) <= 6:
            return [member for line in table.rows[place + 1 :] if (member := _member(line, columns))]
    return None


def own_meeting_in(text: str) -> dict | None:
    """本单位党组会 that passed the plan: name and date, when a sentence says so."""
    ours = OURS.match(text.strip())
    if ours:
        return {"name": ours[1], "date": _iso(ours[2])}
    found = PASSED.search(re.sub(r"\s+", "", text))
    if not found or not re.search(r"通过|同意|决定|审定|研究", found.group()):
        return None
    name = re.sub(r"^.*?(?:日|经|由|提交)(?=[\u4e00-\u9fff])", "", found[2]) or found[2]
    return {"name": name, "date": _iso(found[1] or found[3])}


def number_in(text: str) -> str:
    """文号 of a line that is nothing else."""
    line = re.sub(r"\s", "", text)
    named = NUMBER_LINE.match(text.strip())
    return named[1].strip() if named else (line if NUMBER.fullmatch(line) else "")


def _members(text: str) -> list[tuple[str, str]]:
    found = []
    for piece in re.split(r"[；;\n]+", text):
        piece = piece.strip(" 。")
        if not piece:
            continue
        names = [name.strip(" 。") for name in re.split(r"[、，,]", piece)]
        if all(NAME.fullmatch(name) and not POSTS.match(name) for name in names):
            found += [(re.sub(r"\s", "", name), "") for name in names]
            continue
        member = PERSON_POST.match(piece)
        if member:
            found.append((re.sub(r"\s", "", member[1]), member[2].strip()))
        else:
            found.append((piece[:60], ""))
    return found


def _member(row: list, columns: dict[str, int]) -> dict | None:
    values = {
        field: row[column].text.strip() if column < len(row) else "" for field, column in columns.items()
    }
    name = re.sub(r"(?<=[\u4e00-\u9fff])\s+(?=[\u4e00-\u9fff])", "", values["name"])
    if not name:
        return None
    word = re.sub(r"\s", "", values.get("role", ""))
    role = GroupRole.VICE if "副组长" in word else GroupRole.LEADER if "组长" in word else GroupRole.MEMBER
    return {"role": role.value, "name": name[:60], "post": values.get("post", "")[:100]}


def _iso(day: str | None) -> str:
    found = dates.exact_date(day) if day else None
    return found.isoformat() if found else ""
