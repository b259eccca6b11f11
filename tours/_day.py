"""What every part of the tour shares: who visits, and what was found on the way."""

import re

import pypdf

from launch.tour import Tour

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
