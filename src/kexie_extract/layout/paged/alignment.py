"""Tables without upright rules: lines whose pieces keep to the same columns, whatever stands around them.

The columns of a table are found from its richest line and grow with every line that fits; what crosses them ends the
table, but for headers and group rows. Rules that run across (三线表) prove a table and part its rows.
"""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

from kexie_extract.layout.paged.bands import Band, Level, Line, header_line
from kexie_extract.layout.paged.cells import rows_of
from kexie_extract.layout.paged.drafts import (
    HEADER_LINES,
    LONGEST_GROUP,
    NEAR,
    Draft,
    collect,
    crowded,
    cut_at_gaps,
    heads,
    nearest,
    touched,
    whole,
)
from kexie_extract.layout.paged.lines import Piece
from kexie_extract.layout.paged.marks import marker
from kexie_extract.layout.paged.rowing import table
from kexie_extract.model.raw import Box, RawRule, RawTable

FEWEST_ROWS = 3
"""Lines of several pieces that must agree before they are a table; one less where a rule or a header proves it."""
ALIGNED = 0.8
"""Share of a column's pieces that begin (or end, or have their middle) at one position."""
COVERED = 0.6
"""Share of a table's width that a rule must cover to count as one of its own."""
_SPAN_LEADING = 2.6  # ems between the tops of the lines of a header
_AHEAD = 14  # lines among which the richest gives the first idea of the columns
_BASES = 4  # of these are tried
_FLAT = 3.0  # points: the height of a rule at most


@dataclass(slots=True)
class Found:
    """What `aligned` made of lines.

    Attributes:
        items: lines of several pieces joined, and tables.
        last: the table that the lines end with, if they do.
    """

    items: list[Piece | RawTable]
    last: Band | None = None


def aligned(pieces: Sequence[Piece], levels: Sequence[RawRule] = (), above: Band | None = None) -> Found:
    """A zone's lines, those that form a table made one.

    Args:
        pieces: from top to bottom.
        levels: rules of the page that run across and belong to no ruled table.
        above: the table that the page before ended with; lines at the top that fit its columns go on with it.
    """
    lines = _lines(pieces)
    result: list[Piece | RawTable] = []
    last: Band | None = None
    index = 0
    while index < len(lines):
        band = _band(lines, index, levels, above if index == 0 else None)
        last = band
        if band is not None:
            result.append(table(band))
            index += band.taken
        else:
            result += rows_of(lines[index])
            index += 1
    return Found(result, last)


def proven(pieces: Sequence[Piece], levels: Sequence[RawRule], above: Band | None) -> Found:
    """The same for a whole page, but only tables that a header of known words or rules prove; other pieces stay.

    So a table of wide columns is not read as columns of text.
    """
    lines = _lines(sorted(pieces, key=lambda piece: (piece.top, piece.x0)))
    result: list[Piece | RawTable] = []
    last: Band | None = None
    index = 0
    while index < len(lines):
        band = None
        first = heads(lines[index]) or _leads(lines, index) or _under_rule(lines[index], levels)
        if first or (index == 0 and above is not None):
            band = _band(lines, index, levels, above if index == 0 else None)
        last = band if band is not None and band.proven else None
        if last is not None:
            result.append(table(last))
            index += last.taken
        else:
            result += lines[index]
            index += 1
    return Found(result, last)


