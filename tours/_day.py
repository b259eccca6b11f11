"""What every part of the tour shares: who visits, and what was found on the way."""

import re

import pypdf

from launch.tour import Tour
from records import clock

from ._visit import Album, Visitor

UNIT = "dx"
LIAISON, HEAD, DEPUTY = f"{UNIT}_liaison", f"{UNIT}_head", f"{UNIT}_deputy"
CLERK, SECRETARY, RECORDS, CHAIR = "gw_jingban", "gw_mishu", "gw_wenshu", "gw_shuji"
VOTERS = ("gw_fushuji", "fg_head", "cz_head", "rs_head", "sc_head", "sf_head")
ACCEPTORS = ("mz_deputy", "sw_deputy")


class Day:
    """The tour as it goes on: who visits, and what was found on the way."""

    def __init__(self, tour: Tour):
        self.tour = tour
        (tour.out / "pictures").mkdir(parents=True, exist_ok=True)
        self.album = Album(tour.out / "pictures")
        self.plan = ""
        self.meeting_item = ""
        self.people: list[tuple[str, str]] = []
        self.accounts: list[str] = []

    def as_(self, account: str) -> Visitor:
        return Visitor(self.tour, self.album, account)


def save_pdf(day: Day, me: Visitor, address: str, name: str) -> None:
    answer = me.context.request.get(day.tour.base_url.rstrip("/") + address)
    assert answer.ok and answer.headers["content-type"].startswith("application/pdf"), answer.status
    assert answer.headers.get("x-content-type-options") == "nosniff"
    (day.tour.out / name).write_bytes(answer.body())


def text_of(day: Day, name: str) -> str:
    reader = pypdf.PdfReader(day.tour.out / name)
    return re.sub(r"\s+", "", "".join(page.extract_text() for page in reader.pages))


def check_fonts(day: Day, name: str) -> None:
    """Every font of the PDF is inside it: it looks the same on any machine."""
    fonts = {}
    for page in pypdf.PdfReader(day.tour.out / name).pages:
        fonts |= _fonts(page)
    assert fonts, f"no fonts found in {name}"
    missing = [font for font, embedded in fonts.items() if not embedded]
    assert not missing, f"fonts not embedded in {name}: {missing}"


def _fonts(page) -> dict[str, bool]:
    found = {}
    for font in page["/Resources"]["/Font"].values():
        font = font.get_object()
        inner = font["/DescendantFonts"][0].get_object() if "/DescendantFonts" in font else font
        descriptor = inner["/FontDescriptor"].get_object()
        embedded = any(key in descriptor for key in ("/FontFile", "/FontFile2", "/FontFile3"))
        found[str(font["/BaseFont"])] = embedded
    return found


def pick_group(me: Visitor, accounts: tuple[str, ...], *, apart: tuple[str, ...]) -> None:
    """In the picker of 组成验收组: nobody of the units `apart` is offered; the first of `accounts` leads."""
    for unit in apart:
        own = me.page.locator(".picker-unit", has_text=unit)
        assert "全体回避" in own.inner_text(), f"people of {unit} itself are offered as acceptors"
    find = me.page.locator("[data-picker-find] input")
    names = [name_of(me, account) for account in accounts]
    for name in names:
        find.fill(name)
        me.page.get_by_role("checkbox", name=re.compile(name)).check()
    find.fill("")
    me.press(f"设为组长 {names[0]}")
    me.page.locator("[name=visit_on]").fill(clock.today().isoformat())
    for method in ("查资料", "看现场"):
        me.page.get_by_label(method).check()


def name_of(me: Visitor, account: str) -> str:
    """What the person behind an account is called."""
    page = me.context.browser.new_context(locale="zh-CN").new_page()
    page.goto(f"{me.tour.base_url}/login/?q={account}")
    name = page.locator(f'button[name="username"][value="{account}"] b').first.inner_text()
    page.context.close()
    return name
