"""A paragraph's content: runs, fields, changes, symbols, drawings, in the order a reader sees them."""

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import Final

from kexie_extract.loaders.docx.equations import enclosed_character, equation_text
from kexie_extract.loaders.docx.names import CHART, DGM, MC, VAL, A, Element, M, R, V, W
from kexie_extract.loaders.docx.story import Field, Story
from kexie_extract.loaders.docx.styles import ParagraphStyle, RunProperties, read_run
from kexie_extract.loaders.docx.symbols import plain_text, symbol
from kexie_extract.text.han import lazily
from kexie_extract.text.patterns import compiled

_CONTAINERS: Final = frozenset(
    W + name for name in ("hyperlink", "ins", "moveTo", "smartTag", "customXml", "dir", "bdo", "sdtContent")
)
_REMOVED: Final = frozenset({W + "del", W + "moveFrom"})
_DRAWINGS: Final = frozenset({W + "drawing", W + "pict", W + "object"})
_NOTES: Final = {W + "footnoteReference": "footnotes", W + "endnoteReference": "endnotes"}
_FIXED: Final = {
    W + "tab": "\t",
    W + "ptab": "\t",
    W + "br": "\n",
    W + "cr": "\n",
    W + "noBreakHyphen": "-",
}
_TEXTBOX: Final = W + "txbxContent"
_HEADING_FACE: Final = compiled("黑|楷|hei|kai", re.IGNORECASE)
_HAN: Final = lazily("[\u3400-\u9fff]")
_SENTENCE_END: Final = ("。", "！", "？", "：", "；", ".", ":")
_MARKS: Final = {True: "☑", False: "☐"}


@dataclass(slots=True)
class Inline:
    """A paragraph's content.

    Attributes:
        pieces: stretches of text with their properties, in order.
        boxes: text boxes anchored here, each with the length of the text before its anchor.
        diagrams: texts of diagrams anchored here.
        toc: part of a table of contents.
    """

    pieces: list[tuple[str, RunProperties]] = field(default_factory=list)
    boxes: list[tuple[int, Element]] = field(default_factory=list)
    diagrams: list[str] = field(default_factory=list)
    toc: bool = False

    @property
    def text(self) -> str:
        """The characters, without a line or page break at either end."""
        return "".join([piece for piece, _ in self.pieces]).strip("\n")

    def bold(self) -> list[tuple[int, int]]:
        """Ranges of bold text in `text`; white space between two bold stretches belongs to them.

        A first sentence in a heading's typeface (黑体, 楷体) before text in another is bold too: GB/T 9704-2012 7.3.3
        sets headings apart by typeface, and offices set run-in headings so.
        """
        ranges: list[tuple[int, int]] = []
        lead = self._lead()
        if not lead and not any(properties.bold for _, properties in self.pieces):
            return ranges
        position = -self._leading()
        open_end = False
        for place, (piece, properties) in enumerate(self.pieces):
            start, position = max(position, 0), position + len(piece)
            if (properties.bold or place < lead) and piece.strip():
                if open_end:
                    ranges[-1] = (ranges[-1][0], position)
                else:
                    ranges.append((start, position))
                open_end = True
            elif piece.strip():
                open_end = False
        length = len(self.text)
        return [(start, min(end, length)) for start, end in ranges]

    def _lead(self) -> int:
        """How many leading pieces hold a first sentence in a heading's typeface, with text in another after it."""
        faces = [properties.face for piece, properties in self.pieces if piece.strip()]
        first = faces[0] if faces else None
        if not first or not _HEADING_FACE.search(first) or faces[-1] in {None, first}:
            return 0
        count = next(place for place, (piece, found) in enumerate(self.pieces) if piece.strip() and found.face != first)
        rest = [properties.face for piece, properties in self.pieces[count:] if _HAN().search(piece)]
        lead = "".join(piece for piece, _ in self.pieces[:count]).rstrip()
        return count if lead.endswith(_SENTENCE_END) and rest and first not in rest else 0

    def size(self) -> float | None:
        """Size in points of most characters, None without any."""
        if len(self.pieces) == 1:
            half_points = self.pieces[0][1].half_points
            return None if half_points is None else half_points / 2
        sizes: Counter[int] = Counter()
        for piece, properties in self.pieces:
            sizes[properties.half_points or 0] += len(piece)
        return sizes.most_common(1)[0][0] / 2 if sizes else None

    def _leading(self) -> int:
        whole = "".join([piece for piece, _ in self.pieces])
        return len(whole) - len(whole.lstrip("\n"))


