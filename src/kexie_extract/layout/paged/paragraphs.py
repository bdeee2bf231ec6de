"""Paragraphs from lines: by indent, fullness of the line before, spacing, size, alignment and numbering."""

import itertools
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from statistics import median

from kexie_extract.layout import seams
from kexie_extract.layout.paged.lines import STARTS, Piece, glue
from kexie_extract.layout.paged.marks import (
    bullet,
    closes,
    ends_sentence,
    marker,
    next_number,
    opens_entry,
    own_line,
    part_marker,
    sentences,
)
from kexie_extract.layout.paged.tags import Tags
from kexie_extract.model.raw import Origin, RawElement, RawParagraph, RawTable, Style
from kexie_extract.text.folding import fold
from kexie_extract.text.han import is_han

SLACK = 0.7
"""Ems that a full line may leave free beside what would not fit: stretched spaces, punctuation moved over."""
LOOSE_SLACK = 3.0
"""The same where the next line is not set in although paragraphs of this column are, and no sentence ends."""
SAME_SIZE = 0.08
"""Relative difference of font sizes inside one paragraph."""
SAME_EDGE = 0.6
"""Ems by which the lines of one paragraph may differ in their left edge."""
SAME_POINT = 0.25
"""Ems by which left edges that a program has set alike may differ."""
INDENTED = 1.2
"""Ems: a first line set in by at least this is indented; the standard sets two."""
LARGER = 1.15
"""Times the size of the text around it: larger lines are titles, which are centred even where little room is left."""
LARGEST_TEXT = 1.05
"""Times the size of the text around it: a title's size is beyond it."""
FARTHEST = 4.0
"""Ems between the tops of two lines of one title."""
MOST_TITLE_LINES = 4
"""Lines of one title."""
DEEPEST = 6.5
"""Ems by which the lines of an entry hang in from its number or bullet at most."""
UNFINISHED = 30
"""Characters of a text that is no heading or label."""
FEWEST_ABOVE = 4
"""Characters of a line that may have lost its last one to the next line."""
ROOM = 1.2
"""Ems that the upper line of a wrapped subtitle leaves free at most."""
FEW_LINES = 12
"""Lines of a kind of column below which its right margin may not show."""
WIDE_GAP = 1.35
"""Times the usual distance between lines; a wider one parts paragraphs."""
WIDER = 1.1
"""The same below the end of a sentence, for paragraphs without indents that stand a little apart."""


@dataclass(slots=True)
class Column:
    """Where the lines of a column begin and end.

    Attributes:
        left: left margin, points.
        right: right margin.
        pitch: usual distance of lines, by font size.
        indents: whether paragraphs begin with an indented line here.
        size: font size of most lines.
    """

    left: float
    right: float
    pitch: dict[float, float] = field(default_factory=dict)
    indents: bool = True
    size: float = 0.0

    def full(self, line: Piece, following: Piece, slack: float = SLACK) -> bool:
        """Whether the first unit of the following line had no room on this one, but for `slack` ems."""
        return line.x1 + following.unit > self.right - slack * line.size

    def indent(self, line: Piece) -> float:
        """How far a line is set in, in ems of its own size."""
        return (line.x0 - self.left) / line.size

    def centred(self, line: Piece) -> bool:
        """Whether a line stands in the middle, and not by being as wide as the column."""
        before, after = line.x0 - self.left, self.right - line.x1
        if line.size > LARGER * self.size:
            return before > 0.4 * line.size and abs(before - after) < 0.8 * line.size
        return before > 2.6 * line.size and abs(before - after) < 1.2 * line.size

    def symmetric(self, line: Piece) -> bool:
        """Whether a line leaves as much room before it as after it, as centred lines do even where they are full."""
        return abs(line.x0 - self.left - (self.right - line.x1)) < 0.8 * line.size

    def flush_right(self, line: Piece) -> bool:
        """Whether a line stands at the right, as signatures and dates do."""
        return line.x0 > (self.left + self.right) / 2 and self.right - line.x1 < 5 * line.size


@dataclass(slots=True)
class Placed:
    """A line or table with its column, in reading order; `part` changes where a new zone begins."""

    item: Piece | RawTable
    column: Column
    part: int


@dataclass(slots=True)
class _Draft:
    """A paragraph in the making; `column` and `part` are those of its last line, `broken` lines that a break ends."""

    lines: list[Piece]
    first_column: Column
    column: Column
    part: int
    broken: set[int] = field(default_factory=set)


