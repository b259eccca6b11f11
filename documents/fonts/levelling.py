"""From somebody's font to one a paper can be set in: cut, TrueType, contextual punctuation (chws), equal metrics, renamed.

The fonts of this folder pass through it when they are built (`cutting.py`), a unit's own ones when they are uploaded
(`documents/own_fonts.py`). A font is a program of strangers: the software runs this file as a process of its own, with a
limit of time and memory, and reads a line of JSON:

    python -m documents.fonts.levelling look FONT
    python -m documents.fonts.levelling make FONT RESULT NAME CHARACTERS_OF [MORE …]
"""

import asyncio
import json
import resource
import sys
import tempfile
from pathlib import Path

import uharfbuzz
from east_asian_spacing.builder import Builder
from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont, newTable

ASCENT, DESCENT = 0.88, -0.12
KEPT_FEATURES = ["chws", "halt"]
TRUETYPE_LIMITS = {
    "maxZones": 1,
    "maxTwilightPoints": 0,
    "maxStorage": 0,
    "maxFunctionDefs": 0,
    "maxInstructionDefs": 0,
    "maxStackElements": 0,
    "maxSizeOfInstructions": 0,
    "maxComponentElements": 0,
}
NEEDED = ("cmap", "head", "hhea", "hmtx", "maxp", "name", "OS/2")
MOST_MEMORY = 2 * 1024**3
FULL_WIDTH = "国一人中的、。"


# --- the build --------------------------------------------------------------------------------------------------
def made(source: bytes, *, name: str, characters: set[str], drop: tuple[int, ...] = ()) -> bytes:
    """The finished font of `source`, with these characters and no others."""
    with tempfile.TemporaryDirectory() as place:
        plain = Path(place) / "plain.ttf"
        plain.write_bytes(cut(source, characters))
        with TTFont(plain) as font:
            truetype(font, drop)
            equal_metrics(font)
            rename(font, name)
            font.save(plain)
            spaced = _is_spaced(font)
        # A font that only adds a few characters has no punctuation to squeeze.
        return plain.read_bytes() if spaced else _with_spacing(plain, Path(place) / "spaced.ttf")


def cut(source: bytes, characters: set[str]) -> bytes:
    """The font with only the wanted characters, without hinting."""
    asked = uharfbuzz.SubsetInput()
    asked.unicode_set.update(ord(each) for each in characters)
    asked.layout_feature_tag_set.clear()
    asked.layout_feature_tag_set.update(int.from_bytes(tag.encode()) for tag in KEPT_FEATURES)
    for all_of in (asked.name_id_set, asked.name_lang_id_set):
        all_of.clear()
        all_of.invert()
    asked.flags = uharfbuzz.SubsetFlags.NO_HINTING
    return uharfbuzz.subset(uharfbuzz.Face(source), asked).blob.data


def truetype(font: TTFont, drop: tuple[int, ...] = ()) -> None:
    """Turn cubic outlines (CFF) into quadratic ones in place; a TrueType font prints faster and embeds everywhere."""
    for table in font["cmap"].tables:
        for code in drop:
            table.cmap.pop(code, None)
    if "CFF " not in font:
        return
    order, shapes, glyphs = font.getGlyphOrder(), font.getGlyphSet(), {}
    for name in order:
        pen = TTGlyphPen(shapes)
        shapes[name].draw(Cu2QuPen(pen, 0.0006 * font["head"].unitsPerEm, reverse_direction=True))
        glyphs[name] = pen.glyph()
    font["loca"], font["glyf"] = newTable("loca"), newTable("glyf")
    font["glyf"].glyphOrder, font["glyf"].glyphs = order, glyphs
    for name in order:
        glyphs[name].recalcBounds(font["glyf"])
        font["hmtx"].metrics[name] = (font["hmtx"].metrics[name][0], getattr(glyphs[name], "xMin", 0))
    for table in ("CFF ", "VORG"):
        if table in font:
            del font[table]
    font["maxp"].tableVersion = 0x00010000
    for limit, value in TRUETYPE_LIMITS.items():
        setattr(font["maxp"], limit, value)
    post = font["post"]
    post.formatType, post.extraNames, post.mapping, post.glyphOrder = 3.0, [], {}, order
    font.sfntVersion = "\x00\x01\x00\x00"


