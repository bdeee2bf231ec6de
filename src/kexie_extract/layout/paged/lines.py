"""From characters to pieces of lines, by geometry alone: the order of the file is not trusted."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import pairwise
from operator import itemgetter
from typing import NamedTuple

from kexie_extract.layout.paged.marks import reference
from kexie_extract.model.raw import Box, RawChar

SPLIT = 0.9
"""Ems: a wider gap without a space character parts a line into two pieces (tab stops, columns). Chinese text that is
stretched to the margin widens its gaps by less than half of that."""
WORD_GAP = 0.17
"""Ems between Latin letters or digits that the eye reads as a space; a space is a quarter em wide."""
GUTTER = 0.5
"""Ems: a gap inside a piece from which on two cells of a table may meet there."""
BLANK = 0.4
"""Ems beyond the line's usual gap between other characters that the eye reads as a space: pdf writers leave out the
spaces in 张  伟. Between Chinese and Latin a quarter em is usual and no space."""
STARTS = 12
"""Characters of a line whose left edges are kept: enough for 附件：10.…"""
SUPERSCRIPT = 0.8
"""Times the size of the line: the largest size of superscripts; Word sets two thirds, LibreOffice 58 %."""
RAISED = 0.15
"""Times the size of the line: the least height of a superscript's foot above that of the line."""
_OPENING = "（《〈“‘「『【〔［([{<"
_CLOSING = "）》〉”’」』】〕］)]}>，。、；：！？,.;:!?%％…—"
_QUOTES = "”’"


class Gap(NamedTuple):
    """A wide gap inside a piece: where its words end and begin again, by offset and by place."""

    end: int
    start: int
    left: float
    right: float


@dataclass(slots=True)
class Piece:
    """A stretch of one line without a wide gap.

    Attributes:
        text: its characters, without white space at the edges.
        x0: left edge of the first character, points.
        top: upper edge.
        x1: right edge of the last character.
        bottom: lower edge.
        size: dominant font size, points.
        bold: ranges of bold text in `text`.
        unit: width of what cannot be parted from the first character at a line's end.
        starts: left edges of the first few characters, by offset in `text`.
        spaced: the source has a space after the last character.
        page: page number.
        tag: what the file's structure tree says, as in `RawChar.tag`.
        gaps: where a narrow gutter of a table may run through it.
        raised: superscripts that may refer to a note, as ranges of `chars`.
        chars: its characters, only where there are such superscripts.
    """

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    size: float
    bold: list[tuple[int, int]] = field(default_factory=list)
    unit: float = 0.0
    starts: list[float] = field(default_factory=list)
    spaced: bool = False
    page: int = 0
    tag: int = 0
    gaps: list[Gap] = field(default_factory=list)
    raised: list[tuple[int, int]] = field(default_factory=list)
    chars: list[RawChar] = field(default_factory=list)

    @property
    def box(self) -> Box:
        """Its rectangle."""
        return self.x0, self.top, self.x1, self.bottom

    @property
    def middle(self) -> float:
        """Height of its middle on the page."""
        return (self.top + self.bottom) / 2


def pieces(chars: Iterable[RawChar], page: int) -> list[Piece]:
    """The pieces of all lines of a page or a cell, from top to bottom and left to right."""
    groups = [group for row in _rows(_runs(chars)) for group in _split(row)]
    return [piece for group in groups if (piece := _piece(group, page))]


def _runs(chars: Iterable[RawChar]) -> list[list[RawChar]]:
    """Characters that follow one another both in the file and on the line."""
    runs: list[list[RawChar]] = []
    run: list[RawChar] = []
    edge = middle = 0.0
    for char in chars:
        x0, size = char.x0, char.size
        centre = (char.top + char.bottom) / 2
        near = -0.5 * size <= x0 - edge <= SPLIT * size
        if run and near and abs(centre - middle) < 0.35 * size:
            run.append(char)
        else:
            run = [char]
            runs.append(run)
            middle = centre
        edge = char.x1
    return [run for run in runs if any(not char.text.isspace() for char in run)]


def _rows(runs: list[list[RawChar]]) -> list[list[list[RawChar]]]:
    """Runs that stand on one line, lines from top to bottom."""
    rows: list[tuple[float, float, list[list[RawChar]]]] = []
    spans = sorted(((min(c.top for c in run), max(c.bottom for c in run), run) for run in runs), key=itemgetter(0))
    for top, bottom, run in spans:
        for row_top, row_bottom, row in rows[:-7:-1]:
            shared = min(bottom, row_bottom) - max(top, row_top)
            if shared > 0.5 * min(bottom - top, row_bottom - row_top):
                row.append(run)
                break
        else:
            rows.append((top, bottom, [run]))
    return [row for _, _, row in rows]


