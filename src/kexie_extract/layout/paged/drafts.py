"""Which lines keep to the same columns: the columns of a table without upright rules, grown line by line."""

import itertools
from dataclasses import dataclass, field

from kexie_extract.layout.paged.bands import FARTHEST, header_line
from kexie_extract.layout.paged.lines import Piece, parted
from kexie_extract.layout.paged.marks import ends_sentence

HEADER_LINES = 3
"""Lines at the top that may be a header."""
LONGEST_GROUP = 40
"""Characters of a group row; half of them of header words that span columns."""
NEAR = 0.6
"""Ems: positions nearer than this are one."""
_GUTTER = 0.45  # ems between two columns at least
_LEADING = 4.5  # ems between the tops of two lines of a table at most
_EDGE = 1.0  # ems by which the rest of a table on the next page may stick out


@dataclass(slots=True)
class Draft:
    """Lines from `start` on that fit into columns; `cut` has those whose pieces had to be cut at narrow gutters."""

    columns: list[list[float]]
    start: int
    end: int
    crossing: set[int] = field(default_factory=set)
    cut: dict[int, list[Piece]] = field(default_factory=dict)


def collect(lines: list[list[Piece]], start: int, columns: list[list[float]], *, fixed: bool = False) -> Draft:
    """The lines from `start` on that fit, the columns grown with them; without those at the end that prove nothing."""
    draft = Draft(columns, start, start)
    sound = start
    for index in range(start, len(lines)):
        line = lines[index]
        if index > start and (_parted(lines[index - 1], line) or _other_header(lines, start, index)):
            break
        grown = _fit(draft.columns, line, fixed=fixed)
        if grown is None and not fixed:
            draft.end = index
            grown = _fit(whole(lines, draft).columns, line)
        if grown is None and (parts := cut_at_gaps(line)):
            grown = _fit(draft.columns, parts, fixed=fixed)
            if grown is not None:
                draft.cut[index] = parts
        if grown is not None:
            draft.columns = grown
        elif _spans(draft, lines, index) or _groups(draft, lines, index):
            draft.crossing.add(index)
        else:
            break
        if len(line) > 1 or _hangs_on(lines[max(start, index - 3) : index], line[0]) or (fixed and index == start):
            sound = index + 1
    draft.end = sound
    draft.crossing = {index for index in draft.crossing if index < sound}
    return draft


def crowded(lines: list[list[Piece]], draft: Draft) -> int:
    """How many lines have two pieces in one column."""
    count = 0
    for index in range(draft.start, draft.end):
        if index not in draft.crossing:
            line = draft.cut.get(index, lines[index])
            columns = [column for piece in line for column in touched(draft.columns, piece)]
            count += len(set(columns)) < len(columns)
    return count


def whole(lines: list[list[Piece]], draft: Draft) -> Draft:
    """The columns, those that hold only header words made one with the column beside that has none of these.

    Header words are set in the middle of wide cells whose other words begin at the left, so that they may not touch.
    """
    filled = [set[int]() for _ in draft.columns]
    for index in range(draft.start, draft.end):
        if index not in draft.crossing:
            for piece in draft.cut.get(index, lines[index]):
                for column in touched(draft.columns, piece):
                    filled[column].add(index - draft.start)
    column = 0
    while column + 1 < len(filled):
        one, other = filled[column], filled[column + 1]
        if _heads_alone(one, other) and not _closer(draft.columns, filled, column):
            draft.columns[column : column + 2] = [[draft.columns[column][0], draft.columns[column + 1][1]]]
            filled[column : column + 2] = [one | other]
        else:
            column += 1
    return draft


def _heads_alone(one: set[int], other: set[int]) -> bool:
    """Whether one of two columns has words on header lines only, and the other on later lines only."""
    early, late = sorted((one, other), key=lambda used: min(used, default=0))
    return bool(early and late) and max(early) < min(min(late), HEADER_LINES)


def _closer(columns: list[list[float]], filled: list[set[int]], column: int) -> bool:
    """Whether the second of two columns, one of header words only, would rather be one with the third."""
    if column + 2 >= len(columns) or filled[column + 1] & filled[column + 2]:
        return False
    left = columns[column + 1][0] - columns[column][1]
    return columns[column + 2][0] - columns[column + 1][1] < left


def _parted(before: list[Piece], line: list[Piece]) -> bool:
    """Whether two lines stand too far apart for one table."""
    return line[0].top - before[0].top > _LEADING * max(line[0].size, before[0].size)


