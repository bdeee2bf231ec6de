"""Slid rows put right by alignment.

A row whose cells slid keeps its cells in order. Of all order-keeping ways to put them under the columns, the one
that best fits what the sound rows of the same table teach is found by dynamic programming; it replaces the row as
read only where it fits much better than that and better than any other. Nothing is added, dropped or swapped.
"""

import math
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from kexie_extract.lexicon import Lexicon
from kexie_extract.model.blocks import Cell, Table
from kexie_extract.tables.columns import Header
from kexie_extract.tables.evidence import Profile, Traits, gains_of, leads, learn, traits_of

_ROUNDS = 3
"""Times that profiles are learnt anew from the rows found sound."""
_GAIN = 5.0
"""Nats by which an alignment must beat the row as read."""
_GAIN_INSIDE = 9.0
"""The same where one cell hops while those after it stay, and fills no column that sound rows always fill."""
_ALWAYS = 0.1
"""Share of blanks below which a column counts as always filled."""
_MARGIN = 0.7
"""Nats by which it must beat the next best alignment."""
_MISFIT = 2.0
"""Nats by which at least one moved cell must fit better where it goes than where it stood."""
_WORST = -7.0
"""Nats below which no moved cell may fit worse than where it stood."""
_DOUBT = 3.0
"""Nats at which a row left as read is worth a note."""
_TURN = 0.7
"""Cost in nats where neighbouring cells slid by different distances."""
_PRECEDENT = 2.5
"""Nats at most for an alignment that other rows of the same make got."""
_HEADLESS = 6.0
"""Cost in nats of a cell under a column without header."""
_FEWEST = 4
"""Rows; fewer teach nothing."""
_WIDEST = 60
"""Columns; wider grids are spreadsheets of other kinds, and rows of theirs would take seconds each."""
_NO_CONTENT = 2.0
"""Cost in nats of an alignment that leaves `content` blank."""


@dataclass(slots=True)
class Line:
    """A row's own cells in order and where they stand."""

    row: int
    cells: list[Cell]
    traits: list[Traits]
    read: list[int]
    fixed: frozenset[int]


class Move(NamedTuple):
    """A row put right, or in doubt.

    Attributes:
        row: its index.
        columns: where each of its cells belongs.
        sure: probability of this alignment among the best, 0–1.
        accepted: the evidence is strong enough.
    """

    row: int
    columns: list[int]
    sure: float
    accepted: bool


