"""Which rules can match in a passage at all, and their matches.

Most rules need a character that most passages do not have: a rule of words the last character of one of them, and a
rule with a pattern may say by `holds` of which characters every match has one. So one search for all these characters
spares most others.
"""

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from kexie_extract.lexicon import Lexicon, Rule
from kexie_extract.text.literals import Literals
from kexie_extract.text.patterns import compiled

_NEVER = compiled("(?!)")
_ALWAYS = ""
"""Stands among the characters of a rule that says nothing, and of every passage."""
_TABLES = (
    "organizations.office",
    "organizations.definite",
    "organizations.suffix",
    "activities.campaign",
    "activities.program",
    "persons.office",
    "persons.list_end",
    "persons.subject",
    "persons.label",
    "persons.leaders",
    "places.suffix",
    "places.new_division",
)


class Gated(NamedTuple):
    """A rule's pattern.

    Attributes:
        rule: id of the lexicon entry.
        pattern: what is searched.
        holds: every match has one of these characters.
        words: what is searched instead where the rule is a list of words.
    """

    rule: str
    pattern: re.Pattern[str]
    holds: frozenset[str]
    words: Literals | None = None

    def spans(self, text: str) -> list[tuple[int, int]]:
        """`[start, end)` of each match in a text."""
        if self.words:
            return self.words.spans(text)
        return [found.span() for found in self.pattern.finditer(text)]


class _Mixed(NamedTuple):
    """The words and the patterns of a table."""

    words: Literals
    patterns: tuple[re.Pattern[str], ...]


def gated(rule: Rule) -> Gated:
    """One rule with its gate."""
    words = None if rule.pattern else Literals(rule.words)
    return Gated(rule.id, _NEVER if words else compiled(rule.expression), holds([rule]), words)


def union(lexicon: Lexicon, table: str) -> Gated:
    """A table's rules as one; its name stands for their ids."""
    return Gated(table, compiled(lexicon.union(table)), holds(lexicon.rules(table)))


def holds(rules: Iterable[Rule]) -> frozenset[str]:
    """Characters of which every match of one of these rules has one."""
    characters: set[str] = set()
    for rule in rules:
        if rule.pattern is None:
            characters.update(word[-1:] for word in rule.words)
        else:
            characters.update(rule.data.get("holds", (_ALWAYS,)))
    return frozenset(characters)


@lru_cache(maxsize=64)
def holds_any(lexicon: Lexicon, *tables: str) -> frozenset[str]:
    """Characters of which every match of a rule of these tables has one."""
    return holds(rule for table in tables for rule in lexicon.rules(table))


def held(text: str, lexicon: Lexicon) -> frozenset[str]:
    """The characters of a text that some rule needs."""
    return _wanted(lexicon).intersection((*text, _ALWAYS))


def spans(text: str, lexicon: Lexicon, table: str) -> list[tuple[int, int]]:
    """`[start, end)` of what a table's words and patterns match, each pattern for itself, sorted."""
    words, patterns = _mixed(lexicon, table)
    found = words.spans(text)
    for pattern in patterns:
        found += [match.span() for match in pattern.finditer(text)]
    return sorted(found) if patterns else found


@lru_cache(maxsize=32)
def _mixed(lexicon: Lexicon, table: str) -> _Mixed:
    # Flat alternations of literals are searched ten times faster than nested ones, so each pattern stays alone.
    patterns = (rule.pattern for rule in lexicon.rules(table))
    return _Mixed(Literals(lexicon.words(table)), tuple(compiled(pattern) for pattern in patterns if pattern))


@lru_cache(maxsize=8)
def _wanted(lexicon: Lexicon) -> frozenset[str]:
    return holds_any(lexicon, *_TABLES) | {_ALWAYS}
