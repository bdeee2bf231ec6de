"""Tables without ruling lines: rows whose pieces keep to the same columns."""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, field

from kexie_extract.layout.paged.cells import rows_of
from kexie_extract.layout.paged.lines import SPLIT, Piece, glue
from kexie_extract.layout.paged.marks import marker
from kexie_extract.model.raw import Origin, RawCell, RawTable

FEWEST_ROWS = 3
"""Rows of several cells that must agree before they are a table."""
ALIGNED = 0.8
"""Share of a column's cells that begin (or end, or have their middle) at one position."""
_NEAR = 0.6  # ems: positions nearer than this are one
_LEADING = 2.6  # ems between the tops of a row's lines; more parts rows from what follows


@dataclass(slots=True)
class _Draft:
    """A table in the making: column extents and rows of pieces by column."""

    columns: list[list[float]]
    rows: list[dict[int, list[Piece]]] = field(default_factory=list)
    last: Piece | None = None


def aligned(pieces: Sequence[Piece]) -> list[Piece | RawTable]:
    """A zone's lines, those that form a table made one; lines of several pieces are joined.

    Args:
        pieces: from top to bottom.
    """
    rows = _rows(pieces)
    result: list[Piece | RawTable] = []
    index = 0
    while index < len(rows):
        taken, draft = _collect(rows, index)
        if draft is not None:
            result.append(_table(draft))
            index += taken
        else:
            result += rows_of(rows[index])
            index += 1
    return result


def _rows(pieces: Sequence[Piece]) -> list[list[Piece]]:
    """Pieces by line."""
    rows: list[list[Piece]] = []
    for piece in pieces:
        if rows and min(p.bottom for p in rows[-1]) - piece.top > 0.5 * (piece.bottom - piece.top):
            rows[-1].append(piece)
        else:
            rows.append([piece])
    return [sorted(row, key=lambda piece: piece.x0) for row in rows]


def _collect(rows: list[list[Piece]], start: int) -> tuple[int, _Draft | None]:
    """How many rows from `start` on form a table, and the table; None where they do not."""
    first = rows[start]
    if len(first) < 2:
        return 0, None
    draft = _Draft([[piece.x0, piece.x1] for piece in first], [{i: [p] for i, p in enumerate(first)}], first[0])
    several, alone, sound = 1, 0, 1
    index = start + 1
    while index < len(rows) and _add(draft, rows[index]):
        index += 1
        several += len(rows[index - 1]) > 1
        alone += list(draft.rows[-1]) == [0]
        if len(rows[index - 1]) > 1 or _continues(draft.rows[-1], _above(draft), draft):
            sound = index - start
    if several < FEWEST_ROWS or alone > several:
        return 0, None
    draft = _redraft(rows[start : start + sound])
    return (sound, draft) if _agree(draft) and not _list(draft) else (0, None)


def _above(draft: _Draft) -> dict[int, Piece]:
    """The lowest piece of each column above the last row."""
    return {column: found[-1] for row in draft.rows[:-1] for column, found in row.items()}


def _list(draft: _Draft) -> bool:
    """Whether this is a list whose numbers or bullets hang out, not a table."""
    if len(draft.columns) != 2:
        return False
    leading = [row[0][0].text for row in draft.rows if 0 in row]
    return sum(0 < marker(text) == len(text) for text in leading) >= ALIGNED * len(leading)


def _redraft(rows: list[list[Piece]]) -> _Draft:
    """The table of exactly these rows."""
    first = rows[0]
    draft = _Draft([[piece.x0, piece.x1] for piece in first], [{i: [p] for i, p in enumerate(first)}], first[0])
    for row in rows[1:]:
        _add(draft, row)
    return draft


def _add(draft: _Draft, row: list[Piece]) -> bool:
    """Put a line's pieces into the columns; False where they do not fit."""
    if draft.last is None or row[0].top - draft.last.top > _LEADING * max(row[0].size, draft.last.size):
        return False
    columns = [list(column) for column in draft.columns]
    places: dict[int, list[Piece]] = {}
    for piece in row:
        touched = [i for i, (x0, x1) in enumerate(columns) if piece.x0 < x1 and piece.x1 > x0]
        if len(touched) != 1:
            return False
        column = columns[touched[0]]
        column[0], column[1] = min(column[0], piece.x0), max(column[1], piece.x1)
        places.setdefault(touched[0], []).append(piece)
    if any(b[0] - a[1] < SPLIT * row[0].size / 2 for a, b in itertools.pairwise(columns)):
        return False
    draft.columns, draft.last = columns, row[0]
    draft.rows.append(places)
    return True


def _agree(draft: _Draft) -> bool:
    """Whether the cells of every column line up, and one column at least is not running text."""
    for index in range(len(draft.columns)):
        cells = [row[index][0] for row in draft.rows if index in row]
        if len(cells) < 2:
            continue
        near = _NEAR * cells[0].size
        edges = ([c.x0 for c in cells], [c.x1 for c in cells], [(c.x0 + c.x1) / 2 for c in cells])
        if max(_most(positions, near) for positions in edges) < ALIGNED * len(cells):
            return False
    return True


def _most(positions: list[float], near: float) -> int:
    """The size of the largest group of positions that lie near one another."""
    ordered = sorted(positions)
    best = low = 0
    for high, position in enumerate(ordered):
        while position - ordered[low] > near:
            low += 1
        best = max(best, high - low + 1)
    return best


def _table(draft: _Draft) -> RawTable:
    """The table, with lines that wrap inside a cell put back to their row."""
    rows: list[list[RawCell]] = []
    before: dict[int, Piece] = {}
    for places in draft.rows:
        if rows and _continues(places, before, draft):
            for column, found in places.items():
                cell = rows[-1][column]
                for piece in found:
                    cell.text += glue(cell.text, piece.text) + piece.text
        else:
            rows.append([_cell(places.get(column, ())) for column in range(len(draft.columns))])
        before.update({column: found[-1] for column, found in places.items()})
    pieces = [piece for row in draft.rows for found in row.values() for piece in found]
    box = (
        round(min(p.x0 for p in pieces), 1),
        round(min(p.top for p in pieces), 1),
        round(max(p.x1 for p in pieces), 1),
        round(max(p.bottom for p in pieces), 1),
    )
    return RawTable(rows, merges_known=False, origin=Origin(page=pieces[0].page, box=box))


def _cell(found: Sequence[Piece]) -> RawCell:
    """A cell of pieces that stand on one line."""
    if not found:
        return RawCell()
    first = found[0]
    box = (round(first.x0, 1), round(first.top, 1), round(found[-1].x1, 1), round(first.bottom, 1))
    return RawCell(" ".join(piece.text for piece in found), origin=Origin(page=first.page, box=box))


def _continues(places: dict[int, list[Piece]], before: dict[int, Piece], draft: _Draft) -> bool:
    """Whether a line only goes on with cells above that reached their column's right edge."""
    if 0 in places or len(places) == len(draft.columns):
        return False
    return all(
        column in before and draft.columns[column][1] - before[column].x1 < found[0].unit + 0.7 * found[0].size
        for column, found in places.items()
    )
