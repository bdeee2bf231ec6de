"""Tables of contents: their lines are kept, but make no heading a second time."""

from collections import Counter

from kexie_extract.lexicon import Lexicon
from kexie_extract.segment.lines import Line
from kexie_extract.segment.shapes import fit
from kexie_extract.text.patterns import compiled

_PAGE = compiled(r"[\s.…·_\-—]*\(?\d{0,4}\)?\s*\Z")
_SPACE = compiled(r"\s+")
_LONG = 80
_BULLETS = "●■◆◇★▲○□·"
_MARKS = _BULLETS + "【】"
"""What stands before an entry, or around the heading that it names."""


def mark_contents(lines: list[Line], lexicon: Lexicon) -> dict[int, str]:
    """Mark the lines of tables of contents as furniture.

    A line is one where the file says so, where dots lead to a page number, or where it stands below 目录 and its
    words come again as a line of their own, or below such a line with the same bullet.

    Returns:
        For each marked line's index the rule.
    """
    rules: dict[int, str] = {}
    left: Counter[str] | None = None  # of the lines below the first 目录
    inside: Line | None = None
    for position, line in enumerate(lines):
        if not _short(line):
            inside = None if not line.table else inside
            continue
        if left is not None:
            left[_key(line)] -= 1
        if line.block.role == "toc":
            rules[line.index] = "contents.role"
        elif fit(line.text, "numbering.contents_line", lexicon):
            rules[line.index] = "numbering.contents_line.leader"
        elif fit(line.text, "headings.contents", lexicon):
            inside = line
            left = left or Counter(_key(below) for below in lines[position + 1 :] if _short(below))
            continue
        elif inside is not None and left and (left[_key(line)] > 0 or not _key(line)):
            rules[line.index] = "contents.comes_again"
        elif inside is not None and _entry_like(lines[position - 1], line):
            rules[line.index] = "contents.entry"
        else:
            inside = None
        if inside is not None and line.index in rules:
            rules[inside.index] = "headings.contents.contents"
    for line in lines:
        if line.index in rules:
            line.part = "furniture"
    return rules


def _short(line: Line) -> bool:
    return not line.table and len(line.text) <= _LONG


def _entry_like(above: Line, line: Line) -> bool:
    """Whether a line begins with the bullet of the entry above it: headlines stand shortened in a bulletin's 要目."""
    return above.text[:1] == line.text[:1] and line.text[:1] in _BULLETS and above.index == line.index - 1


def _key(line: Line) -> str:
    return _SPACE.sub("", _PAGE.sub("", line.text)).strip(_MARKS)
