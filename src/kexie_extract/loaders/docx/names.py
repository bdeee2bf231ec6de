"""Qualified names of WordprocessingML (ECMA-376 part 1, clause 17) and small readers of its attributes."""

from typing import TYPE_CHECKING, Final, TypeAlias

if TYPE_CHECKING:
    from lxml.etree import _Element

    Element: TypeAlias = _Element
else:
    Element = object

W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
M: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
MC: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
V: Final = "{urn:schemas-microsoft-com:vml}"
A: Final = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
DGM: Final = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}"
CHART: Final = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"

VAL: Final = W + "val"
_OFF: Final = frozenset({"0", "false", "off", "none"})


def value(parent: Element | None, name: str) -> str | None:
    """`w:val` of a child, None where child or attribute is absent."""
    child = None if parent is None else parent.find(W + name)
    return None if child is None else child.get(VAL)


def integer(text: str | None) -> int | None:
    """A whole number of an attribute; None where absent or not a number."""
    try:
        return None if text is None else int(text)
    except ValueError:
        return None


def whole(parent: Element | None, name: str) -> int | None:
    """`w:val` of a child as a whole number."""
    return integer(value(parent, name))


def on(element: Element) -> bool:
    """Whether an on/off property is on; absent `w:val` means on (17.17.4)."""
    return element.get(VAL, "1") not in _OFF


def switch(parent: Element | None, name: str) -> bool | None:
    """The state of an on/off child; None where it is absent."""
    child = None if parent is None else parent.find(W + name)
    return None if child is None else on(child)
