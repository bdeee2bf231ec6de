"""Many literal words in one text, found at once.

An alternation of hundreds of words tries them one after another wherever one of their first characters stands. Here
the search engine only looks for two characters that begin words, and a dictionary tells which.
"""

import re
from collections import defaultdict
from collections.abc import Iterable
from functools import cached_property


class Literals:
    """Words to be found; at each place the longest, from left to right, without overlap."""

    def __init__(self, words: Iterable[str]) -> None:
        heads: dict[str, list[str]] = defaultdict(list)
        for word in sorted({*words} - {""}, key=len, reverse=True):
            heads[word[:2]].append(word)
        self._heads = {head: tuple(listed) for head, listed in heads.items()}

    @cached_property
    def _places(self) -> re.Pattern[str]:
        """Where a first and a second character of words, or a word of one character, stand."""
        pairs = [head for head in self._heads if len(head) > 1]
        first, second = (re.escape("".join(sorted({pair[i] for pair in pairs}))) for i in (0, 1))
        singles = re.escape("".join(sorted(head for head in self._heads if len(head) == 1)))
        ways = [f"[{first}](?=[{second}])"] * bool(pairs) + [f"[{singles}]"] * bool(singles)
        return re.compile("|".join(ways) or "(?!)")

    def at(self, text: str, start: int) -> int | None:
        """The end of the longest word that begins at an offset, None where none does."""
        for head in (text[start : start + 2], text[start : start + 1]):
            for word in self._heads.get(head, ()):
                if text.startswith(word, start):
                    return start + len(word)
        return None

    def spans(self, text: str) -> list[tuple[int, int]]:
        """`[start, end)` of each word in the text."""
        heads, found, end = self._heads, [], 0
        for place in self._places.finditer(text):
            start = place.start()
            if start < end or (text[start : start + 2] not in heads and text[start] not in heads):
                continue
            if (last := self.at(text, start)) is not None:
                found.append((start, last))
                end = last
        return found
