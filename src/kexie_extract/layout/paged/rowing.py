"""Rows of a table without upright rules: which of its lines begin one.

Cells of a row begin on one line (top) or have their middles on one line (middle). Without rules between the rows,
every line is judged by what stands on it: a number, words under a short line or under nothing, a wider gap speak for
a new row; words that go on from a full line, or stand alone, against it.
"""

from collections.abc import Sequence
from itertools import pairwise

from kexie_extract.layout.paged.bands import NARROW, Band, Judge, Level, Line, header_line
from kexie_extract.layout.paged.cells import cell_text, lists_names, rows_of
from kexie_extract.layout.paged.centring import centred, merged_rows
from kexie_extract.layout.paged.lines import Piece
from kexie_extract.model.raw import Origin, RawCell, RawTable

_SELDOM = 0.6  # share of rows; a column with words in fewer has cells merged over rows


def table(band: Band) -> RawTable:
    """The table, wrapped lines put back to their cells."""
    starts = _starts(band)
    parts = [band.lines[start:end] for start, end in pairwise([*starts, len(band.lines)])]
    if not band.rowwise and not band.centred:
        _pull_up(band, starts, parts)
    columns = range(len(band.columns))
    names = {column for column in columns if lists_names([_words(lines, column) for lines in parts])}
    rows = [_cells(band, lines, names) for lines in parts]
    if band.rowwise:
        _merge(band, starts, rows)
    elif band.centred:
        _merge_middles(band, starts, parts, rows)
    pieces = [piece for line in band.lines for piece in line.pieces]
    box = (
        round(band.reach[0][0], 1),
        round(min(p.top for p in pieces), 1),
        round(band.reach[-1][1], 1),
        round(max(p.bottom for p in pieces), 1),
    )
    found = RawTable(rows, merges_known=False, origin=Origin(page=pieces[0].page, box=box))
    found.rest = _rest(band, starts, rows)
    band.last_row, band.above = parts[-1], None
    return found


def _merge_middles(band: Band, starts: list[int], parts: list[list[Line]], rows: list[list[RawCell]]) -> None:
    """Let cells whose words stand in the middle of several rows count for these: the words go to the first."""
    head = next((row for row, start in enumerate(starts) if start >= (band.repeated() or _header_lines(band))), 0)
    data = parts[head:]
    for column in range(len(band.columns)):
        filled = sum(any(column in line.places for line in lines) for lines in data)
        if column == band.number or not 0 < filled <= _SELDOM * len(data):
            continue
        spans = merged_rows(band, data, column)
        if not spans or all(end - start < 2 for start, end in spans):
            continue
        for start, end in spans:
            cells = [rows[head + row][column] for row in range(start, end)]
            cell = RawCell("".join(c.text for c in cells), origin=next((c.origin for c in cells if c.text), Origin()))
            for row in range(start, end):
                rows[head + row][column] = cell if row == start else RawCell(merge="above", origin=cell.origin)


def _pull_up(band: Band, starts: list[int], parts: list[list[Line]]) -> None:
    """Words of a cell merged over rows, which run on beside the next row, put back to the row where they begin."""
    judge = Judge(band)
    for column in range(len(band.columns)):
        filled = sum(any(column in line.places for line in lines) for lines in parts)
        if column == judge.number or filled > _SELDOM * len(parts):
            continue
        for start, lines, above in zip(starts[1:], parts[1:], parts, strict=False):
            index, held = start, lines
            while index < start + len(held) and column in band.lines[index].places:
                piece = band.lines[index].places[column][0]
                if not judge.linked(index, column, piece) or band.room(column, piece) < piece.size:
                    break
                above[-1].places.setdefault(column, []).extend(band.lines[index].places.pop(column))
                index += 1


def _rest(band: Band, starts: list[int], rows: list[list[RawCell]]) -> int | None:
    """Index of the row that is the rest of the last row on the page before: it goes on from full lines there.

    It has no number where rows are counted; elsewhere it lacks a column, and goes on with prose.
    """
    if band.above is None or not band.goes_on():
        return None
    row = starts.index(band.repeated())
    number = Judge(band).number
    if number is None:
        number = band.above.number
    filled = [column for column, cell in enumerate(rows[row]) if cell.text]
    if number is not None:
        return None if number in filled else row
    size = band.lines[0].pieces[0].size
    return row if len(filled) < len(rows[row]) and any(band.widths[c] > NARROW * size for c in filled) else None


