"""Merges that the conversion lost: blank cells that continue the cell above."""

from itertools import pairwise

from kexie_extract.model.blocks import Table
from kexie_extract.model.tasks import Column
from kexie_extract.tables.columns import Header
from kexie_extract.text.folding import squeezed

_FOLLOWERS: tuple[Column, ...] = ("number", "goal", "owners", "supporting_departments", "departments")
"""Columns that are often merged over the same rows as the group that they belong to."""
_MOST = 0.9
"""Share of rows in which a column must be blank where its group goes on, and filled where a group begins."""
_FEW = 0.1
"""Share of blank cells below which blanks in a column of names are blanks."""


class LostMerges:
    """Finds and marks them in one table.

    In formats that do not state merges (Markdown, PDF) a blank theme or project continues the one above, and a
    blank department does where the column is written with merges; where the row begins a new theme, it was lost.
    A column in which the loader did see merges (PDF, by its ruling lines) lost them only where a page begins.
    In other formats only the theme and project of repaired rows are filled, and gaps in stated merges.

    Args:
        table: rectangular; changed in place.
        header: its columns.
        rows: indexes of the data rows; a gap between two (a group row) ends what is continued.
        repaired: rows whose cells were moved or joined.
    """

    def __init__(self, table: Table, header: Header, rows: list[int], repaired: set[int]) -> None:
        self._table, self._header, self._rows, self._repaired = table, header, rows, repaired
        self._starts = set(table.fragments)
        self._width = len(header.headings)
        self._groups = self._columns("theme", "project") or self._leading_content()
        self._names = self._columns("departments")
        self._theme = header.first("theme")
        self._merged = {c for c in self._groups if self._written_merged(c, 0.0, 2)}
        self._merged |= {c for c in self._names if self._written_merged(c, _FEW, 4)}
        self._marked = {c for c in range(self._width) if any(table.cells[row][c].merge == "above" for row in rows)}
        self._following = self._followers()

    def fill(self) -> int:
        """Mark lost merges; returns how many."""
        below = [(above, row) for above, row in pairwise(self._rows) if above == row - 1]
        count = sum(self._close_gaps(row) for _, row in reversed(below))
        self._source = self._table.sources()
        for above, row in below:
            count += self._fill_groups(row)
            if not self._table.merges_known:
                count += self._fill_others(above, row)
        return count

    def _columns(self, *names: Column) -> list[int]:
        return [i for i, heading in enumerate(self._header.headings) if heading.column in names and not heading.marks]

    def _leading_content(self) -> list[int]:
        """`content` or the time, where it stands first and later columns divide it; only where merges are unknown."""
        first = next((i for i, heading in enumerate(self._header.headings) if heading.column != "number"), None)
        if first is None or self._table.merges_known:
            return []
        if self._header.headings[first].column not in ("content", "schedule"):
            return []
        blank = [row for row in self._rows if self._blank(row, first)]
        divided = all(not self._blank(row, first + 1) for row in blank) if first + 1 < self._width else False
        return [first] if divided else []

    def _blank(self, row: int, column: int) -> bool:
        return not self._table.cells[row][column].text.strip()

    def _written_merged(self, column: int, share: float, weight: int) -> bool:
        """Whether a column's blanks are lost merges: its writer does not repeat a value in the next row."""
        blanks = sum(self._blank(row, column) for row in self._rows)
        repeats = sum(
            not self._blank(row, column)
            and self._table.cells[row - 1][column].text == self._table.cells[row][column].text
            for row in self._rows[1:]
            if row not in self._starts
        )
        return blanks > (1 if share else 0) and blanks >= share * len(self._rows) and repeats * weight <= blanks

    def _followers(self) -> set[int]:
        """Columns that are blank where the first group goes on, and filled where one begins."""
        if not self._groups or self._table.merges_known or self._groups[0] not in self._merged:
            return set()
        on = [row for row in self._rows if self._blank(row, self._groups[0])]
        begun = [row for row in self._rows if not self._blank(row, self._groups[0])]
        if len(on) < 2:
            return set()
        return {
            column
            for column in self._columns(*_FOLLOWERS)
            if sum(self._blank(row, column) for row in on) >= _MOST * len(on)
            and sum(not self._blank(row, column) for row in begun) >= _MOST * len(begun)
        }

    def _close_gaps(self, row: int) -> int:
        """Let blank cells continue the one above where the row below says that the merge goes on."""
        if row + 1 >= len(self._table.cells):
            return 0
        columns = range(self._width) if row in self._repaired else (*self._groups, *self._names)
        count = 0
        for column in columns:
            cell = self._table.cells[row][column]
            if self._table.cells[row + 1][column].merge == "above" and cell.merge is None and self._blank(row, column):
                cell.merge = "above"
                count += 1
        return count

    def _may(self, row: int, column: int) -> bool:
        """Whether blanks of this column can be lost merges in this row."""
        if row in self._repaired:
            return True
        return not self._table.merges_known and (column not in self._marked or row in self._starts)

    def _fill_groups(self, row: int) -> int:
        """Theme and project; a project goes on only where its theme does."""
        count = 0
        for column in self._groups:
            if not self._blank(row, column):
                self._source[row][column] = self._table.cells[row][column]
                return count
            known = column in self._merged or column in self._marked or row in self._repaired
            count += self._continue(row, column, known and self._may(row, column))
        return count

    def _fill_others(self, above: int, row: int) -> int:
        """Departments, and columns that follow the group; at the top of a page whatever is merged on the others."""
        if self._theme is not None and self._differs(above, row, self._theme):
            return 0
        count = sum(self._continue(row, c, self._may(row, c)) for c in self._names if c in self._merged)
        if self._groups and self._table.cells[row][self._groups[0]].merge == "above":
            count += sum(self._continue(row, c, self._may(row, c)) for c in self._following)
        if row in self._starts:
            count += sum(self._continue(row, c, True) for c in self._marked)
        return count

    def _continue(self, row: int, column: int, allowed: bool) -> int:
        """Mark a blank cell as continuing the one above; 1 if it was done."""
        cell = self._table.cells[row][column]
        if cell.merge == "above":
            self._source[row][column] = self._source[row - 1][column]
            return 0
        if not allowed or cell.merge or cell.text.strip() or not self._source[row - 1][column].text.strip():
            return 0
        cell.merge = "above"
        self._source[row][column] = self._source[row - 1][column]
        return 1

    def _differs(self, above: int, row: int, column: int) -> bool:
        """Whether a row states a value of its own that is not the one above."""
        own = squeezed(self._table.cells[row][column].text)
        return bool(own) and squeezed(self._source[above][column].text) != own
