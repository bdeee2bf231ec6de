"""What a loader read: the file's own words and evidence, no judgement.

A loader of a flowing format (txt, md, html, docx, xlsx) fills `RawDocument.elements`; a loader of a paged
format (pdf, ofd, OCR) fills `RawDocument.pages`. Layout makes blocks of either.
"""

from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal, NamedTuple, overload

from kexie_extract.model.diagnostics import Note

Role = Literal["body", "header", "footer", "footnote", "textbox", "caption", "toc", "furniture"]
Merge = Literal["above", "left"]
Box = tuple[float, float, float, float]
"""x0, top, x1, bottom in points (1/72 inch), origin at the page's top left."""


class Origin(NamedTuple):
    """Where in the file something stands.

    `path` is the loader's own address: `line 12` (txt, md), `body/p[3]`, `body/tbl[1]/tr[2]/tc[4]` (docx),
    `Sheet1!B7` (xlsx), a tag path (html); None where page and box say it (pdf, ofd, OCR).
    """

    path: str | None = None
    page: int | None = None
    box: Box | None = None


@dataclass(slots=True)
class Style:
    """Typographic evidence of a paragraph; None means that the format does not say.

    Attributes:
        outline_level: Word outline level or Markdown/HTML heading level, 1–9; None for body text.
        bold: `[start, end)` ranges of bold text.
        size: dominant font size in points.
        align: horizontal alignment.
        indent: first-line indent in characters of the paragraph's own size (2.0 = 首行缩进2字符).
        list_item: an item of an unnumbered (bullet) list.
        list_level: depth of the numbered list that the paragraph is in, from 0.
    """

    outline_level: int | None = None
    bold: list[tuple[int, int]] = field(default_factory=list)
    size: float | None = None
    align: Literal["left", "center", "right", "justify"] | None = None
    indent: float | None = None
    list_item: bool = False
    list_level: int | None = None


@dataclass(slots=True)
class RawParagraph:
    r"""A paragraph (docx, html, md) or a physical line (txt) as the file has it.

    Attributes:
        text: the characters of the source, line breaks inside a paragraph as `\n`.
        role: what the file itself says that this is (a Word header, a footnote, a TOC field).
        style: typographic evidence.
        generated: `[start, end)` of a number in `text` that the application renders and the file does not hold.
        physical_line: True when this is a line of a file whose lines may be cut anywhere (txt, loose md).
        origin: where it stands.
    """

    text: str
    role: Role = "body"
    style: Style = field(default_factory=Style)
    generated: tuple[int, int] | None = None
    physical_line: bool = False
    origin: Origin = Origin()

    def with_text(self, text: str) -> "RawParagraph":
        """The same with another text."""
        return RawParagraph(text, self.role, self.style, self.generated, self.physical_line, self.origin)


@dataclass(slots=True)
class RawCell:
    r"""A grid position of a table.

    Attributes:
        text: the cell's own words, paragraphs inside it joined by `\n`; empty for a continuation.
        merge: set when this position continues the cell above or to the left.
        origin: where it stands.
    """

    text: str = ""
    merge: Merge | None = None
    origin: Origin = Origin()


@dataclass(slots=True)
class RawTable:
    """A table as the file has it: a rectangular or ragged grid with continuation cells marked.

    Attributes:
        rows: the grid, top to bottom; a ragged row is left ragged.
        header_rows: how many leading rows the file itself marks as header; 0 where it does not say.
        merges_known: True when the format states merges (docx, xlsx, html), False when a blank cell may be
            a lost merge (md, pdf).
        origin: where it stands (for paged formats the first page).
        rest: index of the row that is the rest of the last row of the table on the page before, where the page shows.
    """

    rows: list[list[RawCell]]
    header_rows: int = 0
    merges_known: bool = True
    origin: Origin = Origin()
    rest: int | None = None


class RawChar(NamedTuple):
    """A character on a page, in points, origin top left, with its loose box (whole em square).

    `stamped` is set for what is drawn across the page: a watermark, a stamp, text at an angle to the lines. `tag` is an
    index in the page's `tags`: 0 where the file does not say, -1 for what it says is no part of the text.
    """

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    size: float
    bold: bool
    stamped: bool = False
    tag: int = 0


