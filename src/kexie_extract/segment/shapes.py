"""What the shape of a line says of its part in the document; the rules are in parts.toml."""

import re
from functools import lru_cache
from typing import NamedTuple, cast

from kexie_extract.lexicon import Lexicon
from kexie_extract.model.outline import Part
from kexie_extract.segment.lines import Line
from kexie_extract.text.patterns import compiled

_FIELDS = compiled(r" {2,}|\t+")
_SHORTEST_TITLE, _LONGEST_TITLE = 8, 160
"""Characters of a title that stands on one line."""


class Shape(NamedTuple):
    """A rule of parts.toml that a line fits.

    Attributes:
        part: what the line would be.
        rule: id of the rule.
    """

    part: Part
    rule: str


class Attachment(NamedTuple):
    """A line that begins with 附件, 附表, 附录.

    Attributes:
        length: characters of the folded line that the word and its number cover, without punctuation.
        rest: what follows, without the punctuation between.
        offset: where the rest begins.
        closed: punctuation or nothing stands between number and rest, so that the line is no sentence.
        ordinal: the number, empty without one.
        rule: id of the rule.
    """

    length: int
    rest: str
    offset: int
    closed: bool
    ordinal: str
    rule: str


@lru_cache(maxsize=64)
def _compiled(lexicon: Lexicon, table: str) -> tuple[tuple[str, re.Pattern[str], str], ...]:
    return tuple((rule.id, compiled(rule.expression), str(rule.data.get("part", ""))) for rule in lexicon.rules(table))


def fit(text: str, table: str, lexicon: Lexicon) -> str | None:
    """Id of the first rule of a table that a folded text fits, None where none does."""
    for rule, pattern, _ in _compiled(lexicon, table):
        if pattern.search(text):
            return rule
    return None


def prefix(text: str, table: str, lexicon: Lexicon) -> int:
    """The length of the beginning that fits a rule of a table, 0 where none does."""
    for _, pattern, _ in _compiled(lexicon, table):
        if match := pattern.match(text):
            return match.end()
    return 0


def shapes(text: str, table: str, lexicon: Lexicon) -> list[Shape]:
    """All rules with a part that a folded line fits, in order."""
    return [Shape(cast(Part, part), rule) for rule, pattern, part in _compiled(lexicon, table) if pattern.search(text)]


def organ(line: Line, lexicon: Lexicon) -> bool:
    """Whether the line is an organ's name, as in a signature."""
    return line.open_ended and len(line.text) <= 60 and fit(line.text, "parts.organ", lexicon) is not None


def attachment(line: Line, lexicon: Lexicon) -> Attachment | None:
    """The attachment that a line begins or names, None where it does neither."""
    if line.table or not line.text.startswith("附"):
        return None
    for rule, pattern, _ in _compiled(lexicon, "parts.attachment"):
        match = pattern.match(line.text)
        if match:
            ordinal, end = match["n"] or "", match["end"]
            length = match.start("end") if end else match.end()
            rest = line.text[match.end() :]
            gap = len(rest) - len(rest.lstrip())
            spaced = gap > 0 or line.text[length - 1 : length] == " "
            closed = bool(end) or not rest or (bool(ordinal) and spaced)
            return Attachment(len(line.text[:length].rstrip()), rest.strip(), match.end() + gap, closed, ordinal, rule)
    return None


def title_like(line: Line) -> bool:
    """A short line without closing punctuation, as the lines of a title are; no row of a table."""
    if line.table or not line.open_ended or not 2 <= len(line.text) <= 70 or line.text.count("|") >= 2:
        return False
    fields = _FIELDS.split(line.text)
    return len(fields) < 3 or sum(map(len, fields)) < 2 * len(fields)


def complete_title(lines: list[Line], lexicon: Lexicon) -> bool:
    """Whether these title lines end as titles do, with all book-title marks closed."""
    joined = "".join(line.text for line in lines)
    if joined.count("《") != joined.count("》") or joined.count("“") != joined.count("”"):
        return False
    return fit(joined, "parts.kind", lexicon) is not None


def whole_title(line: Line, lexicon: Lexicon) -> bool:
    """Whether a line alone is a whole title, however long; 的通知 or 工作总结 may be the end of one."""
    fitting = not line.table and line.open_ended and _SHORTEST_TITLE <= len(line.text) <= _LONGEST_TITLE
    return fitting and complete_title([line], lexicon)


def goes_on(before: list[Line], line: Line, lexicon: Lexicon) -> bool:
    """Whether a title-like line goes on with the title above it."""
    if not before:
        return True
    if len(before) >= 5:
        return False
    if before[-1].text.endswith("的") or (
        len(line.text) <= 6 and fit("".join(line.text.split()), "parts.kind_word", lexicon)
    ):
        return True
    centred = before[-1].block.style.align == line.block.style.align == "center"
    if centred and line.text[0] in "和及与暨":
        return True
    if not _same_style(before[-1], line):
        return False
    if before[-1].block is line.block or line.text[0] in "的及和与暨》”":
        return True
    return not complete_title(before, lexicon)


def _same_style(above: Line, line: Line) -> bool:
    a, b = above.block.style, line.block.style
    if a.size and b.size and a.size - b.size > max(1.0, 0.12 * a.size):
        return False
    if a.outline_level != b.outline_level and b.outline_level is not None:
        return False
    return not (a.align == "center" and b.align in ("left", "justify") and b.indent)
