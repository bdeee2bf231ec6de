"""Columns of a page in reading order: zones that a gutter parts, between what stands across it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
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
LARGER = 1.15
"""Times the size of the text: larger lines are headings."""
GAP = 1.25
"""Times the usual distance of lines: a wider one parts columns from the lines below them."""
_MOST = 0.6  # share of a page's pieces that stand in columns, where these change
_WIDE = 0.65  # share of the width from which on a line stands across columns
_TAIL = 3  # lines below columns
_HEADINGS = 40  # larger lines of a page; more are no headings
_BALANCED = 2.5  # line distances by which columns of one height may differ
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
        return _between(items, place, depth) if depth else [(place, items)]
    parts: list[_Placed] = []
    loose: list[Item] = []
    for crossing, band in _bands(items, gutter):
        left, right = _sides(band, gutter)
        if crossing or not _columns(left, right):
            loose += band
            continue
        if loose:
            parts += _cut(loose, place, 0)
        left, loose = _without_tail(left, right)
        number = _count(left, depth - 1) + _count(right, depth - 1)
        for index, side in enumerate((left, right)):
            parts += _cut(side, (*place, (index, number)), depth - 1)
    return [*parts, *(_cut(loose, place, 0) if loose else [])]


def _between(items: list[Item], place: tuple[tuple[int, int], ...], depth: int) -> list[_Placed]:
    """Items of a page whose columns change from stretch to stretch, parted at what stands across; else as they are."""
    stretches = _stretches(items)
    columnar = [_gutter(stretch) is not None for stretch in stretches]
    if sum(len(stretch) for stretch, found in zip(stretches, columnar, strict=True) if found) < _MOST * len(items):
        return [(place, items)]
    parts: list[_Placed] = []
    loose: list[Item] = []
    for stretch, found in zip(stretches, columnar, strict=True):
        if not found:
            loose += stretch
            continue
        if loose:
            parts.append((place, loose))
            loose = []
        parts += _cut(stretch, place, depth - 1)
    return [*parts, *([(place, loose)] if loose else [])]


def _stretches(items: list[Item]) -> list[list[Item]]:
    """What stands between lines that are wide, or larger than the text: each such line is a stretch of its own."""
    pieces = [item for item in items if isinstance(item, Piece)]
    if len(pieces) < 2 * FEWEST:
        return []
    width = max(piece.x1 for piece in pieces) - min(piece.x0 for piece in pieces)
    size = median(piece.size for piece in pieces)
    stretches: list[list[Item]] = [[]]
    for item in items:
        if isinstance(item, Piece) and (item.x1 - item.x0 > _WIDE * width or item.size > LARGER * size):
            stretches += [[item], []]
        else:
            stretches[-1].append(item)
    return [stretch for stretch in stretches if stretch]


def _sides(items: list[Item], gutter: float) -> tuple[list[Item], list[Item]]:
    """What stands left of a gutter, and the rest."""
    left = [item for item in items if _box(item)[2] <= gutter]
    return left, [item for item in items if _box(item)[2] > gutter]


def _count(items: list[Item], depth: int) -> int:
    """How many columns stand side by side in a stretch."""
    gutter = _gutter(items) if depth > 0 else None
    if gutter is None:
        return 1
    return sum(_count(side, depth - 1) for side in _sides(items, gutter))


def _without_tail(left: list[Item], right: list[Item]) -> tuple[list[Item], list[Item]]:
    """The left side, and the few lines that stand below both: after columns of one height and a wider gap."""
    lowest = max(_box(item)[3] for item in right)
    tops = sorted({round(_box(item)[1]) for item in left})
    pitch = median(below - above for above, below in pairwise(tops)) if len(tops) > FEWEST else 0.0
    for top in tops[: -_TAIL - 1 : -1] if pitch else ():
        above = [item for item in left if _box(item)[1] < top - 0.5]
        if top < lowest or not above:
            break
        ends = [max(_box(item)[3] for item in side) for side in (above, right)]
        starts = [max(_box(item)[1] for item in side) for side in (above, right)]
        if top - max(starts) > GAP * pitch and abs(ends[0] - ends[1]) < _BALANCED * pitch:
            return above, [item for item in left if _box(item)[1] >= top - 0.5]
    return left, []


def _bands(items: list[Item], gutter: float) -> list[tuple[bool, list[Item]]]:
    """Stretches from top to bottom that cross the gutter, or keep to its sides."""
    across = _headings(items, gutter)
    bands: list[tuple[bool, list[Item]]] = []
    for item in items:
        x0, _, x1, _ = _box(item)
        crossing = x0 < gutter < x1 or id(item) in across
        if bands and bands[-1][0] == crossing:
            bands[-1][1].append(item)
        else:
            bands.append((crossing, [item]))
    return bands


def _headings(items: list[Item], gutter: float) -> set[int]:
    """Larger lines of one side, by `id()`, beside which the other side is empty, between columns above and below."""
    size = median(item.size for item in items if isinstance(item, Piece))
    found: set[int] = set()
    larger = [(n, p) for n, p in enumerate(items) if isinstance(p, Piece) and p.size > LARGER * size]
    for place, item in larger if len(larger) <= _HEADINGS else ():
        if item.x0 < gutter < item.x1:
            continue
        if any(_box(other)[3] > item.top and _box(other)[1] < item.bottom for other in items if other is not item):
            continue
        if all(_columns(*_sides(part, gutter)) for part in (items[:place], items[place + 1 :])):
            found.add(id(item))
    return found


def _gutter(items: list[Item]) -> float | None:
    """The middle of the widest strip that parts two columns of running text; None without one."""
    pieces = [item for item in items if isinstance(item, Piece)]
    if len(pieces) < 2 * FEWEST:
        return None
    size = median(piece.size for piece in pieces)
    left, right = min(piece.x0 for piece in pieces), max(piece.x1 for piece in pieces)
    narrow = [piece for piece in pieces if piece.x1 - piece.x0 < _WIDE * (right - left)]
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
