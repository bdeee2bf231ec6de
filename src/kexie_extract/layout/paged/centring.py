"""Rows whose cells have their middles on one line, as where cells are set to be centred vertically.

A short cell (the number) stands amid the lines of the long ones, so that no line shows where the row begins. The rows
are the stretches of lines whose cells' middles agree best with those of the short cells.
"""

from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

from kexie_extract.layout.paged.bands import FARTHEST, Band, Judge, Line
from kexie_extract.layout.paged.lines import Piece

_CUT = 3.0  # ems of disagreement that a boundary through running words counts
_ORPHAN = 1.5  # the same for lines at the top of a page that belong to the row before
_TOUCHING = 1.0  # the same for a boundary between two lines that stand closer than lines of one cell do
_OFTEN = 0.6  # times the number of rows: columns with fewer lines hold cells merged over rows
_AGREEMENT = 0.35  # ems that the middles of merged cells may be off on average
_BETWEEN = 3  # votes of a cell whose lines stand above and below the short one, as they never do at the top
_MOST_LINES = 120


def centred(band: Band, judge: Judge, begin: int, end: int) -> list[int] | None:
    """Indexes of the lines that begin the rows of a stretch of lines; None where cells are not centred.

    Args:
        band: the table.
        judge: what stands on its lines.
        begin: first line of the stretch.
        end: line after its last.
    """
    column = _anchor_column(band, judge, begin, end)
    if column is None or end - begin > _MOST_LINES:
        return None
    anchors = [index for index in range(begin, end) if column in band.lines[index].places]
    if not _votes(band, judge, column, anchors, (begin, end)):
        return None
    return _Stretch(band, judge, column, anchors, (begin, end)).starts()


def _anchor_column(band: Band, judge: Judge, begin: int, end: int) -> int | None:
    """The column with one line a row: the number, else the one whose words stand most alone."""
    if judge.number is not None:
        return judge.number
    found: list[tuple[float, int, int]] = []
    for column in range(len(band.columns)):
        cells = [line.places[column][0] for line in band.lines[begin:end] if column in line.places]
        near = sum(b.top - a.top <= FARTHEST * a.size for a, b in pairwise(cells))
        if len(cells) > 2 and near <= 0.2 * len(cells):
            found.append((near / len(cells), -len(cells), column))
    return min(found)[2] if found else None


def _middle(pieces: Sequence[Piece]) -> float:
    """Height of the middle of a cell's lines."""
    return (min(piece.top for piece in pieces) + max(piece.bottom for piece in pieces)) / 2


def _votes(band: Band, judge: Judge, column: int, anchors: list[int], bounds: tuple[int, int]) -> bool:
    """Whether more long cells have their middle than their top at the height of the short one."""
    tops = middles = 0
    for index in anchors:
        anchor = band.lines[index].places[column][0]
        for other in range(len(band.columns)):
            block = _block(band, judge, other, index, bounds) if other != column else []
            if len(block) < 2:
                middles += other != column and _straddled(band, other, index, anchor)
                continue
            middle, top = abs(_middle(block) - anchor.middle), abs(block[0].top - anchor.top)
            between = other not in band.lines[index].places
            middles += (_BETWEEN if between else 1) * (middle < min(top, 0.6 * anchor.size))
            tops += top < min(middle, 0.6 * anchor.size)
    return middles > tops


def _straddled(band: Band, column: int, index: int, anchor: Piece) -> bool:
    """Whether a column has no words on a line, but two lines close around it whose middle is that line's."""
    if column in band.lines[index].places or not 0 < index < len(band.lines) - 1:
        return False
    around = [band.lines[i].places.get(column) for i in (index - 1, index + 1)]
    if not around[0] or not around[1]:
        return False
    above, below = around[0][0], around[1][0]
    return (
        below.top - above.top < FARTHEST * anchor.size
        and abs(_middle([above, below]) - anchor.middle) < anchor.size / 4
    )


def _block(band: Band, judge: Judge, column: int, index: int, bounds: tuple[int, int]) -> list[Piece]:
    """The running lines of a column around a line."""
    near = [i for i in (index, index + 1, index - 1) if bounds[0] <= i < bounds[1] and column in band.lines[i].places]
    if not near:
        return []
    own = [i for i in range(*bounds) if column in band.lines[i].places]
    place = own.index(near[0])
    first = last = place
    while first > 0 and judge.runs_on(own[first - 1], own[first], column):
        first -= 1
    while last + 1 < len(own) and judge.runs_on(own[last], own[last + 1], column):
        last += 1
    return [band.lines[i].places[column][0] for i in own[first : last + 1]]


