"""What the columns of a table mean: by their header words, and without a header by what they hold."""

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from kexie_extract.grammar.headers import (
    Meaning,
    column_meanings,
    counts_rows,
    is_header,
    known,
    meanings,
    names_owners,
    normal,
)
from kexie_extract.lexicon import Lexicon
from kexie_extract.model.blocks import Cell, Table
from kexie_extract.model.tasks import Column
from kexie_extract.tables.evidence import Shape, is_tick, shape_of
from kexie_extract.text.folding import squeezed
from kexie_extract.text.patterns import compiled

TEXT_COLUMNS: tuple[Column, ...] = ("content", "goal", "measures", "project", "theme")
NAME_COLUMNS: tuple[Column, ...] = ("departments", "supporting_departments", "owners")
_DEEPEST_HEADER = 6
"""Rows from the top among which a header is looked for."""
_LONGEST_PART = 6
"""Characters of an unknown word below a header cell that spans columns."""
_MOST = 0.7
"""Share of a column's cells that must have a shape for the column to be told by it."""


@dataclass(slots=True)
class Heading:
    """One column.

    Attributes:
        printed: header words as printed, parent first; empty without any.
        column: its field.
        deadline: the header names a deadline.
        weak: the header's word alone makes no task table.
        unit: the unit that the header states for bare figures (万元).
        year: the column states the year of each row.
        marks: the cells hold nothing but marks (√): the header's own words are the value.
        persons: the header of a column of departments names persons too (责任单位及责任人).
    """

    printed: str
    column: Column = "extra"
    deadline: bool = False
    weak: bool = False
    unit: str | None = None
    year: bool = False
    marks: bool = False
    persons: bool = False

    @property
    def leaf(self) -> str:
        """The lowest row's words of a header of several rows."""
        return self.printed.rsplit("/", 1)[-1]


class Header(NamedTuple):
    """The header of a table: rows `[start, end)` of its grid and a heading per column."""

    start: int
    end: int
    headings: list[Heading]

    def first(self, column: Column) -> int | None:
        """Index of the first column of that field."""
        return next((i for i, heading in enumerate(self.headings) if heading.column == column), None)


def find_header(table: Table, lexicon: Lexicon) -> Header:
    """The header; with `start == end` where the table has none and columns are told by what they hold."""
    filled = table.filled()
    for index, row in enumerate(filled[:_DEEPEST_HEADER]):
        if _is_header_row(table, index, row, lexicon):
            return _named(table, filled, index, lexicon)
    if table.header_rows:
        return _named(table, filled, min(table.header_rows, len(filled)) - 1, lexicon)
    start = _first_full_row(filled)
    return Header(start, start, [Heading("") for _ in filled[0]] if filled else [])


def _is_header_row(table: Table, index: int, row: list[str], lexicon: Lexicon) -> bool:
    """Whether a row names columns; two rows together may, when the upper one only names groups of columns."""
    if len({text for text in row if text.strip()}) < 2:
        return False
    if is_header(row, lexicon):
        return True
    below = index + 1
    if below < len(table.cells) and counts_rows(row, [cell.text for cell in table.cells[below]], lexicon):
        return True
    if below >= len(table.cells) or not any(cell.merge for cell in table.cells[index] + table.cells[below]):
        return False
    joined = [lower or upper for upper, lower in zip(row, table.filled()[below], strict=False)]
    return is_header(joined, lexicon) and known(row, lexicon) >= 1


def _named(table: Table, filled: list[list[str]], start: int, lexicon: Lexicon) -> Header:
    """The header that begins at a row: one row or more, and what its words mean."""
    end = start + 1
    while end < min(len(filled), start + 3) and _goes_on(table, filled, start, end, lexicon):
        end += 1
    if table.header_rows > end and table.header_rows <= start + 3:
        end = table.header_rows
    stacks = [_stack([filled[row][column] for row in range(start, end)]) for column in range(len(filled[0]))]
    return Header(start, end, _resolve(stacks, lexicon))


def _goes_on(table: Table, filled: list[list[str]], start: int, row: int, lexicon: Lexicon) -> bool:
    """Whether a row belongs to the header above it: it names parts of a column that spans several."""
    cells = table.cells[row]
    texts = [cell.text for cell in cells if cell.text.strip()]
    if not texts or any(len(normal(text)) > 16 for text in texts):
        return False
    upper = table.cells[row - 1]
    spans = any(cell.merge == "left" for cell in upper) or any(cell.merge == "above" for cell in cells)
    parts = sum(bool(meanings(text, lexicon)) for text in texts)
    if spans:
        hanging = all(
            cell.merge == "above" or not cell.text.strip() or _under_span(table, row, column)
            for column, cell in enumerate(cells)
        )
        return hanging and (parts > 0 or any(cell.merge == "above" for cell in cells)) and not _is_data(texts, lexicon)
    if _is_data(texts, lexicon):
        return False
    if table.merges_known:  # blank cells that nobody merged
        return parts == len(texts) and _divides(cells, upper, True, lexicon)
    if parts and not cells[0].text.strip() and _beside(cells, upper, filled[row - 1]):
        return True
    return _divides(cells, upper, parts == len(texts), lexicon)


