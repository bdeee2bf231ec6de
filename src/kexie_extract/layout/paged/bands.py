"""The lines of a table without upright rules, and what stands on each of them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise

from kexie_extract.grammar.headers import is_header
from kexie_extract.layout.paged.lines import Piece
from kexie_extract.layout.paged.marks import marker
from kexie_extract.lexicon import default
from kexie_extract.text.folding import squeeze
from kexie_extract.text.han import lazily
from kexie_extract.text.patterns import compiled

_HEAD = 6  # lines at the top of a table that may be its header
_MANY_LEVELS = 5  # rules, from which on there is one under each row
NARROW = 5.0
"""Ems: in narrower columns many a line looks full that is none."""
FARTHEST = 2.2
"""Ems between the tops of two lines of one cell at most."""
_LONELY = 2.5  # against a row of one cell
_CLOSEST = 1.0  # ems between the tops of two lines of text at least
_FIRST = lazily(r"\D{0,1}(?:1\D|[一①㈠])")  # the first entry of a numbered list
_FULL_NARROW = 0.25  # the same in narrow columns
_SHORT = 2.0  # ems: a line that leaves this much free surely ends its cell, or a paragraph of it
_MANY = 0.6  # share of the columns that a line of running words rarely fills
_UNIFORM = 0.85  # share of full lines, from which on each line is a row
_FULL = 0.7  # ems that a wrapped line may leave free beside what would not fit
_ALIGNED = 0.35  # ems by which the left edges of a cell's lines may differ, and twice the middles of centred ones
_WIDER = 1.3  # times the distance of two lines of a cell; a wider gap parts rows


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

    def words(self) -> list[str]:
        """The words of its pieces, from left to right."""
        return [piece.text for piece in self.pieces]


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
        proven: a header of known words or rules say that this is a table.
        reach: left and right end of each column with its header.
        head: the words of the first lines on the table's first page.
        rowwise: a rule runs under each row.
        last_row: the lines of its last row, once rows are told.
        number: the column that counts the rows on the table's first page.
        centred: cells have their middles on one line.
    """

    columns: list[list[float]]
    lines: list[Line]
    levels: list[Level] = field(default_factory=list)
    above: "Band | None" = None
    widths: list[float] = field(default_factory=list)
    proven: bool = False
    reach: list[list[float]] = field(default_factory=list)
    head: list[list[str]] = field(default_factory=list)
    rowwise: bool = False
    last_row: list[Line] = field(default_factory=list)
    number: int | None = None
    centred: bool = False

    def settle(self) -> None:
        """Find the width of each column's words: that of its longest line, here or above; take over what holds on."""
        above = self.above
        self.widths = list(above.widths) if above else [0.0] * len(self.columns)
        for line in self.lines:
            for column, pieces in line.places.items():
                self.widths[column] = max(self.widths[column], pieces[-1].x1 - pieces[0].x0)
        self.head = above.head if above else [line.words() for line in self.lines[:_HEAD]]
        self.rowwise = len(self.levels) > _MANY_LEVELS or (above is not None and above.rowwise)

    @property
    def taken(self) -> int:
        """How many lines it takes."""
        return len(self.lines)

    def full(self, column: int, before: Piece, piece: Piece) -> bool:
        """Whether a piece in a column left no room for what the next one, set like it, begins with."""
        apart = (before.x0 - piece.x0, before.x0 + before.x1 - piece.x0 - piece.x1)
        if min(map(abs, apart)) > _ALIGNED * piece.size:
            return False
        slack = _FULL if self.widths[column] > NARROW * piece.size else _FULL_NARROW
        return self.room(column, before) < piece.unit + slack * piece.size

    def room(self, column: int, piece: Piece) -> float:
        """What a piece leaves free of its column's width."""
        return self.widths[column] - (piece.x1 - piece.x0)

    def touching(self, index: int) -> bool:
        """Whether a line stands so close under the one above that both must be of one row, as centred cells do."""
        above, line = self.lines[index - 1], self.lines[index]
        return index > 0 and line.top - above.top < _CLOSEST * line.pieces[0].size

    def lowest(self) -> dict[int, Piece]:
        """The last piece of each column in the last row."""
        return {column: pieces[-1] for line in self.last_row for column, pieces in line.places.items()}

    def repeated(self) -> int:
        """How many lines at the top repeat those at the top of the table's first page."""
        if self.above is None:
            return 0
        same = [line.words() == words for line, words in zip(self.lines, self.above.head, strict=False)]
        return next((index for index, equal in enumerate(same) if not equal), len(same))

    def goes_on(self) -> bool:
        """Whether the first line, a repeated header aside, goes on with cells that the page before left full."""
        first = self.repeated()
        if self.above is None or first >= len(self.lines) or self.lines[first].across:
            return False
        before, places = self.above.lowest(), self.lines[first].places
        return bool(places) and all(
            column in before and self.above.full(column, before[column], pieces[0]) for column, pieces in places.items()
        )


