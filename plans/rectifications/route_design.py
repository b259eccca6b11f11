"""What routes of 整改销号 an administrator may build: its chain (chain.py) are duties, each there as the rules of its source say."""

from itertools import product

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from records.models import Version
from units.enums import Post
from workflows.designs import Case, Design, Duty, Trait
from workflows.enums import Refusal

from . import chain
from .enums import Kind, SourceKind
from .models import Source
from .operations.routes import CLOSING, CLOSING_STAGES

AGAIN = frozenset({chain.FIRST_REVIEW, chain.RECHECK, chain.AUDIT})
DUTIES = tuple(
    Duty(row, needed=True, glued=row.code == chain.VISIT, again=row.code in AGAIN) for row in CLOSING_STAGES
)
MEASURES, PROBLEM, CONCLUSION = "measures", "problem", "closing"
PARTS = (
    (MEASURES, gettext_lazy("整改措施和佐证")),
    (PROBLEM, gettext_lazy("问题、目标和责任")),
    (CONCLUSION, gettext_lazy("自评结论和长效机制")),
)


def takes(item, stage) -> bool:
    """A duty is taken when the chain frozen on the item has it; what was built beside it, by its own condition."""
    return stage.asks or stage.code in item.chain


def traits_of(item) -> dict:
    """What conditions may ask about an item."""
    return {
        "kind": item.kind,
        "source": item.source.kind,
        "major": "yes" if item.weighty else "no",
        "measures": item.measures.count(),
    }


def touched(item, before: int, after: int) -> set[str]:
    """The parts of the item that differ between two versions."""
    versions = Version.objects.in_bulk([before, after])
    old, new = versions[before].content, versions[after].content
    differing = {name for name in old.keys() | new.keys() if old.get(name) != new.get(name)}
    return {name if name in (MEASURES, CONCLUSION) else PROBLEM for name in differing}


def cases() -> list[Case]:
    """Every source under its rules of today, with every 整改类型, major or not, drawn for 抽查 or not."""
    found = []
    for source, kind, major in product(Source.objects.all(), Kind.values, (False, True)):
        for drawn in (False, True) if kind == Kind.IMMEDIATE and not major else (False,):
            switches = chain.switches_of(source)
            duties = chain.closing_chain(kind, major=major, switches=switches, drawn=drawn)
            words = [str(SourceKind(source.kind).label), str(Kind(kind).label)]
            words += [_("重大")] if major else []
            words += [_("抽中验收")] if drawn else []
            traits = {"kind": kind, "source": source.kind, "major": "yes" if major else "no"}
            found.append(Case(_("、").join(words), traits, frozenset(duties), is_major=major))
    return found


DESIGN = Design(
    code=CLOSING,
    name=gettext_lazy("整改销号"),
    starts=gettext_lazy("单位申请销号"),
    ends=gettext_lazy("销号"),
    duties=DUTIES,
    traits=(
        Trait("kind", gettext_lazy("整改类型"), tuple(Kind.choices)),
        Trait("source", gettext_lazy("问题来源"), tuple(SourceKind.choices)),
        Trait("major", gettext_lazy("重大事项"), (("no", gettext_lazy("否")), ("yes", gettext_lazy("是")))),
        Trait("measures", gettext_lazy("措施数")),
    ),
    parts=PARTS,
    cases=cases,
    author_posts=(Post.LIAISON,),
    names_leader=True,
    refusals=(Refusal.DRAFTER, Refusal.STAGE, Refusal.CHOSEN, Refusal.GO_ON),
)
