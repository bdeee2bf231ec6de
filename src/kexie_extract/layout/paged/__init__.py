"""Pages to paragraphs and tables: what a loader of pdf, ofd or scans read, in reading order."""

import itertools

from kexie_extract.layout.paged.alignment import across, aligned, headers, proven
from kexie_extract.layout.paged.bands import Band
from kexie_extract.layout.paged.cells import grouped, ruled
from kexie_extract.layout.paged.columns import FEWEST, Zone, zones
from kexie_extract.layout.paged.footnotes import Notes, separators, take
from kexie_extract.layout.paged.furniture import furniture
from kexie_extract.layout.paged.lines import Piece, glue, pieces
from kexie_extract.layout.paged.paragraphs import Column, Placed, columns, paragraphs
from kexie_extract.layout.paged.tags import Tags, artifacts, content, trusted
from kexie_extract.model.diagnostics import Note
from kexie_extract.model.raw import Origin, RawElement, RawPage, RawParagraph, RawTable, Role, Style

__all__ = ["elements"]


def elements(pages: list[RawPage], notes: list[Note]) -> list[RawElement]:
    """Paragraphs and tables of all pages in reading order.

    Running heads, feet and page numbers have the role `header` or `footer`, watermarks and stamps `furniture`;
    all are kept, at the place where they stand. A table has one `RawTable` on each page. Footnotes have the role
    `footnote` and stand after the body, as in a Word file; the superscripts that refer to them are furniture.

    Args:
        pages: in order.
        notes: gets what was set aside.
    """
    read = [_Sheet(page) for page in pages]
    aside = furniture([(sheet.page.height, sheet.pieces) for sheet in read])
    for sheet in read:
        if sheet.tags:
            aside |= artifacts(sheet.pieces, sheet.page.height)
            for piece in content(sheet.pieces, aside):
                del aside[piece]
    cut = _zones(read, aside)
    noted = take(cut, {sheet.page.number: sheet.separators for sheet in read})
    lined = _lined(cut, read)
    kinds = columns(
        [(_kind(zone), None if zone.place else zone.page_width, _only_lines(items)) for zone, items in lined]
    )
    placed = [
        Placed(item, kinds[_known_kind(zone, items, kinds)], part)
        for part, (zone, items) in enumerate(lined)
        for item in items
    ]
    body = paragraphs(placed, Tags({sheet.page.number: sheet.tags for sheet in read}))
    return _with_furniture(body, read, aside, noted, notes)


class _Sheet:
    """A page's pieces and ruled tables, its characters let go."""

    def __init__(self, page: RawPage) -> None:
        chars = list(page.chars)
        stamped = [char for char in chars if char.stamped]
        plain = [char for char in chars if not char.stamped] if stamped else chars
        self.tables, rest = ruled(page, plain)
        self.pieces = pieces(rest, page.number)
        self.stamps = pieces(stamped, page.number)
        self.separators = separators(page)
        self.tags = trusted(page, plain)
        self.levels = across(page.rules, [table.origin.box for table in self.tables])
        self.page = RawPage(page.number, page.width, page.height)

    def body(self, aside: dict[int, Role]) -> list[Piece]:
        """What is not furniture; the header of a table, which each page repeats, is none."""
        if any(aside.get(id(piece)) == "header" for piece in self.pieces):
            for piece in headers(self.pieces):
                if aside.get(id(piece)) == "header":
                    del aside[id(piece)]
        return [piece for piece in self.pieces if id(piece) not in aside]


def _zones(sheets: list[_Sheet], aside: dict[int, Role]) -> list[Zone]:
    """The zones of all pages, with the tables that their header or their rules prove."""
    found: list[Zone] = []
    above: Band | None = None
    for sheet in sheets:
        tables, pieces = grouped(sheet.tables, sheet.body(aside))
        body = proven(pieces, sheet.levels, above)
        above = body.last
        found += zones([*body.items, *tables], sheet.page.number, sheet.page.width)
    return found


def _kind(zone: Zone) -> object:
    """What columns are of one kind: the same place on pages of the same width."""
    return round(zone.page_width), zone.place


def _only_lines(items: list[Piece | RawTable]) -> list[Piece]:
    """The lines among lines and tables."""
    return [item for item in items if isinstance(item, Piece)]


def _known_kind(zone: Zone, items: list[Piece | RawTable], kinds: dict[object, Column]) -> object:
    """A zone's kind of column: where a last page fills only its first column, that of the pages before."""
    lines = _only_lines(items)
    if zone.place or len(lines) < FEWEST:
        return _kind(zone)
    first = (round(zone.page_width), ((0, 2),))
    column = kinds.get(first)
    if column and all(line.x0 > column.left - line.size and line.x1 < column.right + line.size for line in lines):
        return first
    return _kind(zone)


def _lined(cut: list[Zone], sheets: list[_Sheet]) -> list[tuple[Zone, list[Piece | RawTable]]]:
    """Zones with their lines and tables; tables without upright rules are found here."""
    levels = {sheet.page.number: sheet.levels for sheet in sheets}
    result: list[tuple[Zone, list[Piece | RawTable]]] = []
    above: Band | None = None
    for zone in cut:
        if not zone.items:
            continue
        items: list[Piece | RawTable] = []
        for tables, group in itertools.groupby(zone.items, key=lambda item: isinstance(item, RawTable)):
            if tables:
                items += group
                above = None
            else:
                found = aligned([item for item in group if isinstance(item, Piece)], levels[zone.page], above)
                items += found.items
                above = found.last
        result.append((zone, items))
    return result


def _with_furniture(
    body: list[RawElement], sheets: list[_Sheet], aside: dict[int, Role], noted: Notes, notes: list[Note]
) -> list[RawElement]:
    """The body with each page's head before it, and its foot and stamps after it; footnotes before the last foot."""
    heads: dict[int, list[RawElement]] = {}
    feet: dict[int, list[RawElement]] = {}
    for mark in noted.references:
        feet.setdefault(mark.origin.page or 0, []).append(mark)
    for sheet in sheets:
        number = sheet.page.number
        for piece in sheet.pieces:
            if role := aside.get(id(piece)):
                (heads if role == "header" else feet).setdefault(number, []).append(_set_aside(piece, role))
        if sheet.stamps:
            words = "".join(glue("", piece.text) + piece.text for piece in sheet.stamps)
            notes.append(Note("page.stamp", f"Set aside as watermark or stamp: {words[:40]}", "info", page=number))
            feet.setdefault(number, []).extend(_set_aside(piece, "furniture") for piece in sheet.stamps)
    result: list[RawElement] = []
    numbers = [sheet.page.number for sheet in sheets]
    position = 0
    for number in numbers:
        result += heads.get(number, [])
        while position < len(body) and (body[position].origin.page or 0) <= number:
            result.append(body[position])
            position += 1
        if number == numbers[-1]:
            result += body[position:]
            result += noted.notes
        result += feet.get(number, [])
    return result


def _set_aside(piece: Piece, role: Role) -> RawParagraph:
    """A piece of furniture as a paragraph of its own."""
    x0, top, x1, bottom = piece.box
    box = (round(x0, 1), round(top, 1), round(x1, 1), round(bottom, 1))
    return RawParagraph(piece.text, role, Style(size=piece.size), origin=Origin(page=piece.page, box=box))
