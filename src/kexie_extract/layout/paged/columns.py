"""Columns of a page in reading order: zones that a gutter parts, between what stands across it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import median

from kexie_extract.layout.paged.cells import rows_of
from kexie_extract.layout.paged.lines import Piece
from kexie_extract.model.raw import Box, RawTable

GUTTER = 0.8
"""Ems: the least width of a gutter; newspapers set one to two."""
NARROWEST = 7.0
"""Ems: the least width of a newspaper column; the columns of a table of names are narrower."""
FULL_SHARE = 0.4
"""Share of a column's lines that reach its right edge; in tables without rules few do."""
FEWEST = 4
"""Lines of the longer column."""
_STRAY = 0.12  # share of a band's pieces that may cross a gutter (headings between columns)
_DEPTH = 4  # gutters inside columns

Item = Piece | RawTable


@dataclass(slots=True)
class Zone:
    """A column of one page, or a stretch over its full width.

    Attributes:
        page: page number.
        page_width: in points.
        place: column index and number of columns at each depth, empty for full width.
        items: pieces and tables from top to bottom.
    """

    page: int
    page_width: float
    place: tuple[tuple[int, int], ...]
    items: list[Item] = field(default_factory=list)


def zones(items: Sequence[Item], page: int, page_width: float) -> list[Zone]:
    """A page's zones in reading order."""
    ordered = sorted(items, key=lambda item: (_box(item)[1], _box(item)[0]))
    return [Zone(page, page_width, place, found) for place, found in _cut(ordered, (), _DEPTH) if found]


def _box(item: Item) -> Box:
    """An item's rectangle."""
    box = item.box if isinstance(item, Piece) else item.origin.box
    return box or (0.0, 0.0, 0.0, 0.0)


_Placed = tuple[tuple[tuple[int, int], ...], list[Item]]


def _cut(items: list[Item], place: tuple[tuple[int, int], ...], depth: int) -> list[_Placed]:
    """Items in reading order, parted at the clearest gutter, and its sides at theirs."""
    gutter = _gutter(items) if depth else None
    if gutter is None:
        return [(place, items)]
    parts: list[_Placed] = []
    loose: list[Item] = []
    for crossing, band in _bands(items, gutter):
        left = [item for item in band if _box(item)[2] <= gutter]
        right = [item for item in band if _box(item)[2] > gutter]
        if crossing or not _columns(left, right):
            loose += band
            continue
        if loose:
            parts += _cut(loose, place, 0)
            loose = []
        for index, side in enumerate((left, right)):
            parts += _cut(side, (*place, (index, 2)), depth - 1)
    return [*parts, *(_cut(loose, place, 0) if loose else [])]


def _bands(items: list[Item], gutter: float) -> list[tuple[bool, list[Item]]]:
    """Stretches from top to bottom that cross the gutter, or keep to its sides."""
    bands: list[tuple[bool, list[Item]]] = []
    for item in items:
        x0, _, x1, _ = _box(item)
        crossing = x0 < gutter < x1
        if bands and bands[-1][0] == crossing:
            bands[-1][1].append(item)
        else:
            bands.append((crossing, [item]))
    return bands


def _gutter(items: list[Item]) -> float | None:
    """The middle of the widest strip that parts two columns of running text; None without one."""
    pieces = [item for item in items if isinstance(item, Piece)]
    if len(pieces) < 2 * FEWEST:
        return None
    size = median(piece.size for piece in pieces)
    left, right = min(piece.x0 for piece in pieces), max(piece.x1 for piece in pieces)
    narrow = [piece for piece in pieces if piece.x1 - piece.x0 < 0.65 * (right - left)]
    if len(narrow) < 2 * FEWEST or right - left < 2 * NARROWEST * size:
        return None
    best: tuple[float, float] | None = None
    for start, end in _strips(narrow, left, right):
        if end - start < GUTTER * size:
            continue
        middle = (start + end) / 2
        sides = [p for p in narrow if p.x1 <= middle], [p for p in narrow if p.x0 >= middle]
        if _columns(list(sides[0]), list(sides[1])) and (best is None or end - start > best[0]):
            best = (end - start, middle)
    return best[1] if best else None


def _strips(pieces: list[Piece], left: float, right: float) -> list[tuple[float, float]]:
    """Stretches of the width that few pieces cover."""
    allowed = _STRAY * len(pieces)
    changes = sorted([(piece.x0, 1) for piece in pieces] + [(piece.x1, -1) for piece in pieces])
    strips = []
    covered, since = 0, left
    for x, change in changes:
        was = covered
        covered += change
        if was <= allowed < covered and x > since:
            strips.append((since, x))
        elif covered <= allowed < was:
            since = x
    return [(start, end) for start, end in strips if start > left and end < right]


def _columns(left: list[Item], right: list[Item]) -> bool:
    """Whether two sides are columns of running text; the second may be short, as the last column of a text is."""
    running = [_running(side) for side in (left, right)]
    lines = [sum(isinstance(item, Piece) for item in side) for side in (left, right)]
    if all(running):
        return max(lines) >= FEWEST
    return running[0] and lines[0] >= FEWEST and 0 < lines[1] < FEWEST and _wide(right)


def _wide(side: list[Item]) -> bool:
    """Whether a short column has at least one line as wide as a column."""
    return any(isinstance(item, Piece) and item.x1 - item.x0 > NARROWEST * item.size for item in side)


def _running(side: list[Item]) -> bool:
    """Whether most lines of a side reach its right edge, as running text does."""
    lines = rows_of([item for item in side if isinstance(item, Piece)])
    if len(lines) < 2:
        return False
    size = median(line.size for line in lines)
    edge = max(line.x1 for line in lines)
    left = min(line.x0 for line in lines)
    wide = sum(isinstance(item, Piece) and item.x1 - item.x0 > NARROWEST * size for item in side)
    if wide < FULL_SHARE * len(lines):  # the cells of a table, wide only when put together to lines
        return False
    full = sum(line.x1 > edge - 1.6 * line.size and line.x1 - line.x0 > NARROWEST * line.size for line in lines)
    return edge - left >= NARROWEST * size and full >= FULL_SHARE * len(lines)
