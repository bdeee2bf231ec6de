"""How a text file's lines are laid out: the width at which they were cut, indents, blank lines."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from typing import Self

from kexie_extract.layout import seams
from kexie_extract.model.raw import RawParagraph

_WIDE = re.compile(
    "[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6“”‘’—…·①-⑳]"
)
_WORD = re.compile(r"[A-Za-z0-9.,%/:_-]+")
_LINE = re.compile(r"line (\d+)")
_SLACK = 4
"""Columns by which a full line may be short: two characters that must not begin the next line."""
_NARROWEST = 30
"""Columns below which lines of one width are a list, not wrapped text."""
_FEWEST = 4
"""Full lines that make a width."""


def columns(text: str) -> int:
    """Width of a text in columns: two for a full-width character."""
    return len(text) + len(_WIDE.findall(text))


def indent(line: str) -> float:
    """White space at the start of a line, in characters of full width."""
    lead = line[: len(line) - len(line.lstrip())]
    return sum(1.0 if char == "\u3000" else 0.5 for char in lead if char != "\f")


@dataclass(slots=True, frozen=True)
class Shape:
    """What the lines of a file have in common.

    Attributes:
        width: columns of a full line; 0 where the lines were not cut at one width.
        indented: paragraphs begin with an indent.
        gap: usual distance of the lines of one paragraph in line numbers (2 where every other line is blank).
        paragraph_gap: usual distance of two paragraphs.
        cuts: what counts as a paragraph cut by a page break.
    """

    width: int
    indented: bool
    gap: int
    paragraph_gap: int
    cuts: frozenset[seams.Cut] = frozenset()

    @property
    def wrapped(self) -> bool:
        """Whether lines were cut at one width."""
        return self.width > 0

    @classmethod
    def of(cls, lines: list[RawParagraph], pairs: Iterable[tuple[str, str]]) -> Self:
        """Measure a document's lines; `pairs` are the folded texts that could be two parts of one paragraph."""
        indents = [line for line in lines if (line.style.indent or 0) > 0]
        physical = [line for line in lines if line.physical_line]
        width = _width(physical)
        if not width:
            indented = 2 * len(indents) > len(lines)
            return cls(0, indented, 1, 1, seams.accepted(pairs, indented=indented))
        full = [_is_full(line, width) for line in physical]
        gaps = _gaps(physical)
        inside = Counter(gap for gap, is_full in zip(gaps, full, strict=False) if is_full)
        between = Counter(gap for gap, is_full in zip(gaps, full, strict=False) if not is_full)
        deep = sum((line.style.indent or 0) >= 1 for line in physical)
        short = sum(not is_full for is_full in full)
        gap = inside.most_common(1)[0][0] if inside else 1
        return cls(width, 2 * deep >= short > 0, gap, between.most_common(1)[0][0] if between else gap)

    def full(self, text: str, lead: float | None, following: str) -> bool:
        """Whether the line has no room for the beginning of the next one."""
        used = columns(text) + int(2 * (lead or 0))
        word = _WORD.match(following)
        return used + _SLACK >= self.width or (word is not None and used + len(word[0]) + 1 > self.width)


def _is_full(line: RawParagraph, width: int) -> bool:
    return columns(line.text) + int(2 * (line.style.indent or 0)) + _SLACK >= width


def _width(lines: list[RawParagraph]) -> int:
    """The columns at which the lines were cut, 0 where they were not: many lines end just there, few go beyond."""
    if len(lines) < _FEWEST:
        return 0
    used = sorted(columns(line.text) + int(2 * (line.style.indent or 0)) for line in lines)
    widest = used[-1 - len(used) // 50]
    if widest < _NARROWEST:
        return 0
    full = sum(widest - _SLACK <= columns_ <= widest for columns_ in used)
    middling = sum(widest // 2 < columns_ < widest - _SLACK for columns_ in used)
    return widest if full >= _FEWEST and full > middling and 5 * full >= len(used) else 0


def _gaps(lines: list[RawParagraph]) -> list[int]:
    """Distance of each line from the next in line numbers; 1 where lines have none."""
    numbers = [int(found[1]) if (found := _LINE.match(line.origin.path or "")) else 0 for line in lines]
    return [max(two - one, 1) for one, two in pairwise(numbers)]
