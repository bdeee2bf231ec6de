"""Plane geometry that the readers of fixed-layout formats share: maps and the straight lines of an outline."""

import itertools
from collections.abc import Iterator
from typing import NamedTuple

from kexie_extract.model.raw import Box

THIN = 2.6
"""Points: a filled rectangle not wider than this is a line; Word's widest table border short of 3 pt is 2¼ pt."""
LEVEL = 1.0
"""Points by which the ends of a ruling line may differ in height."""
Point = tuple[float, float]


class Matrix(NamedTuple):
    """An affine map as PDF and OFD write it: x' = a·x + c·y + e, y' = b·x + d·y + f."""

    a: float = 1.0
    b: float = 0.0
    c: float = 0.0
    d: float = 1.0
    e: float = 0.0
    f: float = 0.0

    def apply(self, x: float, y: float) -> Point:
        """The image of a point."""
        return self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f

    def before(self, outer: "Matrix") -> "Matrix":
        """This map followed by `outer`."""
        e, f = outer.apply(self.e, self.f)
        return Matrix(
            outer.a * self.a + outer.c * self.b,
            outer.b * self.a + outer.d * self.b,
            outer.a * self.c + outer.c * self.d,
            outer.b * self.c + outer.d * self.d,
            e,
            f,
        )


def lines(points: list[Point], stroked: bool) -> Iterator[Box]:
    """The ruling lines of an outline: itself where it is a thin rectangle, else its level and upright sides.

    Args:
        points: corners in points; closed outlines end where they begin.
        stroked: whether the sides are drawn; a filled area without an outline has none.
    """
    xs, ys = [x for x, _ in points], [y for _, y in points]
    x0, y0, x1, y1 = min(xs), min(ys), max(xs), max(ys)
    if y1 - y0 <= THIN and x1 - x0 > y1 - y0:
        yield x0, (y0 + y1) / 2, x1, (y0 + y1) / 2
    elif x1 - x0 <= THIN and y1 - y0 > x1 - x0:
        yield (x0 + x1) / 2, y0, (x0 + x1) / 2, y1
    elif stroked:
        for (ax, ay), (bx, by) in itertools.pairwise(points):
            level, upright = abs(ay - by) <= LEVEL, abs(ax - bx) <= LEVEL
            if level != upright:
                yield min(ax, bx), min(ay, by), max(ax, bx), max(ay, by)
