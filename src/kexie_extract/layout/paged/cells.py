"""Words into the cells of a ruled table."""

import itertools
import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from kexie_extract.grammar.headers import is_header
from kexie_extract.layout.paged.grid import SNAP, Grid, grids
from kexie_extract.layout.paged.lines import Piece, glue, joined, pieces
from kexie_extract.layout.paged.marks import ends_sentence, marker
from kexie_extract.lexicon import default
from kexie_extract.model.raw import Box, Origin, RawCell, RawChar, RawPage, RawTable
from kexie_extract.text.han import is_han, lazily
from kexie_extract.text.patterns import compiled

SLACK = 0.7
"""Ems that a wrapped line may leave free beside what would not fit."""
LONG = 10.0
"""Ems: a line from this length on is prose, in which punctuation moves and stretches more."""
LONG_SLACK = 1.7
"""The slack of such lines."""
_FEWEST_CELLS = 3  # where only one holds words, as the rest of a row that the page's end cut; fewer are a frame
_MOST_PROSE = 0.2  # share of a column's cells that may hold marks of sentences where it lists names
_MOST_NAMES = 0.7  # share of the lines of a column's longer cells that are whole names where it lists such
_TALLEST_ROW = 45.0  # points of a row of one line
_PROSE = lazily("[、，。；：！？,;:!?]")
_NAMES = lazily("[\u4e00-\u9fff]{2}[ \u3000]+[\u4e00-\u9fff]{2}")  # a name that is spaced out (张  三) is no two
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


def grouped(tables: list[RawTable], found: list[Piece]) -> tuple[list[RawTable], list[Piece]]:
    """Tables with open sides that rows over the full width cut apart, made whole, and the pieces that are left.

    No upright rule runs through such a row, which heads a group; the table below it has the same columns and no
    header of its own.
    """
    whole: list[RawTable] = []
    for table in sorted(tables, key=lambda table: _box(table)[1]):
        above = whole[-1] if whole else None
        between = _between(above, table, found) if above else None
        if above is None or between is None:
            whole.append(table)
            continue
        row = [RawCell(between.text, origin=Origin(page=between.page, box=_rounded(between.box)))]
        row += [RawCell(merge="left", origin=row[0].origin) for _ in above.rows[0][1:]]
        above.rows += [row, *table.rows]
        x0, top, x1, _ = _box(above)
        above.origin = above.origin._replace(box=(x0, top, x1, _box(table)[3]))
        found = [piece for piece in found if piece is not between]
    return whole, found


def _box(table: RawTable) -> Box:
    """A table's rectangle."""
    return table.origin.box or (0.0, 0.0, 0.0, 0.0)


def _between(above: RawTable, below: RawTable, found: list[Piece]) -> Piece | None:
    """The one line between two tables of the same columns, where it is a row over their full width."""
    (x0, _, x1, bottom), (left, top, right, _) = _box(above), _box(below)
    edges = [[cell.origin.box[2] for cell in row if cell.origin.box] for row in (above.rows[-1], below.rows[0])]
    if not 0 < top - bottom < _TALLEST_ROW or max(abs(x0 - left), abs(x1 - right)) > SNAP:
        return None
    if len(edges[0]) != len(edges[1]) or any(abs(a - b) > SNAP for a, b in zip(*edges, strict=True)):
        return None
    inside = [piece for piece in found if bottom < piece.middle < top]
    first = [cell.text for cell in below.rows[0]]
    if len(inside) != 1 or inside[0].x1 > x1 or inside[0].x0 < x0 or is_header(first, default()):
        return None
    return inside[0]


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
    held: dict[int, list[list[Piece]]] = {}
    for region, found in zip(grid.regions, lines, strict=True):
        held.setdefault(region.column, []).append(found)
    names = {column for column, cells in held.items() if lists_names(cells)}
    rows = [[RawCell(merge="left") for _ in grid.xs[1:]] for _ in grid.ys[1:]]
    for region, found in zip(grid.regions, lines, strict=True):
        box = grid.cell_box(region)
        width = box[2] - box[0] - 2 * padding[region.column]
        origin = Origin(page=page, box=_rounded(box))
        for row in range(region.row + 1, region.row_end):
            rows[row][region.column] = RawCell(merge="above", origin=origin)
        rows[region.row][region.column] = RawCell(cell_text(found, width, names=region.column in names), origin=origin)
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


def cell_text(lines: list[Piece], width: float, *, names: bool = False) -> str:
    r"""A cell's words: wrapped lines rejoined, a line that ends short kept as a line by `\n`.

    Args:
        lines: top to bottom.
        width: what the cell offers between its paddings, points.
        names: its column lists names that blanks part, so that a wrap may stand for a blank.
    """
    if not lines:
        return ""
    text = lines[0].text
    for before, line in itertools.pairwise(lines):
        length = before.x1 - before.x0
        slack = LONG_SLACK if length > LONG * before.size else SLACK
        full = length + line.unit > width - slack * before.size
        if not full or (ends_sentence(before.text) and marker(line.text)) or (names and _both_names(text, line.text)):
            text += "\n"
        else:
            text += glue(text, line.text, before.spaced)
        text += line.text
    return text


def lists_names(cells: Sequence[list[Piece]]) -> bool:
    """Whether a column holds names that blanks part: some on one line, or each on a line of its own.

    Args:
        cells: the lines of each of the column's cells.
    """
    texts = [[line.text for line in lines] for lines in cells if lines]
    if sum(any(_PROSE().search(line) for line in lines) for lines in texts) > _MOST_PROSE * len(texts):
        return False
    if any(_NAMES().search(line) for lines in texts for line in lines):
        return True
    several = [lines for lines in texts if len(lines) > 1]
    lines = [line for lines in several for line in lines]
    return len(several) > 1 and sum(bool(_name().fullmatch(line)) for line in lines) >= _MOST_NAMES * len(lines)


def _both_names(before: str, after: str) -> bool:
    """Whether a line ends, and the next begins, with what may be a whole name: more than one character of it."""
    left, right = before.split(), after.split()
    return bool(left and right) and len(left[-1]) > 1 < len(right[0]) and is_han(left[-1][-1]) and is_han(right[0][0])


@lru_cache(maxsize=1)
def _name() -> re.Pattern[str]:
    """A whole name of a person or a body."""
    rules = [*default().rules("tables.person"), *default().rules("tables.organ")]
    return compiled("|".join(f"(?:{rule.expression})" for rule in rules))
