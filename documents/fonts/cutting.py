"""The fonts of the papers from the unpacked packages; `build.py` starts it in an environment with the pinned packages."""

import bz2
import gzip
import sys
from dataclasses import dataclass, field
from pathlib import Path

import levelling  # beside this script, which is not run as part of a package

HERE = Path(__file__).resolve().parent
WORK = Path(sys.prefix).parent
RARE = "玥珺翀堃昇燚㛃䶮𬭎镕昶赟喆淼犇骉"
SYMBOLS = (
    (0x20, 0x7F), (0xA0, 0x100), (0x2010, 0x2040), (0x2160, 0x217C), (0x2190, 0x219A), (0x2460, 0x249C),
    (0x25A0, 0x25D0), (0x2605, 0x2607), (0x3000, 0x3020), (0x3220, 0x322A), (0xFF01, 0xFF5F), (0xFFE0, 0xFFE7),
)  # fmt: skip
NUMERALS = "— 0123456789-–"


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


def build(source: Source, wanted: set[str]) -> Path:
    """One finished font beside this script."""
    if source.completes:
        wanted = wanted - levelling.characters_of(HERE / file_name(source.completes))
    target = HERE / file_name(source.name)
    target.write_bytes(
        levelling.made(
            (WORK / source.path).read_bytes(),
            name=source.name,
            characters=set(source.text) or wanted,
            drop=source.drop,
        )
    )
    licence = WORK / source.licence
    text = licence.read_text() if licence.is_file() else (licence / "README").read_text() + "\n\n" + gzip.decompress(
        (licence / "COPYING.gz").read_bytes()
    ).decode()  # fmt: skip
    (HERE / f"{target.stem}.LICENCE.txt").write_text(
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
