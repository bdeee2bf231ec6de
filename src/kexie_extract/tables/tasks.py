"""The rows of task tables, read from the blocks of a document."""

import re
from collections.abc import Iterator
from functools import lru_cache

from kexie_extract.lexicon import Lexicon
from kexie_extract.model.blocks import Block, Cell, Table
from kexie_extract.model.diagnostics import Note
from kexie_extract.model.outline import Slice
from kexie_extract.model.tasks import Column, TaskRow, Value
from kexie_extract.tables import grid
from kexie_extract.tables.columns import (
    NAME_COLUMNS,
    TEXT_COLUMNS,
    Header,
    Heading,
    complete,
    find_header,
    is_task_table,
)
from kexie_extract.tables.evidence import Shape, is_ditto, shape_of
from kexie_extract.tables.groups import RowRole, classify
from kexie_extract.tables.merges import LostMerges
from kexie_extract.tables.names import split
from kexie_extract.tables.repair import Move, realign, say_moves
from kexie_extract.text.folding import squeezed
from kexie_extract.text.patterns import compiled

_YEAR = compiled(r"(?<![-—–~－至到])((?:19|20)[0-9]{2})年")
_LONGEST_CAPTION = 60
"""Characters; a longer paragraph before a table is no caption of it."""
_FIGURE = compiled(r"[0-9][0-9.,，]*")


def read(blocks: list[Block], lexicon: Lexicon, notes: list[Note]) -> list[TaskRow]:
    """The task rows of all tables, in document order.

    Every table's grid is made rectangular and repaired in place, and its block's text rendered anew. A table is a
    task table when it has a text column and a schedule, a department or an owner column (contract, tasks).

    Args:
        blocks: in reading order, fragments of one table joined.
        lexicon: header words, shapes, organ suffixes.
        notes: gets one note for each repair and each row left in doubt.
    """
    tasks: list[TaskRow] = []
    caption = ""
    for block in blocks:
        if block.table is not None:
            tasks.extend(_read_table(block, block.table, caption, lexicon, notes))
        elif block.kind != "furniture" and block.text.strip():
            caption = _caption(block.text, caption, lexicon)
    return tasks


@lru_cache(maxsize=4)
def _caption_pattern(lexicon: Lexicon) -> re.Pattern[str]:
    return compiled("|".join(rule.expression for rule in lexicon.rules("tables.caption")))


def _caption(text: str, before: str, lexicon: Lexicon) -> str:
    """The next table's caption after a paragraph: a table's title, or the one before a short line (单位：万元)."""
    if len(text) > _LONGEST_CAPTION:
        return ""
    return text if _caption_pattern(lexicon).search(squeezed(text)) else before


def _read_table(block: Block, table: Table, caption: str, lexicon: Lexicon, notes: list[Note]) -> list[TaskRow]:
    """The task rows of one table; repairs its grid whether it is a task table or not."""
    grid.unite_columns(table)
    grid.square(table)
    rows: list[TaskRow] = []
    if table.cells and table.cells[0]:
        rows = _Reader(block, table, caption, lexicon, notes).rows()
    block.text = table.render()
    places = table.sources()
    for row in rows:
        _locate(places, row, block.id)
    return rows