class Aligner:
    """Finds the best order-keeping alignment of rows to columns."""

    def __init__(self, header: Header, lines: list[Line], lexicon: Lexicon) -> None:
        self._header = header
        self._lexicon = lexicon
        self._lines = lines
        self._content = header.first("content")
        self._width = len(header.headings)
        self._sound = {line.row: line.read for line in lines}
        self._profiles: list[Profile] = []
        self._gained: dict[Traits, list[float]] = {}
        self._precedents: dict[tuple[int, ...], Counter[tuple[int, ...]]] = {}

    def moves(self) -> list[Move]:
        """What to move, after the profiles have settled."""
        found: list[Move] = []
        for _ in range(_ROUNDS):
            self._learn()
            found = [move for line in self._lines if (move := self._judge(line)) is not None]
            precedents = self._precedents
            self._precedents = self._accepted(found)
            doubtful = {move.row for move in found}
            sound = {line.row: line.read for line in self._lines if line.row not in doubtful}
            if len(sound) < max(_FEWEST, 0.3 * len(self._lines)):
                sound |= {move.row: move.columns for move in found if move.accepted}
            if sound == self._sound and precedents == self._precedents:
                break
            self._sound = sound
        return found

    def _accepted(self, found: list[Move]) -> dict[tuple[int, ...], Counter[tuple[int, ...]]]:
        """How often rows that were read in the same columns were put in which."""
        read = {line.row: tuple(line.read) for line in self._lines}
        precedents: dict[tuple[int, ...], Counter[tuple[int, ...]]] = {}
        for move in found:
            if move.accepted:
                precedents.setdefault(read[move.row], Counter())[tuple(move.columns)] += 1
        return precedents

    def _learn(self) -> None:
        """Profiles of all columns from the sound rows."""
        columns: list[list[Traits]] = [[] for _ in range(self._width)]
        for line in self._lines:
            for column, traits in zip(self._sound.get(line.row, ()), line.traits, strict=False):
                columns[column].append(traits)
        self._profiles = [
            learn(heading.column, cells, len(self._sound), 0.0 if heading.printed else _HEADLESS)
            for heading, cells in zip(self._header.headings, columns, strict=True)
        ]
        self._gained.clear()

    def _judge(self, line: Line) -> Move | None:
        """The move that a row needs, None for a row that fits as read."""
        if not line.cells or len(line.cells) >= self._width - len(line.fixed):
            return None  # a row without a blank has nowhere to slide
        gains = self._rows(line)
        read = self._score(line, gains, line.read)
        if sum(map(max, gains)) - read < _DOUBT:
            return None
        paths = _Paths(self._with_content(line, gains), line.read, [], [])
        lacking = self._no_content(line, [])
        first = paths.best(lacking)
        precedents = self._precedents.get(tuple(line.read), Counter())
        if not precedents and first[0] - read < _DOUBT:
            return None
        if not precedents and first[0] - read < _GAIN:
            return Move(line.row, first[1], 0.0, accepted=False)
        others = [paths.without(index, column).best(lacking) for index, column in enumerate(first[1])]
        known = [(self._slid_score(line, gains, list(places)), list(places)) for places in precedents]
        ranked = sorted(
            {
                tuple(places): score + self._precedent(precedents, places) for score, places in [first, *others, *known]
            }.items(),
            key=lambda pair: -pair[1],
        )
        (places, best), second = ranked[0], ranked[1][1] if len(ranked) > 1 else -math.inf
        if list(places) == line.read or best - read < _DOUBT:
            return None
        moved = [gains[i][places[i]] - gains[i][line.read[i]] for i in range(len(places)) if places[i] != line.read[i]]
        least = _GAIN if self._slides(line, places) else _GAIN_INSIDE
        clear = best - read >= least and best - second >= _MARGIN
        accepted = clear and max(moved) >= _MISFIT and min(moved) >= _WORST
        sure = 1 / (1 + math.exp(min(50.0, max(read, second) - best)))
        return Move(line.row, list(places), sure, accepted)

    def _slides(self, line: Line, places: tuple[int, ...]) -> bool:
        """Whether the move is one that conversions make, and no odd cell's.

        Several cells moved, or all to the row's end, or one that stood under no header, or a column that sound rows
        always fill is filled again.
        """
        moved = [column != read for column, read in zip(places, line.read, strict=True)]
        headings = self._header.headings
        loose = any(m and not headings[read].printed for m, read in zip(moved, line.read, strict=True))
        filled = set(places) - set(line.read)
        mended = any(self._profiles[column].blank < _ALWAYS for column in filled)
        if sum(moved) == 1 and self._is_planned(line, moved.index(True)):
            return False
        return loose or mended or sum(moved) > 1 or all(moved[moved.index(True) :])

    def _is_planned(self, line: Line, index: int) -> bool:
        """Whether a cell begins with a time and stands in the schedule, where it may, whatever its length."""
        text = line.cells[index].text
        return leads(text, self._lexicon) and self._header.headings[line.read[index]].column == "schedule"

    def _precedent(self, precedents: "Counter[tuple[int, ...]]", places: list[int]) -> float:
        """Nats for an alignment that other rows read in the same columns got."""
        return min(_PRECEDENT, math.log(2 * precedents[tuple(places)] + 1))

    def _slid_score(self, line: Line, gains: list[list[float]], places: list[int]) -> float:
        """The score of an alignment with its turns."""
        shifts = [0, *(column - read for column, read in zip(places, line.read, strict=True))]
        return self._score(line, gains, places) - _TURN * sum(a != b for a, b in pairwise(shifts))

    def _rows(self, line: Line) -> list[list[float]]:
        """For each cell and column: what the cell adds over a blank there; not to be changed."""
        learnt = self._sound.get(line.row)
        rows = []
        for index, traits in enumerate(line.traits):
            row = self._gained.get(traits)
            if row is None:
                row = self._gained[traits] = gains_of(self._profiles, traits)
            if line.fixed or (learnt and traits.keys):
                row = row.copy()
            if learnt and traits.keys:
                profile = self._profiles[learnt[index]]
                row[learnt[index]] += profile.worth(traits.keys, own=True) - profile.worth(traits.keys, own=False)
            for column in line.fixed:
                row[column] = -math.inf
            rows.append(row)
        return rows

    def _score(self, line: Line, gains: list[list[float]], places: list[int]) -> float:
        """The gain of one alignment."""
        return sum(gains[i][column] for i, column in enumerate(places)) - self._no_content(line, places)

    def _no_content(self, line: Line, places: list[int]) -> float:
        content = self._content
        return 0.0 if content is None or content in places or content in line.fixed else _NO_CONTENT

    def _with_content(self, line: Line, gains: list[list[float]]) -> list[list[float]]:
        """The gains with what it is worth that the content is not blank."""
        content = self._content
        if content is None:
            return gains
        return [[*row[:content], row[content] + _NO_CONTENT, *row[content + 1 :]] for row in gains]