def heads(line: list[Piece]) -> bool:
    """Whether a line is a header, perhaps when it is cut at narrow gutters."""
    return header_line(line) or header_line(cut_at_gaps(line) or ())


def cut_at_gaps(line: list[Piece]) -> list[Piece] | None:
    """A line's pieces cut where narrow gutters may run; None where there are none."""
    if not any(piece.gaps for piece in line):
        return None
    return [part for piece in line for part in (parted(piece) if piece.gaps else [piece])]


def _other_header(lines: list[list[Piece]], start: int, index: int) -> bool:
    """Whether a line is a header of other words than the one above it, so that another table begins."""
    if index - start < 2 or not header_line(lines[index]):
        return False
    heads = [line for line in lines[start : start + HEADER_LINES] if header_line(line)]
    words = [piece.text for piece in lines[index]]
    same = any([piece.text for piece in head] == words for head in heads)
    return bool(heads) and not same and not header_line(lines[index - 1])


def _hangs_on(above: list[list[Piece]], piece: Piece) -> bool:
    """Whether a lone piece stands close under one that begins where it does, or has its middle there."""
    for other in itertools.chain.from_iterable(above):
        ends = (other.x0 - piece.x0, other.x0 + other.x1 - piece.x0 - piece.x1)
        if min(map(abs, ends)) < NEAR * piece.size and piece.top - other.top < FARTHEST * piece.size:
            return True
    return False


def touched(columns: list[list[float]], piece: Piece) -> list[int]:
    """Columns that a piece lies on."""
    slack = 0.1 * piece.size
    return [i for i, (x0, x1) in enumerate(columns) if piece.x0 < x1 - slack and piece.x1 > x0 + slack]


def _fit(columns: list[list[float]], line: list[Piece], *, fixed: bool = False) -> list[list[float]] | None:
    """The columns grown by a line's pieces; None where one of these crosses two columns or closes a gutter."""
    grown = [list(column) for column in columns]
    for piece in line:
        found = touched(grown, piece)
        if len(found) > 1:
            return None
        if found:
            column = grown[found[0]]
            column[0], column[1] = min(column[0], piece.x0), max(column[1], piece.x1)
        elif fixed:
            closest = min(grown, key=lambda column: max(column[0] - piece.x1, piece.x0 - column[1]))
            if max(closest[0] - piece.x1, piece.x0 - closest[1]) > _EDGE * piece.size:
                return None
            closest[0], closest[1] = min(closest[0], piece.x0), max(closest[1], piece.x1)
        elif beside := [c for c in grown if max(c[0] - piece.x1, piece.x0 - c[1]) < _GUTTER * piece.size]:
            beside[0][0], beside[0][1] = min(beside[0][0], piece.x0), max(beside[0][1], piece.x1)
        else:
            grown.append([piece.x0, piece.x1])
            grown.sort()
    if any(b[0] - a[1] < _GUTTER * line[0].size for a, b in itertools.pairwise(grown)):
        return None
    return grown


def _spans(draft: Draft, lines: list[list[Piece]], index: int) -> bool:
    """Whether a line that crosses columns is part of a header of several rows: its words are short."""
    line = lines[index]
    if index - draft.start >= HEADER_LINES or any(len(piece.text) > LONGEST_GROUP / 2 for piece in line):
        return False
    if len(line) < 2 and index > draft.start:
        return False
    return any(len(later) > len(line) for later in lines[index + 1 : index + 1 + HEADER_LINES])


def _groups(draft: Draft, lines: list[list[Piece]], index: int) -> bool:
    """Whether a line that crosses columns heads a group of rows: short, no sentence, and rows follow."""
    line = lines[index]
    words = line[0].text
    if index == draft.start or len(line) > 1 or len(words) > LONGEST_GROUP or words[-1] in "：:":
        return False
    if index == draft.start + 1 and not header_line(lines[draft.start]):
        return False
    if ends_sentence(words) or index + 1 >= len(lines) or index - 1 in draft.crossing:
        return False
    following = lines[index + 1]
    fits = len(following) > 1 and _fit(draft.columns, following) is not None and not _parted(line, following)
    before = [line[0].top - lines[index - 1][0].top, following[0].top - line[0].top]
    even = max(before) < 2 * min(before) and abs(line[0].size - following[0].size) < 0.15 * line[0].size
    return fits and even and not header_line(following)


def nearest(columns: list[list[float]], piece: Piece) -> int:
    """The column that a piece's middle is in, or nearest to."""
    middle = (piece.x0 + piece.x1) / 2
    return min(range(len(columns)), key=lambda i: max(columns[i][0] - middle, middle - columns[i][1], 0.0))
