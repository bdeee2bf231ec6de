"""Ruling lines of a PDF page: stroked segments and the thin filled rectangles that Word draws instead."""

import ctypes
from typing import Any, NamedTuple

from kexie_extract.loaders.pdf.frame import Frame
from kexie_extract.model.raw import RawRule

MAX_OBJECTS = 100_000
"""Drawing objects of one page that are looked at; a map or a plot has more, a table never."""
MAX_DEPTH = 12
"""Form objects inside form objects."""
MAX_SEGMENTS = 2_000
"""Segments of one path; more is a drawing."""
THIN = 2.6
"""Points: a filled rectangle not wider than this is a line; Word's widest table border short of 3 pt is 2¼ pt."""
_PATH, _IMAGE, _FORM = 2, 3, 5  # FPDF_PAGEOBJ_…
_LINE, _BEZIER, _MOVE = 0, 1, 2  # FPDF_SEGMENT_…
_Point = tuple[float, float]


class Matrix(NamedTuple):
    """An affine map as in PDF: x' = a·x + c·y + e, y' = b·x + d·y + f."""

    a: float = 1.0
    b: float = 0.0
    c: float = 0.0
    d: float = 1.0
    e: float = 0.0
    f: float = 0.0

    def apply(self, x: float, y: float) -> _Point:
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


def marks(raw: Any, page: Any, frame: Frame) -> tuple[list[RawRule], int, int]:
    """Ruling lines, the number of images, and the number of objects beyond the limit."""
    rules: list[RawRule] = []
    images = seen = dropped = 0
    pending = [(raw.FPDFPage_GetObject, page, raw.FPDFPage_CountObjects(page), Matrix(), 0)]
    while pending:
        get, owner, count, outer, depth = pending.pop()
        for index in range(count):
            if seen >= MAX_OBJECTS:
                dropped += count - index
                break
            seen += 1
            item = get(owner, index)
            kind = raw.FPDFPageObj_GetType(item)
            if kind == _PATH:
                _path_rules(raw, item, outer, frame, rules)
            elif kind == _IMAGE:
                images += 1
            elif kind == _FORM and depth < MAX_DEPTH:
                inner = raw.FPDFFormObj_CountObjects(item)
                pending.append((raw.FPDFFormObj_GetObject, item, inner, _matrix(raw, item).before(outer), depth + 1))
    return rules, images, dropped


def _matrix(raw: Any, item: Any) -> Matrix:
    """An object's own matrix."""
    value = raw.FS_MATRIX()
    if not raw.FPDFPageObj_GetMatrix(item, value):
        return Matrix()
    return Matrix(value.a, value.b, value.c, value.d, value.e, value.f)


def _path_rules(raw: Any, item: Any, outer: Matrix, frame: Frame, rules: list[RawRule]) -> None:
    """Add the lines of one path."""
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    count = raw.FPDFPath_CountSegments(item)
    if not 2 <= count <= MAX_SEGMENTS or not raw.FPDFPath_GetDrawMode(item, fill, stroke):
        return
    if not fill.value and not stroke.value:
        return
    for points in _subpaths(raw, item, count, _matrix(raw, item).before(outer)):
        if thin := _thin(points):
            rules.append(RawRule(*frame.place(*thin)))
        elif stroke.value:
            rules.extend(_straight(points, frame))


def _subpaths(raw: Any, item: Any, count: int, matrix: Matrix) -> list[list[_Point]]:
    """The corners of each part of a path; a part with a curve is left out."""
    parts: list[list[_Point]] = []
    curved: set[int] = set()
    x, y = ctypes.c_float(), ctypes.c_float()
    for index in range(count):
        segment = raw.FPDFPath_GetPathSegment(item, index)
        kind = raw.FPDFPathSegment_GetType(segment)
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        if kind == _MOVE or not parts:
            parts.append([])
        elif kind == _BEZIER:
            curved.add(len(parts) - 1)
        parts[-1].append(matrix.apply(x.value, y.value))
        if raw.FPDFPathSegment_GetClose(segment):
            parts[-1].append(parts[-1][0])
    return [part for index, part in enumerate(parts) if len(part) > 1 and index not in curved]


def _thin(points: list[_Point]) -> tuple[float, float, float, float] | None:
    """The middle line of a rectangle so thin that it is a line; None for others."""
    xs, ys = [x for x, _ in points], [y for _, y in points]
    x0, y0, x1, y1 = min(xs), min(ys), max(xs), max(ys)
    if y1 - y0 <= THIN and x1 - x0 > y1 - y0:
        middle = (y0 + y1) / 2
        return x0, middle, x1, middle
    if x1 - x0 <= THIN and y1 - y0 > x1 - x0:
        middle = (x0 + x1) / 2
        return middle, y0, middle, y1
    return None


def _straight(points: list[_Point], frame: Frame) -> list[RawRule]:
    """Upright and level sides of an outline."""
    rules = []
    for (x0, y0), (x1, y1) in zip(points, points[1:], strict=False):
        if abs(x0 - x1) <= 1 or abs(y0 - y1) <= 1:
            rules.append(RawRule(*frame.place(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))))
    return rules