def _split(row: list[list[RawChar]]) -> list[list[RawChar]]:
    """A line's characters from left to right, parted at wide gaps."""
    if len(row) == 1:
        return row
    chars = sorted((char for run in row for char in run), key=itemgetter(1))
    groups: list[list[RawChar]] = []
    edge = 0.0
    for char in chars:
        if groups and char.x0 - edge <= SPLIT * max(char.size, groups[-1][-1].size):
            groups[-1].append(char)
            edge = max(edge, char.x1)
        else:
            groups.append([char])
            edge = char.x1
    return groups


def _piece(chars: list[RawChar], page: int) -> Piece | None:
    """A piece of these characters; None where all are white space."""
    first, last = 0, len(chars) - 1
    while first <= last and chars[first].text.isspace():
        first += 1
    while last >= first and chars[last].text.isspace():
        last -= 1
    if first > last:
        return None
    spaced = last + 1 < len(chars)
    inner = chars[first : last + 1]
    text, bold, starts, gaps = _words(inner)
    tops, bottoms = [c.top for c in inner], [c.bottom for c in inner]
    sizes = [c.size for c in inner]
    plain = len(set(sizes)) == 1
    size = sizes[0] if plain else max(set(sizes), key=sizes.count)
    x1 = max(inner[-1].x1, inner[-2].x1) if len(inner) > 1 else inner[-1].x1
    found = Piece(
        text, inner[0].x0, min(tops), x1, max(bottoms), size, bold, _unit(inner), starts, spaced, page, gaps=gaps
    )
    if inner[0].tag or inner[-1].tag:
        tags = [char.tag for char in inner]
        found.tag = max(set(tags), key=tags.count)
    if not plain and (raised := _raised(inner, size)):
        found.raised, found.chars = raised, inner
    return found


def _raised(chars: list[RawChar], size: float) -> list[tuple[int, int]]:
    """Ranges of superscripts that look like the marks of notes."""
    foot = max(char.bottom for char in chars if char.size == size) - RAISED * size
    ranges: list[tuple[int, int]] = []
    start = 0
    for index, char in enumerate([*chars, chars[-1]._replace(size=size)]):
        if char.size <= SUPERSCRIPT * size and char.bottom < foot:
            continue
        if start < index and reference("".join(c.text for c in chars[start:index])):
            ranges.append((start, index))
        start = index + 1
    return ranges


def without(piece: Piece, ranges: Iterable[tuple[int, int]]) -> tuple[Piece | None, list[Piece]]:
    """A line without some of its superscripts, and these; the line keeps its width, for it was full with them."""
    chars, marks = list(piece.chars), list[Piece | None]()
    for start, end in sorted(ranges, reverse=True):
        marks.insert(0, _piece(chars[start:end], piece.page))
        left, right = chars[start].x0, chars[end - 1].x1
        del chars[start:end]
        if start:
            chars[start - 1] = chars[start - 1]._replace(x1=right)
        elif chars:
            chars[0] = chars[0]._replace(x0=left)
    rest = _piece(chars, piece.page) if chars else None
    if rest is not None:
        rest.spaced = piece.spaced
    return rest, [mark for mark in marks if mark is not None]


def _words(chars: list[RawChar]) -> tuple[str, list[tuple[int, int]], list[float], list[Gap]]:
    """Text with a space at real gaps between Latin words, ranges of bold, where the first characters begin; gaps."""
    blank, widest = _blank(chars)
    if widest <= WORD_GAP * min(char.size for char in chars) and len({char.bold for char in chars}) == 1:
        text = "".join([char.text for char in chars])
        return text, [(0, len(text))] if chars[0].bold else [], [char.x0 for char in chars[:STARTS]], []
    parts: list[str] = []
    bold: list[tuple[int, int]] = []
    starts: list[float] = []
    gaps: list[Gap] = []
    length, began, ended = 0, -1, 0
    before = last = chars[0]
    for char in chars:
        gap = char.x0 - before.x1
        spaced = before.text.isspace() or char.text.isspace()
        if not spaced and gap > WORD_GAP * char.size and (gap > blank or (_latin(before.text) and _latin(char.text))):
            parts.append(" ")
            length += 1
        if not char.text.isspace():
            if char.x0 - last.x1 > GUTTER * char.size:
                gaps.append(Gap(ended, length, last.x1, char.x0))
            last, ended = char, length + len(char.text)
        if char.bold and began < 0:
            began = length
        elif not char.bold and began >= 0 and not char.text.isspace():
            bold.append((began, length))
            began = -1
        if length < STARTS:
            starts += [char.x0] * (length + 1 - len(starts))
        parts.append(char.text)
        length += len(char.text)
        before = char
    if began >= 0:
        bold.append((began, length))
    return "".join(parts), bold, starts, gaps


