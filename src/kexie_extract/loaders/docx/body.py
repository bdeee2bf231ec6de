"""The blocks of a story: paragraphs, tables, content controls, in document order."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Final

from kexie_extract.loaders.docx.equations import equation_text
from kexie_extract.loaders.docx.inline import Inline, InlineReader, chosen
from kexie_extract.loaders.docx.names import MC, Element, M, W, value
from kexie_extract.loaders.docx.numbering import Number
from kexie_extract.loaders.docx.story import Story
from kexie_extract.loaders.docx.styles import (
    Indent,
    ParagraphProperties,
    ParagraphStyle,
    RunProperties,
    paragraph_level,
    read_paragraph,
)
from kexie_extract.loaders.docx.tables import TableReader, is_frame, unwrapped
from kexie_extract.model.raw import Origin, RawElement, RawParagraph, RawTable, Role, Style

_TRANSPARENT: Final = frozenset(
    W + name for name in ("sdtContent", "customXml", "ins", "moveTo", "smartTag", "hyperlink")
)


@dataclass(slots=True)
class BlockReader:
    """Reads the children of a body, cell, text box, note, header or footer.

    Attributes:
        story: what the whole reading shares.
        role: what the container says its paragraphs are.
        elements: what has been read.
    """

    story: Story
    role: Role = "body"
    elements: list[RawElement] = field(default_factory=list)
    _pending: list[tuple[str, RunProperties]] = field(default_factory=list)

    def read(self, container: Element, path: str) -> list[RawElement]:
        """Read a container; `path` is its address."""
        self._children(container, path)
        self._flush(path)
        return self.elements

    def _children(self, container: Element, path: str) -> None:
        places: Counter[str] = Counter()
        for child in container:
            tag = child.tag
            if tag == W + "p":
                places["p"] += 1
                self._paragraph(child, f"{path}/p[{places['p']}]")
            elif tag == W + "tbl":
                places["tbl"] += 1
                self._table(child, f"{path}/tbl[{places['tbl']}]")
            elif tag == W + "sdt":
                places["sdt"] += 1
                self._content_control(child, f"{path}/sdt[{places['sdt']}]")
            elif tag in _TRANSPARENT:
                self._children(child, path)
            elif tag == MC + "AlternateContent":
                self._children(chosen(child), path)
            elif tag in {M + "oMath", M + "oMathPara"}:
                places["oMath"] += 1
                self.elements.append(
                    RawParagraph(equation_text(child), self.role, origin=Origin(f"{path}/oMath[{places['oMath']}]"))
                )
            elif tag in {W + "altChunk", W + "subDoc"}:
                self.story.tallies["chunk"] += 1

    def _content_control(self, control: Element, path: str) -> None:
        """A block-level content control; Word marks its built-in tables of contents by gallery."""
        content = control.find(W + "sdtContent")
        gallery = control.find(f"{W}sdtPr/{W}docPartObj")
        outer = self.role
        if value(gallery, "docPartGallery") == "Table of Contents" and outer == "body":
            self.role = "toc"
        if content is not None:
            self._children(content, path)
        self.role = outer

    def _paragraph(self, element: Element, path: str) -> None:
        own = read_paragraph(element.find(W + "pPr"))
        style = self.story.styles.paragraph(own.style)
        inline = InlineReader(self.story, style).read(element)
        if self._pending:
            inline.pieces[:0] = self._pending
            self._pending = []
        if own.runs_on:
            self._pending = inline.pieces
            inline.pieces = []
            self._anchored(inline, path, before=None)
            return
        number = self.story.numbering.number(own, style)
        self._anchored(inline, path, before=True)
        self._emit(inline, own, style, number, path)
        self._anchored(inline, path, before=False)

    def _emit(
        self, inline: Inline, own: ParagraphProperties, style: ParagraphStyle, number: Number | None, path: str
    ) -> None:
        """Add a paragraph, unless nothing of it is to be seen."""
        text = inline.text
        printed = (number.text + number.suffix if text.strip() else number.text) if number else ""
        if not text.strip() and not printed.strip():
            return
        shift = len(printed)
        points = inline.size() or (style.run.half_points or 0) / 2
        self.elements.append(
            RawParagraph(
                printed + text,
                role=self._role(inline, style),
                style=Style(
                    outline_level=paragraph_level(own.outline_level, style),
                    bold=[(start + shift if start else 0, end + shift) for start, end in inline.bold()],
                    size=points or None,
                    align=own.align or style.align,
                    indent=_indent(own, style, number).characters(points),
                    list_item=number is not None and number.bullet,
                    list_level=number.level if number and number.text else None,
                ),
                generated=(0, len(number.text)) if number and number.text else None,
                origin=Origin(path),
            )
        )

    def _role(self, inline: Inline, style: ParagraphStyle) -> Role:
        if self.role != "body":
            return self.role
        return "toc" if inline.toc else style.role

    def _anchored(self, inline: Inline, path: str, *, before: bool | None) -> None:
        """Text boxes and diagrams of a paragraph: before it those anchored at its start, the rest after it."""
        role: Role = "textbox" if self.role == "body" else self.role
        for place, (position, box) in enumerate(inline.boxes, 1):
            if before is None or before == (position == 0):
                with self.story.numbering.apart("textbox"):
                    self.elements.extend(BlockReader(self.story, role).read(box, f"{path}/txbx[{place}]"))
        if not before:
            for place, words in enumerate(inline.diagrams, 1):
                self.elements.append(RawParagraph(words, role, origin=Origin(f"{path}/diagram/p[{place}]")))

    def _table(self, element: Element, path: str) -> None:
        self._flush(path)
        if is_frame(element):
            self.story.tallies["frame table"] += 1
            for place, row in enumerate(unwrapped(element, W + "tr"), 1):
                for cell in unwrapped(row, W + "tc"):
                    self._children(cell, f"{path}/tr[{place}]/tc[1]")
            return
        table = TableReader(self.story, self._words).read(element, path)
        if any(cell.text or cell.merge for row in table.rows for cell in row):
            self.elements.append(table)

    def _words(self, container: Element, path: str) -> str:
        """The words of a cell: its paragraphs by line, a table inside it row by row."""
        return "\n".join(plain(self.story, container, path))

    def _flush(self, path: str) -> None:
        """Words that run on to a next paragraph which does not come."""
        if self._pending:
            inline = Inline(self._pending)
            self._pending = []
            self._emit(inline, ParagraphProperties(), self.story.styles.paragraph(None), None, path)


def plain(story: Story, container: Element, path: str) -> list[str]:
    """The words of a container as lines."""
    lines: list[str] = []
    for element in BlockReader(story).read(container, path):
        if isinstance(element, RawTable):
            story.tallies["nested table"] += 1
            lines.extend("\t".join(cell.text for cell in row) for row in element.rows)
        else:
            lines.append(element.text)
    return lines


def _indent(own: ParagraphProperties, style: ParagraphStyle, number: Number | None) -> Indent:
    """First-line indent: the paragraph's own, else its list level's where the paragraph itself joined the list."""
    if number is None:
        return own.indent.over(style.indent)
    level = number.indent
    return own.indent.over(level.over(style.indent) if own.numbered else style.indent.over(level))
