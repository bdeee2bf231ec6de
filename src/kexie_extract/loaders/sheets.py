"""From a sheet's cells to paragraphs and tables: what stands above, between and below the tables is prose."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from kexie_extract.model.raw import Merge, Origin, RawCell, RawElement, RawParagraph, RawTable, Style

Range = tuple[tuple[int, int], tuple[int, int]]
"""First and last cell of a merged range, each row and column from 0."""

_NOTE = 8
"""Characters from which a lone cell under a table is a note and not a row with one value."""


class Sheet(NamedTuple):
    """A sheet as read.

    Attributes:
        name: for provenance; empty where the format has no sheets.
        rows: the words of all cells from the top left one on, which stands at `start`.
        start: row and column of the first cell.
        merges: merged ranges in the sheet's own rows and columns.
        merges_known: whether the format states merges.
    """

    name: str
    rows: Sequence[Sequence[str]]
    start: tuple[int, int] = (0, 0)
    merges: Sequence[Range] = ()
    merges_known: bool = True


def elements(sheet: Sheet) -> list[RawElement]:
    """The sheet's paragraphs and tables; tables are apart where a blank row stands between them."""
    return [element for band in _bands(_grid(sheet)) for element in _band(band, sheet)]


def address(row: int, column: int, sheet: str = "") -> str:
    """A cell's address as a spreadsheet shows it, `Sheet1!B7`, from row and column from 0."""
    letters = ""
    column += 1
    while column:
        column, digit = divmod(column - 1, 26)
        letters = chr(65 + digit) + letters
    return f"{sheet}!{letters}{row + 1}" if sheet else f"{letters}{row + 1}"


def _grid(sheet: Sheet) -> list[list[RawCell]]:
    """All cells, rectangular, with merges marked."""
    top, left = sheet.start
    width = max(map(len, sheet.rows), default=0)
    continued: dict[tuple[int, int], Merge] = {}
    for (r0, c0), (r1, c1) in sheet.merges:
        for r in range(max(r0, top), min(r1, top + len(sheet.rows) - 1) + 1):
            for c in range(max(c0, left), min(c1, left + width - 1) + 1):
                if (r, c) != (r0, c0):
                    continued[r, c] = "left" if c > c0 else "above"
    return [
        [
            RawCell(
                row[c].strip() if c < len(row) else "",
                continued.get((top + r, left + c)) if not (c < len(row) and row[c].strip()) else None,
                Origin(address(top + r, left + c, sheet.name)),
            )
            for c in range(width)
        ]
        for r, row in enumerate(sheet.rows)
    ]


def _bands(grid: list[list[RawCell]]) -> Iterator[list[list[RawCell]]]:
    """Runs of rows between blank ones, without the blank columns at their sides."""
    band: list[list[RawCell]] = []
    for row in [*grid, []]:
        if any(cell.text or cell.merge == "above" for cell in row):
            band.append(row)
        elif band:
            yield from _trimmed(band)
            band = []


def _trimmed(band: list[list[RawCell]]) -> Iterator[list[list[RawCell]]]:
    """The band without rows at its end that only continue cells above, and without blank columns at its sides."""
    while band and not any(cell.text for cell in band[-1]):
        band = band[:-1]
    used = [c for row in band for c, cell in enumerate(row) if cell.text or cell.merge]
    if band and any(cell.text for row in band for cell in row):
        first, last = min(used), max(used)
        yield [row[first : last + 1] for row in band]


def _band(band: list[list[RawCell]], sheet: Sheet) -> Iterator[RawElement]:
    """Title rows, the table, and the notes under it."""
    first, last = 0, len(band)
    while first < last and _lone(band[first]) is not None:
        first += 1
    while last > first and (lone := _lone(band[last - 1])) is not None and _is_note(band[last - 1], lone):
        last -= 1
    yield from map(_paragraph, band[:first])
    if first < last:
        rows = band[first:last]
        yield RawTable(rows, merges_known=sheet.merges_known, origin=rows[0][0].origin)
    yield from map(_paragraph, band[last:])


def _lone(row: list[RawCell]) -> RawCell | None:
    """The row's only cell with words, where nothing else reaches into the row from above."""
    filled = [cell for cell in row if cell.text]
    return filled[0] if len(filled) == 1 and not any(cell.merge == "above" for cell in row) else None


def _is_note(row: list[RawCell], lone: RawCell) -> bool:
    """Whether a lone cell under a table is prose: merged to the right, or long."""
    merged = sum(cell.merge == "left" for cell in row)
    return 2 * merged >= len(row) - 1 > 0 or len(lone.text) >= _NOTE


def _paragraph(row: list[RawCell]) -> RawParagraph:
    """A lone cell as a paragraph."""
    cell = next(cell for cell in row if cell.text)
    return RawParagraph(cell.text, style=Style(), origin=cell.origin)
