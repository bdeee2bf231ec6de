"""Words into the cells of a ruled table."""

import itertools
from collections.abc import Iterable

from kexie_extract.layout.paged.grid import Grid, grids
from kexie_extract.layout.paged.lines import Piece, glue, joined, pieces
from kexie_extract.layout.paged.marks import ends_sentence, marker
from kexie_extract.model.raw import Box, Origin, RawCell, RawChar, RawPage, RawTable

SLACK = 0.7
"""Ems that a wrapped line may leave free beside what would not fit."""
LONG = 10.0
"""Ems: a line from this length on is prose, in which punctuation moves and stretches more."""
LONG_SLACK = 1.7
"""The slack of such lines."""
_FEWEST_CELLS = 3  # where only one holds words, as the rest of a row that the page's end cut; fewer are a frame
_MOST_PADDING = 12.0  # points; Word's own is 5.4 left and right


def ruled(page: RawPage, chars: list[RawChar]) -> tuple[list[RawTable], list[RawChar]]:
    """The ruled tables of a page, and the characters that stand outside them."""
    tables = []
    rest = chars
    for grid in sorted(grids(page.rules), key=_area):
        inside, outside = _parted(grid, rest)
        filled = sum(1 for words in inside if any(not char.text.isspace() for char in words))
        if not filled or (filled == 1 and len(inside) < _FEWEST_CELLS):
            continue
        tables.append(_table(grid, inside, page.number))
        rest = outside
    return tables, rest


def _area(grid: Grid) -> float:
    """Size of a grid: a table inside a cell of another takes its words first."""
    x0, top, x1, bottom = grid.box
    return (x1 - x0) * (bottom - top)


def _parted(grid: Grid, chars: Iterable[RawChar]) -> tuple[list[list[RawChar]], list[RawChar]]:
    """Characters by cell, and those outside."""
    inside: list[list[RawChar]] = [[] for _ in grid.regions]
    outside: list[RawChar] = []
    x0, top, x1, bottom = grid.box
    for char in chars:
        x, y = (char.x0 + char.x1) / 2, (char.top + char.bottom) / 2
        index = grid.place(x, y) if x0 <= x <= x1 and top <= y <= bottom else None
        (outside if index is None else inside[index]).append(char)
    return inside, outside


def _table(grid: Grid, inside: list[list[RawChar]], page: int) -> RawTable:
    """The table with each region's words in its first place."""
    lines = [rows_of(pieces(chars, page)) for chars in inside]
    padding = _padding(grid, lines)
    rows = [[RawCell(merge="left") for _ in grid.xs[1:]] for _ in grid.ys[1:]]
    for region, found in zip(grid.regions, lines, strict=True):
        box = grid.cell_box(region)
        width = box[2] - box[0] - 2 * padding[region.column]
        origin = Origin(page=page, box=_rounded(box))
        for row in range(region.row + 1, region.row_end):
            rows[row][region.column] = RawCell(merge="above", origin=origin)
        rows[region.row][region.column] = RawCell(cell_text(found, width), origin=origin)
    return RawTable(rows, merges_known=False, origin=Origin(page=page, box=_rounded(grid.box)))


def _rounded(box: Box) -> Box:
    """A box to a tenth of a point."""
    return (round(box[0], 1), round(box[1], 1), round(box[2], 1), round(box[3], 1))


def _padding(grid: Grid, lines: list[list[Piece]]) -> list[float]:
    """For each column, the space that its words keep from the border."""
    padding = [_MOST_PADDING] * len(grid.xs)
    for region, found in zip(grid.regions, lines, strict=True):
        for line in found:
            gap = min(line.x0 - grid.xs[region.column], grid.xs[region.column_end] - line.x1)
            padding[region.column] = max(0.0, min(padding[region.column], gap))
    return padding


def rows_of(found: list[Piece]) -> list[Piece]:
    """Pieces as whole lines, from top to bottom."""
    lines: list[list[Piece]] = []
    for piece in found:
        if lines and level(lines[-1][0], piece):
            lines[-1].append(piece)
        else:
            lines.append([piece])
    return [joined(line) for line in lines]


def level(first: Piece, second: Piece) -> bool:
    """Whether two pieces stand on one line."""
    shared = min(first.bottom, second.bottom) - max(first.top, second.top)
    return shared > 0.5 * min(first.bottom - first.top, second.bottom - second.top)


def cell_text(lines: list[Piece], width: float) -> str:
    r"""A cell's words: wrapped lines rejoined, a line that ends short kept as a line by `\n`.

    Args:
        lines: top to bottom.
        width: what the cell offers between its paddings, points.
    """
    if not lines:
        return ""
    text = lines[0].text
    for before, line in itertools.pairwise(lines):
        length = before.x1 - before.x0
        slack = LONG_SLACK if length > LONG * before.size else SLACK
        full = length + line.unit > width - slack * before.size
        if not full or (ends_sentence(before.text) and marker(line.text)):
            text += "\n"
        else:
            text += glue(text, line.text, before.spaced)
        text += line.text
    return text
