"""Tables with ruling lines: from rules to a grid of cells, merged regions included.

Edges are snapped and joined as pdfplumber does (tolerance 3 pt). Instead of looking for the smallest rectangle at each
crossing, the grid's places are merged where no rule parts them: that is linear in the number of places, keeps spans
that the rules show, and needs no pdfminer, whose import alone takes half the time that a small table may take.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field

from kexie_extract.model.raw import Box, RawRule

SNAP = 3.0
"""Points: edges nearer than this are one."""
SHORTEST = 4.0
"""Points: a shorter edge after joining is decoration."""
COVERED = 0.6
"""Share of a place's side that a rule must cover to part it from its neighbour."""
MAX_EDGES = 4_000
"""Edges of one page after joining; more is a drawing."""


@dataclass(slots=True)
class Edge:
    """A level (or upright) rule at a position, from `start` to `end`."""

    at: float
    start: float
    end: float


@dataclass(slots=True)
class Region:
    """A cell: the places of the grid that no rule parts, as a rectangle of rows and columns (ends exclusive)."""

    row: int
    column: int
    row_end: int
    column_end: int


@dataclass(slots=True)
class Grid:
    """A ruled table on a page.

    Attributes:
        xs: positions of the column borders, left to right.
        ys: positions of the row borders, top to bottom.
        regions: cells in row order.
        owner: for each place, the index of its cell.
    """

    xs: list[float]
    ys: list[float]
    regions: list[Region] = field(default_factory=list)
    owner: list[list[int]] = field(default_factory=list)

    @property
    def box(self) -> Box:
        """Its outline."""
        return self.xs[0], self.ys[0], self.xs[-1], self.ys[-1]

    def place(self, x: float, y: float) -> int | None:
        """The index of the cell at a point, None outside."""
        column, row = bisect_right(self.xs, x) - 1, bisect_right(self.ys, y) - 1
        if not (0 <= column < len(self.xs) - 1 and 0 <= row < len(self.ys) - 1):
            return None
        return self.owner[row][column]

    def cell_box(self, region: Region) -> Box:
        """A cell's rectangle."""
        return self.xs[region.column], self.ys[region.row], self.xs[region.column_end], self.ys[region.row_end]


def grids(rules: Sequence[RawRule]) -> list[Grid]:
    """The ruled tables of a page, from top to bottom; a frame around one cell is none."""
    level = _edges([(r.top + r.bottom) / 2 for r in rules], [(r.x0, r.x1) for r in rules])
    upright = _edges([(r.x0 + r.x1) / 2 for r in rules], [(r.top, r.bottom) for r in rules])
    if not level or not upright or len(level) + len(upright) > MAX_EDGES:
        return []
    found = []
    for across, down in _components(level, upright):
        if grid := _grid(across, down):
            found.append(grid)
    return sorted(found, key=lambda grid: (grid.ys[0], grid.xs[0]))


def _edges(positions: list[float], spans: list[tuple[float, float]]) -> list[Edge]:
    """Edges along one direction, snapped to common positions and joined where they touch."""
    raw = sorted(
        (at, start, end) for at, (start, end) in zip(positions, spans, strict=True) if end - start > 0.1 or end == start
    )
    groups: list[list[tuple[float, float, float]]] = []
    for edge in raw:
        if edge[2] - edge[1] < 0.1:
            continue
        if groups and edge[0] - groups[-1][-1][0] <= SNAP / 2 and edge[0] - groups[-1][0][0] <= SNAP:
            groups[-1].append(edge)
        else:
            groups.append([edge])
    return [joined for group in groups for joined in _join(group)]


def _join(group: list[tuple[float, float, float]]) -> list[Edge]:
    """Edges of one position, those that touch made one."""
    at = sum(edge[0] * (edge[2] - edge[1]) for edge in group) / sum(edge[2] - edge[1] for edge in group)
    spans = sorted((start, end) for _, start, end in group)
    edges = [Edge(at, *spans[0])]
    for start, end in spans[1:]:
        if start <= edges[-1].end + SNAP:
            edges[-1].end = max(edges[-1].end, end)
        else:
            edges.append(Edge(at, start, end))
    return [edge for edge in edges if edge.end - edge.start >= SHORTEST]


def _meet(level: Edge, upright: Edge) -> bool:
    """Whether a level and an upright edge touch."""
    return (
        level.start - SNAP <= upright.at <= level.end + SNAP and upright.start - SNAP <= level.at <= upright.end + SNAP
    )


