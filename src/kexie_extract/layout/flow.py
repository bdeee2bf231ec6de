"""Flowing formats: lines that a file cut become paragraphs again, and what is furniture is marked.

Two kinds of cuts are known. A hard-wrapped file breaks its lines at one width: a line that is full goes on in the
next. A page break cuts a paragraph in two, and a converter leaves both parts as paragraphs: the first ends in the
middle of a sentence. Whatever opens something of its own (numbering, a heading, a date line) stays separate.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from kexie_extract.layout import seams, widths
from kexie_extract.lexicon import Lexicon, Rule
from kexie_extract.model.diagnostics import Note
from kexie_extract.model.raw import RawElement, RawParagraph, RawTable, Role, Style
from kexie_extract.text.folding import fold
from kexie_extract.text.patterns import compiled

_OPEN_END = compiled(r"[，、（《“‘〈]$")
_LATIN = compiled(r"[A-Za-z]")
_LINE = compiled(r"line (\d+)")
_NUMBER = compiled(r"[0-9]{1,3}")
_TABULAR = compiled(r"\S(?:\t| {2,}|\u3000+)\S")
_PAGE = 200
"""Characters that a page has at least."""
_SHORT_LINE = 160
"""Characters of the longest caption or piece of furniture."""
_SHORT = 32
"""Characters of the longest line of a heading in two lines."""
_SET_APART = ("center", "right")
"""Alignments of lines that are no part of a paragraph."""
_STOPS = "。；：！？，、…"
_INTERPOSED = 4
"""Captions and furniture that may stand between the two parts of a paragraph."""


class _Rules(NamedTuple):
    """Compiled patterns of flow.toml, and the lexicon they are of; `captions` with what each match holds."""

    lexicon: Lexicon
    opening: re.Pattern[str]
    label: re.Pattern[str]
    captions: tuple[tuple[re.Pattern[str] | None, re.Pattern[str]], ...]
    furniture: re.Pattern[str]
    page_number: re.Pattern[str]


@lru_cache(maxsize=4)
def _rules(lexicon: Lexicon) -> _Rules:
    def either(*tables: str) -> re.Pattern[str]:
        return compiled("|".join(rule.expression for table in tables for rule in lexicon.rules(table)))

    return _Rules(
        lexicon,
        either("flow.opening"),
        either("flow.label"),
        tuple((_holds(rule), compiled(rule.expression)) for rule in lexicon.rules("flow.caption")),
        either("flow.byline", "flow.page_number"),
        either("flow.page_number"),
    )


def _holds(rule: Rule) -> re.Pattern[str] | None:
    """One of the characters that each match holds, which is quicker to look for; None where the rule names none."""
    return compiled(f"[{rule.data['holds']}]") if "holds" in rule.data else None


@dataclass(slots=True)
class _Paragraph:
    """A paragraph while its lines are gathered.

    Attributes:
        first: the line that began it; its style and role count.
        last: the line that was added last.
        tail: its text, folded.
        parts: texts of its lines, outer white space off.
        bold: ranges of the joined text.
        length: characters of the joined text so far.
    """

    first: RawParagraph
    last: RawParagraph
    tail: str
    parts: list[str]
    bold: list[tuple[int, int]]
    length: int


def elements(raw: Sequence[RawElement], notes: list[Note], lexicon: Lexicon) -> list[RawElement]:
    """Paragraphs of a flowing document with their lines rejoined and captions and furniture marked.

    Args:
        raw: paragraphs, physical lines and tables in reading order.
        notes: what was joined is added here.
        lexicon: rules of `flow.*`.

    Returns:
        Paragraphs without white space at their ends, and the tables as they are. The joined paragraph stands before
        the captions and furniture that lay between its parts.
    """
    rules = _rules(lexicon)
    lines = _marked(_pieces(raw), rules)
    shape = widths.Shape.of([line for line in lines if isinstance(line, RawParagraph)], _seams(lines), lexicon)
    done: list[RawElement | _Paragraph] = []
    joined = 0
    for line in lines:
        before = _open_paragraph(done)
        if isinstance(line, RawTable) or line.role != "body":
            done.append(line)
            continue
        text = fold(line.text)
        if before is not None and _continues(before, line, text, shape, rules):
            _append(before, line, text)
            joined += 1
        elif before is not None and _title_goes_on(before, line, text, rules):
            _append(before, line, text, "\n")
        else:
            done.append(_Paragraph(line, line, text, [line.text], list(line.style.bold), len(line.text)))
    if joined:
        notes.append(Note("flow.lines-joined", f"{joined} line breaks inside paragraphs were taken out", "info"))
    return [_finish(part) if isinstance(part, _Paragraph) else part for part in done]


def mark(raw: list[RawElement], lexicon: Lexicon) -> list[RawElement]:
    """The elements of a paged document, whose lines geometry has joined, with captions and furniture marked."""
    return _marked(raw, _rules(lexicon))


def _pieces(raw: Sequence[RawElement]) -> list[RawElement]:
    """The elements with line breaks inside a paragraph made lines of their own; a heading keeps its breaks."""
    pieces: list[RawElement] = []
    for element in raw:
        if isinstance(element, RawTable) or "\n" not in element.text or _is_heading(element):
            pieces.append(_trimmed(element) if isinstance(element, RawParagraph) else element)
            continue
        start = 0
        for line in element.text.split("\n"):
            if line.strip():
                pieces.append(_trimmed(_slice(element, start, start + len(line))))
            start += len(line) + 1
    return [piece for piece in pieces if isinstance(piece, RawTable) or piece.text]


def _is_heading(element: RawParagraph) -> bool:
    """A paragraph with a level of its own, or one that Word numbers and a soft break parts into two short lines."""
    if element.style.outline_level:
        return True
    lines = [line.strip() for line in element.text.split("\n")]
    short = len(lines) == 2 and all(0 < len(line) <= _SHORT and line[-1] not in _STOPS for line in lines)
    return short and element.generated is not None and element.generated[1] <= len(lines[0])


def _slice(element: RawParagraph, start: int, end: int) -> RawParagraph:
    """A stretch of a paragraph as a paragraph; the indent stays with its first line."""
    bold = [(max(a, start) - start, min(b, end) - start) for a, b in element.style.bold if a < end and b > start]
    generated = element.generated
    if generated is not None and not (start <= generated[0] and generated[1] <= end):
        generated = None
    elif generated is not None:
        generated = (generated[0] - start, generated[1] - start)
    style = replace(element.style, bold=bold, indent=element.style.indent if start == 0 else None)
    return replace(element, text=element.text[start:end], style=style, generated=generated)


def _trimmed(element: RawParagraph) -> RawParagraph:
    """The paragraph without white space at its ends; a leading form feed and indent are kept as evidence."""
    text = element.text
    kept = text.strip()
    if len(kept) == len(text):
        return element
    plain = not element.style.bold and element.generated is None
    lead = len(text) - len(text.lstrip())
    trimmed = element.with_text(kept) if plain else _slice(element, lead, lead + len(kept))
    if plain and element.style.indent is not None:
        return trimmed
    indent = element.style.indent if element.style.indent is not None else widths.indent(text)
    return replace(trimmed, style=replace(trimmed.style, indent=indent))


def _marked(lines: list[RawElement], rules: _Rules) -> list[RawElement]:
    """Body paragraphs that are captions or furniture get that role."""
    texts = [_short_text(line) for line in lines]
    heads, numbers = _running_heads(texts, rules), _bare_page_numbers(lines)
    marked: list[RawElement] = []
    for place, (line, text) in enumerate(zip(lines, texts, strict=True)):
        if isinstance(line, RawParagraph) and text and line.role == "body":
            role = "furniture" if place in numbers else _role(line, text, rules, heads)
            marked.append(replace(line, role=role) if role else line)
        else:
            marked.append(line)
    return marked


def _short_text(line: RawElement) -> str:
    """The folded words of a line that is short enough for a caption or furniture, else nothing."""
    return fold(line.text).strip() if isinstance(line, RawParagraph) and len(line.text) <= _SHORT_LINE else ""


def _bare_page_numbers(lines: list[RawElement]) -> frozenset[int]:
    """Places of lines that hold just a number, where at least three count on with a page's text between them."""
    runs: list[list[int]] = []
    expected, between = 0, 0
    for place, line in enumerate(lines):
        text = line.text if isinstance(line, RawParagraph) else ""
        if not (_NUMBER.fullmatch(text) and isinstance(line, RawParagraph) and line.role == "body"):
            between += len(text) if isinstance(line, RawParagraph) else _PAGE
            continue
        if runs and int(text) == expected and between >= _PAGE:
            runs[-1].append(place)
        else:
            runs.append([place])
        expected, between = int(text) + 1, 0
    return frozenset(place for run in runs if len(run) >= 3 for place in run)