class RawTag(NamedTuple):
    """A paragraph as the structure tree of a page has it (ISO 32000-1, 14.8.4).

    `kind` is the standard type, `level` that of a heading, `before` and `after` say that parts of it stand on other
    pages.
    """

    kind: str = ""
    level: int | None = None
    before: bool = False
    after: bool = False

    def cut(self, *, before: bool, after: bool) -> "RawTag":
        """The same with what stands elsewhere."""
        return self._replace(before=self.before or before, after=self.after or after)


class PackedChars(Sequence[RawChar]):
    """Characters in a tenth of the memory of a list, so that a thousand pages fit; made anew at each reading.

    Args:
        text: one character each.
        boxes: x0, top, x1, bottom of each in turn.
        looks: size, bold and stamped that occur.
        look_of: for each character, its index in `looks`.
        tags: for each character, its tag; None where the file has no structure tree.
    """

    __slots__ = ("_boxes", "_look_of", "_looks", "_tags", "_text")

    def __init__(
        self,
        text: str,
        boxes: "array[float]",
        looks: list[tuple[float, bool, bool]],
        look_of: "array[int]",
        tags: "array[int] | None" = None,
    ) -> None:
        self._text, self._boxes, self._looks, self._look_of, self._tags = text, boxes, looks, look_of, tags

    def __len__(self) -> int:
        return len(self._text)

    def __iter__(self) -> Iterator[RawChar]:
        boxes, looks = self._boxes, [self._looks[i] for i in self._look_of]
        sizes, bolds, stamps = zip(*looks, strict=True) if looks else ((), (), ())
        columns = (self._text, boxes[0::4], boxes[1::4], boxes[2::4], boxes[3::4], sizes, bolds, stamps)
        return map(RawChar, *columns) if self._tags is None else map(RawChar, *columns, self._tags)

    @overload
    def __getitem__(self, index: int) -> RawChar: ...
    @overload
    def __getitem__(self, index: slice) -> list[RawChar]: ...
    def __getitem__(self, index: int | slice) -> RawChar | list[RawChar]:
        if isinstance(index, slice):
            return [self[i] for i in range(*index.indices(len(self)))]
        index = range(len(self))[index]
        x0, top, x1, bottom = self._boxes[4 * index : 4 * index + 4]
        tag = self._tags[index] if self._tags is not None else 0
        return RawChar(self._text[index], x0, top, x1, bottom, *self._looks[self._look_of[index]], tag)


class RawRule(NamedTuple):
    """A straight ruling line (or a thin filled rectangle) on a page, in points, origin top left."""

    x0: float
    top: float
    x1: float
    bottom: float


@dataclass(slots=True)
class RawPage:
    """A page of a paged format, upright (rotation already applied).

    Attributes:
        number: from 1.
        width: in points.
        height: in points.
        chars: in the order of the file, which need not be reading order.
        rules: ruling lines.
        images: number of images, evidence for a scan.
        confidence: mean recognition confidence 0–1 where the page was read by OCR.
        tags: paragraphs that the file itself states, which `RawChar.tag` counts from 1; empty without any.
    """

    number: int
    width: float
    height: float
    chars: Sequence[RawChar] = field(default_factory=list)
    rules: list[RawRule] = field(default_factory=list)
    images: int = 0
    confidence: float | None = None
    tags: list[RawTag] = field(default_factory=list)


RawElement = RawParagraph | RawTable


@dataclass(slots=True)
class RawDocument:
    """All that a loader read of one file.

    Attributes:
        format: short name (`txt`, `md`, `html`, `docx`, `pdf`, `xlsx`, `ofd`, `image` …).
        elements: paragraphs and tables in reading order, for flowing formats.
        pages: pages, for paged formats.
        encoding: codec that the text was read with, for text formats.
        page_count: number of pages, for paged formats.
        notes: what was skipped, guessed or lost while reading.
    """

    format: str
    elements: list[RawElement] = field(default_factory=list)
    pages: list[RawPage] = field(default_factory=list)
    encoding: str | None = None
    page_count: int | None = None
    notes: list[Note] = field(default_factory=list)
