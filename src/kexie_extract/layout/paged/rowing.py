"""Rows of a table without upright rules: which of its lines begin one.

Cells of a row begin on one line (top) or have their middles on one line (middle). Without rules between the rows,
every line is judged by what stands on it: a number, words under a short line or under nothing, a wider gap speak for
a new row; words that go on from a full line, or stand alone, against it.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise

from kexie_extract.layout.paged.cells import cell_text, rows_of
from kexie_extract.layout.paged.lines import Piece
from kexie_extract.lexicon import default
from kexie_extract.model.raw import Origin, RawCell, RawTable
from kexie_extract.text.folding import squeeze
from kexie_extract.text.patterns import compiled

_FULL = 0.7  # ems that a wrapped line may leave free beside what would not fit
_NARROW = 5.0  # ems: in narrower columns many a line looks full that is none
_WIDER = 1.3  # times the distance of two lines of a cell; a wider gap parts rows
_MANY_REGIONS = 4  # stretches between rules, from which on each is a row


@dataclass(slots=True)
class Line:
    """A line of a table: its pieces by column, and those that span columns, with the first and the last of these."""

    pieces: list[Piece]
    places: dict[int, list[Piece]] = field(default_factory=dict)
    across: list[tuple[Piece, int, int]] = field(default_factory=list)

    @property
    def top(self) -> float:
        """Height of its upper edge."""
        return min(piece.top for piece in self.pieces)

    @property
    def bottom(self) -> float:
        """Height of its lower edge."""
        return max(piece.bottom for piece in self.pieces)


@dataclass(slots=True, frozen=True)
class Level:
    """A rule that runs across: its height, and the columns that it parts."""

    height: float
    columns: frozenset[int]


@dataclass(slots=True)
class Band:
    """The lines of a table on one page.

    Attributes:
        columns: left and right end of each.
        lines: from top to bottom.
        levels: the rules that run across, from top to bottom.
        above: the part of the table on the page before.
        widths: what the words of each column take.
    """

    columns: list[list[float]]
    lines: list[Line]
    levels: list[Level] = field(default_factory=list)
    above: "Band | None" = None
    widths: list[float] = field(default_factory=list)

    def measure(self) -> None:
        """Find the width of each column's words: that of its longest line, here or on the page before."""
        self.widths = list(self.above.widths) if self.above else [0.0] * len(self.columns)
        for line in self.lines:
            for column, pieces in line.places.items():
                self.widths[column] = max(self.widths[column], pieces[-1].x1 - pieces[0].x0)

    @property
    def taken(self) -> int:
        """How many lines it takes."""
        return len(self.lines)

    def full(self, column: int, before: Piece, piece: Piece) -> bool:
        """Whether a piece in a column left no room for what the next one begins with."""
        return self.widths[column] - (before.x1 - before.x0) < piece.unit + _FULL * piece.size

    def lowest(self) -> dict[int, Piece]:
        """The last piece of each column in the last row; of the rows above where the last one is short."""
        found: dict[int, Piece] = {}
        for line in self.lines[-1:]:
            found.update({column: pieces[-1] for column, pieces in line.places.items()})
        return found

    def goes_on(self) -> bool:
        """Whether the first line goes on with cells that the page before left full."""
        if self.above is None or not self.lines or self.lines[0].across:
            return False
        before = self.above.lowest()
        places = self.lines[0].places
        return bool(places) and all(
            column in before and self.above.full(column, before[column], pieces[0]) for column, pieces in places.items()
        )


@lru_cache(maxsize=1)
def _serial() -> re.Pattern[str]:
    return compiled("|".join(rule.expression for rule in default().rules("tables.serial")))


def table(band: Band) -> RawTable:
    """The table, wrapped lines put back to their cells."""
    starts = _starts(band)
    rows = [_cells(band, band.lines[start:end]) for start, end in pairwise([*starts, len(band.lines)])]
    _merge(band, starts, rows)
    pieces = [piece for line in band.lines for piece in line.pieces]
    box = (
        round(min(min(p.x0 for p in pieces), band.columns[0][0]), 1),
        round(min(p.top for p in pieces), 1),
        round(max(max(p.x1 for p in pieces), band.columns[-1][1]), 1),
        round(max(p.bottom for p in pieces), 1),
    )
    return RawTable(rows, merges_known=False, origin=Origin(page=pieces[0].page, box=box))


def _starts(band: Band) -> list[int]:
    """Indexes of the lines that begin a row."""
    regions = _regions(band)
    judge = _Judge(band)
    each = len(regions) > _MANY_REGIONS
    starts: list[int] = []
    for begin, end in regions:
        own = [begin, *(index for index in range(begin + 1, end) if judge.begins(index, begin))]
        if each and not judge.several_numbers(begin, end):
            own = [begin]
        starts += own
    return starts


def _below(band: Band, level: Level) -> int:
    """Index of the first line below a rule."""
    lines = enumerate(band.lines)
    return next((i for i, line in lines if (line.top + line.bottom) / 2 > level.height), len(band.lines))


def _regions(band: Band) -> list[tuple[int, int]]:
    """Stretches of lines between the rules that run across."""
    bounds = [0]
    for level in band.levels:
        index = _below(band, level)
        if bounds[-1] < index < len(band.lines):
            bounds.append(index)
    return list(pairwise([*bounds, len(band.lines)]))


