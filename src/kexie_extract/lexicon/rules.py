"""What a rule is, and the collection that the stages ask."""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from types import MappingProxyType
from typing import Any, Literal, NamedTuple

from kexie_extract.text.words import Choice, Segmenter, segmenter

Matching = Literal["search", "start", "end", "full"]
_ANCHORS: dict[Matching, tuple[str, str]] = {
    "search": ("", ""),
    "start": (r"\A(?:", ")"),
    "end": ("(?:", r")\Z"),
    "full": (r"\A(?:", r")\Z"),
}


class Rule(NamedTuple):
    """One entry of the lexicon.

    Attributes:
        id: `file.table.name`, unique; records and `explain` show it.
        words: literal words, or empty where `pattern` is given.
        pattern: a regular expression over folded text (`text.folding.fold`), or None.
        match: where in a text the rule must match: anywhere, at its start, at its end, the whole.
        examples: texts that must match.
        not_examples: texts that must not.
        source: where the rule comes from (standard and clause, or document kind).
        data: the entry's other keys.
    """

    id: str
    words: tuple[str, ...] = ()
    pattern: str | None = None
    match: Matching = "search"
    examples: tuple[str, ...] = ()
    not_examples: tuple[str, ...] = ()
    source: str | None = None
    data: Mapping[str, Any] = MappingProxyType({})

    @property
    def expression(self) -> str:
        """The rule as a regular expression, anchored as `match` says."""
        before, after = _ANCHORS[self.match]
        return before + (self.pattern if self.pattern is not None else alternation(self.words)) + after

    def matches(self, text: str) -> bool:
        """Whether the rule matches a folded text."""
        return re.search(self.expression, text) is not None


def alternation(words: Iterable[str]) -> str:
    """Words as one alternation, the longest first, so that the longest wins; matches nothing when empty."""
    ordered = sorted(set(words), key=lambda word: (-len(word), word))
    return "|".join(map(re.escape, ordered)) if ordered else r"(?!)"


class Lexicon:
    """All rules, by table name (`units.measure`), and the word segmenter. Compared and hashed by identity."""

    def __init__(self, tables: Mapping[str, tuple[Rule, ...]], choice: Choice = "auto") -> None:
        self._tables = dict(tables)
        self._choice = choice

    @cached_property
    def segmenter(self) -> Segmenter:
        """The word segmenter that the caller chose; its dictionary is loaded at first use."""
        return segmenter(self._choice)

    def __iter__(self) -> Iterator[Rule]:
        return (rule for table in self._tables.values() for rule in table)

    @property
    def tables(self) -> tuple[str, ...]:
        """The names of all tables, sorted."""
        return tuple(sorted(self._tables))

    @cached_property
    def _by_id(self) -> dict[str, Rule]:
        return {rule.id: rule for table in self._tables.values() for rule in table}

    def rule(self, rule_id: str) -> Rule:
        """The rule of that id.

        Raises:
            KeyError: no such rule.
        """
        return self._by_id[rule_id]

    def rules(self, table: str) -> tuple[Rule, ...]:
        """The entries of a table in file order.

        Raises:
            KeyError: no such table, a defect of the caller.
        """
        return self._tables[table]

    def words(self, table: str) -> tuple[str, ...]:
        """All words of a table's entries."""
        return tuple(word for rule in self.rules(table) for word in rule.words)

    def union(self, table: str) -> str:
        """A table's words and patterns as one alternation without capturing groups of its own."""
        words = alternation(self.words(table))
        # One flat alternation: where each way begins with a character, the engine looks for these characters first.
        patterns = [rule.pattern for rule in self.rules(table) if rule.pattern is not None]
        return "|".join([*patterns, words] if self.words(table) else patterns) or r"(?!)"

    def merged(self, other: Mapping[str, tuple[Rule, ...]], choice: Choice | None = None) -> "Lexicon":
        """A new lexicon with the entries of `other` added; an entry of the same id replaces."""
        tables = {}
        for name in {**self._tables, **other}:
            added = other.get(name, ())
            replaced = {rule.id for rule in added}
            kept = tuple(rule for rule in self._tables.get(name, ()) if rule.id not in replaced)
            tables[name] = kept + tuple(added)
        return Lexicon(tables, choice or self._choice)
