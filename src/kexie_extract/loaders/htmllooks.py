"""What HTML says of looks: font sizes, the numbers of lists, and the parts of a printed page."""

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from kexie_extract.model.raw import Role
from kexie_extract.text.patterns import compiled

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_SIZE = compiled(r"font-size\s*:\s*([\d.]{1,6})(pt|px)", re.IGNORECASE)
_POINTS = {"pt": 1.0, "px": 0.75}
_LIST_STYLE = compiled(r"list-style(?:-type)?\s*:\s*([\w-]{1,40})", re.IGNORECASE)
_LETTER_TYPES = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
_NAMED_TYPES = {
    "lower-alpha": "lowerLetter",
    "upper-alpha": "upperLetter",
    "lower-latin": "lowerLetter",
    "upper-latin": "upperLetter",
    "lower-roman": "lowerRoman",
    "upper-roman": "upperRoman",
    "cjk-ideographic": "chineseCountingThousand",
    "simp-chinese-informal": "chineseCountingThousand",
    "trad-chinese-informal": "chineseCountingThousand",
    "cjk-decimal": "ideographDigital",
    "cjk-heavenly-stem": "ideographTraditional",
    "cjk-earthly-branch": "ideographZodiac",
}
_PRINTED: dict[str, Role] = {"header": "header", "footer": "footer", "footnote": "footnote", "endnote": "footnote"}
_WORD_PART = compiled(r"mso-element\s*:\s*(header|footer|footnote|endnote)\b(?!-)", re.IGNORECASE)
_WRITER_NOTE = compiled(r"sd(footnote|endnote)\d{1,5}")


def size_of(element: "HtmlElement") -> float | None:
    """The font size that an element states in points or pixels (CSS Values 3, 5.2), in points; None without one."""
    found = _SIZE.search(element.get("style") or "")
    return float(found[1].strip(".") or 0) * _POINTS[found[2].lower()] if found else None


def list_form(element: "HtmlElement") -> Callable[[int], str]:
    """How a browser prints the numbers of a list (CSS Counter Styles 3, 6 and 7): `1.`, `a.`, `一、`."""
    kind = element.get("type") or ""
    named = _LIST_STYLE.search(element.get("style") or "")
    name = _NAMED_TYPES.get(named[1].lower()) if named else _LETTER_TYPES.get(kind)
    if name is None:
        return "{}.".format
    from kexie_extract.loaders.docx.formats import FORMATS

    spell, mark = FORMATS[name], "、" if name.startswith(("chinese", "ideograph")) else "."
    return lambda number: spell(number) + mark


def page_part(element: "HtmlElement") -> Role | None:
    """Whether this is the head, the foot or a note of a printed page, as LibreOffice and Word save them."""
    if element.tag != "div":
        return None
    if note := _WRITER_NOTE.fullmatch(element.get("id") or ""):
        return _PRINTED[note[1]]
    part = _WORD_PART.search(element.get("style") or "")
    return _PRINTED[part[1].lower()] if part else _PRINTED.get((element.get("title") or "").lower())
