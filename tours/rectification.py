"""整改 from an Excel list to 已销号, with a return, an extension and a relapse, each person logged in as themselves."""

import os

from launch.tour import Tour

from ._guide import renew
from ._item_closing import (
    accepted,
    applied,
    closed_again,
    decided,
    looked_back,
    papers,
    published,
    rechecked,
    returned,
)
from ._item_day import ItemDay
from ._item_intake import from_excel, handed_back, received, rules_of_the_source
from ._item_ledger import ledger
from ._item_work import extended, finished, measures, progress


def walk(tour: Tour) -> None:
    """The life of one problem."""
    day = ItemDay(tour)
    with tour.step("the administrator switches 复核 and 公示 on for a source"):
        rules_of_the_source(day)
    with tour.step("problems from Excel: one bad cell is named, mended, given out by a worker"):
        from_excel(day)
    with tour.step("the unit signs for its problem"):
        received(day)
    with tour.step("two problems are handed back: 改派 and 维持交办"):
        handed_back(day)
    with tour.step("measures of the leading unit and of a 配合单位, which signs for its own"):
        measures(day)
    with tour.step("progress by the people responsible"):
        progress(day)
    with tour.step("延期: asked, signed, granted; the first limit stays"):
        extended(day)
    with tour.step("the ledger: filter, Excel out and in with differences, presets, snapshots"):
        ledger(day)
    with tour.step("evidence, and each unit confirms its own measure"):
        finished(day)
    with tour.step("申请销号 with the statement of truth, the head, 初审"):
        applied(day, n=1)
    with tour.step("复核 returns it to one measure with the reason"):
        returned(day)
    with tour.step("applied for again, 复核 agrees"):
        applied(day, n=2)
        rechecked(day)
    with tour.step("验收 by people of other units"):
        accepted(day)
    with tour.step("审定, and 公示 that cannot be cut short"):
        decided(day)
        published(day, n=1)
    with tour.step("整改销号确认单 and 申请审批表 appear by themselves, their text and fonts are right"):
        papers(day, n=1)
    with tour.step("half a year later 回头看 finds it has come back"):
        looked_back(day)
    with tour.step("rectified and closed once more, its history kept"):
        closed_again(day)
    if os.environ.get("GUIDE") == "1":
        with tour.step("the pictures of the guide (docs/guide/pictures) are made anew"):
            renew(day.album.folder, "rectification")
