"""Pages drawn character by character."""

from collections.abc import Iterable

from kexie_extract.model.raw import RawChar, RawElement, RawPage, RawParagraph, RawRule, RawTable

LEFT, RIGHT, SIZE, PITCH = 80.0, 512.0, 12.0, 24.0
"""A page of 36 characters to the line."""
PROSE = (
    "各乡镇街道科协要切实提高认识把基层科普工作摆上重要位置"
    "结合本地实际制定具体方案明确责任分工和完成时限确保各项任务落到实处"
)
FULL = (PROSE * 3)[:168]
"""Ends with a full line in a column of 17 characters."""


def draw(text: str, x: float, y: float, size: float = SIZE, bold: bool = False) -> list[RawChar]:
    """A line whose first character's corner is at x, y; Latin is half as wide."""
    chars = []
    for char in text:
        width = size * (0.5 if char.isascii() else 1.0)
        chars.append(RawChar(char, x, y, x + width, y + size, size, bold))
        x += width
    return chars


def set_prose(text: str, y: float, indent: float = 2.0, left: float = LEFT, right: float = RIGHT) -> list[RawChar]:
    """A paragraph set into lines between two margins."""
    chars, x = [], left + indent * SIZE
    for char in text:
        if x + SIZE > right + 0.1:
            x, y = left, y + PITCH
        chars += draw(char, x, y)
        x = chars[-1].x1
    return chars


def page(*parts: Iterable[RawChar], number: int = 1, rules: Iterable[RawRule] = (), height: float = 842.0) -> RawPage:
    return RawPage(number, 595.0, height, [char for part in parts for char in part], list(rules))


def texts(found: Iterable[RawElement], role: str = "body") -> list[str]:
    return [e.text for e in found if isinstance(e, RawParagraph) and e.role == role]


def rows(found: Iterable[RawElement]) -> list[list[list[str]]]:
    return [[[cell.text for cell in row] for row in e.rows] for e in found if isinstance(e, RawTable)]


def box(xs: list[float], ys: list[float]) -> list[RawRule]:
    """All rules of a grid."""
    level = [RawRule(xs[0], y, xs[-1], y) for y in ys]
    return level + [RawRule(x, ys[0], x, ys[-1]) for x in xs]
