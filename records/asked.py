"""What an address or a form asks for by number: anything that cannot be the id of a row is None, never an error."""

LARGEST = 2**63 - 1  # what the database's whole numbers hold


def number(text: str | None) -> int | None:
    """The whole number that `text` writes in plain digits; None for anything else, and for what no row can have."""
    text = text or ""
    if not (text.isascii() and text.isdigit() and len(text) <= 19):
        return None
    found = int(text)
    return found if found <= LARGEST else None


def numbers(texts) -> list[int]:
    """Those of `texts` that are numbers, in their order."""
    return [found for text in texts if (found := number(text)) is not None]
