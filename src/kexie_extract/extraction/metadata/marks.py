"""The labels, marks and names of metadata.toml that the stages of metadata look for, compiled once for a lexicon."""

import re
from functools import lru_cache
from typing import NamedTuple

from kexie_extract.lexicon import Lexicon
from kexie_extract.lexicon.regions import Level
from kexie_extract.text.patterns import compiled


@lru_cache(maxsize=256)
def mark(name: str, lexicon: Lexicon) -> re.Pattern[str]:
    """The pattern of an entry of `metadata.mark`.

    Args:
        name: its own id, as `seal`.
        lexicon: which has it.

    Raises:
        KeyError: no such entry, a defect of the caller.
    """
    return compiled(lexicon.rule(f"metadata.mark.{name}").expression)


class Months(NamedTuple):
    """First and last month; the last is of the next year where it is before the first."""

    first: int
    last: int


@lru_cache(maxsize=32)
def months(table: str, lexicon: Lexicon) -> tuple[tuple[str, Months], ...]:
    """The words of a table of `metadata` whose entries have months, in file order."""
    return tuple((word, Months(*rule.data["months"])) for rule in lexicon.rules(table) for word in rule.words)


@lru_cache(maxsize=8)
def divisions(lexicon: Lexicon) -> dict[str, Level]:
    """The level of each class of administrative divisions, the longest first."""
    found: dict[str, Level] = {w: rule.data["level"] for rule in lexicon.rules("metadata.division") for w in rule.words}
    return dict(sorted(found.items(), key=lambda entry: -len(entry[0])))
