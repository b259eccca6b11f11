"""What people are told when something may not happen. The message is shown to them as it is."""


class Refused(Exception):
    """The person may not do this, or not now. `field` names the form field that is to blame, when there is one."""

    field: str | None = None

    def __init__(self, *args, field: str | None = None):
        super().__init__(*args)
        self.field = field

    @property
    def sentence(self) -> str:
        """The message, in the language of the moment."""
        return str(self.args[0]) if self.args else ""

    def __str__(self):
        return self.sentence


class BadUpload(Refused):
    """A file that cannot be taken, and why."""


class Withheld(Refused):
    """The file is 疑似涉密: nobody opens it."""


class Stale(Refused):
    """Somebody saved a newer text: both are handed back, nothing is overwritten.

    `mine` and `theirs` are dicts of the same fields; `revision` is the one to save over; `who` is a name.
    """

    def __init__(
        self, *, mine: dict, theirs: dict, revision: int, who: str = "", when=None, sentence: str = ""
    ):
        super().__init__(sentence)
        self.mine, self.theirs, self.revision, self.who, self.when = mine, theirs, revision, who, when


def allows(check, *args, **kwargs) -> bool:
    """Would this check pass? Lets a button and its operation share one rule."""
    try:
        check(*args, **kwargs)
    except Refused:
        return False
    return True


def why_not(check, *args, **kwargs) -> str:
    """The sentence with which this check would refuse; '' when it would pass."""
    try:
        check(*args, **kwargs)
    except Refused as refused:
        return str(refused)
    return ""
