"""HTML: the article's paragraphs and tables, without the furniture of the site around it.

Official sites put one article between menus, a bread-crumb line, share buttons and a foot. What is left out is
counted in a note; when in doubt it is kept, since layout still marks bylines and buttons as furniture by wording.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from kexie_extract.errors import EncodingError, LimitError, UnreadableFileError
from kexie_extract.loaders import encoding
from kexie_extract.loaders.base import Input
from kexie_extract.loaders.htmllooks import list_form, page_part, size_of
from kexie_extract.loaders.htmltree import Skips, main_part, prune
from kexie_extract.loaders.spans import Span, spread
from kexie_extract.model.diagnostics import Note
from kexie_extract.model.options import Options
from kexie_extract.model.raw import Origin, RawDocument, RawElement, RawParagraph, RawTable, Role, Style
from kexie_extract.text.patterns import compiled

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_NOT_XML = compiled(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]"
    r"|&#0*(?:[0-8]|1[124-9]|2\d|3[01]|6553[45]);?(?!\d)|&#[xX]0*(?:[0-8bBcCeEfF]|1[0-9a-fA-F]|[fF]{3}[eEfF]);?(?![0-9a-fA-F])"
)
"""Characters that XML 1.0 (clause 2.2) has no place for, as they are or as references; moving them in a tree fails."""
_CHARSET = re.compile(rb"""charset\s*=\s*["']?\s*([\w.:-]{2,40})""", re.IGNORECASE)  # noqa: TID251 - bytes
_SPACE = compiled(r"[ \t\r\n\f]+")
_WIDE_GAP = compiled("(?<=[\u3001-\u303f\u3400-\u9fff\uff01-\uffee]) (?=[\u3001-\u303f\u3400-\u9fff\uff01-\uffee])")
_BOLD = compiled(r"font-weight\s*:\s*(?:bold|bolder|[6-9]00)", re.IGNORECASE)
_ALIGN = compiled(r"text-align\s*:\s*(left|center|right|justify)", re.IGNORECASE)
_INDENT = compiled(r"text-indent\s*:\s*([\d.]{1,6})(em|pt|px|in|cm|mm)", re.IGNORECASE)
_EMS = {"em": 1.0, "pt": 1 / 16, "px": 1 / 16, "in": 72 / 16, "cm": 72 / 2.54 / 16, "mm": 72 / 25.4 / 16}
"""Characters of the usual 16 pt (三号) that a unit of length makes."""
_TYPED_NUMBER = compiled(r"\s*(?:[(（]?\s?[0-9一二三四五六七八九十]{1,3}\s?[)）.．、]|[①-⑳])")

_INLINE = frozenset({
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i",
    "ins", "kbd", "label", "mark", "q", "rp", "rt", "ruby", "s", "samp", "small", "span", "strike", "strong", "sub",
    "sup", "time", "tt", "u", "var", "wbr", "o:p", "p1", "st1:chsdate", "sdfield",
})  # fmt: skip
_ALIGNMENTS: dict[str, Literal["left", "center", "right", "justify"]] = {
    "left": "left",
    "center": "center",
    "right": "right",
    "justify": "justify",
}


class HtmlLoader:
    """Loader of HTML pages, and of `.xls` and `.doc` files that are HTML inside."""

    format = "html"

    def accepts(self, source: Input) -> bool:
        """Whether the name says HTML."""
        return source.extension in {"html", "htm", "xhtml"}

    def load(self, source: Input, options: Options) -> RawDocument:
        """Read it.

        Raises:
            EncodingError: in no encoding that could be told.
            UnreadableFileError: no text in it.
            LimitError: nested too deep, or a table spans too much.
        """
        notes: list[Note] = []
        decoded = _decode(source, options, notes)
        try:
            elements = _elements(decoded.text, source.name, notes)
        except RecursionError as error:
            raise LimitError(f"{source.name}: its elements are nested too deep; save the article alone") from error
        if not elements:
            raise UnreadableFileError(f"{source.name}: the page holds no text; save the article itself, not its frame")
        return RawDocument(self.format, elements, encoding=decoded.encoding, notes=notes)