def _merge(band: Band, starts: list[int], rows: list[list[RawCell]]) -> None:
    """Join the cells that a rule between two rows does not part: the words stand in the upper one."""
    rules = {_below(band, level): level.columns for level in band.levels}
    for (start, row), above in zip(list(zip(starts, rows, strict=True))[1:], rows, strict=False):
        if not rules.get(start):
            continue
        for column in set(range(len(row))) - rules[start]:
            cell, upper = row[column], above[column]
            if cell.merge == "left" or upper.merge == "left" or (cell.text and (upper.text or upper.merge)):
                continue
            if cell.text:
                above[column] = cell
            row[column] = RawCell(merge="above", origin=above[column].origin)


class _Judge:
    """Tells lines that begin a row from lines that go on with one."""

    def __init__(self, band: Band) -> None:
        self._band = band
        self._lines = band.lines
        self._number = self._number_column()
        self._pitch, self._gapped = self._pitches()
        self._key = self._key_column()

    def begins(self, index: int, region: int) -> bool:
        """Whether a line begins a row."""
        line = self._lines[index]
        if line.across or (self._lines[index - 1].across and len(self._lines[index - 1].pieces) == 1):
            return True
        score = self._by_gap(index) + self._by_key(line)
        for column, pieces in line.places.items():
            score += self._by_column(index, column, pieces[0], region)
        if len(line.places) == 1:
            score -= 1
        elif len(line.places) == len(self._band.columns) > 2:
            score += 1
        return score > 0

    def several_numbers(self, begin: int, end: int) -> bool:
        """Whether a stretch holds more than one number of a row."""
        if self._number is None:
            return False
        return sum(self._number in line.places for line in self._lines[begin:end]) > 1

    def _number_column(self) -> int | None:
        """The column that counts the rows."""
        for column in range(min(2, len(self._band.columns))):
            texts = [squeeze(line.places[column][0].text).text for line in self._lines if column in line.places]
            count = sum(bool(_serial().fullmatch(text)) for text in texts)
            if count > 1 and count >= 0.7 * (len(texts) - 1):
                return column
        return None

    def _pitches(self) -> tuple[float, bool]:
        """The least usual distance of two lines, and whether rows stand farther apart than the lines of a cell."""
        gaps = sorted(b.top - a.top for a, b in pairwise(self._lines))
        if not gaps:
            return 0.0, False
        pitch = gaps[len(gaps) // 10]
        near = sum(gap < 1.15 * pitch for gap in gaps)
        wide = sum(gap > _WIDER * pitch for gap in gaps)
        return pitch, near > 1 and wide > 1 and near + wide >= 0.9 * len(gaps)

    def _key_column(self) -> int:
        """The leftmost column that most rows fill."""
        if self._number is not None:
            return self._number
        counts = [
            sum(
                column in line.places and not self._linked(index, column, line.places[column][0])
                for index, line in enumerate(self._lines)
            )
            for column in range(len(self._band.columns))
        ]
        return next(column for column, count in enumerate(counts) if count >= 0.6 * max(counts))

    def _before(self, index: int, column: int) -> Piece | None:
        """The piece right above in a column."""
        found = self._lines[index - 1].places.get(column) if index else None
        return found[-1] if found else None

    def _linked(self, index: int, column: int, piece: Piece) -> bool:
        """Whether a piece goes on from a full line right above it."""
        before = self._before(index, column)
        if before is None or piece.top - before.top > _WIDER * self._pitch:
            return False
        return self._band.full(column, before, piece)

    def _by_gap(self, index: int) -> float:
        """What the distance from the line above says."""
        if not self._gapped:
            return 0.0
        gap = self._lines[index].top - self._lines[index - 1].top
        return 3.0 if gap > _WIDER * self._pitch else -3.0

    def _by_key(self, line: Line) -> float:
        """What the column that every row fills says."""
        weight = 1.0 if self._number is None else 3.0
        return weight if self._key in line.places else -weight

    def _by_column(self, index: int, column: int, piece: Piece, region: int) -> float:
        """What a piece says, by the one above it."""
        if column == self._number:
            return 1.0
        if self._before(index, column) is None:
            return 2.0
        if self._linked(index, column, piece):
            return -1.0 if self._band.widths[column] > _NARROW * piece.size else -0.4
        return 1.0


def _cells(band: Band, lines: Sequence[Line]) -> list[RawCell]:
    """The cells of the lines of one row."""
    width = len(band.columns)
    row = [RawCell() for _ in range(width)]
    for column, available in enumerate(band.widths):
        found = [piece for line in lines for piece in line.places.get(column, ())]
        if found:
            row[column] = RawCell(cell_text(rows_of(found), available), origin=_origin(found))
    for piece, first, last in [span for line in lines for span in line.across]:
        _put_across(row, piece, first, last)
    return row


def _put_across(row: list[RawCell], piece: Piece, first: int, last: int) -> None:
    """Put a piece over the columns that it spans; to the words of a cell where one of them is taken."""
    taken = next((i for i in range(first, last + 1) if row[i].text or row[i].merge), None)
    if taken is not None:
        taken = taken if row[taken].merge is None else first
        row[taken].text = f"{row[taken].text} {piece.text}".strip()
        return
    row[first] = RawCell(piece.text, origin=_origin([piece]))
    for column in range(first + 1, last + 1):
        row[column] = RawCell(merge="left", origin=row[first].origin)


def _origin(found: Sequence[Piece]) -> Origin:
    """Where pieces stand."""
    box = (
        round(min(p.x0 for p in found), 1),
        round(min(p.top for p in found), 1),
        round(max(p.x1 for p in found), 1),
        round(max(p.bottom for p in found), 1),
    )
    return Origin(page=found[0].page, box=box)