def _role(line: RawParagraph, text: str, rules: _Rules, heads: frozenset[str]) -> Role | None:
    """`caption`, `furniture`, or None to leave a line with this folded text."""
    if text in heads or rules.furniture.search(text):
        return "furniture"
    if line.style.outline_level is not None:
        return None
    for holds, pattern in rules.captions:
        if (not holds or holds.search(text)) and pattern.search(text):
            return "caption"
    return None


def _running_heads(texts: list[str], rules: _Rules) -> frozenset[str]:
    """Short lines that stand next to a page number at least three times."""
    pages = [i for i, text in enumerate(texts) if text and len(text) < 20 and rules.page_number.search(text)]
    counts: dict[str, int] = {}
    for place in pages:
        for neighbour in {place - 1, place + 1} & set(range(len(texts))):
            if 0 < len(texts[neighbour]) <= 40:
                counts[texts[neighbour]] = counts.get(texts[neighbour], 0) + 1
    return frozenset(text for text, count in counts.items() if count >= 3)


def _seams(lines: list[RawElement]) -> Iterator[tuple[str, str]]:
    """Folded texts of neighbours that could be two parts of one paragraph."""
    body = [line for line in lines if isinstance(line, RawTable) or line.role == "body"]
    for one, two in pairwise(body):
        if isinstance(one, RawParagraph) and isinstance(two, RawParagraph) and _may_follow(one, one, two):
            yield fold(one.text), fold(two.text)