def fragment(content: str, notes: list[Note]) -> list[RawElement]:
    """Paragraphs and tables of a piece of HTML inside another format; nothing is taken for site furniture."""
    root = _parse(content)
    return [] if root is None else _Walker("", Skips()).run(root)


def _decode(source: Input, options: Options, notes: list[Note]) -> encoding.Decoded:
    """The page as text: by the caller, a byte order mark, strict UTF-8, what the page declares, evidence."""
    found = _CHARSET.search(source.data[:4096])
    declared = found[1].decode("ascii", "replace").lower() if found else None
    if declared in {"gb2312", "gbk", "x-gbk", "gb_2312-80", "hz-gb-2312"}:
        declared = "gb18030"
    if options.encoding is None and declared not in (None, "utf-8", "utf8"):
        try:
            source.data.decode("utf-8")
        except UnicodeDecodeError:
            try:
                return encoding.decode(source.data, source.name, declared)
            except EncodingError:
                pass
    decoded = encoding.decode(source.data, source.name, options.encoding)
    if declared and declared.replace("-", "")[:4] != decoded.encoding.replace("-", "")[:4]:
        notes.append(
            Note("html.charset-wrong", f"the page says charset {declared} but reads as {decoded.encoding}", "info")
        )
    return decoded


def _parse(text: str) -> "HtmlElement | None":
    """The page's body; None where there is nothing in it."""
    from lxml import etree
    from lxml.html import HTMLParser, document_fromstring

    cleaned = _NOT_XML.sub("\ufffd", text).lstrip("\ufeff")
    if not cleaned.strip():
        return None
    parser = HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        root = document_fromstring(cleaned.encode("utf-8", "replace"), parser=parser)
    except etree.ParserError:
        return None
    body = root.find("body")
    return root if body is None else body


def _elements(text: str, name: str, notes: list[Note]) -> list[RawElement]:
    """The article's paragraphs and tables."""
    root = _parse(text)
    if root is None:
        return []
    skips = Skips()
    prune(root, skips)
    elements = _Walker(name, skips).run(main_part(root, skips))
    if skips.characters:
        notes.append(
            Note(
                "html.site-furniture-skipped",
                f"{skips.characters} characters of navigation and page frame left out",
                "info",
            )
        )
    if skips.hidden:
        notes.append(Note("html.hidden-skipped", f"{skips.hidden} characters of hidden elements left out", "info"))
    if skips.images:
        notes.append(Note("html.image-skipped", f"{skips.images} pictures were not read", "info"))
    return elements


@dataclass(slots=True)
class _Context:
    """What holds for the paragraph that is being gathered."""

    level: int | None = None
    align: Literal["left", "center", "right", "justify"] | None = None
    indent: float | None = None
    list_item: bool = False
    number: str = ""
    role: Role = "body"
    path: str = ""