def paragraphs(placed: Sequence[Placed], tags: Tags) -> list[RawElement]:
    """Paragraphs and tables in reading order; what a page's or column's end cut is whole again."""
    tags.weigh([(p.item, p.item.x1 > p.column.right - p.item.size) for p in placed if isinstance(p.item, Piece)])
    elements: list[RawElement] = []
    draft: _Draft | None = None
    for entry in placed:
        if isinstance(entry.item, RawTable):
            if draft:
                elements += _finished(draft, tags)
            draft = None
            elements.append(entry.item)
        elif draft and _title_goes_on(draft, entry, tags):
            if not _fills(draft, entry.item):
                draft.broken.add(len(draft.lines))
            draft.lines.append(entry.item)
        elif draft and _goes_on(draft, entry.item, entry.column, entry.part, tags):
            draft.lines.append(entry.item)
            draft.column, draft.part = entry.column, entry.part
        else:
            if draft:
                elements += _finished(draft, tags)
            draft = _Draft([entry.item], entry.column, entry.column, entry.part)
    if draft:
        elements += _finished(draft, tags)
    return elements


def _goes_on(draft: _Draft, line: Piece, column: Column, part: int, tags: Tags) -> bool:
    """Whether a line goes on with the paragraph: by the file's own word where it has one, else by geometry."""
    last = draft.lines[-1]
    said = tags.one(last, line)
    centred = column.centred(line) and not _hung(draft.lines[0], line)
    full = _fills(draft, line) if centred else draft.column.full(last, line, LOOSE_SLACK)
    if said and (last.page != line.page or full):
        return True
    if said is False and tags.ends and (_ended(last) or not _broken(draft, line, ended=False)):
        return False  # what a converter has cut amid a sentence is put together all the same
    return _continues(draft, line, column, part)


def _set_right(draft: _Draft) -> bool:
    """Whether a paragraph's only line so far is set in deeper than any first line is: set to the right, and long."""
    return len(draft.lines) == 1 and draft.first_column.indent(draft.lines[0]) > DEEPEST


def _ended(line: Piece) -> bool:
    """Whether a line ends as a sentence or a bracketed group after it does."""
    return ends_sentence(line.text) or seams.closed(fold(line.text))


def _continues(draft: _Draft, line: Piece, column: Column, part: int) -> bool:
    """Whether a line goes on with the paragraph."""
    last = draft.lines[-1]
    if abs(last.size - line.size) > SAME_SIZE * last.size:
        return False
    placed = [(c, p) for c, p in ((draft.column, last), (column, line)) if not _hung(draft.lines[0], p)]
    if any(c.centred(p) or c.flush_right(p) for c, p in placed):
        return part == draft.part and _last_character(last, line)
    ended = _ended(last)
    if part == draft.part and _far(last, line, column, WIDER if ended and not column.indents else WIDE_GAP):
        return False
    if _set_right(draft) and abs(line.x0 - last.x0) > SAME_EDGE * line.size:
        return False
    if (
        _broken(draft, line, ended)
        or _unfinished(draft, line, column, ended)
        or (last.text[-1] in "，、" and not marker(line.text))
    ):
        return True
    if not _edge_fits(draft, line, column):
        return False
    flush = column.indents and column.indent(line) < SAME_EDGE
    after_indent = flush and draft.first_column.indent(draft.lines[0]) >= INDENTED
    if not draft.column.full(last, line, LOOSE_SLACK if after_indent and not ended else SLACK):
        return False
    if marker(line.text) and not seams.unclosed(fold(last.text)):
        if part_marker(line.text) or (_all_bold(line) and not _all_bold(last)):
            proven = column.indents and not (ended or closes(last.text) or _all_bold(line))
            return proven and draft.column.full(last, line)
        if _begins(draft, line, ended):
            return after_indent and not (opens_entry(line.text) or next_number(draft.lines[0].text, line.text))
    return not ended or column.indents or part == draft.part


def _title_goes_on(draft: _Draft, entry: Placed, tags: Tags) -> bool:
    """Whether a centred line goes on with the one above: broken inside 《…》, or wrapped where it filled the column."""
    last, line, column = draft.lines[-1], entry.item, entry.column
    if not isinstance(line, Piece) or entry.part != draft.part or abs(last.size - line.size) > SAME_SIZE * last.size:
        return False
    if not 0 < line.top - last.top < FARTHEST * line.size or _bold(last) != _bold(line):
        return False
    if tags.ends and tags.one(last, line) is False and not seams.goes_on(fold(last.text), fold(line.text)):
        return False
    flush = abs(line.x0 - last.x0) < SAME_EDGE * line.size and not column.full(last, line, LOOSE_SLACK)
    if (column.centred(line) or flush) and seams.goes_on(fold(last.text), fold(line.text)):
        return True
    large = line.size > LARGEST_TEXT * column.size or _bold(line)
    wrapped = column.centred(line) and _fills(draft, line) and not marker(line.text) and not ends_sentence(last.text)
    if large or not wrapped or own_line(line.text) or last.x1 - last.x0 < column.right - column.left - ROOM * last.size:
        return wrapped and large
    return all(draft.column.symmetric(above) for above in draft.lines)