class _Reader:
    """Reads one table."""

    def __init__(self, block: Block, table: Table, caption: str, lexicon: Lexicon, notes: list[Note]) -> None:
        self._block = block
        self._table = table
        self._lexicon = lexicon
        self._notes = notes
        self._caption = caption
        self._header = find_header(table, lexicon)
        self._repairs: dict[int, list[str]] = {}
        self._known: frozenset[str] = frozenset()
        self._split: dict[tuple[str, Column, bool], dict[Column, list[str]]] = {}
        self._source: list[list[Cell]] = []

    def rows(self) -> list[TaskRow]:
        """Repair the grid and read its rows; none when it is no task table."""
        table, header = self._table, self._header
        dropped = grid.drop_repeats(table, header)
        if dropped:
            self._note("table.header-repeated", f"{dropped} repeated header rows left out of the grid.", "info")
        grid.fit_headings(table, header)
        roles = classify(table, header, self._lexicon)
        data = [index for index, role in enumerate(roles) if role.kind == "data"]
        words, theme = table.filled(), header.first("theme")
        complete(header, [words[index] for index in data], self._lexicon)
        if header.first("theme") != theme:
            roles = classify(table, header, self._lexicon)
        if not data or not is_task_table(header):
            grid.drop_empty_columns(table, header)
            return []
        return list(self._task_rows(self._repair(roles)))

    def _repair(self, roles: list[RowRole]) -> list[RowRole]:
        """Cut rows joined, slid rows put right, lost merges filled; the roles of the rows after that."""
        table, header = self._table, self._header
        joined = grid.join_cut_rows(table, header, self._lexicon)
        for row, text in joined.items():
            self._repairs.setdefault(row, []).append(text)
            self._note("table.row-joined", text)
        if joined:
            roles = classify(table, header, self._lexicon)
        data = [index for index, role in enumerate(roles) if role.kind == "data"]
        before = {row: [c for c, cell in enumerate(table.cells[row]) if cell.text.strip()] for row in data}
        moves = realign(table, header, data, self._lexicon)
        for move in moves:
            self._say(move, before[move.row])
        dropped = grid.drop_empty_columns(table, header)
        repaired = {move.row for move in moves if move.accepted} | set(self._repairs)
        count = LostMerges(table, header, data, repaired).fill()
        if count:
            self._note("table.merge-filled", f"{count} blank cells taken as continuing the cell above.", "info")
        return classify(table, header, self._lexicon) if dropped or repaired or count else roles

    def _say(self, move: Move, before: list[int]) -> None:
        text = say_moves(self._table, self._header, move, before)
        if move.accepted:
            self._repairs.setdefault(move.row, []).append(text)
            self._note("table.row-realigned", f"Row {move.row + 1}: {text}")
        else:
            self._note("table.row-doubtful", f"Row {move.row + 1} may have slid; it stays as read.")

    def _note(self, code: str, message: str, severity: str = "warning") -> None:
        self._notes.append(Note(code, message, "info" if severity == "info" else "warning", self._block.id))

    def _task_rows(self, roles: list[RowRole]) -> Iterator[TaskRow]:
        """One task for each data row, with the theme of the group rows above it."""
        header = self._header
        self._known = self._whole_names(roles)
        self._source = self._table.sources()
        groups: dict[int, tuple[RowRole, int]] = {}
        year = self._year()
        resolved: dict[int, Value] = {}
        for index, role in enumerate(roles):
            if role.kind == "group":
                groups = {level: group for level, group in groups.items() if level < role.level}
                groups[role.level] = (role, index)
                resolved = {}
            if role.kind != "data":
                continue
            task = TaskRow(self._block.id, index, {}, year=year, repairs=self._repairs.get(index, []))
            self._fill(task, resolved)
            self._add_groups(task, [groups[level] for level in sorted(groups)])
            _lone_text_is_content(task, header, self._lexicon)
            if any(column != "number" for column in task.values) or task.extra:
                yield task

    def _whole_names(self, roles: list[RowRole]) -> frozenset[str]:
        """Names that stand alone on one line of a department or owner cell."""
        columns = [i for i, heading in enumerate(self._header.headings) if heading.column in NAME_COLUMNS]
        texts = [
            self._table.cells[row][column].text.strip()
            for row, role in enumerate(roles)
            if role.kind == "data"
            for column in columns
        ]
        return frozenset(text for text in texts if text and len(text.split()) == 1)

    def _fill(self, task: TaskRow, resolved: dict[int, Value]) -> None:
        """The row's values, lists and extra columns; `resolved` holds the values of the row above by grid column."""
        for index, heading in enumerate(self._header.headings):
            value = self._value(task.row, index, heading, resolved)
            if value is None:
                resolved.pop(index, None)
                continue
            resolved[index] = value
            column = heading.column
            if heading.year:
                task.year = _year_in(value.text) or task.year
            if heading.marks and column in NAME_COLUMNS:
                value = Value(heading.leaf, None, own=False)
            elif heading.marks:
                column = "extra"
            if column == "extra" or (column in task.values and not (heading.marks and column in NAME_COLUMNS)):
                _add_extra(task.extra, heading.printed or f"列{index + 1}", value.text)
                continue
            task.values.setdefault(column, value)
            if column == "schedule":
                task.deadline = heading.deadline
            if column in NAME_COLUMNS:
                for target, names in self._names(value.text, heading).items():
                    known = task.lists.setdefault(target, [])
                    known.extend(name for name in names if name not in known)

    def _names(self, text: str, heading: Heading) -> dict[Column, list[str]]:
        """The names in a cell; columns of names repeat what they hold."""
        known = self._split.get((text, heading.column, heading.persons))
        if known is not None:
            return known
        names = split(text, heading.column, self._lexicon, self._known)
        if heading.persons:
            for name in [name for name in names.get(heading.column, []) if self._is_person(name)]:
                names[heading.column].remove(name)
                names.setdefault("owners", []).append(name)
        self._split[text, heading.column, heading.persons] = names
        return names

    def _is_person(self, name: str) -> bool:
        return shape_of(name, self._lexicon) is Shape.PERSON

    def _value(self, row: int, index: int, heading: Heading, resolved: dict[int, Value]) -> Value | None:
        """What a row has under a column, None for a blank."""
        table = self._table
        cell = table.cells[row][index]
        if cell.merge == "left" and index and self._header.headings[index - 1].column != "extra":
            return None
        source = self._source[row][index]
        if not source.text.strip():
            return None
        if is_ditto(source.text, self._lexicon):
            above = resolved.get(index)
            return Value(above.text, above.slice, own=False) if above else None
        if heading.unit and _FIGURE.fullmatch(source.text.strip()):
            return Value(f"{source.text.strip()}{heading.unit}", None, own=cell.merge is None)
        return Value(source.text.strip(), Slice("", row, index), own=cell.merge is None)

    def _add_groups(self, task: TaskRow, groups: list[tuple[RowRole, int]]) -> None:
        """The words of the group rows above as theme, and below it project."""
        for (role, row), column in zip(groups, ("theme", "project"), strict=False):
            name: Column = "theme" if column == "theme" else "project"
            own = task.values.get(name)
            if own is not None and name == "project":
                continue
            if own is not None:
                if "project" in task.values:
                    _add_extra(task.extra, self._printed("theme"), own.text)
                else:
                    task.values["project"] = own
            whole = role.text == self._table.cells[row][role.column].text.strip()
            task.values[name] = Value(role.text, Slice("", row, role.column) if whole else None, own=False)

    def _printed(self, column: Column) -> str:
        index = self._header.first(column)
        return self._header.headings[index].printed if index is not None else column

    def _year(self) -> int | None:
        """A year that the table's title rows, header or caption state."""
        titles = [text for row in self._table.filled()[: self._header.end] for text in row]
        for text in [*titles, self._caption]:
            found = _YEAR.search(squeezed(text))
            if found:
                return int(found[1])
        return None


