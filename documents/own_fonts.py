"""单位自有字体: what an uploaded font is, whether a paper can be set in it, and how a worker builds it for the papers.

Nothing of a font is read in this process: documents/fonts/levelling.py does it in one of its own, with a limit of time.
"""

import json
import subprocess
import sys
import tempfile
from pathlib import Path

import pikepdf
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from records import clock, files
from records.errors import BadUpload

from . import engine
from .enums import Face, FontState
from .fonts import FAMILIES, own_family
from .models import OwnFont

BUILD, QUEUE = "document.own_font", "pdf"
SECONDS_TO_LOOK, SECONDS_TO_BUILD = 20, 240
MOST_LACKING = 20  # of the 6,763 characters of GB2312
# What a font of each face is called, in small letters; foundries shorten their names.
CALLED = {
    Face.FANG: ("仿宋", "fangsong", "simfang", "fzfs"),
    Face.SONG: ("小标宋", "xiaobiaosong", "fzxbs"),
    Face.HEI: ("黑体", "heiti", "simhei", "fzht"),
    Face.KAI: ("楷体", "kaiti", "simkai", "fzkt"),
}
RESTRICTED, PREVIEW, EDITABLE, WHOLE_ONLY, BITMAPS_ONLY = 0x2, 0x4, 0x8, 0x100, 0x200
PERMITS = (
    (EDITABLE, gettext_lazy("可编辑嵌入")),
    (PREVIEW, gettext_lazy("预览和打印嵌入")),
    (RESTRICTED, gettext_lazy("限制嵌入，须有权利人同意")),
)
LIMITS = (
    (WHOLE_ONLY, gettext_lazy("不允许只嵌入部分字符")),
    (BITMAPS_ONLY, gettext_lazy("只允许嵌入点阵")),
)
TRIAL = (
    '<!DOCTYPE html><html lang="zh-CN"><head><meta charset="utf-8"></head>'
    "<body><h1>国</h1><h2>国</h2><h3>国</h3><p>国</p></body></html>"
)


class NotBuilt(Exception):
    """The font cannot be used; the message is for the administrator."""


def look(digest: str) -> dict:
    """What stands in a kept font (documents.fonts.levelling.look)."""
    return _levelled("look", files.path_of(digest), seconds=SECONDS_TO_LOOK)


def check(face: str, told: dict, *, confirmed: bool) -> None:
    """BadUpload says why a paper cannot be set in this font. `confirmed`: it is that face, though its name does not say so."""
    if "error" in told:
        raise BadUpload(_("文件不是完整的TTF或OTF字体，不能使用。"))
    if told["variable"]:
        raise BadUpload(_("这是可变字体，请换用固定字重的TTF或OTF字体。"))
    if told["lacks"] > MOST_LACKING:
        raise BadUpload(
            _("字体缺少%(n)d个常用汉字（例如%(some)s），不能用于文书。")
            % {"n": told["lacks"], "some": told["lacking"]}
        )
    if not told["full_width"]:
        raise BadUpload(_("字体的汉字或标点不是全角等宽，每行28字的版心排不齐，不能用于文书。"))
    called = " ".join(told["names"]).lower()
    if not confirmed and not any(word in called for word in CALLED[Face(face)]):
        raise BadUpload(
            _(
                "文件中的字体名称是“%(name)s”，看不出是%(face)s。核对无误的，勾选“名称不同，确是这种字体”后再上传。"
            )
            % {"name": told["family"], "face": Face(face).label}
        )


def permission(fs_type: int) -> str:
    """嵌入许可 in words, as the font itself states it."""
    usage = next((str(words) for bit, words in PERMITS if fs_type & bit), _("可安装嵌入"))
    return _("，").join([usage, *(str(words) for bit, words in LIMITS if fs_type & bit)])


def in_use() -> dict[str, Path]:
    """The files of the unit's own fonts by face, for documents.engine; empty until one is uploaded. One statement."""
    active = OwnFont.objects.filter(state=FontState.ACTIVE).values_list("face", "built")
    return {face: files.path_of(digest) for face, digest in active}


# --- what a worker does -------------------------------------------------------------------------------------------
def build(payload: dict):
    """Build the font, print a page in it, and give what puts it in the place of the one before."""
    row = OwnFont.objects.filter(pk=payload["font"], state=FontState.BUILDING).first()
    if row is None:  # removed or replaced meanwhile
        return None
    with tempfile.TemporaryDirectory() as place:
        target = Path(place) / f"{row.face}.ttf"
        try:
            told = _levelled(
                "make", files.path_of(row.original_id), target, own_family(row.face), *_completed(),
                seconds=SECONDS_TO_BUILD,
            )  # fmt: skip
            if "error" in told:
                raise NotBuilt(_("字体不能转换：%(why)s") % {"why": told["error"]})
            _try(row.face, target)
        except NotBuilt as refused:
            why = str(refused)
            return lambda: _failed(row.pk, why)
        with target.open("rb") as stream:
            built = files.put(stream, media_type="font/ttf")
    return lambda: _activate(row.pk, built)


def gave_up(payload: dict, error: str) -> None:
    """After the last attempt."""
    _failed(payload["font"], error)


def retire(*fonts: OwnFont) -> None:
    """No longer used: the files go, that it was there stays known. Runs in the caller's transaction."""
    for row in fonts:
        _end(row, FontState.REMOVED)


def _completed() -> list[Path]:
    """The fonts whose characters together are all that a paper may need."""
    return [engine.FONTS / f"{name}.ttf" for name in ("XianlingFang", "XianlingFangRare")]


def _try(face: str, path: Path) -> None:
    """A page printed in it must have it inside."""
    pdf = engine.render(TRIAL, title=FAMILIES[face], record=None, fonts={face: path})
    wanted = own_family(face).replace(" ", "-")
    page = path.with_suffix(".pdf")
    page.write_bytes(pdf)
    with pikepdf.open(page) as printed:
        fonts = [each for each in printed.objects if isinstance(each, pikepdf.Dictionary)]
        if not any(wanted in str(each.get("/BaseFont", "")) for each in fonts):
            raise NotBuilt(_("试印的页面没有用上这款字体。"))


def _activate(pk: int, built) -> None:
    row = OwnFont.objects.select_for_update().filter(pk=pk, state=FontState.BUILDING).first()
    if row is None:
        files.forget(built.digest)
        return
    retire(*OwnFont.objects.select_for_update().filter(face=row.face, state=FontState.ACTIVE))
    row.built, row.state = built, FontState.ACTIVE
    row.save(update_fields=["built", "state"])


def _failed(pk: int, why: str) -> None:
    for row in OwnFont.objects.select_for_update().filter(pk=pk, state=FontState.BUILDING):
        row.error = why[:300]
        _end(row, FontState.FAILED)


def _end(row: OwnFont, state: str) -> None:
    kept = {digest for digest in (row.original_id, row.built_id) if digest}
    row.state, row.ended_at, row.original, row.built = state, clock.now(), None, None
    row.save()
    for digest in kept:
        files.forget(digest)


def _levelled(what: str, *arguments, seconds: int) -> dict:
    command = [sys.executable, "-m", "documents.fonts.levelling", what, *map(str, arguments)]
    try:
        done = subprocess.run(
            command, cwd=settings.BASE, capture_output=True, text=True, timeout=seconds, check=False
        )
    except subprocess.TimeoutExpired:
        return {"error": "timeout"}
    if done.returncode:
        return {"error": (done.stderr.strip().splitlines() or ["no reason given"])[-1]}
    return json.loads(done.stdout.splitlines()[-1])
