"""密级标志: the system is not for classified matter; what looks like a marking is stopped or asked about."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Finding:
    """`level`: none | warn (ask once) | block. `unread`: no text could be read (a scan): ask for the tick."""

    level: str = "none"
    words: list[str] = field(default_factory=list)
    sentence: str = ""
    unread: bool = False