def _fills(draft: _Draft, line: Piece) -> bool:
    """Whether the last line left no room for what the next begins with, so that it was wrapped, not broken."""
    last, column = draft.lines[-1], draft.column
    if len(draft.lines) > MOST_TITLE_LINES:
        return False
    return last.x1 - last.x0 + line.unit > column.right - column.left - SLACK * last.size


def _begins(draft: _Draft, line: Piece, ended: bool) -> bool:
    """Whether a line with a marker may begin a paragraph: after a sentence, or as the next entry of a list."""
    first = draft.lines[0]
    if ended or opens_entry(line.text) or next_number(first.text, line.text):
        return True
    return marker(first.text) > 0 and abs(line.x0 - first.x0) < SAME_EDGE * line.size


def _far(last: Piece, line: Piece, column: Column, wide: float) -> bool:
    """Whether a line stands above the last one, or further below than lines of one paragraph do."""
    pitch = column.pitch.get(line.size, 0.0)
    return line.top <= last.top or bool(pitch and line.top - last.top > wide * pitch)


def _broken(draft: _Draft, line: Piece, ended: bool) -> bool:
    """Whether prose stops amid a sentence, so that the file itself has cut the paragraph in two.

    Prose is told from headings by a sentence that ends inside the paragraph.
    """
    last = draft.lines[-1]
    if ended or closes(last.text) or marker(line.text) or _all_bold(last) != _all_bold(line):
        return False
    return any(sentences(piece.text) for piece in draft.lines)


def _unfinished(draft: _Draft, line: Piece, column: Column, ended: bool) -> bool:
    """Whether a long text without an end is followed by a line that is not set in, though paragraphs are here."""
    if ended or closes(draft.lines[-1].text) or marker(line.text) or _all_bold(draft.lines[-1]) != _all_bold(line):
        return False
    if sum(len(above.text) for above in draft.lines) < UNFINISHED or not ends_sentence(line.text):
        return False
    flush = column.indents and column.indent(line) < SAME_EDGE
    return flush and draft.first_column.indent(draft.lines[0]) >= INDENTED and _edge_fits(draft, line, column)


def _last_character(last: Piece, line: Piece) -> bool:
    """Whether a line holds just one character, which has no meaning alone, below the end or the middle of the last."""
    if len(line.text) != 1 or not is_han(line.text) or len(last.text) < FEWEST_ABOVE:
        return False
    ends, middles = abs(last.x1 - line.x1), abs(last.x0 + last.x1 - line.x0 - line.x1) / 2
    return min(ends, middles) < SAME_EDGE * line.size and 0 < line.top - last.top < FARTHEST * line.size


def _all_bold(line: Piece) -> bool:
    """Whether a whole line is bold."""
    return line.bold == [(0, len(line.text))]


def _bold(line: Piece) -> bool:
    """Whether a line is bold, but for its number perhaps."""
    return sum(end - start for start, end in line.bold) > 0.6 * len(line.text)


def _edge_fits(draft: _Draft, line: Piece, column: Column) -> bool:
    """Whether a line begins where the lines of this paragraph begin after the first."""
    indent = column.indent(line)
    if len(draft.lines) > 1 and (len(draft.lines) > 2 or column is draft.column):
        before = draft.column.indent(draft.lines[-1])
        return abs(indent - before) < SAME_EDGE
    if indent < SAME_EDGE:
        return True
    first = draft.lines[0]
    own = draft.column.indent(first)
    if indent < own - SAME_EDGE:
        return True
    hangs = _hangs(first)
    if any(abs(line.x0 - words) < SAME_EDGE * line.size for words in hangs):
        return True
    if hangs and draft.column is column and SAME_EDGE < indent - own < DEEPEST:
        return len(draft.lines) == 1 and not _ended(first)
    return not column.indents and abs(indent - own) < SAME_EDGE


def _hung(first: Piece, line: Piece) -> bool:
    """Whether a line hangs below the words of the first, and stands in the middle by chance only."""
    return line is not first and any(abs(line.x0 - words) < SAME_POINT * line.size for words in _hangs(first))


def _hangs(line: Piece) -> list[float]:
    """Where words begin after the numbers that a line begins with (附件：1.… has two), or after a label (抄送：)."""
    found: list[float] = []
    colon = fold(line.text[:STARTS]).find("：") + 1
    if 0 < colon < len(line.starts):
        found.append(line.starts[colon])
    end = 0
    while len(found) < 3 and (length := marker(line.text[end:])):
        end += length
        while line.text[end : end + 1].isspace():
            end += 1
        if end >= len(line.starts):
            break
        found.append(line.starts[end])
    return found


