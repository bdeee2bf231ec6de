"""Notes at the foot of a page: told by small type, the short rule above them, and marks that the text refers to.

Word, WPS and LibreOffice set notes below a short rule in smaller type; each begins with a mark that stands as a
superscript in the text. Two of these three signs make a note, so that small print and lists stay where they are.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from kexie_extract.layout.paged.cells import level, rows_of
from kexie_extract.layout.paged.columns import Item, Zone
from kexie_extract.layout.paged.lines import Piece, glue, without
from kexie_extract.layout.paged.marks import bare_mark, ends_sentence, measures, note_mark
from kexie_extract.model.raw import Origin, RawPage, RawParagraph, RawRule, Style

SMALL = 0.93
"""Times the size of the text: the largest size of small type; notes are 小五 (9 pt) below text of 12 to 16 pt."""
LONGEST = 0.5
"""Share of the page's width: the longest separator; Word's is two inches, LibreOffice's a quarter of the column."""
SHORTEST = 36.0
"""Points: the shortest separator; shorter strokes belong to drawings."""
_EDGE = 3.0  # ems between the left edge of a separator and of its notes
_SAME_EDGE = 0.8  # ems between the left edges of two notes
_LEVEL = 0.5  # points
_LOWEST = 20  # rules of a page that are tried, from the foot


@dataclass(slots=True)
class Notes:
    """What stands at the feet of pages, taken out of the text.

    Attributes:
        notes: in order, role `footnote`.
        references: the superscripts in the text that refer to them, role `furniture`, in order.
    """

    notes: list[RawParagraph] = field(default_factory=list)
    references: list[RawParagraph] = field(default_factory=list)


@dataclass(slots=True)
class _Note:
    """A note in the making."""

    mark: str
    lines: list[Piece]


def separators(page: RawPage) -> list[RawRule]:
    """The level rules of a page that are short enough to set off notes."""
    longest = LONGEST * page.width
    return [
        rule for rule in page.rules if abs(rule.bottom - rule.top) < _LEVEL and SHORTEST <= rule.x1 - rule.x0 <= longest
    ]


def take(zones: Sequence[Zone], rules: dict[int, list[RawRule]]) -> Notes:
    """Take the notes, and the superscripts that refer to them, out of the zones.

    Args:
        zones: of all pages in reading order; changed in place.
        rules: the separators of each page.
    """
    size = _text_size(zones)
    found: list[_Note] = []
    referred: set[str] = set()
    for zone in zones:
        start = _start(zone, rules.get(zone.page, []), size, referred, found)
        if start is not None:
            lines = rows_of([item for item in zone.items[start:] if isinstance(item, Piece)])
            _read(lines, found, referred | _referred(zone.items[:start]))
            del zone.items[start:]
        referred |= _referred(zone.items)
    if not found:
        return Notes()
    places = {(note.mark, note.lines[0].page) for note in found if note.mark}
    references = [mark for zone in zones for mark in _without_references(zone, places)]
    return Notes([_paragraph(note) for note in found], [_reference(mark) for mark in references])


def _text_size(zones: Iterable[Zone]) -> float:
    """The font size that most characters have."""
    sizes = Counter[float]()
    for zone in zones:
        for item in zone.items:
            if isinstance(item, Piece):
                sizes[item.size] += len(item.text)
    return sizes.most_common(1)[0][0] if sizes else 0.0


def _referred(items: Iterable[Item]) -> set[str]:
    """The superscripts of these lines."""
    return {
        bare_mark("".join(char.text for char in item.chars[start:end]))
        for item in items
        if isinstance(item, Piece)
        for start, end in item.raised
    }


def _start(zone: Zone, rules: Iterable[RawRule], size: float, referred: set[str], found: Sequence[_Note]) -> int | None:
    """The index of the first line of the notes at a zone's foot; None without any."""
    start = _below_rule(zone, rules)
    if start is not None:
        below = [item for item in zone.items[start:] if isinstance(item, Piece)]
        small = all(piece.size < SMALL * size for piece in below)
        mark = note_mark(rows_of(below)[0].text)
        if mark is not None:
            return start if small or mark in referred | _referred(zone.items[:start]) else None
        return start if small and _goes_on(found, zone.page) else None
    return _small_print(zone, size, referred)


