"""The pictures of the guide (docs/guide/), cut and shrunk from those a tour took: `GUIDE=1 ./run tour NAME`."""

import sys
from dataclasses import dataclass
from pathlib import Path

from PIL import Image

ROOT = Path(__file__).resolve().parent.parent
GUIDE = ROOT / "docs" / "guide" / "pictures"
WIDTH, COLOURS = 1080, 160


@dataclass(frozen=True)
class Cut:
    """A file of the guide, and which part of the page it shows: from `top`, `height` high, in pixels of the screen."""

    file: str
    top: int = 0
    height: int = 900


# The name a tour gave the picture → what the guide makes of it.
PLAN = {
    "login": Cut("login.png"),
    "action": Cut("action.png"),
    "editor-from-template": Cut("editor.png"),
    "word-preview": Cut("word-preview.png", height=1240),
    "excel-errors": Cut("excel-errors.png", height=1262),
    "two-texts": Cut("two-texts.png", top=1240),
    "submitted": Cut("submitted.png"),
    "paper-wrong-code": Cut("paper.png", height=1500),
    "inbox-office": Cut("inbox-office.png"),
    "review-point": Cut("review-point.png", top=1860),
    "return-letter": Cut("return-letter.png"),
    "answered": Cut("answered.png", top=2180),
    "inbox-head": Cut("inbox-head.png", height=600),
    "changes-since-last-round": Cut("changes.png"),
    "meeting": Cut("meeting.png", height=1475),
    "motion": Cut("motion.png"),
    "ballot": Cut("ballot.png"),
    "running-count-secretary": Cut("running-count.png", height=1500),
    "announce": Cut("announce.png"),
    "result-for-the-unit": Cut("result.png"),
    "confirm": Cut("confirm.png"),
    "task-in-trouble": Cut("task.png", height=1216),
    "task-done": Cut("task-done.png", height=1458),
    "evidence-library": Cut("evidence.png"),
    "tasks-by-light": Cut("tasks.png"),
    "compose-group": Cut("compose-group.png", height=1102),
    "checked": Cut("check.png", height=1100),
    "plan-with-certificate": Cut("sign.png"),
    "closed": Cut("closed.png"),
    "office-overview": Cut("overview.png", height=1200),
    "office-sent": Cut("sent.png", height=700),
    "actions-admin": Cut("actions.png", height=700),
}
RECTIFICATION = {
    "source-rules": Cut("source-rules.png", height=1300),
    "problems-with-a-bad-cell": Cut("problems-errors.png", height=760),
    "item-to-receive": Cut("item-receive.png"),
    "hand-back-to-answer": Cut("hand-back.png"),
    "measure-form": Cut("measure-form.png", height=1180),
    "item-with-measures": Cut("item-measures.png", height=1180),
    "measure-to-report": Cut("measure-report.png"),
    "measure-sent-back": Cut("measure-sent-back.png"),
    "extension-to-sign": Cut("extension-sign.png"),
    "apply-without-statement": Cut("apply.png", height=1300),
    "closing-to-confirm": Cut("closing-confirm.png"),
    "return-form": Cut("return-measures.png", height=920),
    "closing-recheck": Cut("closing-recheck.png"),
    "item-checked": Cut("item-check.png", height=1000),
    "look-back": Cut("look-back.png", height=1300),
    "item-relapsed": Cut("item-relapsed.png"),
    "ledger-filtered": Cut("ledger.png", height=700),
    "ledger-differences": Cut("ledger-differences.png", height=600),
    "ledger-snapshot": Cut("ledger-snapshot.png", height=1000),
}
PICTURES = {"plan": PLAN, "rectification": RECTIFICATION}


def renew(taken: Path, tour: str, *, into: Path = GUIDE) -> None:
    """Make a tour's pictures of the guide anew from those in `taken`; fails, naming them, when some were not taken."""
    found = {name: next(iter(sorted(taken.glob(f"[0-9]*-{name}-1440.png"))), None) for name in PICTURES[tour]}
    missing = [name for name, path in found.items() if path is None]
    assert not missing, f"the tour took no picture named {', '.join(missing)}"
    into.mkdir(parents=True, exist_ok=True)
    for name, path in found.items():
        _shrink(path, PICTURES[tour][name], into)


def _shrink(path: Path, cut: Cut, into: Path) -> None:
    """Cut, then made smaller; a page is flat colour and text, so few colours do."""
    with Image.open(path) as page:
        top = max(0, min(cut.top, page.height - cut.height))
        part = page.convert("RGB").crop((0, top, page.width, min(page.height, top + cut.height)))
    part = part.resize((WIDTH, round(part.height * WIDTH / part.width)), Image.Resampling.LANCZOS)
    part.quantize(COLOURS, dither=Image.Dither.NONE).save(into / cut.file, optimize=True)


if __name__ == "__main__":
    renew(Path(sys.argv[1]), sys.argv[2])