def _beside(cells: list[Cell], upper: list[Cell], filled: list[str]) -> bool:
    """Whether a row's words stand only where the header above has none, or only those of a cell that it continues."""
    return all(
        not cell.text.strip() or not filled[column].strip() or (column > 0 and not upper[column].text)
        for column, cell in enumerate(cells)
    )


def _divides(cells: list[Cell], upper: list[Cell], known_words: bool, lexicon: Lexicon) -> bool:
    """Whether a row names the parts of header cells that spanned columns before the conversion lost that.

    A header word with blanks behind it spanned them; the row has short words under each such column, at least two
    together, and nothing elsewhere.
    """
    if not is_header([cell.text for cell in upper], lexicon):
        return False
    named = [column for column, cell in enumerate(upper) if cell.text.strip()]
    ends = [*named[1:], len(upper)]
    under = {c for start, end in zip(named, ends, strict=True) if end - start > 1 for c in range(start, end)}
    texts = {column for column, cell in enumerate(cells) if cell.text.strip()}
    if len(texts) < 2 or not texts <= under:
        return False
    short = all(len(normal(cells[column].text)) <= _LONGEST_PART for column in texts)
    return known_words or (texts == under and short)


def _under_span(table: Table, row: int, column: int) -> bool:
    """Whether the cell above is part of one that spans columns."""
    upper = table.cells[row - 1]
    if upper[column].merge == "left":
        return True
    return column + 1 < len(upper) and upper[column + 1].merge == "left"


def _is_data(texts: list[str], lexicon: Lexicon) -> bool:
    """Whether a row's own words look like a row of values."""
    return any(shape_of(text, lexicon) in (Shape.SERIAL, Shape.FIGURE) for text in texts)


def _first_full_row(filled: list[list[str]]) -> int:
    """Index of the first row with more than one cell of text: title rows stand before it."""
    return next((i for i, row in enumerate(filled) if len({text for text in row if text.strip()}) > 1), 0)


def _stack(words: list[str]) -> list[str]:
    """A column's header words from top to bottom, each once."""
    return list(dict.fromkeys(text.strip() for text in words if text.strip()))


def _resolve(stacks: list[list[str]], lexicon: Lexicon) -> list[Heading]:
    """A heading for each column; a header of two words takes the meaning that no other column has."""
    options = [_options(stack, lexicon) for stack in stacks]
    taken = {found[0].column for found in options if len(found) == 1}
    headings = []
    for stack, found in zip(stacks, options, strict=True):
        heading = Heading("".join(stack) if len(stack) < 2 else "/".join(stack), unit=_unit(stack, lexicon))
        best = next((meaning for meaning in found if meaning.column not in taken), found[0] if found else None)
        if best:
            heading.column, heading.deadline, heading.weak = best.column, best.deadline, best.weak
            heading.year = best.year
            heading.persons = best.column in NAME_COLUMNS[:2] and names_owners("".join(stack), lexicon)
        headings.append(heading)
    _step_aside(headings, [found[0] if len(found) == 1 else None for found in options])
    return headings


def _step_aside(headings: list[Heading], found: list[Meaning | None]) -> None:
    """Give columns their second field where another column already has the first (事项 beside 主要内容)."""
    taken = {h.column for h, meaning in zip(headings, found, strict=True) if not (meaning and meaning.beside)}
    flexible = [(h, meaning) for h, meaning in zip(headings, found, strict=True) if meaning and meaning.beside]
    for heading, meaning in sorted(flexible, key=lambda pair: (pair[1].yields, pair[1].beside == "extra")):
        beside = meaning.beside or "extra"
        if heading.column in taken and (beside == "extra" or beside not in taken):
            heading.column = beside
        taken.add(heading.column)


def _options(stack: list[str], lexicon: Lexicon) -> tuple[Meaning, ...]:
    """What a column's header words may mean: the lowest row's own, else those above it."""
    for text in [*reversed(stack), "".join(stack)]:
        found = column_meanings(text, lexicon)
        if found:
            return found
    return ()


@lru_cache(maxsize=4)
def _unit_pattern(lexicon: Lexicon) -> re.Pattern[str]:
    return compiled(rf"[（\[]({lexicon.union('tables.unit')})[）\]]")


def _unit(stack: list[str], lexicon: Lexicon) -> str | None:
    """The unit in a header's bracket (（万元）)."""
    found = _unit_pattern(lexicon).search(squeezed("".join(stack)))
    return re.sub(r"^单位[:：]", "", found[1]) if found else None


def complete(header: Header, rows: list[list[str]], lexicon: Lexicon) -> None:
    """Tell nameless columns by what they hold, and give a table with one text column its `content`.

    Args:
        header: changed in place.
        rows: the words of the data rows, merged cells filled.
        lexicon: shapes of cells.
    """
    if not rows:
        return
    if header.start == header.end:
        _by_contents(header, rows, lexicon)
    else:
        for index, heading in enumerate(header.headings):
            if (
                not heading.printed
                and _share(rows, index, Shape.SERIAL, lexicon) >= _MOST
                and not header.first("number")
            ):
                heading.column = "number"
    for index, heading in enumerate(header.headings):
        texts = [row[index] for row in rows if row[index].strip()]
        heading.marks = bool(texts) and all(is_tick(text, lexicon) for text in texts)
    _single_text(header, rows, lexicon)


