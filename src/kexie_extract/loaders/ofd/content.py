"""Text and ruling lines of an OFD page (GB/T 33190-2016, clauses 8.5, 9 and 11); millimetres become points."""

from math import atan2, degrees, hypot
from typing import TYPE_CHECKING

from kexie_extract.loaders.ofd.container import children, first, local, matrix, numbers
from kexie_extract.loaders.shapes import Matrix, Point, lines
from kexie_extract.model.raw import RawChar, RawRule

if TYPE_CHECKING:
    from lxml.etree import _Element

POINTS = 72 / 25.4
"""Points in a millimetre."""
MAX_DEPTH = 12
"""Blocks inside blocks."""
MAX_CHARS = 200_000
"""Characters of one page."""
_ASCENT, _DESCENT = 0.88, 0.12  # of the em, as Chinese fonts have it
_SMALLEST = 0.1  # points; sizes are divided by
_BOLD = 600  # weight, where 400 is regular (clause 11.3)
_ARGUMENTS = {"S": 2, "M": 2, "L": 2, "Q": 4, "B": 6, "A": 7, "C": 0}  # clause 9.1, table of path operators


class Canvas:
    """What is drawn on a page, in points with the origin at the top left.

    Args:
        bold_fonts: IDs of fonts that the resources call bold.
        units: content of composite graphic units, by ID.
    """

    def __init__(self, bold_fonts: set[str], units: "dict[str, _Element]") -> None:
        self.chars: list[RawChar] = []
        self.rules: list[RawRule] = []
        self.images = 0
        self._bold_fonts, self._units = bold_fonts, units

    def draw(self, block: "_Element", outer: Matrix, stamped: bool = False, depth: int = 0) -> None:
        """Draw all objects of a layer or block."""
        for item in block:
            kind = local(item)
            if kind == "TextObject" and len(self.chars) < MAX_CHARS:
                self._text(item, matrix(item).before(outer), stamped)
            elif kind == "PathObject":
                self._path(item, matrix(item).before(outer))
            elif kind == "ImageObject":
                self.images += 1
            elif kind == "PageBlock" and depth < MAX_DEPTH:
                self.draw(item, outer, stamped, depth + 1)
            elif kind == "CompositeObject" and depth < MAX_DEPTH:
                unit = self._units.get(item.get("ResourceID", ""))
                if unit is not None:
                    self.draw(unit, matrix(item).before(outer), stamped, depth + 1)

    def _text(self, item: "_Element", place: Matrix, stamped: bool) -> None:
        """The characters of a text object."""
        size = (numbers(item.get("Size")) or [0.0])[0]
        stretch = (numbers(item.get("HScale")) or [1.0])[0] or 1.0
        weight = (numbers(item.get("Weight")) or [400.0])[0]
        bold = weight >= _BOLD or item.get("Font") in self._bold_fonts
        angle = abs((degrees(atan2(place.b, place.a)) + 45) % 90 - 45)
        height = max(abs(size) * hypot(place.c, place.d) * POINTS, _SMALLEST)
        aslant = stamped or angle > 10
        offset = 0
        groups = _groups(item)
        for code in children(item, "TextCode"):
            text = (code.text or "").replace("\r", "").replace("\n", "")
            for char, x, y, width in _spread(code, text, size, stretch, groups, offset):
                corners = [place.apply(x, y - _ASCENT * size), place.apply(x + width, y + _DESCENT * size)]
                self.chars.append(_char(char, corners, round(height, 1), bold, aslant))
            offset += len(text)

    def _path(self, item: "_Element", place: Matrix) -> None:
        """The ruling lines of a path."""
        stroked = item.get("Stroke", "true").lower() != "false"
        if not stroked and item.get("Fill", "false").lower() != "true":
            return
        data = first(item, "AbbreviatedData")
        for outline in _outlines((data.text or "") if data is not None else ""):
            points = [place.apply(x, y) for x, y in outline]
            scaled = [(x * POINTS, y * POINTS) for x, y in points]
            self.rules.extend(RawRule(*line) for line in lines(scaled, stroked))