class InlineReader:
    """Reads the content of one paragraph into an `Inline`."""

    def __init__(self, story: Story, style: ParagraphStyle) -> None:
        """Read under a paragraph style."""
        self._story = story
        self._style = style
        self._plain = story.styles.run(style, read_run(None))
        self._length = 0
        self.inline = Inline(toc=story.in_toc)

    def read(self, paragraph: Element) -> Inline:
        """Read a `w:p`."""
        self._children(paragraph)
        self.inline.toc = self.inline.toc or self._story.in_toc
        for open_field in self._story.fields:  # a code that runs over paragraphs would swallow text
            open_field.result = True
        return self.inline

    def _children(self, parent: Element) -> None:
        for child in parent:
            tag = child.tag
            if tag == W + "r":
                self._run(child)
            elif tag in _CONTAINERS:
                self._children(child)
            elif tag == W + "sdt":
                self._content_control(child)
            elif tag == W + "fldSimple":
                self._simple_field(child)
            elif tag in _REMOVED:
                self._removed(child)
            elif tag in {M + "oMath", M + "oMathPara"}:
                self._add(equation_text(child), self._plain)
            elif tag == MC + "AlternateContent":
                self._children(chosen(child))
            elif tag == W + "subDoc":
                self._story.tallies["chunk"] += 1

    def _content_control(self, control: Element) -> None:
        content = control.find(W + "sdtContent")
        if content is not None:
            self._children(content)

    def _simple_field(self, element: Element) -> None:
        self.inline.toc = self.inline.toc or Field(element.get(W + "instr") or "").is_toc
        self._children(element)

    def _removed(self, element: Element) -> None:
        """Count what a tracked change takes away."""
        self._story.tallies["deletion"] += 1

    def _run(self, run: Element) -> None:
        properties = self._plain
        first = run.find(W + "rPr")
        if first is not None and len(first):
            properties = self._story.styles.run(self._style, read_run(first))
        self._run_content(run, properties)

    def _run_content(self, run: Element, properties: RunProperties) -> None:
        """Text, breaks and whatever else stands in a run."""
        for child in run:
            tag = child.tag
            if tag == W + "t":
                self._text(child.text or "", properties)
            elif tag in _FIXED:
                self._add(_FIXED[tag], properties)
            elif tag != W + "rPr":
                self._other(child, properties)

    def _other(self, child: Element, properties: RunProperties) -> None:
        """What runs hold besides text and breaks."""
        tag = child.tag
        if tag == W + "fldChar":
            self._field_character(child, properties)
        elif tag == W + "instrText":
            if self._story.fields and not self._story.fields[-1].result:
                self._story.fields[-1].code += child.text or ""
        elif tag == W + "sym":
            self._symbol(child, properties)
        elif tag in _NOTES:
            self._story.footnotes.append((_NOTES[tag], child.get(W + "id") or ""))
        elif tag == W + "commentReference":
            self._story.tallies["comment"] += 1
        elif tag == MC + "AlternateContent":
            self._run_content(chosen(child), properties)
        elif tag in _DRAWINGS:
            self._drawing(child)
        elif tag == W + "ruby":
            self._ruby(child)

    def _text(self, text: str, properties: RunProperties) -> None:
        text, unknown = plain_text(text, properties.font)
        if unknown:
            self._story.tallies["private symbol"] += unknown
        self._add(text, properties)

    def _add(self, text: str, properties: RunProperties) -> None:
        fields = self._story.fields
        if not text or (fields and not all(open_field.result for open_field in fields)):
            return
        if properties.hidden:
            self._story.tallies["hidden character"] += len(text)
            return
        self.inline.pieces.append((text, properties))
        self._length += len(text)

    def _symbol(self, element: Element, properties: RunProperties) -> None:
        """A sign of a symbol font: as Unicode where its look is known, else its private code point."""
        try:
            code = int(element.get(W + "char") or "", 16)
        except ValueError:
            return
        found = symbol(code, element.get(W + "font"))
        self._story.tallies["private symbol"] += found is None and 0xE000 <= code <= 0xF8FF
        if found or 0x20 <= code <= 0xFFFD:
            self._add(found or chr(code), properties)

    def _field_character(self, element: Element, properties: RunProperties) -> None:
        fields = self._story.fields
        kind = element.get(W + "fldCharType")
        if kind == "begin":
            self._checkbox(element, properties)
            fields.append(Field())
        elif kind == "separate" and fields:
            fields[-1].result = True
            self.inline.toc = self.inline.toc or fields[-1].is_toc
        elif kind == "end" and fields:
            closed = fields.pop()
            if not closed.result:
                self._add(enclosed_character(closed.code), properties)

    def _checkbox(self, element: Element, properties: RunProperties) -> None:
        """A form's check box, which has no characters of its own."""
        box = element.find(f"{W}ffData/{W}checkBox")
        if box is None:
            return
        state = box.find(W + "checked")
        state = box.find(W + "default") if state is None else state
        self._add(_MARKS[state is not None and state.get(VAL, "1") in {"1", "true", "on"}], properties)

    def _drawing(self, element: Element) -> None:
        """Text boxes and diagrams hold words; anything else is counted."""
        tallies = self._story.tallies
        boxes = list(_outermost(element, _TEXTBOX))
        self.inline.boxes.extend((self._length, box) for box in boxes)
        diagram = next(element.iter(DGM + "relIds"), None)
        if diagram is not None:
            self._diagram(diagram)
        elif next(element.iter(V + "textpath"), None) is not None:
            tallies["watermark"] += 1
        elif next(element.iter(CHART + "chart"), None) is not None or element.tag == W + "object":
            tallies["object"] += 1
        elif not boxes:
            tallies["picture"] += any(
                child.tag in {A + "blip", V + "imagedata"} for child in element.iter(A + "blip", V + "imagedata")
            )

    def _diagram(self, element: Element) -> None:
        """The words of a SmartArt diagram's points, in the order of the file."""
        data = self._story.package.related(element.get(R + "dm"))
        if data is None:
            self._story.tallies["object"] += 1
            return
        for point in data.iter(DGM + "pt"):
            for paragraph in point.iter(A + "p"):
                words = "".join(text.text or "" for text in paragraph.iter(A + "t"))
                if words.strip():
                    self.inline.diagrams.append(words)

    def _ruby(self, element: Element) -> None:
        base = element.find(W + "rubyBase")
        self._story.tallies["phonetic guide"] += 1
        if base is not None:
            self._children(base)


def chosen(alternate: Element) -> Element:
    """The branch of `mc:AlternateContent` that is read, so that its words count once.

    The first choice, as Word takes it; the fallback where only that one holds words.
    """
    choices = list(alternate.iterchildren(MC + "Choice"))
    fallback = alternate.find(MC + "Fallback")
    if choices and (fallback is None or _has_words(choices[0]) or not _has_words(fallback)):
        return choices[0]
    return fallback if fallback is not None else alternate


def _has_words(branch: Element) -> bool:
    return next(branch.iter(W + "t", DGM + "relIds", W + "sym"), None) is not None


def _outermost(element: Element, tag: str) -> list[Element]:
    """Descendants of a tag that stand in no other of that tag and in the chosen branch of each alternative."""
    found: list[Element] = []
    for child in element:
        if child.tag == tag:
            found.append(child)
        elif child.tag == MC + "AlternateContent":
            found.extend(_outermost(chosen(child), tag))
        else:
            found.extend(_outermost(child, tag))
    return found
