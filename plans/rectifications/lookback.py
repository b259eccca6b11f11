"""回头看抽取: which closed items are looked at again, and when. Pure: the same seed and number always draw the same.

All of a source that asks for all (群众反映), all once late or relapsed, and a drawn share of the rest. The seed of a draw
is taken from the digest of the version that was closed (版本校验码): it is printed on the papers, so that anybody can draw
again, and nobody can know it before the application is frozen.
"""

from calendar import monthrange
from datetime import date
from hashlib import sha256

from records.stored import sentence

from .enums import LookBackRule

SEED = 8  # hexadecimal digits of the digest
ALL = sentence("该来源全部回头看")
LATE = sentence("曾逾期%(n)d个工作日")
RELAPSED = sentence("曾反弹%(n)d次")
DRAWN = sentence("按%(percent)d％抽取，种子%(seed)s")


def seed_of(digest: str, *, purpose: int = 0) -> str:
    """The seed of one draw; two draws of one version (验收抽查 0, 回头看 1) have seeds of their own."""
    return digest[purpose * SEED : (purpose + 1) * SEED]


def is_drawn(percent: int, *, seed: str, number: str) -> bool:
    """Does the draw of `percent` in a hundred take this number?"""
    return int(sha256(f"{seed}:{number}".encode()).hexdigest(), 16) % 100 < percent


def why_chosen(rule: str, percent: int, *, number: str, late_days: int, relapse_count: int, seed: str) -> str:
    """抽取依据 as it is recorded; "" when the item is not looked at again."""
    if rule == LookBackRule.ALL:
        return ALL()
    if relapse_count:
        return RELAPSED(n=relapse_count)
    if late_days:
        return LATE(n=late_days)
    return DRAWN(percent=percent, seed=seed) if is_drawn(percent, seed=seed, number=number) else ""


def months_after(day: date, months: int) -> date:
    """The same day some months later; the last of the month where it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