@dataclass(slots=True)
class _Walker:
    """Turns a tree into paragraphs and tables.

    Attributes:
        name: the file's name, for messages.
        skips: pictures are counted here.
        done: what is finished.
        pieces: text of the paragraph being gathered, and whether it is bold.
        sizes: characters of the paragraph being gathered by font size, where the page states one.
    """

    name: str
    skips: Skips
    done: list[RawElement] = field(default_factory=list)
    pieces: list[tuple[str, bool]] = field(default_factory=list)
    sizes: Counter[float] = field(default_factory=Counter)

    def run(self, root: "HtmlElement") -> list[RawElement]:
        """Everything below an element."""
        self._children(root, _Context(path=str(root.tag)), bold=False, size=0.0)
        self._flush(_Context(path=str(root.tag)))
        return self.done

    def _add(self, text: str | None, *, bold: bool, size: float) -> None:
        """Text of the paragraph being gathered."""
        if text:
            self.pieces.append((text, bold))
            self.sizes[size] += len(text.strip())

    def _children(self, element: "HtmlElement", context: _Context, *, bold: bool, size: float) -> None:
        """Text and child elements in order; `size` in points, 0 where the page does not say."""
        self._add(element.text, bold=bold, size=size)
        counts: dict[str, int] = {}
        number, form = _list_start(element), list_form(element)
        for child in element:
            tag = str(child.tag)
            counts[tag] = counts.get(tag, 0) + 1
            if tag == "li" and element.tag == "ol":
                context.number = form(number)
                number += 1
            self._element(child, tag, f"{context.path}/{tag}[{counts[tag]}]", context, bold=bold, size=size)
            self._add(child.tail, bold=bold, size=size)

    def _element(
        self, element: "HtmlElement", tag: str, path: str, context: _Context, *, bold: bool = False, size: float = 0.0
    ) -> None:
        """One element."""
        if tag == "br":
            self.pieces.append(("\v", bold))
        elif tag == "img":
            self.skips.images += 1
        elif tag == "table":
            self._flush(context)
            self._table(element, path)
        elif tag == "hr":
            self._flush(context)
        elif tag in _INLINE or ":" in tag:
            self._children(element, context, bold=bold or _is_bold(element, tag), size=size_of(element) or size)
        else:
            self._flush(context)
            inner = _context_of(element, tag, path, context)
            self._children(element, inner, bold=bold or _is_bold(element, tag), size=size_of(element) or size)
            self._flush(inner)

    def _flush(self, context: _Context) -> None:
        """End the paragraph being gathered."""
        text, bold = _collapsed(self.pieces)
        size = self.sizes.most_common(1)[0][0] if self.sizes else 0.0
        self.pieces, self.sizes = [], Counter()
        if not text.strip():
            return
        generated = level = None
        if context.number:
            level = context.path.count("/ol[") - 1
            if not _TYPED_NUMBER.match(text) or text[0].isspace():
                lead = len(text) - len(text.lstrip())
                text, shift = context.number + text[lead:], len(context.number) - lead
                bold = [(max(a + shift, 0), b + shift) for a, b in bold]
                generated = (0, len(context.number))
            context.number = ""
        style = Style(context.level, bold, size or None, context.align, context.indent, context.list_item, level)
        self.done.append(RawParagraph(text, context.role, style, generated, origin=Origin(context.path)))

    def _table(self, table: "HtmlElement", path: str) -> None:
        """A data table, or the content of a table that only places things on the page."""
        rows = [(row, head) for row, head in _rows(table)]
        for child in table:
            if child.tag == "caption":
                self._element(child, "div", f"{path}/caption", _Context(align="center"))
        if _is_layout(table, [row for row, _ in rows]):
            for number, (row, _) in enumerate(rows, 1):
                for column, cell in enumerate(_cells(row), 1):
                    self._element(cell, "div", f"{path}/tr[{number}]/td[{column}]", _Context())
            return
        spans = [
            [self._span(cell, f"{path}/tr[{number}]/td[{column}]") for column, cell in enumerate(_cells(row), 1)]
            for number, (row, _) in enumerate(rows, 1)
        ]
        grid = spread(spans, self.name)
        if any(cell.text for row in grid for cell in row):
            self.done.append(RawTable(grid, _header_rows(rows), merges_known=True, origin=Origin(path)))

    def _span(self, cell: "HtmlElement", path: str) -> Span:
        """A cell with its words."""
        words = self._words(cell)
        return Span(words, _span_of(cell, "rowspan"), max(1, _span_of(cell, "colspan")), Origin(path))

    def _words(self, cell: "HtmlElement") -> str:
        """The words of a cell, its paragraphs and inner cells by line break."""
        if all(child.tag == "br" for child in cell):
            pieces = [cell.text or "", *(f"\v{child.tail or ''}" for child in cell)]
            return _stripped(_collapsed([(piece, False) for piece in pieces])[0])
        parts: list[str] = []
        for element in _Walker(self.name, self.skips).run(cell):
            if isinstance(element, RawTable):
                parts.extend(inner.text for row in element.rows for inner in row if inner.text)
            else:
                parts.append(_stripped(element.text))
        return "\n".join(parts)


def _stripped(text: str) -> str:
    """The text without blanks around its lines."""
    return "\n".join([line.strip() for line in text.split("\n")]).strip()


