"""Cut, convert, level and rename the fonts; `build.py` starts it in an environment with the pinned packages."""

import bz2
import gzip
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont, newTable

HERE = Path(__file__).resolve().parent
WORK = Path(sys.prefix).parent
RARE = "玥珺翀堃昇燚㛃䶮𬭎镕昶赟喆淼犇骉"
SYMBOLS = (
    (0x20, 0x7F), (0xA0, 0x100), (0x2010, 0x2040), (0x2160, 0x217C), (0x2190, 0x219A), (0x2460, 0x249C),
    (0x25A0, 0x25D0), (0x2605, 0x2607), (0x3000, 0x3020), (0x3220, 0x322A), (0xFF01, 0xFF5F), (0xFFE0, 0xFFE7),
)  # fmt: skip
NUMERALS = "— 0123456789-–"
ASCENT, DESCENT = 0.88, -0.12
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


@dataclass(frozen=True)
class Source:
    """Where a font comes from and what it becomes."""

    name: str
    path: str
    licence: str
    text: str = ""  # only these characters; all of them when empty
    completes: str = ""  # only what this font, built before, has not
    drop: tuple[int, ...] = field(default=())


SOURCES = (
    # FandolFang draws a dollar at ￥ (U+FFE5): leave it to the next font of the stack.
    Source("Xianling Fang", "debian/usr/share/texlive/texmf-dist/fonts/opentype/public/fandol/FandolFang-Regular.otf",
           "debian/usr/share/doc/texlive-doc/fonts/fandol", drop=(0xFFE5,)),
    # The light WenKai stands closest to 仿宋: it draws the characters of names that FandolFang has not.
    Source("Xianling Fang Rare", "debian/usr/share/fonts/truetype/lxgw-wenkai/LXGWWenKai-Light.ttf",
           "debian/usr/share/doc/fonts-lxgw-wenkai/copyright", completes="Xianling Fang"),
    Source("Xianling Kai", "debian/usr/share/fonts/truetype/lxgw-wenkai/LXGWWenKai-Regular.ttf",
           "debian/usr/share/doc/fonts-lxgw-wenkai/copyright"),
    Source("Xianling Hei", "noto-sans-sc/package/500Medium/NotoSansSC_500Medium.ttf",
           "noto-sans-sc/package/LICENSE_FONT"),
    Source("Xianling Song", "noto-serif-sc/package/700Bold/NotoSerifSC_700Bold.ttf",
           "noto-serif-sc/package/LICENSE_FONT"),
    # Page numbers are set in a regular Song; nothing else is.
    Source("Xianling Song Numerals", "noto-serif-sc/package/400Regular/NotoSerifSC_400Regular.ttf",
           "noto-serif-sc/package/LICENSE_FONT", text=NUMERALS),
)  # fmt: skip


def run(*command) -> None:
    """Run a command and stop with its name when it fails."""
    print("·", *command, flush=True)
    subprocess.run([str(part) for part in command], cwd=WORK, check=True)


def characters() -> set[str]:
    """Every character a paper may need."""
    mappings = bz2.decompress((WORK / "debian/usr/share/unicode/Unihan_OtherMappings.txt.bz2").read_bytes())
    standard = {
        chr(int(line.removeprefix("U+").split("\t")[0], base=16))
        for line in mappings.decode().splitlines()
        if line.startswith("U+") and "\tkTGH\t" in line
    }
    if len(standard) != 8105:
        raise SystemExit(f"通用规范汉字表 has 8105 characters, found {len(standard)}")
    gb2312 = {
        text
        for row in range(0xA1, 0xF8)
        for cell in range(0xA1, 0xFF)
        if (text := bytes((row, cell)).decode("gb2312", "ignore"))
    }
    symbols = {chr(code) for start, end in SYMBOLS for code in range(start, end)}
    return standard | gb2312 | symbols | set(RARE)


def file_name(name: str) -> str:
    """The file of a font in this folder."""
    return name.replace(" ", "") + ".ttf"


def cut(source: Source, wanted: set[str]) -> Path:
    """The source with only the wanted characters, without hinting."""
    chosen = WORK / f"{source.name}.txt"
    if source.completes:
        wanted = wanted - {chr(code) for code in TTFont(HERE / file_name(source.completes)).getBestCmap()}
    chosen.write_text("".join(sorted(source.text or wanted)), encoding="utf-8")
    result = WORK / f"{source.name}.cut"
    run("hb-subset", WORK / source.path, f"--text-file={chosen}", "--no-hinting", "--layout-features=chws,halt", "--name-IDs=*",
        "-o", result)  # fmt: skip
    return result


def truetype(font, drop: tuple[int, ...]) -> None:
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
    del font["CFF "], font["VORG"]
    font["maxp"].tableVersion = 0x00010000
    for limit, value in TRUETYPE_LIMITS.items():
        setattr(font["maxp"], limit, value)
    post = font["post"]
    post.formatType, post.extraNames, post.mapping, post.glyphOrder = 3.0, [], {}, order
    font.sfntVersion = "\x00\x01\x00\x00"


def equal_metrics(font) -> None:
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


def rename(font, name: str) -> None:
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


def build(source: Source, wanted: set[str]) -> Path:
    """One finished font beside this script."""
    with TTFont(cut(source, wanted)) as font:
        truetype(font, source.drop)
        equal_metrics(font)
        rename(font, source.name)
        plain = WORK / file_name(source.name)
        font.save(plain)
        spaced = "GPOS" in font and any(
            r.FeatureTag == "chws" for r in font["GPOS"].table.FeatureList.FeatureRecord
        )
    target = HERE / plain.name
    # The fonts that only add a few characters have no punctuation to squeeze.
    if source.text or source.completes or spaced:
        target.write_bytes(plain.read_bytes())
    else:
        run(WORK / "env/bin/east-asian-spacing", "-o", HERE, plain)
    licence = WORK / source.licence
    text = licence.read_text() if licence.is_file() else (licence / "README").read_text() + "\n\n" + gzip.decompress(
        (licence / "COPYING.gz").read_bytes()
    ).decode()  # fmt: skip
    (HERE / f"{plain.stem}.LICENCE.txt").write_text(
        f"{source.name} is a modified version of {Path(source.path).name}: cut to fewer characters, converted, renamed.\n"
        f"Built by build.py in this folder, which names the packages and their versions.\n\n{text}",
        encoding="utf-8",
    )
    return target


def main() -> None:
    """Build every font and print what came out."""
    wanted = characters()
    built = [build(source, wanted) for source in SOURCES]
    sizes = {path.name: path.stat().st_size for path in built}
    print(
        f"{len(wanted)} characters;", ", ".join(f"{name} {size / 1e6:.1f} MB" for name, size in sizes.items())
    )
    print(f"{sum(sizes.values()) / 1e6:.1f} MB in all")


if __name__ == "__main__":
    main()
