"""Papers of meetings: the agenda is one PDF with bookmarks, the sheet fits the pen, an extract names no member."""

import io

import pypdf
import pypdfium2
from PIL import ImageChops

from documents.printing import printed

from . import reading
from .meeting_samples import MEMBERS, PLAN, agenda, ballots, minutes, opinions, record

POINT = 72 / 25.4


def pdf_of(kind: str, facts) -> bytes:
    return printed(kind=kind, facts=facts.to_json(), draft=False)


def bookmarks(pdf: bytes) -> list[str]:
    def flat(outline):
        for each in outline:
            if isinstance(each, list):
                yield from flat(each)
            else:
                yield each.title

    return ["".join(title.split()) for title in flat(pypdf.PdfReader(io.BytesIO(pdf)).outline)]


def test_agenda_and_papers_are_one_pdf_with_a_bookmark_for_each_item_and_each_text():
    pdf = pdf_of("meeting_agenda", agenda(listed=60))
    titles = bookmarks(pdf)
    for title in (f"议题1{PLAN}", f"{PLAN}（全文）", "议题2各单位实施方案一批", "议题3整改延期"):
        assert title in titles
    pages = reading.pages(pdf)
    assert len(pages) > 6
    words = "".join(pages)
    for expected in ("是否批准实施。", "任务1.3的时限有两种意见。", "样例单位60", "临时增加：时限临近"):
        assert expected in words
    # each 审议要点 begins a page of its own
    assert [sum(f"议题{n}" in page[:60] for page in pages) for n in (1, 2, 3)] == [1, 1, 1]


def test_sheet_names_the_chair_last_and_whoever_is_recused():
    words = reading.words(pdf_of("ballot_sheet", ballots()))
    assert words.index(MEMBERS[1]) < words.rindex(MEMBERS[0])
    assert "回避：样例委员辛" in words
    assert "不得委托" in words


def test_record_has_speakers_and_votes_and_the_extract_neither():
    told = reading.words(pdf_of("meeting_record", record()))
    for expected in (
        "样例委员辛（书面意见，宣读）：同意，注意时限。",
        "不同意：样例委员丙",
        "10:40样例委员庚离会",
    ):
        assert expected in told
    extract = reading.words(pdf_of("minutes_extract", minutes(extract=True)))
    assert "会议决定：审议通过" in extract
    assert "报送任务进度" in extract
    assert not any(member in extract for member in MEMBERS)


def test_minutes_have_the_red_mark_their_issue_and_no_place_for_a_seal():
    pdf = pdf_of("meeting_minutes", minutes())
    head = reading.pages(pdf)[0]
    facts = minutes()
    assert f"{facts.issuer}会议纪要第8期{facts.unit}2026年11月23日" in head
    first = reading.boxes(pdf, 0)[0]
    with pypdfium2.PdfDocument(pdf) as document:
        page = document[0].render(scale=2).to_pil().convert("RGB")
    red = ImageChops.difference(page, page.convert("L").convert("RGB")).getbbox()
    assert first[0] == facts.issuer[0] and red[1] / 2 >= (37 + 35) * POINT - 1
    assert page.getpixel((page.width // 2, red[3] - 2)) == (230, 0, 18)  # the line below ends what is red
    with_seal = pdf_of("minutes_extract", minutes(extract=True))
    assert facts.issuer not in "".join(reading.pages(pdf)[-1][-200:])
    assert "2026年11月23日" in reading.words(with_seal)


def test_table_of_opinions_goes_over_pages_with_its_head():
    pages = reading.pages(pdf_of("consultation_table", opinions(number=60)))
    assert len(pages) > 2
    assert all("条目意见处理理由" in page for page in pages[:-1])
    assert "截止未答复：样例单位六" in pages[0]
