"""Ruling lines of a scanned page: long thin dark strokes that belong to no character.

Tables of signed papers come back as scans. Their rules are what the layout stage needs to tell cells, so they are read
from the image beside the words: a page that lies slightly askew is turned back with its words.
"""

from collections.abc import Sequence
from statistics import median
from typing import Any, NamedTuple

from kexie_extract.model.raw import Box, RawRule

DARK = 0.8
"""Share of the paper's brightness below which a pixel is ink; thin rules come grey out of the scanner."""
LONGEST_STROKE = 1.6
"""Ems: strokes of characters are at most one em long, those of a title in a larger font some more."""
THICKEST = 0.35
"""Ems: a thicker stroke is a bar, a picture or a shadow of the binding."""
SLACK = 2
"""Pixels by which a rule that lies askew may step between two runs."""
GAP = 3
"""Pixels of a rule that noise may have eaten."""
EDGE = 0.15
"""Share of a line's height at its edges in which a rule below or above it may lie."""
LONG = 8.0
"""Ems from which a stroke is a rule for sure."""
FEWEST = 4
"""Long rules that tell how much a page is turned."""
MOST = 4_000
"""Strokes of one page; more is a picture."""


class Stroke(NamedTuple):
    """A rule in pixels: its box, whether it is upright, and how much it leans (as the slope of a level line)."""

    box: Box
    upright: bool
    slope: float


def strokes(image: Any, em: float) -> list[Stroke]:
    """The rules of a page as they lie in its image.

    Args:
        image: height × width × 3 array.
        em: usual font size in pixels.
    """
    import cv2
    import numpy

    brightness = image.min(axis=2)
    dark = (brightness < DARK * float(numpy.median(brightness))).astype(numpy.uint8)
    shortest = max(12, round(LONGEST_STROKE * em))
    found: list[Stroke] = []
    for upright in (False, True):
        pixels = dark.T.copy() if upright else dark  # an upright rule is a level one of the page laid on its side
        bridged = cv2.dilate(pixels, numpy.ones((1 + 2 * SLACK, GAP), numpy.uint8))
        kept = cv2.morphologyEx(bridged, cv2.MORPH_OPEN, numpy.ones((1, shortest), numpy.uint8))
        count, labels, stats, _ = cv2.connectedComponentsWithStats(kept, connectivity=8)
        if count > MOST:
            return []
        for label, (x, y, width, height, area) in enumerate(stats[1:].tolist(), 1):
            if width < shortest or area / width - 2 * SLACK > THICKEST * em:
                continue
            slope = _lean(labels[y : y + height, x : x + width] == label)
            box = (x, y, x + width, y + height)
            found.append(
                Stroke((y, x, y + height, x + width) if upright else box, upright, -slope if upright else slope)
            )
    return found


def _lean(stroke: Any) -> float:
    """The slope of a level stroke: from the middle of its left quarter to that of its right quarter."""
    rows, columns = stroke.nonzero()
    width = stroke.shape[1]
    left, right = rows[columns < width / 4].mean(), rows[columns >= width - width / 4].mean()
    return float((right - left) / (0.75 * width))


def tilt(found: Sequence[Stroke], em: float) -> float | None:
    """How much the page is turned, by its long rules; None where these are too few to tell.

    Args:
        found: the strokes of its image.
        em: usual font size in pixels; strokes of up to eight may be bars of characters side by side.
    """
    lengths = [max(x1 - x0, bottom - top) for (x0, top, x1, bottom), _, _ in found]
    least = max(LONG * em, max(lengths, default=0.0) / 3)
    slopes = [stroke.slope for stroke, length in zip(found, lengths, strict=True) if length >= least]
    return median(slopes) if len(slopes) >= FEWEST else None


def rules(found: Sequence[Stroke], words: Sequence[Box], slope: float, scale: float) -> list[RawRule]:
    """The ruling lines of a page in points, turned back by its slope.

    Args:
        found: the strokes of its image.
        words: boxes of the recognised lines in pixels, turned back; a short stroke inside one is part of a character.
        slope: how much the page is turned.
        scale: points of a pixel.
    """
    lines = []
    for (x0, top, x1, bottom), upright, _ in found:
        x, y = (x0 + x1) / 2, (top + bottom) / 2
        middle_x, middle_y = x + slope * y, y - slope * x
        half = ((bottom - top) if upright else (x1 - x0)) / 2
        if _inside(words, middle_x, middle_y, half, upright):
            continue
        if upright:
            line = (middle_x, middle_y - half, middle_x, middle_y + half)
        else:
            line = (middle_x - half, middle_y, middle_x + half, middle_y)
        lines.append(RawRule(*(value * scale for value in line)))
    return lines


def _inside(words: Sequence[Box], x: float, y: float, half: float, upright: bool) -> bool:
    """Whether a stroke is part of characters: it runs through a line of words, or is no longer than that is high.

    Bars of characters side by side are longer than one character; no rule crosses words in their middle.
    """
    for x0, top, x1, bottom in words:
        if not (x0 <= x <= x1 and top <= y <= bottom):
            continue
        edge = EDGE * (bottom - top)
        through = not upright and x0 <= x - 0.8 * half and x + 0.8 * half <= x1 and top + edge < y < bottom - edge
        if through or 2 * half <= 1.3 * (bottom - top):
            return True
    return False
