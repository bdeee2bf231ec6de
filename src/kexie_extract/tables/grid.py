"""Making the grid of a table rectangular: ragged rows, repeated headers, empty columns, rows cut by a page end."""

from itertools import pairwise

from kexie_extract.grammar.headers import header_words, normal, same_header
from kexie_extract.lexicon import Lexicon
from kexie_extract.model.blocks import Cell, Table
from kexie_extract.model.tasks import Column
from kexie_extract.tables.columns import Header, Heading
from kexie_extract.tables.evidence import Shape, shape_of
from kexie_extract.text.han import lazily

_UNFINISHED_AFTER = "。！？；!?;"
_LATER_ENTRY = lazily(r"\s*[（(]?(?:[2-9]\D|1[0-9]\D|[二三四五六七八九十][、）)]|[②-⑳])")
"""How an entry of a numbered list begins that is not its first: it goes on with the cell where that stands."""
_PROSE: tuple[Column, ...] = ("content", "goal", "measures")
_SHORTEST_PROSE, _SHORTEST_PART = 9, 4
"""Characters of a text that a page end may have cut; the second where the lower row also lacks what the upper has."""
_WHOLE: dict[Column, Shape] = {
    "departments": Shape.ORGAN,
    "supporting_departments": Shape.ORGAN,
    "schedule": Shape.WHEN,
}
"""What a whole value of a column looks like."""


def square(table: Table) -> None:
    """Pad ragged rows with blank cells."""
    width = max((len(row) for row in table.cells), default=0)
    for row in table.cells:
        row.extend(Cell() for _ in range(width - len(row)))


def words_of(row: list[Cell]) -> list[str]:
    """The words of a row's own cells."""
    return [cell.text for cell in row]


def unite_columns(table: Table) -> None:
    """Give fragments that have other blank columns than the first one common columns.

    A later fragment whose repeated header has the first one's words in other places (the conversion put an empty
    column in) is brought under the first header's columns; its extra columns become columns of the table.
    """
    if not table.cells or not table.fragments:
        return
    bounds = [0, *table.fragments, len(table.cells)]
    base_row = next((row for row in table.cells[:3] if sum(bool(text.strip()) for text in words_of(row)) > 1), None)
    if base_row is None:
        return
    base = [normal(text) for text in words_of(base_row)]
    for start, end in pairwise(bounds[1:]):
        own = next((words_of(row) for row in table.cells[start : start + 3] if same_header(words_of(row), base)), None)
        if own is not None:
            base = _unite(table, start, end, base, [normal(text) for text in own])
    square(table)


def _unite(table: Table, start: int, end: int, base: list[str], own: list[str]) -> list[str]:
    """Put blank columns into the rows of one fragment, or of all others, so that both headers agree."""
    column = 0
    while column < max(len(base), len(own)):
        left = base[column] if column < len(base) else ""
        right = own[column] if column < len(own) else ""
        if left != right:
            inside = bool(left)
            _insert(
                table,
                [i for i in range(len(table.cells)) if (start <= i < end) == (right != "" and not inside)],
                column,
            )
            (own if right else base).insert(column, "")
        column += 1
    return base


def _insert(table: Table, rows: list[int], column: int) -> None:
    """Put a blank cell before a column in the given rows."""
    for index in rows:
        if column <= len(table.cells[index]):
            table.cells[index].insert(column, Cell())


def drop_repeats(table: Table, header: Header) -> int:
    """Take out rows that repeat the header or the title; returns how many, and keeps `fragments` right."""
    top = [header_words(words_of(row)) for row in table.cells[header.start : header.end]]
    titles = [header_words(words_of(row)) for row in table.cells[: header.start]]
    if not top:
        return 0
    starts = set(table.fragments)
    kept: list[list[Cell]] = []
    moved: dict[int, int] = {}
    index = 0
    while index < len(table.cells):
        moved[index] = len(kept)
        words = header_words(words_of(table.cells[index])) if index >= header.end else []
        if words and (words in top or (index in starts and words in titles)):
            starts.add(index + 1)
        else:
            kept.append(table.cells[index])
        index += 1
    dropped = len(table.cells) - len(kept)
    table.fragments = sorted({moved[i] for i in starts if i in moved and moved[i] > 0})
    table.rests = [moved[i] for i in table.rests if i in moved]
    table.cells = kept
    return dropped


