"""The engine: fonts, grid, safety, patches."""

import io
import itertools
import json
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from fontTools.ttLib import TTFont

from documents import engine

from . import reading
from .samples import RARE


def page(body: str, head: str = "") -> str:
    return f'<html lang="zh-CN"><head><meta charset="utf-8">{head}</head><body>{body}</body></html>'


def test_available_names_the_missing_library_in_one_sentence(monkeypatch):
    assert engine.available() == ""
    monkeypatch.setitem(engine.LIBRARIES, "nothing-like-this", "libnothing0")
    assert engine.available() == "无法生成PDF：系统缺少 libnothing0。"


def test_render_refuses_with_the_sentence_when_unavailable(monkeypatch):
    monkeypatch.setitem(engine.LIBRARIES, "nothing-like-this", "libnothing0")
    with pytest.raises(RuntimeError, match="libnothing0"):
        engine.render(page("<p>文</p>"), title="文", record=None)


def test_render_is_pdf_a_with_title_and_record_embedded():
    record = {"number": "验收-2026-0003", "names": ["李玥"]}
    pdf = engine.render(page("<p>文</p>"), title="意见书 <1>", record=record)
    assert b'pdfaid:part="3"' in _metadata(pdf) or b"<pdfaid:part>3" in _metadata(pdf)
    assert json.loads(reading.embedded(pdf)["facts.json"]) == record
    assert _title(pdf) == "意见书 <1>"


def _metadata(pdf: bytes) -> bytes:
    return reading.pypdf.PdfReader(io.BytesIO(pdf)).trailer["/Root"]["/Metadata"].get_object().get_data()


def _title(pdf: bytes) -> str:
    return reading.pypdf.PdfReader(io.BytesIO(pdf)).metadata.title


def test_full_page_of_text_is_22_lines_of_28_characters_within_the_margins():
    pdf = engine.render(page(f'<p class="flush">{"文书版式测量" * 300}</p>'), title="版式", record=None)
    lines = reading.text_lines(pdf)
    body = [box for line in lines for box in line]
    assert [len(line) for line in lines] == [28] * 22
    millimetre = 72 / 25.4
    assert min(box[1] for box in body) == pytest.approx(28 * millimetre, abs=1)
    assert max(box[3] for box in body) == pytest.approx((210 - 26) * millimetre, abs=1)
    assert all(pitch == pytest.approx(28.99, abs=0.1) for pitch in pitches(lines))


def test_rare_character_on_a_line_does_not_move_the_grid():
    pdf = engine.render(
        page(f'<p class="flush">{("文书版式" * 6 + RARE) * 40}</p>'), title="版式", record=None
    )
    lines = reading.text_lines(pdf)
    assert len(lines) == 22
    assert all(pitch == pytest.approx(28.99, abs=0.1) for pitch in pitches(lines))


def pitches(lines) -> list[float]:
    """The distance of each line from the one before, measured at a common character."""
    heights = [max(box[2] for box in line if box[0] in "文书版式测量") for line in lines]
    return [upper - lower for upper, lower in itertools.pairwise(heights)]


def test_rare_characters_have_real_glyphs_in_our_fonts():
    pdf = engine.render(page(f"<p>{RARE}</p>"), title="姓名", record=None)
    assert RARE in reading.words(pdf)
    fonts = {name: data for name, data in reading.fonts(pdf).items() if "Rare" in name}
    assert len(fonts) == 1
    shapes = TTFont(io.BytesIO(next(iter(fonts.values()))))["glyf"]
    drawn = [name for name in shapes.keys() if name != ".notdef" and shapes[name].numberOfContours]
    assert len(drawn) == len(RARE)


@pytest.mark.parametrize("family", ["Xianling Fang", "Xianling Kai", "Xianling Hei", "Xianling Song"])
def test_every_font_of_the_stack_covers_the_standard_characters(family):
    def characters(name):
        return set(TTFont(engine.FONTS / f"{name.replace(' ', '')}.ttf", lazy=True).getBestCmap())

    covered = characters(family) | (characters("Xianling Fang Rare") if family == "Xianling Fang" else set())
    gb2312 = {
        ord(text)
        for row in range(0xB0, 0xF8)
        for cell in range(0xA1, 0xFF)
        if (text := bytes((row, cell)).decode("gb2312", "ignore"))
    }
    assert len(gb2312) == 6763
    assert gb2312 | set(map(ord, RARE + "￥—“”…（）〔〕□√①")) <= covered