def equal_metrics(font: TTFont) -> None:
    """The same ascent and descent for every font, so that fonts may mix on one line without moving it."""
    em = font["head"].unitsPerEm
    ascent, descent = round(ASCENT * em), round(DESCENT * em)
    head, windows = font["hhea"], font["OS/2"]
    head.ascent, head.descent, head.lineGap = ascent, descent, 0
    windows.sTypoAscender, windows.sTypoDescender, windows.sTypoLineGap = ascent, descent, 0
    windows.usWinAscent, windows.usWinDescent = ascent, -descent
    windows.version = max(windows.version, 4)
    # All count as regular: the family alone chooses the font.
    windows.usWeightClass, windows.fsSelection, font["head"].macStyle = 400, 1 << 6 | 1 << 7, 0


def rename(font: TTFont, name: str) -> None:
    """The new name everywhere; copyright and licence lines stay."""
    names = font["name"]
    kept = {number: names.getDebugName(number) for number in (0, 13, 14)}
    names.names = []
    postscript = name.replace(" ", "") + "-Regular"
    ours = {1: name, 2: "Regular", 3: postscript, 4: name, 5: "Version 1.000", 6: postscript}
    for number, text in {**kept, **ours}.items():
        if text:
            names.setName(text, number, 3, 1, 0x409)
    for table in ("STAT", "DSIG", "vhea", "vmtx", "BASE"):
        if table in font:
            del font[table]


def _is_spaced(font: TTFont) -> bool:
    return "GPOS" in font and any(
        record.FeatureTag == "chws" for record in font["GPOS"].table.FeatureList.FeatureRecord
    )


def _with_spacing(plain: Path, target: Path) -> bytes:
    written = asyncio.run(Builder(plain).build_and_save(target))
    return (written or plain).read_bytes()


# --- what a font is ---------------------------------------------------------------------------------------------
def look(path: Path) -> dict:
    """What stands in a font: its names, its 嵌入许可 (fsType), which of the common characters it lacks, whether it is a
    variable one, whether its characters are as wide as the grid needs. `error` when it is no font that can be read."""
    try:
        with TTFont(path, lazy=True) as font:
            if missing := [table for table in NEEDED if table not in font]:
                return {"error": f"no {', '.join(missing)}"}
            if "glyf" not in font and "CFF " not in font:
                return {"error": "no outlines"}
            known, em, names = font.getBestCmap() or {}, font["head"].unitsPerEm, font["name"]
            lacks = [each for each in common_characters() if ord(each) not in known]
            shapes = font.getGlyphSet()
            drawn = [shapes[known[ord(each)]] for each in FULL_WIDTH if ord(each) in known]
            for shape in drawn:
                shape.draw(TTGlyphPen(shapes) if "glyf" in font else Cu2QuPen(TTGlyphPen(shapes), em / 1000))
            return {
                "names": sorted({str(each) for each in names.names if each.nameID in {1, 4, 6, 16}}),
                "family": str(names.getBestFamilyName() or ""),
                "fs_type": font["OS/2"].fsType,
                "lacks": len(lacks),
                "lacking": "".join(lacks[:8]),
                "variable": "fvar" in font,
                "full_width": bool(drawn) and all(abs(shape.width - em) <= em / 50 for shape in drawn),
            }
    except Exception as error:  # noqa: BLE001 - whatever a broken font makes the library raise
        return {"error": f"{type(error).__name__}: {error}"[:300]}


def common_characters() -> str:
    """The 6,763 characters of GB2312, without which a Chinese font sets no paper."""
    cells = (bytes((row, cell)) for row in range(0xB0, 0xF8) for cell in range(0xA1, 0xFF))
    return "".join(text for each in cells if (text := each.decode("gb2312", "ignore")))


def characters_of(*fonts: Path) -> set[str]:
    """Every character of these fonts together."""
    found: set[str] = set()
    for path in fonts:
        with TTFont(path, lazy=True) as font:
            found |= {chr(code) for code in font.getBestCmap()}
    return found


def main(what: str, *arguments: str) -> None:
    """Answer with a line of JSON."""
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    if what == "look":
        answer = look(Path(arguments[0]))
    else:
        source, target, name, *of = arguments
        characters = characters_of(*map(Path, of))
        built = made(Path(source).read_bytes(), name=name, characters=characters)
        Path(target).write_bytes(built)
        answer = {"size": len(built)}
    print(json.dumps(answer))


if __name__ == "__main__":
    main(*sys.argv[1:])
