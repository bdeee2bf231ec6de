"""Many literal words in one text, found at once.

An alternation of hundreds of words tries them one after another wherever one of their first characters stands. Here
the search engine only looks for two characters that begin words, and a dictionary tells which.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from kexie_extract.text.lazy import lazy
from kexie_extract.text.patterns import compiled


class Literals:
    """Words to be found; at each place the longest, from left to right, without overlap.

    Args:
        words: the words.
        passing: they are of one document, so that their pattern is not kept for others.
    """

    def __init__(self, words: Iterable[str], *, passing: bool = False) -> None:
        self._compile = re.compile if passing else compiled  # noqa: TID251
        heads: dict[str, list[str]] = defaultdict(list)
        for word in sorted({*words} - {""}, key=len, reverse=True):
            heads[word[:2]].append(word)
        # A word of one character is tried after the longer ones.
        self._heads: Mapping[str, Sequence[str]] = {
            head: (*listed, *heads.get(head[:-1], ())) for head, listed in heads.items()
        }
        self._singles = any(len(head) == 1 for head in heads)

    @classmethod
    def grouped(cls, heads: Mapping[str, Sequence[str]]) -> "Literals":
        """Words of two characters and more by their first two, the longest first."""
        made = cls(())
        made._heads = heads
        return made

    @lazy
    def _places(self) -> re.Pattern[str]:
        """Where a first and a second character of words, or a word of one character, stand."""
        pairs = [head for head in self._heads if len(head) > 1]
        first, second = (re.escape("".join(sorted({pair[i] for pair in pairs}))) for i in (0, 1))
        singles = re.escape("".join(sorted(head for head in self._heads if len(head) == 1)))
        ways = [f"[{first}](?=[{second}])"] * bool(pairs) + [f"[{singles}]"] * bool(singles)
        return self._compile("|".join(ways) or "(?!)")

    def at(self, text: str, start: int) -> int | None:
        """The end of the longest word that begins at an offset, None where none does."""
        for word in self._heads.get(text[start : start + 2]) or self._heads.get(text[start : start + 1], ()):
            if text.startswith(word, start):
                return start + len(word)
        return None

    def spans(self, text: str) -> list[tuple[int, int]]:
        """`[start, end)` of each word in the text."""
        listed, singles, found, free, at = self._heads.get, self._singles, [], 0, -1
        gaps = self._places.split(text)
        gaps.pop()  # what follows the last place
        for gap in gaps:  # lengths tell where the places are, in half the time that match objects take
            at += len(gap) + 1
            words = listed(text[at : at + 2]) or (singles and listed(text[at]))
            if words and at >= free:
                for word in words:
                    if text.startswith(word, at):
                        free = at + len(word)
                        found.append((at, free))
                        break
        return found
