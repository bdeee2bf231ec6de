"""Formulas and the EQ fields that Chinese Word writes for enclosed characters."""

import re
from typing import Final

from kexie_extract.loaders.docx.names import Element, M
from kexie_extract.text.patterns import compiled

_ENCLOSED = compiled(
    r"\s*eq\s*\\o(?:\\a[clr])?\s*[(（]\s*[○◯〇]\s*[,，;；]\s*([^()（）]{1,4}?)\s*[)）]\s*", re.IGNORECASE
)
_BETWEEN: Final = {M + "den": "/", M + "sup": "^", M + "sub": "_"}
_CIRCLED: Final = ((0x2460, 1, 20), (0x3251, 21, 35), (0x32B1, 36, 50))


def equation_text(element: Element) -> str:
    """A formula in one line: fractions with `/`, superscripts with `^`, subscripts with `_`."""
    pieces: list[str] = []
    _collect(element, pieces)
    return "".join(pieces)


def _collect(element: Element, pieces: list[str]) -> None:
    for child in element:
        if child.tag == M + "t":
            pieces.append(child.text or "")
        else:
            before = len(pieces)
            _collect(child, pieces)
            if child.tag in _BETWEEN and before and len(pieces) > before:
                pieces.insert(before, _BETWEEN[child.tag])


def enclosed_character(code: str) -> str:
    r"""What an `EQ \o\ac(○,21)` field shows (带圈字符): the sign where Unicode has one, else the words inside."""
    match = _ENCLOSED.fullmatch(code)
    if not match:
        return ""
    inside = match[1]
    if inside.isdecimal():
        for first, low, high in _CIRCLED:
            if low <= int(inside) <= high:
                return chr(first + int(inside) - low)
    return inside
