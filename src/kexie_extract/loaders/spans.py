"""Cells that span rows and columns, spread over a grid."""

from collections.abc import Iterable
from typing import NamedTuple

from kexie_extract.errors import LimitError
from kexie_extract.model.raw import Origin, RawCell

_MAX_COLUMNS = 1000
_MAX_POSITIONS = 500_000


class Span(NamedTuple):
    """A cell as the file states it.

    `rows` and `columns` are the numbers of grid positions that it covers, at least 1; `rows` 0 means to the end.
    """

    text: str
    rows: int = 1
    columns: int = 1
    origin: Origin = Origin()


def spread(rows: Iterable[Iterable[Span]], name: str) -> list[list[RawCell]]:
    """The grid of a table whose cells are given row by row, as HTML states them (HTML Standard, 4.9.12).

    Args:
        rows: the cells that begin in each row, left to right; positions covered from above are left out.
        name: the file's name, for messages.

    Raises:
        LimitError: the spans make a grid that no document has.
    """
    listed = [list(row) for row in rows]
    grid: list[list[RawCell]] = [[] for _ in listed]
    taken: dict[tuple[int, int], RawCell] = {}
    positions = 0
    for r, row in enumerate(listed):
        column = 0
        for span in row:
            column = _fill(grid[r], taken, r, column)
            height = min(span.rows or len(listed), len(listed) - r)
            width = min(span.columns, _MAX_COLUMNS)
            positions += height * width
            if positions > _MAX_POSITIONS or column > _MAX_COLUMNS:
                raise LimitError(f"{name}: a table spans more than {_MAX_POSITIONS} cells; take that table out")
            for down in range(height):
                for right in range(width):
                    if down or right:
                        taken.setdefault(
                            (r + down, column + right), RawCell("", "left" if right else "above", span.origin)
                        )
            grid[r].append(RawCell(span.text, None, span.origin))
            column += 1
        _fill(grid[r], taken, r, column)
    return grid


def _fill(row: list[RawCell], taken: dict[tuple[int, int], RawCell], number: int, column: int) -> int:
    """Put the continuations that stand at and after a column into the row; the first free column."""
    while (cell := taken.pop((number, column), None)) is not None:
        row.append(cell)
        column += 1
    return column