def _finished(draft: _Draft, tags: Tags) -> Iterable[RawParagraph]:
    """The paragraph, and before it the bullet that a list has put there, which a Word file does not hold as text."""
    first = draft.lines[0]
    text, bold = first.text, list(first.bold)
    for index, (before, line) in enumerate(itertools.pairwise(draft.lines), 1):
        text += "\n" if index in draft.broken else glue(text, line.text, before.spaced)
        bold += [(start + len(text), end + len(text)) for start, end in line.bold]
        text += line.text
    here = [line for line in draft.lines if line.page == first.page]
    box = (
        round(min(line.x0 for line in here), 1),
        round(min(line.top for line in here), 1),
        round(max(line.x1 for line in here), 1),
        round(max(line.bottom for line in here), 1),
    )
    style, origin = _style(draft, _merged(bold)), Origin(page=first.page, box=box)
    style.outline_level = tags.level(draft.lines)
    length = bullet(text)
    if not length:
        return [RawParagraph(text, style=style, origin=origin)]
    style.list_item = True
    style.bold = [(max(0, start - length), end - length) for start, end in style.bold if end > length]
    mark = RawParagraph(text[:length].strip(), "furniture", Style(size=style.size), origin=origin)
    return [mark, RawParagraph(text[length:], style=style, origin=origin)]


def _style(draft: _Draft, bold: list[tuple[int, int]]) -> Style:
    """Typographic evidence of a paragraph."""
    column, first = draft.first_column, draft.lines[0]
    sizes = Counter[float]()
    for line in draft.lines:
        sizes[line.size] += len(line.text)
    style = Style(bold=bold, size=sizes.most_common(1)[0][0])
    if column.centred(draft.lines[-1]) and (len(draft.lines) == 1 or draft.column is column):
        style.align = "center"
    elif len(draft.lines) == 1 and column.flush_right(first):
        style.align = "right"
    else:
        style.align, style.indent = "left", round(max(0.0, column.indent(first)), 1)
    return style


def _merged(ranges: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Ranges that touch made one."""
    merged: list[tuple[int, int]] = []
    for start, end in ranges:
        if merged and start <= merged[-1][1] + 1:
            merged[-1] = (merged[-1][0], end)
        else:
            merged.append((start, end))
    return merged


def columns(zones: Sequence[tuple[object, float | None, list[Piece]]]) -> dict[object, Column]:
    """The margins of each kind of column over the whole document.

    Args:
        zones: for each zone the kind of column it is, the page's width where it stretches over the whole of it, and
            its lines.
    """
    by_kind: dict[object, list[list[Piece]]] = defaultdict(list)
    widths: dict[object, float | None] = {}
    for kind, width, lines in zones:
        by_kind[kind].append(lines)
        widths[kind] = width
    return {kind: _column(groups, widths[kind]) for kind, groups in by_kind.items()}


def _column(groups: list[list[Piece]], page_width: float | None) -> Column:
    """Margins, line distances and the habit of indenting, from the lines of one kind of column.

    Where there are few lines, perhaps none of them full, a page's right margin is taken to be like its left.
    """
    lines = [line for group in groups for line in group]
    if not lines:
        return Column(0.0, page_width or 0.0)
    left, right = _margin([line.x0 for line in lines], lines), -_margin([-line.x1 for line in lines], lines)
    if page_width and len(lines) < FEW_LINES and left < page_width / 4:
        right = max(right, min(page_width - left, right + 0.25 * page_width))
    sizes = Counter[float]()
    for line in lines:
        sizes[line.size] += len(line.text)
    column = Column(left, right, _pitches(groups), size=sizes.most_common(1)[0][0])
    column.indents = _indents(groups, column)
    return column


def _margin(edges: list[float], lines: list[Piece]) -> float:
    """The outermost edge that is not a stray: one of 25 lines may hang out."""
    ordered = sorted(edges)
    size = median(line.size for line in lines)
    strays = len(ordered) // 25
    return next((edge for edge in ordered[: strays + 1] if ordered[strays] - edge < 0.5 * size), ordered[strays])


def _pitches(groups: list[list[Piece]]) -> dict[float, float]:
    """The usual distance from line to line, by font size."""
    distances: dict[float, list[float]] = defaultdict(list)
    for lines in groups:
        for above, line in itertools.pairwise(lines):
            if above.size == line.size and 0 < line.top - above.top < 4 * line.size:
                distances[line.size].append(line.top - above.top)
    return {size: median(found) for size, found in distances.items() if len(found) >= 3}


def _indents(groups: list[list[Piece]], column: Column) -> bool:
    """Whether lines that begin a paragraph for sure (after a short line, and themselves full) are set in."""
    indented = flush = 0
    for lines in groups:
        for above, line, below in zip(lines, lines[1:], lines[2:], strict=False):
            if above.size != line.size or column.full(above, line) or not column.full(line, below):
                continue
            if column.centred(line):
                continue
            if column.indent(line) >= INDENTED:
                indented += 1
            else:
                flush += 1
    return indented >= flush
