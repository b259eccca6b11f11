"""Looking into a PDF: its words, its fonts, its embedded files, its picture."""

import io

import pypdf
import pypdfium2


def pages(pdf: bytes) -> list[str]:
    """The words of each page without white space, because a line may end anywhere."""
    return ["".join(page.extract_text().split()) for page in pypdf.PdfReader(io.BytesIO(pdf)).pages]


def words(pdf: bytes) -> str:
    return "".join(pages(pdf))


def fonts(pdf: bytes) -> dict[str, bytes]:
    """Name of each font in the file → the embedded font; empty bytes when it is not embedded."""
    found = {}
    for page in pypdf.PdfReader(io.BytesIO(pdf)).pages:
        for font in page["/Resources"]["/Font"].values():
            descendant = font.get_object()["/DescendantFonts"][0].get_object()
            file = descendant["/FontDescriptor"].get_object().get("/FontFile2")
            found[font.get_object()["/BaseFont"]] = file.get_object().get_data() if file else b""
    return found


def embedded(pdf: bytes) -> dict[str, bytes]:
    return {name: b"".join(parts) for name, parts in pypdf.PdfReader(io.BytesIO(pdf)).attachments.items()}


def pictures(pdf: bytes, *, scale: float = 1.0) -> list[bytes]:
    """Each page as pixels."""
    with pypdfium2.PdfDocument(pdf) as document:
        return [document[at].render(scale=scale).to_pil().tobytes() for at in range(len(document))]


def sizes(pdf: bytes) -> list[tuple[int, int]]:
    """Width and height of each page, in points."""
    found = [page.mediabox for page in pypdf.PdfReader(io.BytesIO(pdf)).pages]
    return [(round(float(box.width)), round(float(box.height))) for box in found]


def boxes(pdf: bytes, page: int) -> list[tuple[str, float, float, float]]:
    """Every character of a page: (character, left, bottom, right) in points from the lower left corner."""
    with pypdfium2.PdfDocument(pdf) as document:
        text = document[page].get_textpage()
        found = []
        for at in range(text.count_chars()):
            character = text.get_text_range(at, 1)
            if character.strip():
                left, bottom, right, _top = text.get_charbox(at, loose=True)
                found.append((character, left, bottom, right))
        return found


def text_lines(
    pdf: bytes, page: int = 0, *, above: float = 99
) -> list[list[tuple[str, float, float, float]]]:
    """The characters of a page line by line from the top; `above` leaves the foot of the page out."""
    lines = []
    for box in sorted(boxes(pdf, page), key=lambda box: -box[2]):
        if box[2] <= above:
            break
        if not lines or lines[-1][0][2] - box[2] > 10:
            lines.append([])
        lines[-1].append(box)
    return lines