def _open_paragraph(done: list[RawElement | _Paragraph]) -> _Paragraph | None:
    """The paragraph that a next line could belong to: the last one, captions and furniture passed over."""
    for element in reversed(done[-_INTERPOSED - 1 :]):
        if isinstance(element, _Paragraph):
            return element
        if isinstance(element, RawTable) or element.role not in ("caption", "furniture"):
            return None
    return None


def _continues(before: _Paragraph, line: RawParagraph, text: str, shape: widths.Shape, rules: _Rules) -> bool:
    """Whether a line with this folded text is the rest of the paragraph before it."""
    last, tail = before.last, before.tail
    if not _may_follow(before.first, last, line):
        return False
    if rules.opening.search(text) or (rules.label.search(text) and not _OPEN_END.search(tail)):
        return False
    if last.physical_line and line.physical_line and shape.wrapped:
        return _wraps(last, line, tail, shape)
    if last.physical_line and line.physical_line and shape.goes_on(last, line, closed=seams.closed(tail)):
        return True
    return seams.cut(tail, text, rules.lexicon) in shape.cuts


def _title_goes_on(before: _Paragraph, line: RawParagraph, text: str, rules: _Rules) -> bool:
    """Whether a line of a title goes on with the one above, which breaks off inside 《…》."""
    if not seams.goes_on(before.tail, text) or rules.opening.search(text):
        return False
    if line.style.list_item or line.generated is not None:
        return False
    last = before.last
    return last.style.align == line.style.align and last.style.outline_level == line.style.outline_level


def _may_follow(first: RawParagraph, last: RawParagraph, line: RawParagraph) -> bool:
    """Whether nothing in the file itself says that the line begins a paragraph."""
    if last.style.outline_level or line.style.outline_level:
        return False
    return not (line.style.list_item or line.generated is not None or _styled_apart(first, line))


def _styled_apart(first: RawParagraph, line: RawParagraph) -> bool:
    """Whether size, alignment or an all-bold line tell the two apart."""
    one, two = first.style, line.style
    if one.size and two.size and abs(one.size - two.size) > 0.6:
        return True
    if one.align in _SET_APART or two.align in _SET_APART:
        return True
    return bool(two.bold) and two.bold[0][0] == 0 and not (one.bold and one.bold[-1][1] >= len(first.text) - 1)


def _wraps(last: RawParagraph, line: RawParagraph, tail: str, shape: widths.Shape) -> bool:
    """Whether a line of a hard-wrapped file is full, so that the next goes on with it."""
    if not shape.full(last, line.text) or (_TABULAR.search(last.text) and _TABULAR.search(line.text)):
        return False
    if shape.indented and (line.style.indent or 0) >= 1:
        return False
    gap = _gap(last, line)
    if gap > shape.gap:
        return not seams.closed(tail) and not shape.indented
    return shape.indented or shape.gap < shape.paragraph_gap or not seams.closed(tail)


def _gap(last: RawParagraph, line: RawParagraph) -> int:
    """Line numbers from one to the other; 1 for neighbours and where lines have no numbers."""
    one, two = (_LINE.match(paragraph.origin.path or "") for paragraph in (last, line))
    return int(two[1]) - int(one[1]) if one and two else 1


def _append(before: _Paragraph, line: RawParagraph, text: str, between: str = "") -> None:
    """Join a line; between two Latin words stands a blank, in Chinese nothing unless `between` says so."""
    if between:
        before.parts.append(between)
        before.length += len(between)
    elif _LATIN.match(line.text) and _LATIN.match(before.parts[-1][-1]):
        before.parts.append(" ")
        before.length += 1
    before.bold.extend((a + before.length, b + before.length) for a, b in line.style.bold)
    before.parts.append(line.text)
    before.length += len(line.text)
    before.last, before.tail = line, text


def _finish(paragraph: _Paragraph) -> RawParagraph:
    """The joined paragraph; touching bold ranges become one."""
    if len(paragraph.parts) == 1:
        return paragraph.first
    bold: list[tuple[int, int]] = []
    for start, end in paragraph.bold:
        if bold and bold[-1][1] == start:
            bold[-1] = (bold[-1][0], end)
        else:
            bold.append((start, end))
    style: Style = replace(paragraph.first.style, bold=bold)
    return replace(paragraph.first, text="".join(paragraph.parts), style=style)
