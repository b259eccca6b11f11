"""台账: who may urge, who may change which column of an item, who may freeze the ledger."""

from django.utils.translation import gettext as _

from records.errors import Refused, allows
from units.enums import Post
from units.models import Person
from units.queries import standing
from units.standing import Authority

from ..enums import CLOCKED, Status
from ..models import Item, LedgerJob, Measure
from ..queries import visible_items
from . import measures

# What the office may write, and what the unit may, by the columns of the ledger. Nobody writes what is not named here.
OFFICE_COLUMNS = frozenset(
    {"source_document", "source_date", "category", "scope", "kind", "major", "goal", "standard", "remark"}
)
UNIT_COLUMNS = frozenset(
    {"goal", "mechanism", "accountability", "self_conclusion", "leader", "section", "person"}
)
PEOPLE_OF_MEASURE = frozenset({"m_leader", "m_section", "m_person"})
MEASURE_COLUMNS = frozenset({"m_text", "m_standard"}) | PEOPLE_OF_MEASURE
WRITABLE = OFFICE_COLUMNS | UNIT_COLUMNS | MEASURE_COLUMNS
ALWAYS = frozenset({"remark", "category"})  # the office keeps these in order even when the item has ended
BEFORE_JUDGEMENT = frozenset({Status.ISSUED, Status.WORKING})
URGING_POSTS = (Post.LIAISON, Post.HEAD, Post.DEPUTY)


def may(person: Person) -> dict[str, bool]:
    """What the page offers."""
    held = standing(person)
    in_unit = any(each.post in URGING_POSTS for each in held.held)
    return {
        "urge": held.is_office or in_unit,
        "snapshot": held.is_office,
        "snapshots": held.is_office or held.is_committee,
        "amend": _writes_something(person),
    }


def check_can_read_back(by: Person) -> None:
    """导入改动: whoever may write some column of some item."""
    if not _writes_something(by):
        raise Refused(_("台账中没有由您填写的列。"))


def check_can_download(job: LedgerJob, by: Person) -> None:
    """下载: the file holds what its asker may see, so nobody else gets it."""
    if job.by_id != by.pk:
        raise Refused(_("只能下载自己导出的文件。"))


def check_can_print_papers(items: list[Item], by: Person) -> None:
    """批量打印销号文书: of items one may see, all of them."""
    wanted = {item.pk for item in items}
    if visible_items(by).filter(pk__in=wanted).count() != len(wanted):
        raise Refused(_("所选事项中有您不能查看的，请重新勾选。"))


def _writes_something(person: Person) -> bool:
    held = standing(person)
    return held.holds_in_office(Post.OFFICE_CLERK) or any(
        each.holds(Post.LIAISON) for each in (held, *held.acting_for)
    )


def check_can_urge(item: Item, by: Person) -> None:
    """催办: the office anybody, the leading unit those who co-operate; only while it is theirs to work on."""
    held = standing(by)
    leads = any(held.holds(post, item.unit_id) for post in URGING_POSTS)
    if not (held.is_office or leads):
        raise Refused(_("只有工委办公室和牵头单位可以催办。"))
    if item.status not in CLOCKED:
        raise Refused(_("%(number)s当前不在责任单位办理，不需要催办。") % {"number": item.number})


def check_can_snapshot(by: Person) -> None:
    """生成台账快照: the committee's office."""
    if not standing(by).is_office:
        raise Refused(_("只有工委办公室可以生成台账快照。"))


def changeable(item: Item, by: Person, helping: set[int]) -> frozenset[str]:
    """The columns of an item this person may write now; `helping` are the units of its measures."""
    found: frozenset[str] = frozenset()
    if writes_as_office(item, by, helping):
        found |= OFFICE_COLUMNS if item.status in BEFORE_JUDGEMENT else ALWAYS
    if item.status == Status.WORKING and liaison_of(item.unit_id, by):
        found |= UNIT_COLUMNS
    return found


def writes_as_office(item: Item, by: Person, helping: set[int]) -> bool:
    """Conflicts follow the person: whoever belongs to a unit of the item writes nothing as the office."""
    held = standing(by)
    return held.holds_in_office(Post.OFFICE_CLERK) and not held.is_of({item.unit_id, *helping})


def changeable_of_measure(measure: Measure, by: Person) -> frozenset[str]:
    """The columns of a measure this person may write now: the leading unit all of them, the unit that has it its people."""
    if allows(measures.check_can_change, measure, by):
        return MEASURE_COLUMNS
    return PEOPLE_OF_MEASURE if allows(measures.check_can_appoint, measure, by) else frozenset()


def liaison_of(unit_id: int, by: Person) -> Authority | None:
    """Under whom the person acts as 联络员 of a unit."""
    return standing(by).authority(Post.LIAISON, unit_id)
