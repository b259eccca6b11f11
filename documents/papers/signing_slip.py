"""送审签: the printed sheet on which a leader signs by pen, bound to one version by its code."""

from dataclasses import dataclass

from documents.papers.facts import VersionFacts
from documents.papers.writing import written

LABEL = "送审签"


@dataclass(frozen=True, kw_only=True)
class Facts(VersionFacts):
    """The facts of one 送审签.

    `version_code` is the short code that the clerk types when recording the signature; a slip of another version is
    refused by it. `asked` says what is asked of the leader; `choices` are the boxes to tick, in the words of the buttons.
    `called` is the word for what is signed (方案, 事项). `summary` are short lines a leader needs to decide (任务23项、节点61个; 党组会某日审议通过).
    """

    version_code: str
    called: str = "方案"
    asked: str = "请审定是否同意报送。"
    choices: tuple[str, ...] = ("同意报送", "退回修改")
    signer: str = ""
    signer_post: str = ""
    summary: tuple[str, ...] = ()
    drafter: str = ""
    contact: str = ""
    phone: str = ""


def title(facts: Facts) -> str:
    """The document's title, as in lists and in the PDF's own properties."""
    return f"{facts.plan_title}（第{facts.version_number}版）{LABEL}"


def html(facts: Facts, *, draft: bool) -> str:
    """The page as HTML, ready for the engine; `draft` draws 样稿 across every page."""
    return written("documents/signing_slip.html", facts, draft=draft, title=title(facts), heading=[LABEL])
