"""Ruling lines of a PDF page: stroked segments and the thin filled rectangles that Word draws instead."""

import ctypes
from typing import Any

from kexie_extract.loaders.pdf.binding import address, quick
from kexie_extract.loaders.pdf.frame import Frame
from kexie_extract.loaders.shapes import Matrix, Point, lines
from kexie_extract.model.raw import RawRule

MAX_OBJECTS = 100_000
"""Drawing objects of one page that are looked at; a map or a plot has more, a table never."""
MAX_DEPTH = 12
"""Form objects inside form objects."""
MAX_SEGMENTS = 2_000
"""Segments of one path; more is a drawing."""
_PATH, _IMAGE, _FORM = 2, 3, 5  # FPDF_PAGEOBJ_…
_BEZIER, _MOVE = 1, 2  # FPDF_SEGMENT_…


def marks(raw: Any, page: Any, frame: Frame) -> tuple[list[RawRule], int, int]:
    """Ruling lines, the number of images, and the number of objects beyond the limit."""
    rules: list[RawRule] = []
    images = seen = dropped = 0
    calls = quick()
    pending = [(calls.page_object, address(page), raw.FPDFPage_CountObjects(page), Matrix(), 0)]
    while pending:
        get, owner, count, outer, depth = pending.pop()
        for index in range(count):
            if seen >= MAX_OBJECTS:
                dropped += count - index
                break
            seen += 1
            place = get(owner, index)
            kind = calls.kind(place) if place else 0
            if kind == _IMAGE:
                images += 1
            elif kind == _PATH:
                _path_rules(raw, ctypes.cast(place or 0, raw.FPDF_PAGEOBJECT), outer, frame, rules)
            elif kind == _FORM and place and depth < MAX_DEPTH:
                form = ctypes.cast(place, raw.FPDF_PAGEOBJECT)
                inner = raw.FPDFFormObj_CountObjects(form)
                pending.append((calls.form_object, place, inner, _matrix(raw, form).before(outer), depth + 1))
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
        rules.extend(RawRule(*frame.place(*line)) for line in lines(points, bool(stroke.value)))


def _subpaths(raw: Any, item: Any, count: int, matrix: Matrix) -> list[list[Point]]:
    """The corners of each part of a path; a part with a curve is left out."""
    parts: list[list[Point]] = []
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
