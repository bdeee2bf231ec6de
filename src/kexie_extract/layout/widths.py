"""How a text file's lines are laid out: the width at which they were cut, indents, blank lines."""

from collections import Counter
from collections.abc import Iterable
from itertools import pairwise
from typing import NamedTuple, Self

from kexie_extract.layout import seams
from kexie_extract.lexicon import Lexicon
from kexie_extract.model.raw import RawParagraph
from kexie_extract.text.folding import fold
from kexie_extract.text.han import lazily
from kexie_extract.text.patterns import compiled

_NARROW = lazily(
    "[^\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6“”‘’—…·①-⑳]+"
)
_WORD = compiled(r"[A-Za-z0-9.,%/:_-]+")
_LINE = compiled(r"line (\d+)")
_FEWEST = 4
"""Full lines that make a width."""


class _Unit(NamedTuple):
    """What a program that cuts lines counts.

    Attributes:
        wide: units of a full-width character; a half-width one is one.
        slack: units by which a full line may be short: characters that must not begin the next line.
        narrowest: units below which lines of one width are a list, not wrapped text.
    """

    wide: int
    slack: int
    narrowest: int

    def measure(self, line: RawParagraph) -> int:
        """Width of a line with its indent."""
        lead = (line.style.indent or 0) * 2
        return (columns(line.text) if self.wide == 2 else len(line.text)) + int(lead * self.wide / 2)


_UNITS = (_Unit(2, 4, 30), _Unit(1, 2, 15))


def columns(text: str) -> int:
    """Width of a text in columns: two for a full-width character."""
    return 2 * len(text) - len("".join(_NARROW().findall(text)))


def indent(line: str) -> float:
    """White space at the start of a line, in characters of full width."""
    lead = line[: len(line) - len(line.lstrip())]
    return 0.5 * (len(lead) + lead.count("\u3000") - lead.count("\f"))


class Shape(NamedTuple):
    """What the lines of a file have in common.

    Attributes:
        unit: what was counted to cut the lines.
        width: units of a full line; 0 where the lines were not cut at one width.
        indented: paragraphs begin with an indent.
        gap: usual distance of the lines of one paragraph in line numbers (2 where every other line is blank).
        paragraph_gap: usual distance of two paragraphs.
        cuts: what counts as a paragraph cut by a page break.
        flush: columns of the longest line where only first lines of paragraphs are set in; 0 where that is not plain.
    """

    unit: _Unit
    width: int
    indented: bool
    gap: int
    paragraph_gap: int
    cuts: frozenset[seams.Cut] = frozenset()
    flush: int = 0

    @property
    def wrapped(self) -> bool:
        """Whether lines were cut at one width."""
        return self.width > 0

    @classmethod
    def of(cls, lines: list[RawParagraph], pairs: Iterable[tuple[str, str]], lexicon: Lexicon) -> Self:
        """Measure a document's lines; `pairs` are the folded texts that could be two parts of one paragraph."""
        indents = [line for line in lines if (line.style.indent or 0) > 0]
        physical = [line for line in lines if line.physical_line]
        unit, width = max(((unit, *_width(physical, unit)) for unit in _UNITS), key=lambda found: found[2])[:2]
        if not width:
            indented = 2 * len(indents) > len(lines)
            cuts = seams.accepted(pairs, lexicon, indented=indented)
            return cls(unit, 0, indented, 1, 1, cuts, _flush(physical))
        full = [unit.measure(line) + unit.slack >= width for line in physical]
        gaps = _gaps(physical)
        inside = Counter(gap for gap, is_full in zip(gaps, full, strict=False) if is_full)
        between = Counter(gap for gap, is_full in zip(gaps, full, strict=False) if not is_full)
        deep = sum((line.style.indent or 0) >= 1 for line in physical)
        short = sum(not is_full for is_full in full)
        gap = inside.most_common(1)[0][0] if inside else 1
        return cls(unit, width, 2 * deep >= short > 0, gap, between.most_common(1)[0][0] if between else gap)

    def full(self, line: RawParagraph, following: str) -> bool:
        """Whether the line has no room for the beginning of the next one."""
        used = self.unit.measure(line)
        word = _WORD.match(following)
        return used + self.unit.slack >= self.width or (word is not None and used + len(word[0]) + 1 > self.width)

    def goes_on(self, last: RawParagraph, line: RawParagraph, *, closed: bool) -> bool:
        """Whether a flush line is the rest of the one right above, where only first lines are set in.

        The line above is nearly as long as any; where a sentence ends there, as long.
        """
        if not self.flush or not _is_flush(last, line):
            return False
        return _reach(last) + _UNITS[0].slack >= self.flush if closed else 4 * _reach(last) >= 3 * self.flush


def _is_flush(above: RawParagraph, line: RawParagraph) -> bool:
    """Whether a line stands right below another and is not set in."""
    return (line.style.indent or 0) < 1 and _gaps([above, line]) == [1]


def _reach(line: RawParagraph) -> int:
    """Columns that a line takes, with its indent."""
    return columns(line.text) + int(2 * (line.style.indent or 0))


def _flush(lines: list[RawParagraph]) -> int:
    """The longest line's columns in a text with most lines set in, where the others go on with the lines above them.

    Cut by hand or at a width that short lines hide; at least two lines stop amid a sentence before a flush one.
    """
    if 2 * sum((line.style.indent or 0) >= 1 for line in lines) <= len(lines):
        return 0
    widest = max(map(_reach, lines))
    flush = [(above, line) for above, line in pairwise(lines) if _is_flush(above, line)]
    open_ = [above for above, _ in flush if 4 * _reach(above) >= 3 * widest and not seams.closed(fold(above.text))]
    return widest if len(open_) > 1 and 2 * len(open_) >= len(flush) else 0


def _width(lines: list[RawParagraph], unit: _Unit) -> tuple[int, int]:
    """The units at which the lines were cut and how many lines end there; zeros where they were not.

    Cut text has many lines that end just there, few that go beyond, and few of middling length: ends of paragraphs.
    """
    if len(lines) < _FEWEST:
        return 0, 0
    used = sorted(map(unit.measure, lines))
    widest = used[-1 - len(used) // 50]
    full = sum(widest - unit.slack <= measured <= widest for measured in used)
    middling = sum(widest // 2 < measured < widest - unit.slack for measured in used)
    cut = widest >= unit.narrowest and full >= _FEWEST and full > middling and 5 * full >= len(used)
    return (widest, full) if cut else (0, 0)


def _gaps(lines: list[RawParagraph]) -> list[int]:
    """Distance of each line from the next in line numbers; 1 where lines have none."""
    numbers = [int(found[1]) if (found := _LINE.match(line.origin.path or "")) else 0 for line in lines]
    return [max(two - one, 1) for one, two in pairwise(numbers)]
