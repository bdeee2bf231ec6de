"""Markdown, as people write it and as PDF converters leave it.

markdown-it-py finds headings, quotes, code and the marks inside a line. Three of its rules do harm here and are off:
lists (a typed `1.` is the document's own number), emphasis (CommonMark leaves `**一、主题。**正文` alone because no
blank stands after the mark) and tables (rows longer than the header would be cut): these are read here.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from kexie_extract.errors import UnreadableFileError
from kexie_extract.loaders.base import Input
from kexie_extract.loaders.encoding import decode
from kexie_extract.loaders.txt import indent
from kexie_extract.model.diagnostics import Note
from kexie_extract.model.options import Options
from kexie_extract.model.raw import Origin, RawCell, RawDocument, RawElement, RawParagraph, RawTable, Style
from kexie_extract.text.patterns import compiled

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

_RULING = compiled(r"\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*")
_BAR = compiled(r"(?<!\\)\|")
_BULLET = compiled(r"[-*+•] +(?=\S)")
_HASH = compiled(r"(#{1,6})(?=[^#\s])([^#]+)#*")
_LANGUAGE = compiled(r"\s*[A-Za-z][A-Za-z0-9+#-]*\s*")
_BREAK_TAG = compiled(r"<br\s*/?>", re.IGNORECASE)
_SPECIAL = compiled(r"[\\`\[<&]")
"""What begins anything inside a line that the parser knows with these rules: a line without it is plain text."""
_MARK = compiled(r"\*\*|(?<![0-9A-Za-z])(?:__|\*)(?=\S)|(?<=\S)(?:__|\*)(?![0-9A-Za-z])")
_IMAGE_GAP = 3
"""Blank lines that a converter leaves where a picture stood."""
_CAPTION = 60
"""Characters that a caption of one sentence has at most."""


class MarkdownLoader:
    """Loader of Markdown."""

    format = "md"

    def accepts(self, source: Input) -> bool:
        """Whether the name says Markdown."""
        return source.extension in {"md", "markdown"}

    def load(self, source: Input, options: Options) -> RawDocument:
        """Read it.

        Raises:
            EncodingError: in no encoding that could be told.
            UnreadableFileError: no text in it.
        """
        decoded = decode(source.data, source.name, options.encoding)
        text = decoded.text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n").replace("\0", "\ufffd")
        notes: list[Note] = []
        reader = _Reader(text, notes)
        elements = _with_captions(list(reader.elements()), text)
        if not elements:
            raise UnreadableFileError(f"{source.name}: the file holds no text; check that it was saved completely")
        reader.report()
        return RawDocument(self.format, elements, encoding=decoded.encoding, notes=notes)


@lru_cache(maxsize=1)
def _parser() -> "MarkdownIt":
    """The parser without the rules that lose or misread text of official documents.

    It finds blocks only (`inline` off): a paragraph may hold a table, so what is inside a line is read line by line.
    """
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark")
    parser.disable(["list", "code", "lheading", "reference", "emphasis", "inline", "text_join", "fragments_join"], True)
    return parser


class _Reader:
    """Walks the block tokens of one text."""

    def __init__(self, text: str, notes: list[Note]) -> None:
        self.text = text
        self.lines = text.split("\n")
        self.notes = notes
        self.images = 0
        self.links = 0

    def elements(self) -> Iterator[RawElement]:
        """Paragraphs, lines and tables in order."""
        level: int | None = None
        for token in _parser().parse(self.text):
            line = (token.map[0] if token.map else 0) + 1
            if token.type == "heading_open":
                level = int(token.tag[1])
            elif token.type == "heading_close":
                level = None
            elif token.type == "inline":
                yield from self._inline(token, line, level)
            elif token.type == "fence":
                yield from self._plain(_named_fence(token.info), line)
                yield from self._plain(token.content, line + 1)
            elif token.type == "html_block":
                yield from self._html(token.content, line)

    def report(self) -> None:
        """Say what was left out."""
        if self.images:
            self.notes.append(Note("md.image-skipped", f"{self.images} pictures were not read", "info"))
        if self.links:
            self.notes.append(
                Note("md.link-target-skipped", f"the targets of {self.links} links were left out", "info")
            )

    def _plain(self, content: str, line: int) -> Iterator[RawElement]:
        """The lines of a code block."""
        for number, text in enumerate(content.split("\n"), line):
            if text.strip():
                yield RawParagraph(text, physical_line=True, origin=Origin(f"line {number}"))

    def _html(self, content: str, line: int) -> Iterator[RawElement]:
        """Tables and paragraphs that a converter wrote as HTML."""
        from kexie_extract.loaders.html import fragment

        for element in fragment(content, self.notes):
            yield replace(element, origin=Origin(f"line {line}"))

    def _inline(self, token: "Token", line: int, level: int | None) -> Iterator[RawElement]:
        """A heading, or the lines and tables of a paragraph."""
        if level is not None:
            yield from self._line(token.content, line, level)
            return
        rows: list[tuple[int, str]] = []
        lines = token.content.split("\n")
        for index, text in enumerate(lines):
            if _is_row(lines, index):
                rows.append((line + index, text))
                continue
            yield from self._tables(rows)
            rows = []
            yield from self._line(text, line + index, None)
        yield from self._tables(rows)

    def _line(self, source: str, line: int, level: int | None) -> Iterator[RawElement]:
        """One line of text; the alternative texts of pictures follow as captions."""
        source = source.lstrip("\ufeff")
        if level is None and (hashes := _HASH.fullmatch(source.strip())):
            level, source = len(hashes[1]), hashes[2]
        bullet = _BULLET.match(source.lstrip()) if level is None else None
        if bullet:
            source = source.lstrip()[bullet.end() :]
        origin = Origin(f"line {line}")
        for part in _between_breaks(source):
            text, bold, captions = self._words(part)
            if text.strip():
                style = Style(level, bold, list_item=bullet is not None, indent=indent(self.lines[line - 1]) or None)
                yield RawParagraph(text, style=style, physical_line=True, origin=origin)
            for caption in captions:
                yield RawParagraph(caption, role="caption", origin=origin)

    def _words(self, source: str) -> tuple[str, list[tuple[int, int]], list[str]]:
        """Text without marks, its bold ranges, and the captions of pictures in it."""
        if not _SPECIAL.search(source):
            return *_unmarked([(source, False)]), []
        pieces: list[tuple[str, bool]] = []
        captions: list[str] = []
        parser = _parser()
        for child in parser.inline.parse(source, parser, {}, []):
            if child.type == "image":
                self.images += 1
                captions.extend([child.content.strip()] if child.content.strip() else [])
            elif child.type == "link_open":
                self.links += child.markup != "autolink"
            elif child.type == "html_inline":
                pieces.append(
                    ("" if re.fullmatch(r"</?[a-zA-Z][^>]*>|<!--.*-->", child.content) else child.content, True)
                )
            else:
                pieces.append((child.content, child.type in ("text_special", "code_inline")))
        text, bold = _unmarked(pieces)
        return text, bold, captions

    def _tables(self, rows: list[tuple[int, str]]) -> Iterator[RawElement]:
        """The tables that a run of rows with bars holds; a second ruling begins another one."""
        starts = [i - 1 for i in range(1, len(rows)) if _RULING.fullmatch(rows[i][1].strip())]
        for start, end in zip([0, *starts[1:]] if starts else [0], [*starts[1:], len(rows)], strict=True):
            if rows[start:end]:
                yield self._table(rows[start:end])

    def _table(self, rows: list[tuple[int, str]]) -> RawTable:
        """A table; rows stay as long as they are written."""
        ruled = len(rows) > 1 and _RULING.fullmatch(rows[1][1].strip()) is not None
        grid = []
        for number, (line, source) in enumerate(row for row in rows if not _RULING.fullmatch(row[1].strip())):
            grid.append(
                [
                    RawCell(self._cell(cell), origin=Origin(f"line {line} cell {column}"))
                    for column, cell in enumerate(_cells(source), 1)
                ]
            )
            if number == 0 and ruled and not any(cell.text for cell in grid[0]):
                grid, ruled = [], False
        return RawTable(grid, 1 if ruled else 0, merges_known=False, origin=Origin(f"line {rows[0][0]}"))

    def _cell(self, source: str) -> str:
        """The words of a cell, with `<br>` as a line break."""
        if not (_SPECIAL.search(source) or "*" in source or "_" in source):
            return source
        parts = [self._words(part.replace("\\|", "|")) for part in _between_breaks(source)]
        return "\n".join(" ".join([text.strip(), *captions]).strip() for text, _, captions in parts).strip()


def _named_fence(info: str) -> str:
    """The words behind an opening ``` ; the name of a computer language is markup."""
    return "" if _LANGUAGE.fullmatch(info) else info


def _is_row(lines: list[str], index: int) -> bool:
    """Whether a line is a table's row: between bars, or with bars and next to a ruling."""
    text = lines[index].strip()
    if len(text) > 1 and text[0] == text[-1] == "|":
        return True
    bars = "|" in text
    near = lines[max(0, index - 1) : index + 2]
    ruled = any("|" in line and _RULING.fullmatch(line.strip()) for line in near)
    return bars and (ruled or text.startswith("|"))


def _between_breaks(source: str) -> list[str]:
    """The stretches of a line between its `<br>`."""
    return _BREAK_TAG.split(source) if "<" in source else [source]


def _cells(row: str) -> list[str]:
    """The cells of a row between its bars."""
    text = row.strip()
    cells = _BAR.split(text) if "\\" in text else text.split("|")
    if cells and not cells[0].strip() and text.startswith("|"):
        cells = cells[1:]
    if cells and not cells[-1].strip() and text.endswith("|"):
        cells = cells[:-1]
    return [cell.strip() for cell in cells]


def _unmarked(pieces: Iterable[tuple[str, bool]]) -> tuple[str, list[tuple[int, int]]]:
    """Text without `**`, `__` and paired `*`, and what they made bold.

    Args:
        pieces: text and whether it is literal (escaped or code), so that its stars stay.

    Returns:
        The text; the ranges between `**` and `**`, a last one without its partner up to the end.
    """
    pieces = list(pieces)
    if not any("*" in text or "__" in text for text, _ in pieces):
        return "".join([text for text, _ in pieces]), []
    out: list[str] = []
    length, opened = 0, -1
    bold: list[tuple[int, int]] = []
    singles = sum(mark == "*" for text, literal in pieces if not literal for mark in _MARK.findall(text))
    for text, literal in pieces:
        start = 0
        for mark in () if literal else _MARK.finditer(text):
            if mark[0] == "*" and singles % 2:
                continue
            out.append(text[start : mark.start()])
            length += len(out[-1])
            start = mark.end()
            if mark[0] == "*":
                continue
            if opened >= 0:
                bold.append((opened, length))
            opened = length if opened < 0 else -1
        out.append(text[start:])
        length += len(out[-1])
    if opened >= 0:
        bold.append((opened, length))
    return "".join(out), [(a, b) for a, b in bold if b > a]


def _with_captions(elements: list[RawElement], text: str) -> list[RawElement]:
    """The elements with one-sentence lines that stand where pictures were as captions.

    A converter that drops a picture leaves its blank lines: the sentence after an uncommonly wide gap is its caption.
    """
    blank = [not line.strip() for line in text.split("\n")]
    first = next((i for i, is_blank in enumerate(blank) if not is_blank), 0)
    return [
        replace(element, role="caption")
        if isinstance(element, RawParagraph) and _stands_for_picture(element, blank, first)
        else element
        for element in elements
    ]


def _stands_for_picture(element: RawParagraph, blank: list[bool], first: int) -> bool:
    """Whether a paragraph is one short sentence after a gap that a picture left."""
    line = int((element.origin.path or "line 0").split()[1]) - 1
    words = element.text.strip()
    if line - _IMAGE_GAP < first or element.style.outline_level or not words.endswith("。") or len(words) > _CAPTION:
        return False
    return "。" not in words[:-1] and all(blank[line - _IMAGE_GAP : line])


LOADER = MarkdownLoader()
