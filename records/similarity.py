"""相似: how alike two texts are, by the pairs of neighbouring characters they share. Pure; no words, no dictionary.

`score` is the cosine of the two sets of pairs: 1 for the same text, 0 for texts that share nothing. `Finder` holds new
texts and is shown earlier ones, one after the other, so that it keeps nothing of those.
"""

import heapq
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from math import ceil, log, sqrt

LEAST = 0.5  # below it two problems have at most their subject in common
MOST = 3  # earlier texts kept for a new one
STEP = 1.2  # sizes that differ by less count as about the same


def grams(text: str) -> frozenset[str]:
    """The pairs of neighbouring letters, digits and characters of a text; marks and blanks say nothing."""
    plain = "".join(c for c in unicodedata.normalize("NFKC", text).lower() if c.isalnum())
    return frozenset(plain[n : n + 2] for n in range(len(plain) - 1)) or frozenset([plain] if plain else [])


def score(one: frozenset[str], other: frozenset[str]) -> float:
    """How alike two texts are, from 0 to 1."""
    return len(one & other) / sqrt(len(one) * len(other)) if one and other else 0.0


class Finder:
    """New texts by key, and for each the most alike of the earlier texts (smaller keys) it was shown.

    A pair of characters knows the new texts that have it as the bits of one whole number, so an earlier text is
    counted against all new ones at once, and only those that share enough pairs with it are looked at one by one.
    """

    def __init__(self, texts: dict[int, str], *, least: float = LEAST, most: int = MOST):
        self.least, self.most = least, most
        self.keys = list(texts)
        self.grams = [grams(text) for text in texts.values()]
        self.having: dict[str, int] = defaultdict(int)  # pair → bit n is set when the n-th new text has it
        for n, each in enumerate(self.grams):
            for gram in each:
                self.having[gram] |= 1 << n
        self.sizes = _by_size(self.grams)
        self.best: dict[int, list[tuple[float, int]]] = defaultdict(list)

    def show(self, earlier: int, text: str) -> None:
        """Compare one earlier text with every new text that came after it."""
        shown = grams(text)
        planes = _counted([self.having[gram] for gram in shown if gram in self.having])
        for smallest, mask in self.sizes:
            shared = max(1, ceil(self.least * sqrt(smallest * len(shown)) - 1e-9))
            for n in _set_bits(mask & _at_least(shared, planes)):
                if self.keys[n] > earlier:
                    self._keep(n, earlier, score(self.grams[n], shown))

    def found(self) -> dict[int, list[tuple[int, float]]]:
        """New key → (earlier key, score), the most alike first."""
        return {
            key: [(earlier, value) for value, earlier in sorted(best, reverse=True)]
            for key, best in self.best.items()
        }

    def _keep(self, n: int, earlier: int, value: float) -> None:
        if value < self.least:
            return
        best = self.best[self.keys[n]]
        if len(best) < self.most:
            heapq.heappush(best, (value, earlier))
        elif (value, earlier) > best[0]:
            heapq.heapreplace(best, (value, earlier))


def _by_size(texts: list[frozenset[str]]) -> list[tuple[int, int]]:
    """Texts of about one size together: the fewest pairs one of them has, and the bits of all of them."""
    found: dict[int, tuple[int, int]] = {}
    for n, each in enumerate(texts):
        if each:
            group = round(log(len(each), STEP))
            smallest, mask = found.get(group, (len(each), 0))
            found[group] = min(smallest, len(each)), mask | 1 << n
    return list(found.values())


def _counted(masks: list[int]) -> list[int]:
    """How often each bit is set, for all bits at once: the n-th whole number has the n-th binary digits."""
    planes: list[int] = []
    for carry in masks:
        for n, plane in enumerate(planes):
            planes[n], carry = plane ^ carry, plane & carry
            if not carry:
                break
        if carry:
            planes.append(carry)
    return planes


def _at_least(enough: int, planes: list[int]) -> int:
    """The bits whose count is at least `enough`."""
    if enough >= 1 << len(planes):
        return 0
    more, same = 0, -1
    for n in reversed(range(len(planes))):
        if enough >> n & 1:
            same &= planes[n]
        else:
            more |= same & planes[n]
            same &= ~planes[n]
    return more | same


def _set_bits(mask: int) -> Iterator[int]:
    while mask:
        lowest = mask & -mask
        yield lowest.bit_length() - 1
        mask ^= lowest
