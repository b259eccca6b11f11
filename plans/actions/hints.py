"""提示: what a writer and a reviewer may look at in a task. Never a score, never a block."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Hint:
    """One hint: a short word, what was noticed, and an example of a better sentence."""

    code: str  # idle | business_only | slogan | padding
    label: str
    sentence: str
    example: str
