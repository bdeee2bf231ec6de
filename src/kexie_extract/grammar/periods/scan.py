"""The pieces of time expressions: one pass over the text with the lexicon's `periods.unit` entries."""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from functools import lru_cache
from itertools import chain
from typing import Any, NamedTuple

from kexie_extract.lexicon import Lexicon, Rule
from kexie_extract.lexicon.rules import alternation
from kexie_extract.text.folding import fold
from kexie_extract.text.patterns import compiled

_SPACE = compiled(r"(?<![0-9A-Za-z.])\s+|\s+(?![0-9A-Za-z])")
_INNER_SPACE = compiled(r"\s")
_NUMERALS = ("0123456789", "〇零一二三四五六七八九十")
_FESTIVAL_TAIL = "(?:节)?(?:放?假期?|小?长假|黄金周|假日)?"


class Token(NamedTuple):
    """A piece of a time expression.

    Attributes:
        kind: which reading `values` gives it.
        start: offset in the squeezed text.
        end: offset after it.
        text: its folded characters.
        rule: the lexicon entry.
    """

    kind: str
    start: int
    end: int
    text: str
    rule: Rule


class View(NamedTuple):
    """A folded text without the white space that layout put between characters, and the way back.

    Attributes:
        text: what is matched.
        cuts: for each stretch that was kept, its offset here and in the source.
    """

    text: str
    cuts: tuple[tuple[int, int], ...]

    def source(self, start: int, end: int) -> tuple[int, int]:
        """The source's `[start, end)` for a range of `text`."""
        return self._at(start), self._at(end - 1) + 1

    def _at(self, offset: int) -> int:
        low, high = 0, len(self.cuts)
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (middle, high) if self.cuts[middle][0] <= offset else (low, middle)
        here, there = self.cuts[low]
        return there + offset - here


def view(text: str) -> View:
    """The text as the scan reads it; white space between two digits or letters stays and keeps them apart."""
    folded = fold(text)
    if not _INNER_SPACE.search(folded):
        return View(folded, ((0, 0),))
    kept, cuts, here, there = [], [(0, 0)], 0, 0
    for gap in _SPACE.finditer(folded):
        kept.append(folded[there : gap.start()])
        here += gap.start() - there
        there = gap.end()
        cuts.append((here, there))
    kept.append(folded[there:])
    return View("".join(kept), tuple(cuts))


class Suffix(NamedTuple):
    """A word right before or after an expression, and what it says; compiled where `Suffixes.any` found one."""

    expression: str
    data: Mapping[str, Any]
    rule: Rule

    @property
    def pattern(self) -> re.Pattern[str]:
        """The word."""
        return compiled(self.expression)


class Suffixes(NamedTuple):
    """The words of one kind: `any` tells quickly that none of them stands there, as beside most expressions."""

    any: re.Pattern[str]
    each: tuple[Suffix, ...]