class _Paths:
    """The best order-keeping ways to put a row's first cells under the columns; O(cells · columns).

    Args:
        gains: for each cell and column, what the cell adds there.
        read: where the cells stand.
        scores: best scores of paths to each column, for those first cells for which they are worked out already.
        origins: for the same the column of the cell before.
    """

    def __init__(
        self, gains: list[list[float]], read: list[int], scores: list[list[float]], origins: list[list[int]]
    ) -> None:
        self._gains, self._read, self._scores, self._origins = gains, read, scores, origins
        for index in range(len(scores), len(gains)):
            self._add(index)

    def without(self, index: int, column: int) -> "_Paths":
        """The paths without that pair of cell and column."""
        gains = self._gains.copy()
        gains[index] = [*gains[index][:column], -math.inf, *gains[index][column + 1 :]]
        return _Paths(gains, self._read, self._scores[:index], self._origins[:index])

    def best(self, lacking: float) -> tuple[float, list[int]]:
        """The best path's score, less that of a blank content, and the columns of its cells."""
        score = max(self._scores[-1])
        places = [self._scores[-1].index(score)]
        for origins in reversed(self._origins[1:]):
            places.append(origins[places[-1]])
        return score - lacking, places[::-1]

    def _add(self, index: int) -> None:
        """Add a cell: for each of its columns the best score so far, and the column of the cell before."""
        gains, read = self._gains[index], self._read
        if not index:
            self._scores.append([gain if column == read[0] else gain - _TURN for column, gain in enumerate(gains)])
            self._origins.append([])
            return
        before, step = self._scores[-1], read[index] - read[index - 1]
        scores, origins = [], []
        turned, turned_at = -math.inf, -1
        for column, gain in enumerate(gains):
            score, origin, straight = turned, turned_at, column - step
            if straight >= 0 and (before[straight] > turned or (before[straight] == turned and straight < turned_at)):
                score, origin = before[straight], straight
            scores.append(score + gain)
            origins.append(origin)
            if before[column] - _TURN > turned:
                turned, turned_at = before[column] - _TURN, column
        self._scores.append(scores)
        self._origins.append(origins)


def lines_of(table: Table, rows: list[int], lexicon: Lexicon) -> list[Line]:
    """The given rows as lines."""
    lines = []
    for row in rows:
        cells = table.cells[row]
        read = [column for column, cell in enumerate(cells) if cell.text.strip()]
        fixed = frozenset(column for column, cell in enumerate(cells) if cell.merge is not None)
        own = [cells[column] for column in read]
        lines.append(Line(row, own, [traits_of(cell.text, lexicon) for cell in own], read, fixed))
    _forget_lone_values(lines)
    return lines


def _forget_lone_values(lines: list[Line]) -> None:
    """Take out values that no other cell of the table has: they teach nothing, and most values are such."""
    count = Counter(key for line in lines for traits in line.traits for key in traits.keys)
    for line in lines:
        line.traits = [
            traits._replace(keys=()) if traits.keys and all(count[key] == 1 for key in traits.keys) else traits
            for traits in line.traits
        ]


def realign(table: Table, header: Header, rows: list[int], lexicon: Lexicon) -> list[Move]:
    """Put slid rows right in the grid.

    Args:
        table: rectangular; changed in place.
        header: its columns.
        rows: indexes of the data rows.
        lexicon: shapes of cells.

    Returns:
        What was moved, and rows in doubt that stay as read.
    """
    if len(rows) < _FEWEST or header.start == header.end or len(header.headings) > _WIDEST:
        return []
    lines = lines_of(table, rows, lexicon)
    moves = Aligner(header, lines, lexicon).moves()
    by_row = {line.row: line for line in lines}
    for move in moves:
        if move.accepted:
            _place(table, by_row[move.row], move.columns)
    return moves


def _place(table: Table, line: Line, columns: list[int]) -> None:
    """Put a row's cells where they belong."""
    cells = [cell if cell.merge else Cell() for cell in table.cells[line.row]]
    for cell, column in zip(line.cells, columns, strict=True):
        cells[column] = cell
    table.cells[line.row] = cells


def say_moves(table: Table, header: Header, move: Move, before: list[int]) -> str:
    """One sentence that says what was moved where and how sure."""
    names = [heading.printed or f"column {i + 1}" for i, heading in enumerate(header.headings)]
    parts = [f"{names[a]} → {names[b]}" for a, b in zip(before, move.columns, strict=True) if a != b]
    return f"Cells moved: {', '.join(parts)} (sure {move.sure:.0%})."
