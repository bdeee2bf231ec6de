"""What layout made of a raw document: blocks in reading order."""

from dataclasses import dataclass, field
from typing import Literal

from kexie_extract.model.diagnostics import Note
from kexie_extract.model.raw import Merge, Origin, Role, Style

BlockKind = Literal["title", "heading", "paragraph", "table", "caption", "furniture"]


@dataclass(slots=True)
class Cell:
    """A position of the repaired grid.

    Attributes:
        text: the cell's own words; empty for a blank cell and for a continuation.
        merge: set when the cell continues the one above or to the left, so that its words count here too.
        start: offset of `text` in the block's text.
        origin: where it stands.
    """

    text: str = ""
    merge: Merge | None = None
    start: int = 0
    origin: Origin = Origin()

    @property
    def end(self) -> int:
        """Offset after the last character of `text` in the block's text."""
        return self.start + len(self.text)


@dataclass(slots=True)
class Table:
    """A table block's grid.

    Attributes:
        cells: the grid, rectangular once `tables.repair` has run.
        raw_rows: the words of every position as read, never changed.
        header_rows: how many leading rows are header; set by the file or by `tables`.
        merges_known: whether the format states merges.
        fragments: row indexes (in `cells`) at which a fragment from a later page begins.
        pages: pages that the table stands on.
        rests: row indexes (in `cells`) of rows that are the rest of the one above, as the page's layout shows.
    """

    cells: list[list[Cell]]
    raw_rows: list[list[str]]
    header_rows: int = 0
    merges_known: bool = True
    fragments: list[int] = field(default_factory=list)
    pages: list[int] = field(default_factory=list)
    rests: list[int] = field(default_factory=list)

    def source(self, row: int, column: int) -> Cell:
        """The cell whose words count at a position: itself, or the one that it continues."""
        cell = self.cells[row][column]
        while cell.merge:
            row, column = (row - 1, column) if cell.merge == "above" else (row, column - 1)
            if row < 0 or column < 0:
                break
            cell = self.cells[row][column]
        return cell

    def sources(self) -> list[list[Cell]]:
        """For each position the cell whose words count there; linear, however long the merges are."""
        grid: list[list[Cell]] = []
        for row in self.cells:
            found: list[Cell] = []
            for column, cell in enumerate(row):
                if cell.merge == "above" and grid and column < len(grid[-1]):
                    found.append(grid[-1][column])
                elif cell.merge == "left" and found:
                    found.append(found[-1])
                else:
                    found.append(cell)
            grid.append(found)
        return grid

    def filled(self) -> list[list[str]]:
        """The grid with the words of a merged cell at each of its positions."""
        return [[cell.text for cell in row] for row in self.sources()]

    def render(self) -> str:
        """The block's text: cells by tab, rows by newline; sets every cell's `start`."""
        lines, offset = [], 0
        for row in self.cells:
            for cell in row:
                cell.start = offset
                offset += len(cell.text) + 1
            lines.append("\t".join(cell.text for cell in row))
            offset += not row
        return "\n".join(lines)


@dataclass(slots=True)
class Block:
    """A unit of reading order.

    Attributes:
        id: `b1`, `b2` … in order.
        kind: layout sets `paragraph`, `table`, `caption`, `furniture`; segment may make a paragraph a `title`
            or `heading`.
        text: the source's characters; for a table `Table.render()`.
        role: what the file itself said.
        style: typographic evidence; bold ranges are offsets into `text`.
        page: first page, from 1; None for flowing formats.
        generated: `[start, end)` of an automatic number in `text`.
        origin: where it stands.
        table: the grid of a table block.
        section: id of the section that it belongs to; set by segment.
    """

    id: str
    kind: BlockKind
    text: str
    role: Role = "body"
    style: Style = field(default_factory=Style)
    page: int | None = None
    generated: tuple[int, int] | None = None
    origin: Origin = Origin()
    table: Table | None = None
    section: str | None = None


@dataclass(slots=True)
class Layout:
    """Blocks in reading order and what layout has to say about them."""

    blocks: list[Block]
    notes: list[Note] = field(default_factory=list)