def test_fonts_share_their_vertical_metrics_and_stay_small():
    files = list(engine.FONTS.glob("*.ttf"))
    metrics = {(font["hhea"].ascent, font["hhea"].descent) for font in map(TTFont, files)}
    assert metrics == {(880, -120)}
    assert sum(file.stat().st_size for file in files) < 22_000_000
    assert all(file.with_suffix(".LICENCE.txt").exists() for file in files)


class Listener(BaseHTTPRequestHandler):
    """Counts who comes."""

    def do_GET(self):
        self.server.asked.append(self.path)
        self.send_response(200)
        self.end_headers()

    def log_message(self, *arguments):
        pass


def test_render_fetches_nothing_from_disk_or_network():
    with HTTPServer(("127.0.0.1", 0), Listener) as server:
        server.asked = []
        threading.Thread(target=server.serve_forever, daemon=True).start()
        here = f"http://127.0.0.1:{server.server_port}"
        head = (
            f'<link rel="stylesheet" href="{here}/a.css"><link rel="attachment" href="file:///etc/passwd">'
            f'<link rel="attachment" href="{here}/b"><style>@import "{here}/c.css";'
            f'@font-face {{ font-family: x; src: url("{here}/d.ttf") }} p {{ font-family: x; background: url("{here}/e.png") }}'
            f"</style>"
        )
        body = (
            f'<p>文</p><img src="{here}/f.png"><img src="file:///etc/passwd"><img src="font:XianlingKai.ttf">'
            f'<object data="{here}/g.svg"></object><embed src="file:///etc/passwd">'
            f'<svg width="9" height="9"><image href="{here}/h.png" width="9" height="9"/></svg>'
        )
        pdf = engine.render(page(body, head), title="取数", record={"a": 1})
        server.shutdown()
    assert server.asked == []
    assert set(reading.embedded(pdf)) == {"facts.json"}


def test_style_sheet_may_read_its_own_fonts_only():
    press = engine._press()
    with pytest.raises(ValueError):
        press.PaperFonts({}).fetch("file:///etc/passwd")
    with pytest.raises(ValueError):
        press.PaperFonts({}).fetch("font:../engine.py")
    assert press.PaperFonts({}).fetch("font:XianlingKai.ttf").read(4) == b"\x00\x01\x00\x00"


MIXED = (
    "根据方案，“第一次”会议于2026年11月23日召开；各单位（含直属）要高度重视，认真落实。"
    "任务3.2责任人未明确：现写“机关党委”，请写到具体同志，并注明所在科室，李玥、高𬭎负责。" * 8
)


def without(module: str) -> bytes:
    """The same page printed by a process in which one of our patches is left out."""
    script = (
        f"import documents.{module} as patch; patch.install = lambda: None\n"
        "import sys; from documents import engine\n"
        "sys.stdout.buffer.write(engine.render(sys.stdin.read(), title='比对', record=None))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], input=page(f"<p>{MIXED}</p>").encode(), capture_output=True
    )
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout


def test_speed_patches_change_neither_words_nor_picture():
    ours = engine.render(page(f"<p>{MIXED}</p>"), title="比对", record=None)
    plain = without("weasyprint_speed")
    assert len(plain) != len(ours)  # the patches were at work
    assert reading.pages(plain) == reading.pages(ours)
    assert reading.pictures(plain, scale=1.5) == reading.pictures(ours, scale=1.5)


def line_ends(pdf: bytes) -> list[float]:
    """The right edge of every line but the last."""
    return [max(box[3] for box in line) for line in reading.text_lines(pdf)][:-1]


def test_justification_makes_lines_flush_and_moves_no_character_to_another_line():
    ours = engine.render(page(f"<p>{MIXED}</p>"), title="比对", record=None)
    plain = without("weasyprint_justify")
    assert reading.pages(plain) == reading.pages(ours)
    assert max(line_ends(plain)) - min(line_ends(plain)) > 4
    assert max(line_ends(ours)) - min(line_ends(ours)) < 2
