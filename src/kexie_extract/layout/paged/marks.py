"""What a line's words say about its part in the page; the words stand in `page.toml`."""

import re
from functools import lru_cache

from kexie_extract.lexicon import default
from kexie_extract.text.folding import fold
from kexie_extract.text.patterns import compiled

_NUMBER = compiled(r"[0-9]{1,3}")


@lru_cache(maxsize=4)
def _pattern(table: str) -> re.Pattern[str]:
    """All rules of a table as one pattern."""
    return compiled("|".join(f"(?:{rule.expression})" for rule in default().rules(table)))


def page_number(text: str) -> bool:
    """Whether a line is nothing but a page number."""
    return len(text) <= 40 and _pattern("page.number").search(fold(text.strip())) is not None


def bare_number(text: str) -> bool:
    """Whether a line is a number that may be a page number where it stands at the page's edge."""
    return len(text) <= 12 and _pattern("page.bare_number").search(fold(text.strip())) is not None


def ends_sentence(text: str) -> bool:
    """Whether a line ends as a sentence ends."""
    return _pattern("page.sentence_end").search(fold(text[-4:].rstrip())) is not None


def marker(text: str) -> int:
    """Length of the numbering or bullet that a line begins with, 0 without one."""
    found = _pattern("page.marker").search(fold(text[:12]))
    return found.end() if found else 0


def next_number(before: str, text: str) -> bool:
    """Whether a text begins with the number after one that another begins with: 2.… after 附件：1.…"""
    length = marker(text)
    number = _NUMBER.search(fold(text[:length])) if length else None
    if number is None:
        return False
    end, known = 0, set[int]()
    while length := marker(before[end:]):
        known.update(int(found) for found in _NUMBER.findall(fold(before[end : end + length])))
        end += length
    return int(number[0]) - 1 in known


def opens_entry(text: str) -> bool:
    """Whether a text begins with a bullet, which stands nowhere inside a sentence."""
    return _pattern("page.entry").search(fold(text[:2])) is not None


def bullet(text: str) -> int:
    """Length of the bullet, with white space, that a program has drawn before an entry of a list; 0 without one."""
    found = _pattern("page.drawn_bullet").match(text)
    return found.end() if found and found.end() < len(text) else 0


def part_marker(text: str) -> bool:
    """Whether a line begins with a number of the upper levels, which does not stand inside a paragraph."""
    return _pattern("page.part_marker").search(fold(text[:12])) is not None


def own_line(text: str) -> bool:
    """Whether a centred line begins something of its own: a bracketed remark, or a date."""
    return _pattern("page.own_line").search(fold(text[:12])) is not None


def closes(text: str) -> bool:
    """Whether a line ends with a mark that may close a paragraph without a full stop, such as a bracket."""
    return _pattern("page.closing").search(fold(text[-2:].rstrip())) is not None


def sentences(text: str) -> bool:
    """Whether a sentence ends inside a line, as in prose."""
    return _pattern("page.inner_stop").search(fold(text)) is not None


def note_mark(text: str) -> str | None:
    """The mark of a note that a line begins with, without its brackets; None without one."""
    found = _pattern("page.note_mark").search(fold(text[:12]))
    return bare_mark(found[0]) if found else None


def reference(text: str) -> bool:
    """Whether a superscript may refer to a note: 1, [1], ①, *."""
    return len(text) <= 8 and _pattern("page.note_reference").search(fold(text.strip())) is not None


def bare_mark(text: str) -> str:
    """A mark of a note without brackets, full stop and white space."""
    return fold(text).strip("[]〔〕【】（）.、 \u3000")


def measures(text: str) -> bool:
    """Whether a superscript at a text's end is a power: m², 10⁵."""
    return _pattern("page.power_base").search(fold(text[-4:])) is not None