def _starts(band: Band) -> list[int]:
    """Indexes of the lines that begin a row."""
    regions = _regions(band)
    judge = Judge(band)
    band.number = judge.number if band.above is None else band.above.number
    starts: list[int] = []
    for begin, end in regions:
        if band.rowwise and not judge.several_numbers(begin, end):
            starts.append(begin)
        else:
            tops = [begin, *(index for index in range(begin + 1, end) if judge.begins(index, begin))]
            middles = centred(band, judge, begin, end)
            band.centred = band.centred or middles is not None
            starts += middles or tops
    return starts


def _below(band: Band, level: Level) -> int:
    """Index of the first line below a rule."""
    lines = enumerate(band.lines)
    return next((i for i, line in lines if (line.top + line.bottom) / 2 > level.height), len(band.lines))


def _header_lines(band: Band) -> int:
    """How many lines at the top are a header by its words, 0 where that is not clear; it may run over a second line."""
    head = next((i for i, line in enumerate(band.lines[:2]) if header_line(line.pieces)), None)
    if head is None or len(band.lines) < head + 2:
        return 0
    below = head + 1
    if head and band.lines[0].across and not set(band.lines[below].places) & set(band.lines[head].places):
        below += 1
    while below < len(band.lines) and band.touching(below):
        below += 1
    if below > head + 1 or head:
        return below
    many = len(band.lines[1].pieces) > len(band.lines[0].pieces) / 2
    return int(many and not band.lines[0].across)


def _regions(band: Band) -> list[tuple[int, int]]:
    """Stretches of lines between the header, the rules that run across and rows over the full width."""
    bounds = {0, len(band.lines), band.repeated() or _header_lines(band)}
    bounds |= {_below(band, level) for level in band.levels}
    for index, line in enumerate(band.lines):
        if line.across and len(line.pieces) == 1:
            bounds |= {index, index + 1}
    return list(pairwise(sorted(bounds)))


def _merge(band: Band, starts: list[int], rows: list[list[RawCell]]) -> None:
    """Join the cells that a rule between two rows does not part: the words stand in the upper one."""
    rules = {_below(band, level): level.columns for level in band.levels}
    for (start, row), above in zip(list(zip(starts, rows, strict=True))[1:], rows, strict=False):
        if not rules.get(start):
            continue
        for column in set(range(len(row))) - rules[start]:
            cell, upper = row[column], above[column]
            if cell.merge == "left" or upper.merge == "left" or (cell.text and (upper.text or upper.merge)):
                continue
            if cell.text:
                above[column] = cell
            row[column] = RawCell(merge="above", origin=above[column].origin)


def _words(lines: Sequence[Line], column: int) -> list[Piece]:
    """What stands in a column on some lines."""
    return rows_of([piece for line in lines for piece in line.places.get(column, ())])


def _cells(band: Band, lines: Sequence[Line], names: set[int]) -> list[RawCell]:
    """The cells of the lines of one row; `names` are columns that list names."""
    row = [RawCell() for _ in band.columns]
    for column, available in enumerate(band.widths):
        if found := _words(lines, column):
            row[column] = RawCell(cell_text(found, available, names=column in names), origin=_origin(found))
    for piece, first, last in [span for line in lines for span in line.across]:
        _put_across(row, piece, first, last)
    return row


def _put_across(row: list[RawCell], piece: Piece, first: int, last: int) -> None:
    """Put a piece over the columns that it spans; to the words of a cell where one of them is taken."""
    taken = next((i for i in range(first, last + 1) if row[i].text or row[i].merge), None)
    if taken is not None:
        taken = taken if row[taken].merge is None else first
        row[taken].text = f"{row[taken].text} {piece.text}".strip()
        return
    row[first] = RawCell(piece.text, origin=_origin([piece]))
    for column in range(first + 1, last + 1):
        row[column] = RawCell(merge="left", origin=row[first].origin)


def _origin(found: Sequence[Piece]) -> Origin:
    """Where pieces stand."""
    box = (
        round(min(p.x0 for p in found), 1),
        round(min(p.top for p in found), 1),
        round(max(p.x1 for p in found), 1),
        round(max(p.bottom for p in found), 1),
    )
    return Origin(page=found[0].page, box=box)