def _char(text: str, corners: list[Point], size: float, bold: bool, stamped: bool) -> RawChar:
    """A character between two corners in millimetres."""
    (ax, ay), (bx, by) = corners
    box = (min(ax, bx) * POINTS, min(ay, by) * POINTS, max(ax, bx) * POINTS, max(ay, by) * POINTS)
    return RawChar(text, *box, size, bold, stamped)


def _groups(item: "_Element") -> list[tuple[int, int, int]]:
    """First code, number of codes and number of glyphs of each glyph transform (clause 11.4)."""
    groups = []
    for transform in children(item, "CGTransform"):
        position, codes, glyphs = (
            int((numbers(transform.get(name)) or [default])[0])
            for name, default in (("CodePosition", 0.0), ("CodeCount", 1.0), ("GlyphCount", 1.0))
        )
        if codes != glyphs and codes > 0 and glyphs > 0:
            groups.append((position, codes, glyphs))
    return groups


def _spread(
    code: "_Element", text: str, size: float, stretch: float, groups: list[tuple[int, int, int]], offset: int
) -> list[tuple[str, float, float, float]]:
    """Characters of a text code with position of the baseline's start and width, in the object's millimetres.

    A delta belongs to a glyph, so where several codes make one glyph they share its place.
    """
    x, y = (numbers(code.get(axis)) or [0.0] for axis in ("X", "Y"))
    across, down = deltas(code.get("DeltaX")), deltas(code.get("DeltaY"))
    glyph_of = _glyph_indexes(len(text), groups, offset)
    placed: list[tuple[str, float, float, float]] = []
    left, base = x[0], y[0]
    for index, char in enumerate(text):
        width = size * stretch * (0.5 if char.isascii() else 1.0)
        glyph = glyph_of[index]
        step = across[glyph] if glyph < len(across) else (0.0 if down else width)
        shared = index + 1 < len(text) and glyph_of[index + 1] == glyph
        placed.append((char, left, base, min(width, step) if step > 0.1 * width else width))
        if not shared:
            left += step
            base += down[glyph] if glyph < len(down) else 0.0
    return placed


def _glyph_indexes(length: int, groups: list[tuple[int, int, int]], offset: int) -> list[int]:
    """For each code of a text code, the index of its glyph."""
    indexes = list(range(length))
    for position, codes, glyphs in groups:
        start = position - offset
        for k in range(max(0, start), length):
            if k < start + codes:
                indexes[k] = indexes[start] + min(k - start, glyphs - 1) if start >= 0 else indexes[k]
            else:
                indexes[k] += glyphs - codes
    return indexes


def deltas(text: str | None) -> list[float]:
    """The offsets of a DeltaX or DeltaY: `g n v` stands for n times v (clause 11.3)."""
    tokens = (text or "").split()
    found: list[float] = []
    index = 0
    while index < len(tokens):
        if tokens[index].lower() == "g" and index + 2 < len(tokens):
            count, value = numbers(tokens[index + 1]), numbers(tokens[index + 2])
            if count and value:
                found += value * min(int(count[0]), MAX_CHARS)
            index += 3
        else:
            found += numbers(tokens[index])
            index += 1
    return found


def _outlines(data: str) -> list[list[Point]]:
    """The corners of each part of a path; a part with a curve is left out."""
    tokens = data.replace(",", " ").split()
    outlines: list[list[Point]] = []
    curved: set[int] = set()
    index = 0
    while index < len(tokens):
        operator = tokens[index]
        count = _ARGUMENTS.get(operator)
        if count is None:
            index += 1
            continue
        values = numbers(" ".join(tokens[index + 1 : index + 1 + count]))
        index += 1 + count
        if len(values) < count:
            break
        if operator in "SM":
            outlines.append([(values[0], values[1])])
        elif operator == "C" and outlines:
            outlines[-1].append(outlines[-1][0])
        elif outlines:
            outlines[-1].append((values[-2], values[-1]))
            if operator != "L":
                curved.add(len(outlines) - 1)
    return [outline for number, outline in enumerate(outlines) if len(outline) > 1 and number not in curved]