def _blank(chars: list[RawChar]) -> tuple[float, float]:
    """The gap from which on there is a space between any two characters of a line, and its widest gap."""
    wide = BLANK * chars[0].size
    gaps = [after.x0 - before.x1 for before, after in pairwise(chars)]
    widest = max(gaps, default=0.0)
    if widest <= wide or len(gaps) < 3:
        return wide, widest
    stretched = [  # Latin words are not stretched
        gap
        for gap, (before, after) in zip(gaps, pairwise(chars), strict=True)
        if not (before.text.isascii() and after.text.isascii())
    ]
    usual = sorted(stretched)[len(stretched) // 4] if stretched else 0.0
    return wide + max(0.0, usual), widest


def _latin(text: str) -> bool:
    """Whether a character belongs to a word that is parted by spaces."""
    return text.isascii() and text.isalnum()


def _unit(chars: list[RawChar]) -> float:
    """Width from the first character to where the line may be broken next (kinsoku; Latin words whole).

    Word breaks after a closing quotation mark; Unicode's rules (UAX #14, LB19), which LibreOffice follows, do not.
    """
    index = 0
    while index < len(chars) - 1 and chars[index].text in _OPENING:
        index += 1
    if _latin(chars[index].text):
        while index < len(chars) - 1 and "!" <= chars[index + 1].text <= "~":
            index += 1
    while index < len(chars) - 1 and (chars[index + 1].text in _CLOSING or chars[index].text in _QUOTES):
        index += 1
    if index == 0 and len(chars) > 2 and chars[1].text in "“‘":
        index = 2
    return chars[index].x1 - chars[0].x0


def glue(before: str, after: str, spaced: bool = False) -> str:
    """What stands between two lines of one paragraph: nothing in Chinese, a space between Latin words."""
    left, right = before[-1:], after[:1]
    if left.isspace() or right.isspace():
        return ""
    if spaced:
        return " "
    return " " if left.isascii() and right.isascii() and left.isalpha() and right.isalpha() else ""


def parted(piece: Piece) -> list[Piece]:
    """A piece cut at its gaps."""
    bounds = [(0, piece.x0), *((gap.start, gap.right) for gap in piece.gaps)]
    ends = [*((gap.end, gap.left) for gap in piece.gaps), (len(piece.text), piece.x1)]
    found = []
    for (start, x0), (end, x1) in zip(bounds, ends, strict=True):
        bold = [(max(a, start) - start, min(b, end) - start) for a, b in piece.bold if a < end and b > start]
        starts = piece.starts[start:end] or [x0]
        unit = min(piece.unit if not start else piece.size, x1 - x0)
        box = (x0, piece.top, x1, piece.bottom)
        found.append(Piece(piece.text[start:end], *box, piece.size, bold, unit, starts, page=piece.page))
    found[-1].spaced = piece.spaced
    return found


def joined(parts: Iterable[Piece]) -> Piece:
    """Pieces of one line, left to right, as one, with a space at each gap."""
    ordered = sorted(parts, key=lambda piece: piece.x0)
    line = ordered[0]
    if len(ordered) == 1:
        return line
    text, bold, starts = line.text, list(line.bold), list(line.starts)
    for piece in ordered[1:]:
        text += " "
        if len(starts) == len(text) - 1:
            starts += [piece.x0, *piece.starts]
        bold += [(start + len(text), end + len(text)) for start, end in piece.bold]
        text += piece.text
    box = (line.x0, min(p.top for p in ordered), ordered[-1].x1, max(p.bottom for p in ordered))
    size = max(ordered, key=lambda piece: len(piece.text)).size  # not that of a number or bullet in another type
    return Piece(text, *box, size, bold, line.unit, starts, ordered[-1].spaced, line.page, line.tag)