def headers(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces of a page's first header of a table and of what stands below it at the head of the page."""
    lines = _lines(sorted(pieces, key=lambda piece: (piece.top, piece.x0)))
    first = next((index for index, line in enumerate(lines) if header_line(line)), len(lines))
    return [piece for line in lines[first:] for piece in line]


def _under_rule(line: list[Piece], levels: Sequence[RawRule]) -> bool:
    """Whether a line of several pieces stands right under a rule, as the first of a table does."""
    if len(line) < 2:
        return False
    top, size = line[0].top, line[0].size
    return any(top - 2 * size < rule.top < top + size and rule.x0 < line[0].x1 for rule in levels)


def across(rules: Sequence[RawRule], tables: Sequence[Box | None]) -> list[RawRule]:
    """The rules that run across the page outside its ruled tables."""
    level = [rule for rule in rules if rule.bottom - rule.top < _FLAT and rule.x1 - rule.x0 > 2 * _FLAT]
    boxes = [box for box in tables if box]
    return [rule for rule in level if not any(_inside(rule, box) for box in boxes)]


def _inside(rule: RawRule, box: Box) -> bool:
    """Whether a level rule lies in a box."""
    x0, top, x1, bottom = box
    return top - _FLAT < rule.top < bottom + _FLAT and rule.x0 < x1 and rule.x1 > x0


def _lines(pieces: Sequence[Piece]) -> list[list[Piece]]:
    """Pieces by line."""
    lines: list[list[Piece]] = []
    for piece in pieces:
        if lines and min(p.bottom for p in lines[-1]) - piece.top > 0.5 * (piece.bottom - piece.top):
            lines[-1].append(piece)
        else:
            lines.append([piece])
    return [sorted(line, key=lambda piece: piece.x0) for line in lines]


def _band(lines: list[list[Piece]], start: int, levels: Sequence[RawRule], above: Band | None) -> Band | None:
    """The table that begins at a line; None without one."""
    if above is not None and (band := _rest(lines, levels, above)):
        return band
    if len(lines[start]) < 2 and not _leads(lines, start):
        return None
    drafts = [whole(lines, collect(lines, start, [[p.x0, p.x1] for p in base])) for base in _bases(lines, start)]
    drafts.sort(key=lambda draft: (draft.start - draft.end, crowded(lines, draft), len(draft.columns)))
    for draft in drafts:
        band = _placed(lines, draft, levels)
        if _accepted(band):
            return band
    return None


def _leads(lines: list[list[Piece]], index: int) -> bool:
    """Whether short words stand half a line above a header, as the first line of one of its cells, or over several."""
    if index + 2 >= len(lines) or not heads(lines[index + 1]):
        return False
    upper, head, lower = lines[index : index + 3]
    if any(a.x0 < b.x1 and b.x0 < a.x1 for a in upper for b in head):
        return False
    farthest = max(head[0].top - upper[0].top, lower[0].top - head[0].top) / upper[0].size
    if len(lower) > 1 and not any(a.x0 < b.x1 and b.x0 < a.x1 for a in lower for b in head):
        return farthest < _SPAN_LEADING
    return farthest < 1 and all(any(a.x0 < b.x1 and b.x0 < a.x1 for b in lower) for a in upper)


def _bases(lines: list[list[Piece]], start: int) -> list[list[Piece]]:
    """Lines that may give the first idea of the columns: the richest of the next ones, and the first."""
    ahead = [cut_at_gaps(line) or line if heads(line) else line for line in lines[start : start + _AHEAD]]
    return [*sorted(ahead, key=len, reverse=True)[:_BASES], ahead[0]]


def _rest(lines: list[list[Piece]], levels: Sequence[RawRule], above: Band) -> Band | None:
    """The lines at the top of a page that go on with the table of the page before."""
    columns = [list(column) for column in above.reach]
    draft = collect(lines, 0, columns, fixed=True)
    if draft.end == 0:
        return None
    band = _placed(lines, draft, levels, above)
    band.proven = above.proven
    several = sum(len(line.places) > 1 for line in band.lines)
    return band if several or band.goes_on() else None


def _placed(lines: list[list[Piece]], draft: Draft, levels: Sequence[RawRule], above: Band | None = None) -> Band:
    """The band of these lines, every piece under its column or over those that it spans."""
    columns = _body_columns(lines, draft, above)
    band = Band(columns, [], above=above, reach=draft.columns)
    loose: list[list[Piece]] = []
    for index in range(draft.start, draft.end):
        line, rest = Line(draft.cut.get(index, lines[index])), list[Piece]()
        for piece in line.pieces:
            found = touched(columns, piece) or [nearest(columns, piece)]
            if len(found) == 1 and (len(line.pieces) > 1 or index not in draft.crossing):
                line.places.setdefault(found[0], []).append(piece)
            else:
                rest.append(piece)
        band.lines.append(line)
        loose.append(rest)
    for index, rest in enumerate(loose):
        _spread(band, index, rest)
    band.levels = _own_levels(band, levels)
    band.settle()
    return band


def _body_columns(lines: list[list[Piece]], draft: Draft, above: Band | None) -> list[list[float]]:
    """The columns as wide as their words below the header, which may span two or stand aside."""
    skip = 0 if above and not header_line(lines[draft.start]) else HEADER_LINES
    indexes = [index for index in range(draft.start + skip, draft.end) if index not in draft.crossing]
    body = [draft.cut.get(index, lines[index]) for index in indexes]
    if above is None and sum(len(line) > 1 for line in body) < FEWEST_ROWS - 1:
        return draft.columns
    found = [[column] for column in above.columns] if above else [[] for _ in draft.columns]
    for piece in itertools.chain.from_iterable(body):
        for column in touched(draft.columns, piece):
            found[column].append([piece.x0, piece.x1])
    return [
        [min(x0 for x0, _ in spans), max(x1 for _, x1 in spans)] if spans else column
        for column, spans in zip(draft.columns, found, strict=True)
    ]


def _spread(band: Band, index: int, loose: list[Piece]) -> None:
    """Give pieces of a line that span columns their columns: also header words that lie on one of these only."""
    line = band.lines[index]
    apart = index + 1 < len(band.lines) and not band.touching(index + 1)
    if index <= _header_depth(band) and apart and len(line.pieces) > 1:
        below = band.lines[index + 1]
        for column, found in sorted(line.places.items()):
            span = _over(band.columns, line, below, found[0])
            if span and len(found) == 1:
                del line.places[column]
                line.across.append((found[0], *span))
        for piece in list(loose):
            if span := _over(band.columns, line, below, piece):
                loose.remove(piece)
                line.across.append((piece, *span))
    line.across += [(piece, *_span(band.columns, line, piece)) for piece in loose]


def _header_depth(band: Band) -> int:
    """Index of the last line whose words may stand over several columns; -1 where there is none."""
    if band.above is not None and not header_line(band.lines[0].pieces):
        return -1
    heads = [index for index, line in enumerate(band.lines[:HEADER_LINES]) if header_line(line.pieces)]
    return heads[0] if heads else 0


def _span(columns: list[list[float]], line: Line, piece: Piece) -> tuple[int, int]:
    """The first and last column that a piece spans: all where it is alone, else the free ones in whose middle it is."""
    if len(line.pieces) == 1:
        return 0, len(columns) - 1
    middle_column = nearest(columns, piece)
    first, last = _free_run(line, middle_column, len(columns))
    spans = [(i, j) for i in range(first, middle_column + 1) for j in range(middle_column, last + 1)]

    def off(span: tuple[int, int]) -> tuple[bool, int]:
        middle = columns[span[0]][0] + columns[span[1]][1]
        return abs(middle - piece.x0 - piece.x1) > 2 * piece.size, span[0] - span[1]

    return min(spans, key=off)


def _free_run(line: Line, column: int, width: int) -> tuple[int, int]:
    """The first and last of the columns around one that have no piece on this line."""
    first = last = column
    while first > 0 and first - 1 not in line.places:
        first -= 1
    while last < width - 1 and last + 1 not in line.places:
        last += 1
    return first, last


def _over(columns: list[list[float]], line: Line, below: Line, piece: Piece) -> tuple[int, int] | None:
    """The columns that short header words stand over, by the words of the next line; None where they span none."""
    first, last = _free_run(line, nearest(columns, piece), len(columns))
    under = [i for i in range(first, last + 1) if i in below.places]
    if len(under) < 2 or len(piece.text) > LONGEST_GROUP / 2 or not _stands_over(piece, columns, below, under):
        return None
    return under[0], under[-1]


def _stands_over(piece: Piece, columns: list[list[float]], below: Line, under: list[int]) -> bool:
    """Whether a piece is set in the middle over columns, or begins with the first of them."""
    first, last = below.places[under[0]][0], below.places[under[-1]][-1]
    middles = (columns[under[0]][0] + columns[under[-1]][1], first.x0 + last.x1)
    if any(abs(middle - piece.x0 - piece.x1) < 2 * piece.size for middle in middles):
        return True
    return min(abs(piece.x0 - first.x0), abs(piece.x0 - columns[under[0]][0])) < NEAR * piece.size


def _own_levels(band: Band, levels: Sequence[RawRule]) -> list[Level]:
    """The rules that run over most of the table's width; where there are such, also those over some of its columns."""
    if not band.lines or not levels:
        return []
    left, right = band.columns[0][0], band.columns[-1][1]
    size = band.lines[0].pieces[0].size
    top, bottom = band.lines[0].top - 2 * size, band.lines[-1].bottom + 2 * size
    heights: list[list[RawRule]] = []
    for rule in sorted(levels, key=lambda rule: rule.top):
        if not top <= rule.top <= bottom or rule.x1 < left or rule.x0 > right:
            continue
        if heights and rule.top - heights[-1][0].top < _FLAT:
            heights[-1].append(rule)
        else:
            heights.append([rule])
    found = [(row[0].top, *_under(band, row)) for row in heights]
    if sum(share >= COVERED for *_, share in found) < 2:
        return []
    return [Level(height, columns) for height, columns, share in found if columns or share >= COVERED]


def _under(band: Band, rules: list[RawRule]) -> tuple[frozenset[int], float]:
    """The columns that rules of one height cover from gutter to gutter, and their share of the table's width."""
    left, right = band.columns[0][0], band.columns[-1][1]
    share = sum(max(0.0, min(r.x1, right) - max(r.x0, left)) for r in rules) / (right - left)
    covered = frozenset(
        i
        for i, (x0, x1) in enumerate(band.columns)
        if sum(max(0.0, min(r.x1, x1) - max(r.x0, x0)) for r in rules) > 0.95 * (x1 - x0)
    )
    return covered, share


def _accepted(band: Band) -> bool:
    """Whether the lines are a table: enough of several pieces, aligned, and no list."""
    several = sum(len(line.pieces) > 1 for line in band.lines)
    alone = sum(list(line.places) == [0] for line in band.lines)
    band.proven = len(band.levels) > 1 or any(header_line(line.pieces) for line in band.lines[:HEADER_LINES])
    if several < FEWEST_ROWS - band.proven or len(band.columns) < 2 or (alone > several and not band.proven):
        return False
    return any(_agree(band.lines[skip:], band) for skip in range(HEADER_LINES)) and not _list(band)


def _agree(lines: list[Line], band: Band) -> bool:
    """Whether the pieces of every column line up; a header may stand otherwise."""
    if sum(len(line.pieces) > 1 for line in lines) < FEWEST_ROWS - 1:
        return False
    for index in range(len(band.columns)):
        cells = [line.places[index][0] for line in lines if index in line.places]
        if len(cells) < 2:
            continue
        near = NEAR * cells[0].size
        edges = ([c.x0 for c in cells], [c.x1 for c in cells], [(c.x0 + c.x1) / 2 for c in cells])
        if max(_most(positions, near) for positions in edges) < ALIGNED * len(cells):
            return False
    return True


def _most(positions: list[float], near: float) -> int:
    """The size of the largest group of positions that lie near one another."""
    ordered = sorted(positions)
    best = low = 0
    for high, position in enumerate(ordered):
        while position - ordered[low] > near:
            low += 1
        best = max(best, high - low + 1)
    return best


def _list(band: Band) -> bool:
    """Whether this is a list whose numbers or bullets hang out, not a table."""
    if len(band.columns) != 2 or band.levels:
        return False
    leading = [line.places[0][0].text for line in band.lines if 0 in line.places]
    bare = (0 < marker(text) == len(text) or not any(map(str.isalnum, text)) for text in leading)
    return sum(bare) >= ALIGNED * len(leading)