def _by_contents(header: Header, rows: list[list[str]], lexicon: Lexicon) -> None:
    """Tell every column of a headerless table by what it holds."""
    texts = []
    for index, heading in enumerate(header.headings):
        if index < 2 and header.first("number") is None and _counts(rows, index):
            heading.column = "number"
        elif _begins(rows, index, Shape.ORGAN, lexicon):
            heading.column = "departments" if header.first("departments") is None else "supporting_departments"
        elif _begins(rows, index, Shape.PERSON, lexicon):
            heading.column = "owners"
        elif _begins(rows, index, Shape.WHEN, lexicon):
            heading.column, heading.deadline = "schedule", False
        elif _mean_length(rows, index) >= 8:
            texts.append(index)
    _prose_columns(header, rows, texts, lexicon)


def _prose_columns(header: Header, rows: list[list[str]], texts: list[int], lexicon: Lexicon) -> None:
    """Content and, where a later prose column is full of times, schedule; shorter ones before are theme, project."""
    if not texts:
        return
    timed = [i for i in texts if _share(rows, i, Shape.TIMED, lexicon) + _share(rows, i, Shape.WHEN, lexicon) >= 0.5]
    plain = [i for i in texts if i not in timed or i == texts[0]]
    longest = max(plain, key=lambda i: _mean_length(rows, i))
    header.headings[longest].column = "content"
    later = [i for i in timed if i > longest]
    if later and header.first("schedule") is None:
        header.headings[later[0]].column = "schedule"
    before = [i for i in range(longest) if header.headings[i].column == "extra"]
    names: tuple[Column, ...] = ("theme", "project") if len(before) > 1 else ("project",)
    for index, name in zip(before, names, strict=False):
        header.headings[index].column = name


def _begins(rows: list[list[str]], index: int, shape: Shape, lexicon: Lexicon) -> bool:
    """Whether a column has a shape throughout, its first cell too: a header in disguise has not."""
    first = next((row[index] for row in rows if row[index].strip()), "")
    return _share(rows, index, shape, lexicon) >= _MOST and shape_of(first, lexicon) is shape


def _counts(rows: list[list[str]], index: int) -> bool:
    """Whether a column counts 1, 2, 3 …"""
    numbers = [int(text) for row in rows if (text := squeezed(row[index]).rstrip(".、")).isdecimal()]
    if not squeezed(rows[0][index]).rstrip(".、").isdecimal():
        return False
    steps = sum(b - a in (0, 1) for a, b in pairwise(numbers))
    return len(numbers) >= 2 and len(numbers) >= _MOST * len(rows) and steps >= _MOST * (len(numbers) - 1)


def _share(rows: list[list[str]], index: int, shape: Shape, lexicon: Lexicon) -> float:
    """Share of a column's filled cells that have a shape; 0 below two cells."""
    texts = [row[index] for row in rows if row[index].strip()]
    if len(texts) < 2:
        return 0.0
    return sum(shape_of(text, lexicon) is shape for text in texts) / len(texts)


def _mean_length(rows: list[list[str]], index: int) -> float:
    texts = [row[index] for row in rows if row[index].strip()]
    return sum(map(len, texts)) / len(texts) if texts else 0.0


def _single_text(header: Header, rows: list[list[str]], lexicon: Lexicon) -> None:
    """A table with one text column, or one besides theme and project, has it as `content` (contract, tasks)."""
    texts = [heading for heading in header.headings if heading.column in TEXT_COLUMNS]
    stated = [heading for heading in texts if heading.column not in ("theme", "project")]
    if len(texts) == 1 or len(stated) == 1:
        (stated or texts)[0].column = "content"
    elif not texts:
        loose = [i for i, heading in enumerate(header.headings) if heading.column == "extra" and heading.printed]
        prose = [
            i for i in loose if _share(rows, i, Shape.PLAIN, lexicon) + _share(rows, i, Shape.TIMED, lexicon) >= _MOST
        ]
        if len(prose) == 1 and _mean_length(rows, prose[0]) >= 6:
            header.headings[prose[0]].column = "content"


def is_task_table(header: Header) -> bool:
    """Whether the columns are those of a task table (contract, tasks).

    At least a text column and a schedule, a department or an owner column. A word that other tables have too
    (时间, 单位) counts only where a second such column stands beside it.
    """
    if not any(heading.column in TEXT_COLUMNS for heading in header.headings):
        return False
    binding = [h for h in header.headings if h.column in ("schedule", *NAME_COLUMNS)]
    if header.start == header.end:
        return any(h.column == "departments" for h in binding) and any(h.column == "content" for h in header.headings)
    return any(not h.weak for h in binding) or len({h.column for h in binding}) >= 2