def _collapsed(pieces: list[tuple[str, bool]]) -> tuple[str, list[tuple[int, int]]]:
    r"""Text with white space as a browser shows it, `\v` as `\n`, and its bold ranges.

    A line break of the source between two Chinese characters is no blank.
    """
    out: list[str] = []
    bold: list[tuple[int, int]] = []
    length, last = 0, "\n"
    for raw, is_bold in pieces:
        text = _WIDE_GAP.sub("", _SPACE.sub(" ", raw)).replace("\v", "\n") if "\n" in raw else _SPACE.sub(" ", raw)
        text = text.replace("\v", "\n")
        if last in " \n":
            text = text.lstrip(" ")
        if not text:
            continue
        if is_bold and bold and bold[-1][1] == length:
            bold[-1] = (bold[-1][0], length + len(text))
        elif is_bold:
            bold.append((length, length + len(text)))
        out.append(text)
        length, last = length + len(text), text[-1]
    return "".join(out).rstrip(" "), [(a, b) for a, b in bold if b > a]


def _context_of(element: "HtmlElement", tag: str, path: str, outer: _Context) -> _Context:
    """What an element says of the paragraphs in it."""
    style = element.get("style") or ""
    aligned = _ALIGN.search(style)
    align = aligned[1] if aligned else (element.get("align") or ("center" if tag == "center" else ""))
    indent = _INDENT.search(style)
    context = _Context(
        level=int(tag[1]) if re.fullmatch(r"h[1-6]", tag) else outer.level,
        align=_ALIGNMENTS.get(align.lower(), outer.align),
        indent=round(float(indent[1].strip(".") or 0) * _EMS[indent[2].lower()], 1) if indent else outer.indent,
        list_item=outer.list_item or (tag == "li" and not outer.number),
        number=outer.number if tag == "li" or outer.number else "",
        role="caption" if tag == "figcaption" else page_part(element) or outer.role,
        path=path,
    )
    outer.number = ""
    return context


def _is_bold(element: "HtmlElement", tag: str) -> bool:
    """Whether an element makes its text bold."""
    return tag in ("b", "strong") or bool(_BOLD.search(element.get("style") or ""))


def _list_start(element: "HtmlElement") -> int:
    """The first number of an ordered list."""
    start = element.get("start") or "1"
    return int(start) if element.tag == "ol" and re.fullmatch(r"\d{1,6}", start) else 1


def _rows(table: "HtmlElement") -> Iterator[tuple["HtmlElement", bool]]:
    """The table's own rows, and whether each stands in its head."""
    for child in table:
        if child.tag == "tr":
            yield child, False
        elif child.tag in ("thead", "tbody", "tfoot"):
            for row in child:
                if row.tag == "tr":
                    yield row, child.tag == "thead"


def _cells(row: "HtmlElement") -> list["HtmlElement"]:
    return [cell for cell in row if cell.tag in ("td", "th")]


def _span_of(cell: "HtmlElement", name: str) -> int:
    value = (cell.get(name) or "1").strip()
    return int(value) if re.fullmatch(r"\d{1,6}", value) else 1


def _header_rows(rows: list[tuple["HtmlElement", bool]]) -> int:
    """Leading rows that the page marks as header: in the head, or of header cells only."""
    count = 0
    for row, head in rows:
        cells = _cells(row)
        if not (head or (cells and all(cell.tag == "th" for cell in cells))):
            break
        count += 1
    return count if count < len(rows) else 0


def _is_layout(table: "HtmlElement", rows: list["HtmlElement"]) -> bool:
    """Whether a table only places things: one column, or tables and long text with headings inside."""
    if (table.get("role") or "").lower() == "presentation":
        return True
    if all(len([cell for cell in _cells(row) if "".join(cell.itertext()).strip()]) <= 1 for row in rows):
        return max((len(_cells(row)) for row in rows), default=0) <= 1 or len(rows) <= 1
    nested = [inner for inner in table.iter("table") if inner is not table]
    if nested:
        inside = sum(len("".join(inner.itertext()).strip()) for inner in nested)
        return len(rows) <= 3 or 2 * inside >= len("".join(table.itertext()).strip())
    return len(rows) <= 2 and any(len(cell.findall(".//p")) >= 4 for row in rows for cell in _cells(row))


LOADER = HtmlLoader()
