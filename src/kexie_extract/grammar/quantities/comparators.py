"""Comparing words on both sides of a number."""

import re
from functools import lru_cache
from typing import NamedTuple

from kexie_extract.grammar.quantities.vocabulary import Words
from kexie_extract.lexicon import Lexicon
from kexie_extract.lexicon.rules import alternation
from kexie_extract.model.mentions import Comparator, Recurrence
from kexie_extract.text.patterns import compiled


class Comparators(NamedTuple):
    """The comparing words of a lexicon; each table gives the meaning and the characters that rule it out."""

    before: dict[str, tuple[Comparator, str]]
    bare_only: frozenset[str]
    lengths: dict[str, tuple[int, ...]]
    after: re.Pattern[str]
    per: re.Pattern[str]
    technical: tuple[str, ...]
    meaning: dict[str, tuple[Comparator, str]]
    recurrence: dict[str, Recurrence]

    def left(self, text: str, start: int, *, bare: bool = False) -> tuple[int, Comparator | None]:
        """Where the comparing words that touch a number at `start` begin, and what they mean."""
        for length in self.lengths.get(text[start - 1 : start], ()):
            first = start - length
            found = self.before.get(text[first:start]) if first >= 0 else None
            if found and (bare or text[first:start] not in self.bare_only):
                meaning, not_after = found
                refused = first > 0 and text[first - 1] in not_after
                return (start, None) if refused else (first, meaning)
        return start, None

    def right(self, text: str, end: int) -> tuple[int, Comparator | None]:
        """Where the comparing words that touch a unit's `end` end, and what they mean."""
        found = self.after.match(text, end)
        if not found:
            return end, None
        meaning, not_before = self.meaning[found[0]]
        following = text[found.end() : found.end() + 1]
        if following and following in not_before:
            return end, None
        return found.end(), meaning

    def recurs(self, clause: str) -> Recurrence | None:
        """The recurrence that a clause before a number states."""
        words = self.per.findall(clause)
        return self.recurrence.get(words[-1]) if words else None


@lru_cache(maxsize=4)
def comparators(lexicon: Lexicon) -> Comparators:
    """The comparing words of a lexicon."""
    before, after = _meanings(lexicon, "before", "not_after"), _meanings(lexicon, "after", "not_before")
    recurrence = {word: rule.data["per"] for rule in lexicon.rules("comparators.per") for word in rule.words}
    return Comparators(
        before,
        frozenset(
            word for rule in lexicon.rules("comparators.before") if rule.data.get("bare_only") for word in rule.words
        ),
        Words.of(tuple(before)).endings,
        compiled(alternation(after)),
        compiled(rf"{alternation(recurrence)}|每"),
        lexicon.words("comparators.technical"),
        after,
        recurrence,
    )


def _meanings(lexicon: Lexicon, table: str, guard: str) -> dict[str, tuple[Comparator, str]]:
    return {
        word: (rule.data["comparator"], rule.data.get(guard, ""))
        for rule in lexicon.rules(f"comparators.{table}")
        for word in rule.words
    }