def header_line(line: Sequence[Piece]) -> bool:
    """Whether the pieces of a line are the header of a table of known columns."""
    return len(line) > 2 and is_header([piece.text for piece in line], default())


@lru_cache(maxsize=1)
def _serial() -> re.Pattern[str]:
    return compiled("|".join(rule.expression for rule in default().rules("tables.serial")))


def _same(before: Piece, piece: Piece) -> bool:
    """Whether a line repeats the words of the one above, as no cell does and many a column."""
    return before.text == piece.text and len(piece.text) > 1


class Judge:
    """Tells lines that begin a row from lines that go on with one."""

    def __init__(self, band: Band) -> None:
        self._band = band
        self._lines = band.lines
        self.number = self._number_column()
        self.pitch, self._gapped = self._pitches()
        self._key = self._key_column()
        filled = sum(len(line.places) == len(band.columns) for line in band.lines)
        self._uniform = filled >= _UNIFORM * len(band.lines)

    def begins(self, index: int, region: int) -> bool:
        """Whether a line begins a row."""
        line = self._lines[index]
        if line.across or (self._lines[index - 1].across and len(self._lines[index - 1].pieces) == 1):
            return True
        if self._band.touching(index):
            return False
        if self._uniform:
            return True
        score = self._by_gap(index) + self._by_key(index)
        for column, pieces in line.places.items():
            score += self._by_column(index, column, pieces[0], region)
        if len(line.places) == 1:
            score -= _LONELY
        elif len(line.places) == len(self._band.columns) > 2:
            score += 1
        elif len(line.places) > max(2.0, _MANY * len(self._band.columns)):
            score += 0.5
        return score > 0

    def runs_on(self, above: int, below: int, column: int) -> bool:
        """Whether words in a wide column run on from one line to another."""
        before, piece = self._lines[above].places[column][-1], self._lines[below].places[column][0]
        near = piece.top - before.top < FARTHEST * piece.size
        return near and self._band.widths[column] > NARROW * piece.size and self._band.full(column, before, piece)

    def several_numbers(self, begin: int, end: int) -> bool:
        """Whether a stretch holds more than one number of a row."""
        if self.number is None:
            return False
        return sum(self.number in line.places for line in self._lines[begin:end]) > 1

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
        if self.number is not None:
            return self.number
        counts = [
            sum(
                column in line.places
                and len(line.places) * 2 >= len(self._band.columns)
                and not self.linked(index, column, line.places[column][0])
                for index, line in enumerate(self._lines)
            )
            for column in range(len(self._band.columns))
        ]
        return next(column for column, count in enumerate(counts) if count >= 0.6 * max(counts))

    def _before(self, index: int, column: int) -> Piece | None:
        """The piece right above in a column."""
        found = self._lines[index - 1].places.get(column) if index else None
        return found[-1] if found else None

    def linked(self, index: int, column: int, piece: Piece) -> bool:
        """Whether a piece goes on from a full line right above it."""
        before = self._before(index, column)
        if before is None or piece.top - before.top > _WIDER * self.pitch or _same(before, piece):
            return False
        return self._band.full(column, before, piece)

    def _by_gap(self, index: int) -> float:
        """What the distance from the line above says."""
        if not self._gapped:
            return 0.0
        gap = self._lines[index].top - self._lines[index - 1].top
        return 3.0 if gap > _WIDER * self.pitch else -3.0

    def _by_key(self, index: int) -> float:
        """What the column that every row fills says; words that run on there say nothing."""
        line = self._lines[index]
        if self.number is not None:
            return 3.0 if self.counts(line) else -3.0
        if self._key not in line.places:
            return -1.0
        return 0.0 if self.linked(index, self._key, line.places[self._key][0]) else 1.0

    def counts(self, line: Line) -> bool:
        """Whether a line has a number in the column of these."""
        found = line.places.get(self.number, []) if self.number is not None else []
        return any(_serial().fullmatch(squeeze(piece.text).text) for piece in found[:1])

    def _by_column(self, index: int, column: int, piece: Piece, region: int) -> float:
        """What a piece says, by the one above it."""
        if column == self.number:
            return float(self.counts(self._lines[index]))
        if self._before(index, column) is None:
            return 2.0
        if self.linked(index, column, piece):
            return -1.0 if self._band.widths[column] > NARROW * piece.size else -0.4
        before = self._before(index, column)
        if column != self.number and marker(piece.text) and not _FIRST().match(piece.text):
            return 0.0
        if before is not None and _same(before, piece):
            return 1.5
        short = before is not None and self._band.room(column, before) > _SHORT * piece.size
        return 1.5 if short and len(self._lines[index].places) > 2 else 1.0
