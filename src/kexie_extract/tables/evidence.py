"""What a cell's words look like, and what the sound rows of a table teach of each column."""

import math
import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from enum import Enum
from functools import lru_cache
from typing import NamedTuple

from kexie_extract.lexicon import Lexicon
from kexie_extract.model.tasks import Column
from kexie_extract.tables.names import is_organ_list
from kexie_extract.text.folding import fold, squeeze
from kexie_extract.text.patterns import compiled


class Shape(Enum):
    """What a cell's words look like."""

    SERIAL = "serial"
    FIGURE = "figure"
    WHEN = "when"
    ORGAN = "organ"
    PERSON = "person"
    TIMED = "timed"
    PLAIN = "plain"


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
    words = squeeze(text).text
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
    by_shape: dict[Shape, float] = field(default_factory=dict)
    by_end: tuple[float, float] = (0.0, 0.0)

    def settle(self) -> None:
        """Work out what does not depend on the cell, once all is learnt."""
        total = sum(self.shapes.values()) + _SMOOTHING * len(Shape)
        base = math.log((1 - self.blank) / self.blank) - math.log(self.spread)
        self.by_shape = {shape: base + math.log((self.shapes[shape] + _SMOOTHING) / total) for shape in Shape}
        self.by_end = (math.log(1 - self.closed), math.log(self.closed))

    def gain(self, traits: "Traits", own: bool) -> float:
        """Log-likelihood of a cell's words in this column over that of a blank.

        Args:
            traits: the cell.
            own: the profile was learnt from this very cell too.
        """
        distance = (traits.length - self.mean) / self.spread
        result = self.by_shape[traits.shape] + self.by_end[traits.closed] - min(_ODD, 0.5 * distance * distance)
        if traits.keys:
            result += sum(self._known(self.values[key] - own) for key in traits.keys) / len(traits.keys)
        return result

    def _known(self, count: int) -> float:
        """Nats for a value that other cells of the column have, by their share of all."""
        return min(_REPEAT, math.log(1 + count / self.cells / _NEW)) if count > 0 else 0.0


class Traits(NamedTuple):
    """What counts of a cell's words.

    Attributes:
        shape: what they look like.
        length: log2 of the number of characters.
        closed: they end as a sentence does.
        leads: they begin with a time.
        keys: values that may occur again: the names of a list of bodies, else the whole; none of long texts.
    """

    shape: Shape
    length: float
    closed: bool
    leads: bool
    keys: tuple[str, ...]


def traits_of(text: str, lexicon: Lexicon) -> Traits:
    """What counts of a cell's words."""
    words = squeeze(text).text
    shape = shape_of(text, lexicon)
    keys: tuple[str, ...] = ()
    if len(words) <= _REPEATABLE and shape not in (Shape.SERIAL, Shape.FIGURE):
        keys = tuple(re.split("[、，；]", words)) if shape in (Shape.ORGAN, Shape.PERSON) else (words,)
    leads = _patterns(lexicon)["time"].match(words) is not None
    return Traits(shape, math.log2(len(words) + 1), words[-1:] in _CLOSED, leads, keys)


def learn(column: Column, cells: list[Traits], rows: int) -> Profile:
    """The profile of a column.

    Args:
        column: its field.
        cells: its filled cells in sound rows.
        rows: the number of sound rows.
    """
    profile = Profile(column)
    for shape, weight in _EXPECTED[column].items():
        profile.shapes[shape] += weight
    for cell in cells:
        profile.shapes[cell.shape] += 1
        profile.values.update(cell.keys)
    profile.blank = (rows - len(cells) + 0.5) / (rows + 1.0)
    if cells:
        profile.cells = len(cells)
        closed = sum(cell.closed for cell in cells)
        profile.closed = (closed + 0.5) / (len(cells) + 1)
        profile.mean, profile.spread = _length_statistics([cell.length for cell in cells])
    profile.spread = max(profile.spread, _LEAST_SPREAD.get(column, _SPREAD))
    profile.settle()
    return profile


def _length_statistics(lengths: list[float]) -> tuple[float, float]:
    """Mean and standard deviation of log2 length, shrunk to a wide one where there are few cells."""
    mean = sum(lengths) / len(lengths)
    variance = sum((length - mean) ** 2 for length in lengths)
    shrunk = (variance + 2 * 1.0) / (len(lengths) + 2)
    return mean, math.sqrt(shrunk)
