"""What a cell's words look like, and what the sound rows of a table teach of each column."""

import math
import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from enum import IntEnum
from functools import lru_cache
from typing import NamedTuple

from kexie_extract.lexicon import Lexicon
from kexie_extract.model.tasks import Column
from kexie_extract.tables.names import is_organ_list
from kexie_extract.text.folding import fold, squeezed
from kexie_extract.text.patterns import compiled


class Shape(IntEnum):
    """What a cell's words look like."""

    SERIAL, FIGURE, WHEN, ORGAN, PERSON, TIMED, PLAIN = range(7)


_FIGURE = compiled(r"[0-9][0-9.,，]*(?:%|万|亿|万元|元)?")
_CLOSED = ("。", "；", ";", "！", "!")
_LONG = 60
"""Characters; a longer cell is prose, whatever it ends in."""
_REPEATABLE = 40
"""Characters; a longer text that occurs twice teaches nothing of columns."""


@lru_cache(maxsize=4)
def _patterns(lexicon: Lexicon) -> dict[str, re.Pattern[str]]:
    return {
        name: compiled(lexicon.union(f"tables.{name}"))
        for name in ("serial", "bare_time", "time", "ditto", "tick", "person")
    }


@lru_cache(maxsize=16384)
def shape_of(text: str, lexicon: Lexicon) -> Shape:
    """The shape of a cell's words."""
    words = squeezed(text)
    patterns = _patterns(lexicon)
    if len(words) <= _LONG:
        if patterns["serial"].fullmatch(words):
            return Shape.SERIAL
        if _FIGURE.fullmatch(words):
            return Shape.FIGURE
        if patterns["bare_time"].fullmatch(words.rstrip("。；")):
            return Shape.WHEN
        if is_organ_list(text, lexicon):
            return Shape.ORGAN
        if all(patterns["person"].fullmatch(name) for name in re.split("[、，；]", words)):
            return Shape.PERSON
    return Shape.TIMED if patterns["time"].search(words) else Shape.PLAIN


def is_tick(text: str, lexicon: Lexicon) -> bool:
    """Whether a cell is a mark (√) that says that the column's header holds for the row."""
    return bool(_patterns(lexicon)["tick"].fullmatch(fold(text.strip())))


def is_ditto(text: str, lexicon: Lexicon) -> bool:
    """Whether a cell says 同上 or 〃."""
    return bool(_patterns(lexicon)["ditto"].fullmatch(fold(text.strip())))


_EXPECTED: dict[Column, dict[Shape, float]] = {
    "number": {Shape.SERIAL: 4},
    "theme": {Shape.PLAIN: 2},
    "project": {Shape.PLAIN: 2},
    "content": {Shape.PLAIN: 2, Shape.TIMED: 1},
    "goal": {Shape.PLAIN: 2, Shape.TIMED: 0.5},
    "measures": {Shape.PLAIN: 2, Shape.TIMED: 0.5},
    "schedule": {Shape.TIMED: 4, Shape.WHEN: 4, Shape.PLAIN: 1},
    "departments": {Shape.ORGAN: 3},
    "supporting_departments": {Shape.ORGAN: 3},
    "owners": {Shape.PERSON: 2, Shape.PLAIN: 0.5},
    "progress": {Shape.PLAIN: 2, Shape.TIMED: 2, Shape.WHEN: 1},
    "remarks": {Shape.PLAIN: 2, Shape.TIMED: 1, Shape.FIGURE: 1, Shape.ORGAN: 0.5, Shape.PERSON: 0.5},
    "extra": {},
}
"""Pseudo-counts that the header's meaning gives before any row is seen."""
_SMOOTHING = 0.3
_SPREAD = 0.45
"""Least standard deviation of log2 length, so that a column of equal cells does not forbid others."""
_LEAST_SPREAD: dict[Column, float] = {"remarks": 1.5, "progress": 1.5, "extra": 1.5}
"""The same where anything may stand."""
_ODD = 9.0
"""Nats at most that an odd length or an unheard-of value counts against a cell."""
_REPEAT = 4.0
"""Nats at most for a value that the column has in other rows."""
_NEW = 0.005
"""Probability of a value that no row of the column has."""