def drop_empty_columns(table: Table, header: Header) -> int:
    """Take out columns without header words that hold nothing in any row; returns how many."""
    width = len(header.headings)
    for column in reversed(range(len(header.headings))):
        if header.headings[column].printed and header.start < header.end:
            continue
        if all(not row[column].text.strip() and row[column].merge is None for row in table.cells):
            for row in table.cells:
                del row[column]
            del header.headings[column]
    return width - len(header.headings)


def fit_headings(table: Table, header: Header) -> None:
    """A heading for every column of the grid."""
    width = len(table.cells[0]) if table.cells else 0
    header.headings.extend(Heading("") for _ in range(width - len(header.headings)))


def join_cut_rows(table: Table, header: Header, lexicon: Lexicon) -> dict[int, str]:
    """Make one row of two that a page end cut apart.

    The lower one begins a fragment and has no number where all other rows have one, or goes on with a text that
    the upper one left unfinished.

    Returns:
        The repair by index of the row in the new grid.
    """
    repairs: dict[int, str] = {}
    for start in sorted(table.fragments, reverse=True):
        if not header.end < start < len(table.cells):
            continue
        if start in table.rests or _is_cut(table, header, start, lexicon):
            upper, lower = table.cells[start - 1], table.cells.pop(start)
            for above, below in zip(upper, lower, strict=True):
                above.text = _glue(above.text, below.text)
            for rows in (table.fragments, table.rests):
                rows[:] = [row - (row > start) for row in rows]
            repairs = {row - (row > start): text for row, text in repairs.items()}
            repairs[start - 1] = f"Rows {start} and {start + 1}, cut by a page end, are one."
    table.fragments = sorted({row for row in table.fragments if row < len(table.cells)})
    return repairs


def _is_cut(table: Table, header: Header, start: int, lexicon: Lexicon) -> bool:
    """Whether the row at a fragment's start is the rest of the row above."""
    upper, lower = table.cells[start - 1], table.cells[start]
    both = [i for i, (a, b) in enumerate(zip(upper, lower, strict=True)) if a.text.strip() and b.text.strip()]
    if not any(cell.text.strip() for cell in lower):
        return False
    number = header.first("number")
    if number is not None:
        starts = {*table.fragments, start}
        others = [row[number] for i, row in enumerate(table.cells[header.end :], header.end) if i not in starts]
        numbered = sum(bool(cell.text.strip()) for cell in others)
        if lower[number].text.strip() or numbered < 0.9 * len(others):
            return False
        return bool(both) and not _new_values(table, header, both, start, lexicon)
    if not both or any(b.text.strip() and not a.text.strip() for a, b in zip(upper, lower, strict=True)):
        return False
    if _own_values(table, header, both, start, lexicon):
        return False
    lacks = any(a.text.strip() and not b.text.strip() for a, b in zip(upper, lower, strict=True))
    least = _SHORTEST_PART if lacks else _SHORTEST_PROSE
    prose = [
        i
        for i in both
        if len(upper[i].text) >= least
        and (header.headings[i].column in _PROSE or shape_of(upper[i].text, lexicon) in (Shape.PLAIN, Shape.TIMED))
    ]
    open_ended = [i for i in prose if upper[i].text.rstrip()[-1] not in _UNFINISHED_AFTER]
    listed = [i for i in prose if i not in open_ended and _LATER_ENTRY().match(lower[i].text)]
    return bool(open_ended) and len(open_ended) + len(listed) == len(prose)


def _new_values(table: Table, header: Header, both: list[int], start: int, lexicon: Lexicon) -> bool:
    """Whether the lower row states a whole new name where the upper one has a whole one: a row of its own."""
    names = [i for i in both if header.headings[i].column in ("departments", "theme", "project")]
    texts = [i for i in both if i not in names]
    return not texts and all(shape_of(table.cells[start][i].text, lexicon) is Shape.ORGAN for i in names)


def _own_values(table: Table, header: Header, both: list[int], start: int, lexicon: Lexicon) -> bool:
    """Whether the rows above and below a page end each state a whole department, or a whole time, of their own."""
    rows = table.cells[start - 1], table.cells[start]
    return any(
        all(len(row[i].text.strip()) > 1 for row in rows)
        and all(shape_of(row[i].text, lexicon) is _WHOLE.get(header.headings[i].column) for row in rows)
        for i in both
    )


def _glue(above: str, below: str) -> str:
    """Two parts of one cell: with a space between Latin words, else as they stand."""
    if above and below and all(char.isascii() and char.isalpha() for char in (above[-1], below[0])):
        return f"{above} {below}"
    return above + below
