"""上传检查: what kind of file this really is, and whether it may come in."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Upload:
    """A file that passed: its name without any path, its type by content, its size in bytes."""

    name: str
    media_type: str
    size: int