def _components(level: list[Edge], upright: list[Edge]) -> list[tuple[list[Edge], list[Edge]]]:
    """Edges that hang together."""
    parent = list(range(len(level) + len(upright)))

    def root(index: int) -> int:
        while parent[index] != index:
            parent[index] = parent[parent[index]]
            index = parent[index]
        return index

    heights = [edge.at for edge in level]
    order = sorted(range(len(level)), key=heights.__getitem__)
    sorted_heights = [heights[i] for i in order]
    for offset, bar in enumerate(upright, len(level)):
        low = bisect_left(sorted_heights, bar.start - SNAP)
        high = bisect_right(sorted_heights, bar.end + SNAP)
        for index in order[low:high]:
            if _meet(level[index], bar):
                parent[root(index)] = root(offset)
    groups: dict[int, tuple[list[Edge], list[Edge]]] = {}
    for index, edge in enumerate([*level, *upright]):
        groups.setdefault(root(index), ([], []))[index >= len(level)].append(edge)
    return [group for group in groups.values() if group[0] and group[1]]


def _borders(edges: list[Edge], extents: list[tuple[float, float]]) -> list[float]:
    """Distinct positions, with the ends of the crossing edges where no rule closes the table there."""
    positions = sorted(edge.at for edge in edges)
    borders = positions[:1]
    for position in positions[1:]:
        if position - borders[-1] > SNAP:
            borders.append(position)
    low, high = (_reach(ends) for ends in zip(*extents, strict=True))
    if borders and low < borders[0] - 3 * SNAP:
        borders.insert(0, low)
    if borders and high > borders[-1] + 3 * SNAP:
        borders.append(high)
    return borders


def _reach(ends: Sequence[float]) -> float:
    """Where the crossing edges end: the outermost two where these agree, for merged cells interrupt those between."""
    return ends[0] if abs(ends[0] - ends[-1]) <= SNAP else sorted(ends)[len(ends) // 2]


def _grid(level: list[Edge], upright: list[Edge]) -> Grid | None:
    """The grid of edges that hang together; None where it has fewer than two cells."""
    xs = _borders(upright, [(edge.start, edge.end) for edge in level])
    ys = _borders(level, [(edge.start, edge.end) for edge in upright])
    rows, columns = len(ys) - 1, len(xs) - 1
    if rows < 1 or columns < 1 or rows * columns < 2:
        return None
    grid = Grid(xs, ys)
    beside = [[_covers(upright, xs[c + 1], ys[r], ys[r + 1]) for c in range(columns)] for r in range(rows)]
    below = [[_covers(level, ys[r + 1], xs[c], xs[c + 1]) for c in range(columns)] for r in range(rows)]
    grid.regions = _regions(beside, below)
    grid.owner = [[-1] * columns for _ in range(rows)]
    for index, region in enumerate(grid.regions):
        for row in range(region.row, region.row_end):
            grid.owner[row][region.column : region.column_end] = [index] * (region.column_end - region.column)
    return grid if len(grid.regions) > 1 else None


def _covers(edges: list[Edge], at: float, start: float, end: float) -> bool:
    """Whether rules at a position cover enough of a stretch."""
    covered = sum(max(0.0, min(edge.end, end) - max(edge.start, start)) for edge in edges if abs(edge.at - at) <= SNAP)
    return covered >= COVERED * (end - start)


def _regions(beside: list[list[bool]], below: list[list[bool]]) -> list[Region]:
    """Rectangles of places that no rule parts, in row order.

    A region grows to the right and then down as long as every place of it is open to the next: an L-shaped hole in
    the rules thus becomes rectangles, and no place is lost.
    """
    rows, columns = len(beside), len(beside[0])
    taken = [[False] * columns for _ in range(rows)]
    regions = []
    for row in range(rows):
        for column in range(columns):
            if taken[row][column]:
                continue
            right = column + 1
            while right < columns and not beside[row][right - 1] and not taken[row][right]:
                right += 1
            down = row + 1
            while down < rows and _open_below(beside, below, down, column, right):
                down += 1
            for r in range(row, down):
                taken[r][column:right] = [True] * (right - column)
            regions.append(Region(row, column, down, right))
    return regions


def _open_below(beside: list[list[bool]], below: list[list[bool]], row: int, left: int, right: int) -> bool:
    """Whether a row of a region runs on into the next row, over exactly the same columns."""
    if any(below[row - 1][column] for column in range(left, right)):
        return False
    if any(beside[row][column] for column in range(left, right - 1)):
        return False
    closed_left = left == 0 or beside[row][left - 1]
    closed_right = right == len(beside[row]) or beside[row][right - 1]
    return closed_left and closed_right
