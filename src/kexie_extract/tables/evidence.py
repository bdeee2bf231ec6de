"""What a cell's words look like, and what the sound rows of a table teach of each column."""

import math
import re
from collections import Counter
from dataclasses import dataclass, field
from enum import Enum
from functools import lru_cache

from kexie_extract.lexicon import Lexicon
from kexie_extract.model.tasks import Column
from kexie_extract.tables.names import is_organ_list
from kexie_extract.text.folding import fold, squeeze


class Shape(Enum):
    """What a cell's words look like."""

    SERIAL = "serial"
    FIGURE = "figure"
    WHEN = "when"
    ORGAN = "organ"
    TIMED = "timed"
    PLAIN = "plain"


_FIGURE = re.compile(r"[0-9][0-9.,，]*(?:%|万|亿|万元|元)?")
_CLOSED = "。；;！!"
_LONG = 60
"""Characters; a longer cell is prose, whatever it ends in."""
_REPEATABLE = 40
"""Characters; a longer text that occurs twice teaches nothing of columns."""


@lru_cache(maxsize=4)
def _patterns(lexicon: Lexicon) -> dict[str, re.Pattern[str]]:
    return {name: re.compile(lexicon.union(f"tables.{name}")) for name in ("serial", "bare_time", "time", "ditto")}


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
    return Shape.TIMED if patterns["time"].search(words) else Shape.PLAIN


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
    "schedule": {Shape.TIMED: 1.5, Shape.WHEN: 1.5, Shape.PLAIN: 0.5},
    "departments": {Shape.ORGAN: 3},
    "supporting_departments": {Shape.ORGAN: 3},
    "owners": {Shape.PLAIN: 2},
    "progress": {Shape.PLAIN: 1.5, Shape.TIMED: 0.5},
    "remarks": {Shape.PLAIN: 1},
    "extra": {},
}
"""Pseudo-counts that the header's meaning gives before any row is seen."""
_SMOOTHING = 0.3
_SPREAD = 0.45
"""Least standard deviation of log2 length, so that a column of equal cells does not forbid others."""
_ODD = 9.0
"""Nats at most that an odd length or an unheard-of value counts against a cell."""
_REPEAT = 2.5
"""Nats for a value that the column has in another row, per cell."""
_NEXT = 2.0
"""Nats for a number that goes on counting."""


@dataclass(slots=True)
class Profile:
    """What sound rows teach of one column."""

    column: Column
    shapes: Counter[Shape] = field(default_factory=Counter)
    closed: float = 0.5
    mean: float = 3.0
    spread: float = 2.0
    blank: float = 0.5
    values: Counter[str] = field(default_factory=Counter)

    def fit(self, text: str, lexicon: Lexicon, own: bool) -> float:
        """Log-likelihood of a cell's words in this column; `own` when the words were learnt from this very cell."""
        shape = shape_of(text, lexicon)
        total = sum(self.shapes.values()) + _SMOOTHING * len(Shape)
        result = math.log((self.shapes[shape] + _SMOOTHING) / total)
        distance = (_log_length(text) - self.mean) / self.spread
        result -= min(_ODD, 0.5 * distance * distance) + math.log(self.spread)
        closed = self.closed if text.rstrip()[-1:] in _CLOSED else 1 - self.closed
        result += math.log(closed)
        if len(text) <= _REPEATABLE and shape not in (Shape.SERIAL, Shape.FIGURE):
            result += _REPEAT if self.values[_key(text)] > own else 0.0
        return result

    @property
    def empty(self) -> float:
        """Log-likelihood of a blank cell here."""
        return math.log(self.blank)

    @property
    def filled(self) -> float:
        """Log-likelihood that the cell is not blank."""
        return math.log(1 - self.blank)


def learn(column: Column, texts: list[str], lexicon: Lexicon) -> Profile:
    """The profile of a column from the words of its cells in sound rows, blanks included."""
    profile = Profile(column)
    for shape, weight in _EXPECTED[column].items():
        profile.shapes[shape] += weight  # type: ignore[assignment]  # pseudo-counts may be halves
    filled = [text for text in texts if text.strip()]
    for text in filled:
        profile.shapes[shape_of(text, lexicon)] += 1
        profile.values[_key(text)] += 1
    profile.blank = (len(texts) - len(filled) + 0.5) / (len(texts) + 1.0)
    if filled:
        closed = sum(text.rstrip()[-1:] in _CLOSED for text in filled)
        profile.closed = (closed + 0.5) / (len(filled) + 1)
        profile.mean, profile.spread = _length_statistics(filled)
    return profile


def _length_statistics(texts: list[str]) -> tuple[float, float]:
    """Mean and standard deviation of log2 length, shrunk to a wide one where there are few cells."""
    lengths = [_log_length(text) for text in texts]
    mean = sum(lengths) / len(lengths)
    variance = sum((length - mean) ** 2 for length in lengths)
    shrunk = (variance + 2 * 1.0) / (len(lengths) + 2)
    return mean, max(_SPREAD, math.sqrt(shrunk))


def _log_length(text: str) -> float:
    return math.log2(len(squeeze(text).text) + 1)


def _key(text: str) -> str:
    return squeeze(text).text
