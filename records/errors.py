"""What the person is told when something may not be done. The message is the sentence they read."""

from datetime import datetime


class Refused(Exception):
    """The person may not do this, or not now. The message is shown as it is."""


class BadUpload(Refused):
    """The file cannot be taken; the sentence says why and what to do."""


class Stale(Refused):
    """Somebody saved since: both texts are kept, the person chooses.

    `mine` and `theirs` map a field's name to its text; `revision`, `who` and `when` are those of the newer save.
    """

    def __init__(self, *, mine: dict, theirs: dict, revision: int, who: str = "", when: datetime | None = None):
        super().__init__("该内容已被他人更新，您的文字没有丢失，请对照后再保存。")
        self.mine, self.theirs, self.revision, self.who, self.when = mine, theirs, revision, who, when