def _below_rule(zone: Zone, rules: Iterable[RawRule]) -> int | None:
    """The index of the first item below the lowest separator, where lines alone stand below it."""
    for rule in sorted(rules, key=lambda rule: -rule.top)[:_LOWEST]:
        below = [index for index, item in enumerate(zone.items) if _top(item) > rule.top - 1]
        if not below:
            continue
        items = zone.items[below[0] :]
        first = items[0]
        if len(below) != len(items) or not all(isinstance(item, Piece) for item in items):
            return None
        if isinstance(first, Piece) and abs(first.x0 - rule.x0) < _EDGE * first.size:
            return below[0]
    return None


def _top(item: Item) -> float:
    """The upper edge of a line or table; of a line its middle, which overhanging boxes do not move."""
    return item.middle if isinstance(item, Piece) else (item.origin.box or (0.0, 0.0, 0.0, 0.0))[1]


def _small_print(zone: Zone, size: float, referred: set[str]) -> int | None:
    """The index of the first line of small type at a zone's foot that begins with a mark which the text refers to."""
    first = len(zone.items)
    while first and isinstance(item := zone.items[first - 1], Piece) and item.size < SMALL * size:
        first -= 1
    known = referred | _referred(zone.items[:first])
    if not known:
        return None
    row: list[Piece] = []
    for index, item in enumerate(zone.items[first:], first):
        if not isinstance(item, Piece):
            continue
        if not row or not level(row[0], item):
            row, start = [], index
        row.append(item)
        following = zone.items[index + 1] if index + 1 < len(zone.items) else None
        whole = not isinstance(following, Piece) or not level(row[0], following)
        if whole and note_mark(rows_of(row)[0].text) in known:
            return start
    return None


def _goes_on(found: Sequence[_Note], page: int) -> bool:
    """Whether the page before ended amid a note."""
    return bool(found) and found[-1].lines[-1].page == page - 1 and not ends_sentence(found[-1].lines[-1].text)


def _read(lines: Sequence[Piece], found: list[_Note], referred: set[str]) -> None:
    """Add lines to the notes: each note begins with a mark, at the same edge as the first."""
    edge = lines[0].x0
    for above, line in pairwise([lines[0], *lines]):
        mark = note_mark(line.text)
        first = line is lines[0]
        at_edge = abs(line.x0 - edge) < _SAME_EDGE * line.size
        if mark and (first or (at_edge and (mark in referred or ends_sentence(above.text)))):
            found.append(_Note(mark, [line]))
        else:
            found[-1].lines.append(line)


def _without_references(zone: Zone, places: set[tuple[str, int]]) -> list[Piece]:
    """Take the references to known notes out of a zone's lines; they are returned."""
    taken: list[Piece] = []
    kept: list[Item] = []
    for item in zone.items:
        if isinstance(item, Piece) and (ranges := [span for span in item.raised if _refers(item, span, places)]):
            rest, marks = without(item, ranges)
            taken += marks
            if rest is not None:
                kept.append(rest)
        else:
            kept.append(item)
    zone.items = kept
    return taken


def _refers(line: Piece, span: tuple[int, int], places: set[tuple[str, int]]) -> bool:
    """Whether a superscript refers to a note on its page, or to one on a later page: an endnote."""
    start, end = span
    mark = bare_mark("".join(char.text for char in line.chars[start:end]))
    if measures("".join(char.text for char in line.chars[:start])):
        return False
    return any(mark == other and page >= line.page for other, page in places)


def _paragraph(note: _Note) -> RawParagraph:
    """A note as a paragraph."""
    text = note.lines[0].text
    for before, line in pairwise(note.lines):
        text += glue(text, line.text, before.spaced) + line.text
    page = note.lines[0].page
    here = [line for line in note.lines if line.page == page]
    box = (
        round(min(line.x0 for line in here), 1),
        round(min(line.top for line in here), 1),
        round(max(line.x1 for line in here), 1),
        round(max(line.bottom for line in here), 1),
    )
    return RawParagraph(text, "footnote", Style(size=note.lines[-1].size), origin=Origin(page=page, box=box))


def _reference(mark: Piece) -> RawParagraph:
    """A reference as a paragraph of its own."""
    x0, top, x1, bottom = mark.box
    box = (round(x0, 1), round(top, 1), round(x1, 1), round(bottom, 1))
    return RawParagraph(mark.text, "furniture", Style(size=mark.size), origin=Origin(page=mark.page, box=box))
