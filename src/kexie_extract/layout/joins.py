"""Table fragments that a page break or a conversion cut apart become one table; two different tables never do."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from kexie_extract.grammar.headers import is_header, same_header
from kexie_extract.lexicon import Lexicon
from kexie_extract.model.blocks import Block, Table
from kexie_extract.model.diagnostics import Note
from kexie_extract.text.folding import squeezed
from kexie_extract.text.patterns import compiled

_HEADER_DEPTH = 3
"""Rows from the top among which a header is looked for (a title row and a two-row header)."""
_EDGE_TOLERANCE = 12.0
"""Points by which the sides of two fragments of one table may differ."""
_SERIAL = compiled(r"[0-9]{1,4}")


def join_tables(blocks: list[Block], notes: list[Note], lexicon: Lexicon) -> list[Block]:
    """Blocks with the fragments of one table joined.

    Two tables are fragments of one when nothing but page furniture (or a line 续表) stands between them and either
    the later one repeats the earlier one's header and counts on, or it has no header of its own and the same columns.
    The joined table keeps every row of every fragment, repeated headers included; `tables` drops those.

    Args:
        blocks: in reading order; the first fragment's block is changed in place.
        notes: gets one note for each joined table.
        lexicon: header words.

    Returns:
        The blocks without those of later fragments.
    """
    joined: list[Block] = []
    open_table: Block | None = None
    continued = False
    for block in blocks:
        if block.table is None:
            if _says_continued(block.text, lexicon):
                continued = True
            elif block.kind != "furniture" and block.text.strip():
                open_table, continued = None, False
            joined.append(block)
        elif open_table and _continues(open_table, block, continued, lexicon):
            _append(open_table, block, notes)
            continued = False
        else:
            joined.append(block)
            open_table, continued = block, False
    for block in joined:
        if block.table is not None and block.table.fragments:
            block.text = block.table.render()
    return joined


@lru_cache(maxsize=4)
def _continued_pattern(lexicon: Lexicon) -> re.Pattern[str]:
    return compiled("|".join(rule.expression for rule in lexicon.rules("tables.caption_continued")))


def _says_continued(text: str, lexicon: Lexicon) -> bool:
    """Whether a line is a 续表 caption."""
    return len(text) < 80 and _continued_pattern(lexicon).search(squeezed(text)) is not None


def _continues(first: Block, later: Block, continued: bool, lexicon: Lexicon) -> bool:
    """Whether the later table is a fragment of the first."""
    above, below = first.table, later.table
    if above is None or below is None or not above.cells or not below.cells:
        return False
    header, own = _header(above, lexicon), _header(below, lexicon)
    if own is not None:
        if header is None or not same_header(above.raw_rows[header], below.raw_rows[own]):
            return False
        return own == 0 and not _starts_again(above, below)
    if _first_serial(below) == 1 and _last_serial(above) is not None:
        return False
    if header is None and above.header_rows == 0 and below.header_rows > 0:
        return False
    same_columns = _same_width(above, below) and _same_edges(first, later)
    if continued:
        return same_columns
    if first.page is not None and later.page is not None:
        return same_columns and later.page - _last_page(first) in (0, 1) and below.header_rows == 0
    return same_columns and _counts_on(above, below)


def _header(table: Table, lexicon: Lexicon) -> int | None:
    """Index of the first header row near the top."""
    for index, row in enumerate(table.raw_rows[:_HEADER_DEPTH]):
        if is_header(row, lexicon):
            return index
    if table.header_rows and any(text.strip() for text in table.raw_rows[0]) and not _first_serial(table):
        return 0
    return None


def _same_width(above: Table, below: Table) -> bool:
    """Whether both have the same number of columns, all told or counting only those that hold any text."""

    def used(table: Table) -> int:
        return len({index for row in table.raw_rows for index, text in enumerate(row) if text.strip()})

    widest_above, widest_below = (max(map(len, table.raw_rows)) for table in (above, below))
    return widest_above == widest_below or used(above) == used(below)


def _same_edges(first: Block, later: Block) -> bool:
    """Whether left and right sides agree, where the format gives them."""
    one, other = first.origin.box, later.origin.box
    if one is None or other is None:
        return True
    return abs(one[0] - other[0]) <= _EDGE_TOLERANCE and abs(one[2] - other[2]) <= _EDGE_TOLERANCE


def _last_page(block: Block) -> int:
    pages = block.table.pages if block.table else []
    return pages[-1] if pages else block.page or 0


def _serials(rows: Iterable[list[str]]) -> Iterator[int]:
    """The counting numbers in the first column."""
    firsts = (squeezed(row[0]).rstrip(".、") for row in rows if row)
    return (int(text) for text in firsts if _SERIAL.fullmatch(text))


def _first_serial(table: Table) -> int | None:
    return next(_serials(table.raw_rows), None)


def _last_serial(table: Table) -> int | None:
    return next(_serials(reversed(table.raw_rows)), None)


def _starts_again(above: Table, below: Table) -> bool:
    """Whether the later table counts from 1 again."""
    last, first = _last_serial(above), _first_serial(below)
    return first == 1 and last is not None


def _counts_on(above: Table, below: Table) -> bool:
    """Whether the later table's first number follows the earlier one's last."""
    last, first = _last_serial(above), _first_serial(below)
    return last is not None and first == last + 1


def _append(first: Block, later: Block, notes: list[Note]) -> None:
    """Put the later fragment's rows under the first's."""
    above, below = first.table, later.table
    if above is None or below is None:
        return
    above.fragments.append(len(above.cells))
    above.rests += [len(above.cells) + row for row in below.rests]
    above.cells.extend(below.cells)
    above.raw_rows.extend(below.raw_rows)
    above.merges_known = above.merges_known and below.merges_known
    above.pages = sorted({*above.pages, *below.pages, *(page for page in (first.page, later.page) if page)})
    where = f"page {later.page}" if later.page else (later.origin.path or "the next table")
    notes.append(Note("table.joined", f"The table goes on at {where}.", "info", first.id, later.page))
