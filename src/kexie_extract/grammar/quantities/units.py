"""Measure words and units after a number."""

from functools import lru_cache
from typing import Literal, NamedTuple

from kexie_extract.lexicon import Lexicon

Kind = Literal["count", "person", "event", "money", "metric", "ratio", "age", "service", "none"]


class Unit(NamedTuple):
    """A measure word of the lexicon.

    Attributes:
        word: as written.
        kind: what it measures.
        rule: id of its lexicon entry.
        not_before: characters that may not follow.
        arabic_only: counts only after digits.
    """

    word: str
    kind: Kind
    rule: str
    not_before: str = ""
    arabic_only: bool = False


class Units(NamedTuple):
    """All measure words.

    Attributes:
        by_word: units by folded spelling.
        lengths: the lengths of the words that begin with a character, longest first.
        uncounted: measure words that 一 does not count (一个, 一批).
        service: words of time that count where a service is open.
    """

    by_word: dict[str, Unit]
    lengths: dict[str, tuple[int, ...]]
    uncounted: frozenset[str]
    service: dict[str, Unit]

    def at(self, text: str, start: int, *, arabic: bool) -> Unit | None:
        """The longest measure word at `start`."""
        for length in self.lengths.get(text[start : start + 1], ()):
            unit = self.by_word.get(text[start : start + length])
            if unit and self._stands(unit, text, start + length, arabic):
                return unit
        return None

    @staticmethod
    def _stands(unit: Unit, text: str, end: int, arabic: bool) -> bool:
        after = text[end : end + 1]
        if unit.arabic_only and not arabic:
            return False
        if unit.word[-1].isascii() and unit.word[-1].isalpha() and after.isascii() and after.isalnum():
            return False
        return not after or after not in unit.not_before


@lru_cache(maxsize=4)
def units(lexicon: Lexicon) -> Units:
    """The measure words of a lexicon."""
    by_word = {}
    for rule in lexicon.rules("units.measure"):
        guards = rule.data.get("not_before", {})
        for word in rule.words:
            by_word[word] = Unit(
                word, rule.data["kind"], rule.id, guards.get(word, ""), rule.data.get("arabic_only", False)
            )
    service = {
        word: Unit(word, "service", rule.id) for rule in lexicon.rules("units.service_unit") for word in rule.words
    }
    lengths: dict[str, set[int]] = {}
    for word in by_word:
        lengths.setdefault(word[0], set()).add(len(word))
    return Units(
        by_word,
        {first: tuple(sorted(sizes, reverse=True)) for first, sizes in lengths.items()},
        frozenset(lexicon.words("units.one")),
        service,
    )