class Scanners(dict[str, re.Pattern[str]]):
    """For each character that units begin with those units as one pattern, made when it is first asked for.

    Sixty units tried at every digit or 一 are most of the work; few begin with any one character. Digits share one
    pattern and Han numerals another, for to compile more would cost a short document more than they save.
    """

    def __init__(self, branches: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self._branches = branches

    def __missing__(self, char: str) -> re.Pattern[str]:
        alike = next((numerals for numerals in _NUMERALS if char in numerals), char)
        wanted = (branch for first, branch in self._branches if not set(alike).isdisjoint(first))
        self.update(dict.fromkeys(alike, compiled("|".join(wanted))))
        return self[char]


class Grammar(NamedTuple):
    """The lexicon's entries, compiled once.

    Attributes:
        begins: characters that units begin with, and the first of a festival before one that can be its second.
        scanners: the units with a group for each, by these characters.
        units: group name to entry.
        festivals: name to entry.
        plans: five-year plan to first year.
    """

    begins: re.Pattern[str]
    scanners: Scanners
    units: Mapping[str, Rule]
    edges: Suffixes
    after: Suffixes
    before: Suffixes
    joins: Suffixes
    clock: re.Pattern[str]
    weekday: re.Pattern[str]
    festivals: Mapping[str, Rule]
    plans: Mapping[str, int]


@lru_cache(maxsize=4)
def grammar(lexicon: Lexicon) -> Grammar:
    """The compiled grammar of a lexicon."""
    units = {f"u{index}": rule for index, rule in enumerate(lexicon.rules("periods.unit"))}
    festivals = {word: rule for rule in lexicon.rules("holidays.festival") for word in rule.words}
    names = alternation(festivals)
    branches = [("".join(rule.data["first"]), f"(?P<{name}>{rule.expression})") for name, rule in units.items()]
    named = f"(?:{names}){_FESTIVAL_TAIL}"
    branches.append(("“" + "".join(word[0] for word in festivals), f"(?P<festival>{named}|“{named}”)"))
    return Grammar(
        begins=_begins((rule.data["first"] for rule in units.values()), festivals),
        scanners=Scanners(branches),
        units=units,
        edges=_suffixes(lexicon, "edge"),
        after=_suffixes(lexicon, "after"),
        before=_suffixes(lexicon, "before"),
        joins=_suffixes(lexicon, "join"),
        clock=compiled(lexicon.rules("periods.clock")[0].pattern or ""),
        weekday=compiled(lexicon.rules("periods.weekday")[0].pattern or ""),
        festivals=festivals,
        plans={name: year for rule in lexicon.rules("periods.plan") for name, year in rule.data["starts"].items()},
    )


def _begins(units: Iterable[Iterable[str]], festivals: Iterable[str]) -> re.Pattern[str]:
    """Where a unit or a festival can begin."""

    def either(chars: Iterable[str]) -> str:
        return f"[{re.escape(''.join(sorted(set(chars))))}]"

    longer = [word for word in festivals if len(word) > 1]
    single = either(chain("“", *units, (word for word in festivals if len(word) == 1)))
    return compiled(f"{single}|{either(word[0] for word in longer)}(?={either(word[1] for word in longer)})")


def _suffixes(lexicon: Lexicon, table: str) -> Suffixes:
    """Entries of a table, compiled; those for the words before are anchored at the end of what is given."""
    rules = lexicon.rules(f"periods.{table}")
    written = [rule.expression if rule.match == "end" else rule.pattern or alternation(rule.words) for rule in rules]
    return Suffixes(
        compiled("|".join(f"(?:{expression})" for expression in written)),
        tuple(Suffix(expression, rule.data, rule) for expression, rule in zip(written, rules, strict=True)),
    )


def scan(text: str, rules: Grammar) -> list[Token]:
    """The pieces of a squeezed text in order."""
    tokens, end = [], 0
    for begin in rules.begins.finditer(text):
        start = begin.start()
        found = rules.scanners[text[start]].match(text, start) if start >= end else None
        if found is None:
            continue
        end = found.end()
        name = found.lastgroup or ""
        if name == "festival":
            rule = rules.festivals[_festival(found[0], rules)]
            tokens.append(Token("festival", found.start(), found.end(), found[0], rule))
        else:
            rule = rules.units[name]
            tokens.append(Token(rule.data["kind"], found.start(), found.end(), found[0], rule))
    return tokens


def _festival(text: str, rules: Grammar) -> str:
    """The festival's name without 假期; the longest that begins so."""
    bare = text.removeprefix("“")
    return max((name for name in rules.festivals if text.startswith(name) or bare.startswith(name)), key=len)


def festival_days(rule: Rule, year: int) -> tuple[date, date] | None:
    """First and last day of a festival in a year; None outside the table of lunar dates."""
    fixed = rule.data.get("on")
    if fixed:
        first = date(year, int(fixed[:2]), int(fixed[3:]))
    else:
        listed = [text for text in rule.data["dates"] if text.startswith(f"{year}-")]
        if not listed:
            return None
        first = date.fromisoformat(listed[0])
    return first, first + timedelta(days=rule.data["days"] - 1)