class _Stretch:
    """Looks for the boundaries between rows by dynamic programming over the short cells."""

    def __init__(self, band: Band, judge: Judge, column: int, anchors: list[int], bounds: tuple[int, int]) -> None:
        self._band, self._judge, self._column = band, judge, column
        self._anchors, self._bounds = anchors, bounds
        lines = band.lines[bounds[0] : bounds[1]]
        filled = [sum(column in line.places for line in lines) for column in range(len(band.columns))]
        self._columns = [column for column, count in enumerate(filled) if count >= _OFTEN * len(anchors)]
        self._cost = lru_cache(maxsize=None)(self._measure)

    def starts(self) -> list[int]:
        """The first line of each row."""
        begin, end = self._bounds
        anchors = self._anchors
        best = {begin: (0.0, [begin])}
        if self._band.above is not None and begin == 0:
            best |= {index: (_ORPHAN, [begin, index]) for index in range(begin + 1, anchors[0] + 1)}
        for place, anchor in enumerate(anchors):
            limit = anchors[place + 1] if place + 1 < len(anchors) else end
            stops = range(anchor + 1, limit + 1) if place + 1 < len(anchors) else range(end, end + 1)
            following: dict[int, tuple[float, list[int]]] = {}
            for stop in stops:
                found = min((cost + self._cost(start, stop, anchor), starts) for start, (cost, starts) in best.items())
                following[stop] = (found[0], [*found[1], stop])
            best = following
        return best[end][1][:-1]

    def _measure(self, start: int, stop: int, anchor: int) -> float:
        """How badly the middles of the cells of some lines agree with the short cell, in ems."""
        lines = self._band.lines
        piece = lines[anchor].places[self._column][0]
        cost = _TOUCHING if start > self._bounds[0] and self._band.touching(start) else 0.0
        for column in self._columns:
            cell = [found for line in lines[start:stop] for found in line.places.get(column, ())]
            if cell:
                cost += abs(_middle(cell) - piece.middle) / piece.size
            if start > self._bounds[0]:
                cost += _CUT * self._cuts(start, column)
        return cost

    def _cuts(self, start: int, column: int) -> bool:
        """Whether a boundary above a line parts words that run on."""
        lines, last = self._band.lines, self._bounds[1]
        below = next((i for i in range(start, min(start + 2, last)) if column in lines[i].places), None)
        above = next((i for i in range(start - 1, max(start - 3, -1), -1) if column in lines[i].places), None)
        return below is not None and above is not None and self._judge.runs_on(above, below, column)


def merged_rows(band: Band, parts: Sequence[Sequence[Line]], column: int) -> list[tuple[int, int]] | None:
    """The rows that each cell of a column spans, where its words stand in the middle of several rows.

    Args:
        band: the table.
        parts: the lines of each row, header aside.
        column: one that few rows have words in.

    Returns:
        First row and row after the last, for each cell from top to bottom; None where the middles do not agree.
    """
    blocks = _blocks(band, parts, column)
    extents = [_extent(lines, column) for lines in parts]
    first = next((row for row, extent in enumerate(extents) if extent), 0)
    if len(blocks) < 2 or any(extent is None for extent in extents[first:]):
        return None
    spans = [extent for extent in extents if extent]
    size = blocks[0][0].size
    best: dict[int, tuple[float, list[int]]] = {0: (0.0, [0])}
    if band.above is not None:
        best |= {row: (_ORPHAN * size, [row]) for row in range(1, len(spans) - len(blocks) + 1)}
    for place, block in enumerate(blocks):
        last = place == len(blocks) - 1
        following: dict[int, tuple[float, list[int]]] = {}
        for end in range(place + 1, len(spans) + 1):
            if last and end < len(spans):
                continue
            options = [
                (cost + abs((spans[start][0] + spans[end - 1][1]) / 2 - _middle(block)), [*starts, end])
                for start, (cost, starts) in best.items()
                if start < end
            ]
            if options:
                following[end] = min(options)
        best = following
    if not best or best[len(spans)][0] > _AGREEMENT * size * len(blocks):
        return None
    bounds = best[len(spans)][1]
    return [(first + start, first + end) for start, end in pairwise(bounds)]


def _blocks(band: Band, parts: Sequence[Sequence[Line]], column: int) -> list[list[Piece]]:
    """The lines of each cell of a column."""
    found: list[list[Piece]] = []
    for line in (line for lines in parts for line in lines):
        for piece in line.places.get(column, ()):
            before = found[-1][-1] if found else None
            near = before is not None and piece.top - before.top < FARTHEST * piece.size
            if before and near and band.full(column, before, piece) and band.room(column, piece) >= piece.size:
                found[-1].append(piece)
            else:
                found.append([piece])
    return found


def _extent(lines: Sequence[Line], column: int) -> tuple[float, float] | None:
    """Upper and lower edge of a row's other cells."""
    pieces = [piece for line in lines for other, found in line.places.items() if other != column for piece in found]
    return (min(p.top for p in pieces), max(p.bottom for p in pieces)) if pieces else None