@dataclass(slots=True)
class Profile:
    """What sound rows teach of one column."""

    column: Column
    shapes: defaultdict[Shape, float] = field(default_factory=lambda: defaultdict(float))
    closed: float = 0.5
    mean: float = 3.0
    spread: float = 2.0
    blank: float = 0.5
    values: Counter[str] = field(default_factory=Counter)
    cells: int = 1
    by_look: dict[tuple[Shape, bool], float] = field(default_factory=dict)
    known: dict[str, float] = field(default_factory=dict)
    shared: dict[str, float] = field(default_factory=dict)

    def settle(self, cost: float) -> None:
        """Work out what does not depend on the cell, once all is learnt; `cost` counts against every cell."""
        total = sum(self.shapes.values()) + _SMOOTHING * len(Shape)
        base = math.log((1 - self.blank) / self.blank) - math.log(self.spread) - cost
        ends = ((False, math.log(1 - self.closed)), (True, math.log(self.closed)))
        for shape in Shape:
            likely = base + math.log((self.shapes[shape] + _SMOOTHING) / total)
            self.by_look.update({(shape, closed): likely + end for closed, end in ends})
        self.known = {value: self._nats(count) for value, count in self.values.items()}
        self.shared = {value: self._nats(count - 1) for value, count in self.values.items() if count > 1}

    def _nats(self, count: int) -> float:
        """What a value that so many cells of the column have is worth, by their share of all."""
        return min(_REPEAT, math.log(1 + count / self.cells / _NEW))

    def worth(self, values: tuple[str, ...], *, own: bool) -> float:
        """Nats for values that the column has; `own` where the profile was learnt from this very cell too."""
        nats = self.shared if own else self.known
        return sum([nats.get(value, 0.0) for value in values]) / len(values)


class Traits(NamedTuple):
    """What counts of a cell's words.

    Attributes:
        look: their shape, and whether they end as a sentence does.
        length: log2 of the number of characters.
        keys: values that may occur again: the names of a list of bodies, else the whole; none of long texts.
    """

    look: tuple[Shape, bool]
    length: float
    keys: tuple[str, ...]


def traits_of(text: str, lexicon: Lexicon) -> Traits:
    """What counts of a cell's words."""
    words = squeezed(text)
    shape = shape_of(text, lexicon)
    keys: tuple[str, ...] = ()
    if len(words) <= _REPEATABLE and shape not in (Shape.SERIAL, Shape.FIGURE):
        keys = tuple(re.split("[、，；]", words)) if shape in (Shape.ORGAN, Shape.PERSON) else (words,)
    return Traits((shape, words[-1:] in _CLOSED), math.log2(len(words) + 1), keys)


def gains_of(profiles: list[Profile], traits: Traits) -> list[float]:
    """For each column the log-likelihood of a cell's words in it over that of a blank."""
    look, length, values = traits
    row = []
    for profile in profiles:
        distance = (length - profile.mean) / profile.spread
        odd = 0.5 * distance * distance
        row.append(profile.by_look[look] - (odd if odd < _ODD else _ODD))
    if not values:
        return row
    return [gain + profile.worth(values, own=False) for gain, profile in zip(row, profiles, strict=True)]


def leads(text: str, lexicon: Lexicon) -> bool:
    """Whether a cell's words begin with a time."""
    return _patterns(lexicon)["time"].match(squeezed(text)) is not None


def learn(column: Column, cells: list[Traits], rows: int, cost: float = 0.0) -> Profile:
    """The profile of a column.

    Args:
        column: its field.
        cells: its filled cells in sound rows.
        rows: the number of sound rows.
        cost: nats that count against every cell in it.
    """
    profile = Profile(column)
    for shape, weight in _EXPECTED[column].items():
        profile.shapes[shape] += weight
    for cell in cells:
        profile.shapes[cell.look[0]] += 1
        if cell.keys:
            profile.values.update(cell.keys)
    profile.blank = (rows - len(cells) + 0.5) / (rows + 1.0)
    if cells:
        profile.cells = len(cells)
        closed = sum(cell.look[1] for cell in cells)
        profile.closed = (closed + 0.5) / (len(cells) + 1)
        profile.mean, profile.spread = _length_statistics([cell.length for cell in cells])
    profile.spread = max(profile.spread, _LEAST_SPREAD.get(column, _SPREAD))
    profile.settle(cost)
    return profile


def _length_statistics(lengths: list[float]) -> tuple[float, float]:
    """Mean and standard deviation of log2 length, shrunk to a wide one where there are few cells."""
    mean = sum(lengths) / len(lengths)
    variance = sum((length - mean) ** 2 for length in lengths)
    shrunk = (variance + 2 * 1.0) / (len(lengths) + 2)
    return mean, math.sqrt(shrunk)
