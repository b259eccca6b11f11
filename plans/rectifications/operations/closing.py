"""销号: the unit applies, the stages of its chain look at it one after the other, the last one closes it."""


def settle(act, round_, outcome: str, *, words: str = "") -> None:
    """A meeting announced its result on an item. Registered with the engine; runs inside the act of 宣布结果."""
    raise NotImplementedError