def _year_in(text: str) -> int | None:
    """The one year that a cell of a column of years states."""
    years = set(re.findall(r"(?:19|20)[0-9]{2}", squeezed(text)))
    return int(years.pop()) if len(years) == 1 else None


def _add_extra(extra: dict[str, str], header: str, text: str) -> None:
    """Put words under a printed header; a second column of the same header gets a number."""
    if extra.get(header) == text:
        return
    name, count = header, 2
    while name in extra:
        name, count = f"{header}{count}", count + 1
    extra[name] = text


def _lone_text_is_content(task: TaskRow, header: Header, lexicon: Lexicon) -> None:
    """A row with one text besides theme and project has it as content (contract, tasks)."""
    if header.first("content") is None or "content" in task.values:
        return
    names: tuple[Column, ...] = ("goal", "measures", "schedule")
    lone = [name for name in names if name in task.values]
    if len(lone) == 1 and shape_of(task.values[lone[0]].text, lexicon) in (Shape.PLAIN, Shape.TIMED):
        task.values["content"] = task.values.pop(lone[0])
        return
    if not lone and "project" in task.values and not set(task.values) & set(TEXT_COLUMNS) - {"project", "theme"}:
        return


def _locate(places: list[list[Cell]], task: TaskRow, block: str) -> None:
    """Give every value its place in the rendered text."""
    for value in task.values.values():
        if value.slice is not None and not value.slice.block:
            source = places[value.slice.start][value.slice.end]
            lead = len(source.text) - len(source.text.lstrip())
            start = source.start + lead
            value.slice = Slice(block, start, start + len(source.text.strip()))
