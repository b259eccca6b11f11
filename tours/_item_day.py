"""What the parts of the rectification tour share: who has which part in it, the item they work on, its moved clock."""

import re

import pypdf
from playwright.sync_api import expect

from launch.tour import Tour
from records import clock

from ._day import Day, name_of, text_of
from ._visit import Visitor

# 牵头单位 and 配合单位, the unit that gets what another handed back, and the one that has to keep it.
LEAD, PARTNER, NEXT, KEEPS, FORMER = "mz", "zf", "fg", "sw", "jy"
CLERK, OFFICE_HEAD, DEPUTY, ADMIN = "gw_jingban", "gw_zhuren", "gw_fushuji", "gw_yewu"
ACCEPTORS = ("cz_deputy", "rs_deputy")


class ItemDay(Day):
    """The tour as it goes on; its own clock goes with the stack's when that is moved on."""

    def __init__(self, tour: Tour):
        super().__init__(tour)
        clock.follow(tour.stack.folder / "data" / "days_ahead")
        self.item = ""  # its address
        self.number = ""
        self.names: dict[str, str] = {}

    def later(self, days: int) -> None:
        """It is some days later, in the whole stack and here."""
        self.tour.stack.move_clock(days)

    def name(self, me: Visitor, account: str) -> str:
        """What the person behind an account is called."""
        if account not in self.names:
            self.names[account] = name_of(me, account)
        return self.names[account]


def open_item(day: ItemDay, me: Visitor, title: str) -> str:
    """Open an item as people do, from 待办, and return its address."""
    me.go("/")
    me.page.get_by_role("link", name=re.compile(title)).first.click()
    me.page.wait_for_url(re.compile(r"/items/\d+/"))
    me.page.wait_for_load_state("networkidle")
    return re.search(r"/items/\d+/", me.page.url).group()


def open_measure(day: ItemDay, me: Visitor, n: int) -> None:
    """Open the page of the item's n-th measure."""
    me.go(day.item)
    row = me.page.locator(f'a[href^="{day.item}measures/"]:not([href$="/new/"])')
    row.nth(n - 1).click()
    me.page.wait_for_load_state("networkidle")


def fill(me: Visitor, **values: str) -> None:
    """Fill in fields of the open form by their names."""
    for name, value in values.items():
        me.page.locator(f"main [name={name}]:visible").first.fill(value)


def pick(me: Visitor, name: str, words: str) -> None:
    """Choose the option of a list that begins with these words."""
    field = me.page.locator(f"main select[name={name}]").first
    options = [each.strip() for each in field.locator("option").all_text_contents()]
    field.select_option(index=next(n for n, each in enumerate(options) if each.startswith(words)))


def check_pdf(day: ItemDay, name: str, words: tuple[str, ...]) -> None:
    """The text of a saved PDF can be read, and says this."""
    text = text_of(day, name)
    missing = [each for each in words if each not in text]
    assert not missing, f"{missing} not in {name}: {text[:600]}"
    assert len(pypdf.PdfReader(day.tour.out / name).pages) >= 1


def paper_link(me: Visitor, title: str):
    """The link to a paper on the page, as soon as the worker has printed it."""
    link = me.page.locator("main .file a", has_text=title).first
    expect(link).to_be_visible(timeout=90_000)
    return link
