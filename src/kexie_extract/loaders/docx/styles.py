"""Properties of paragraphs and runs through styles, `basedOn` and document defaults (ECMA-376 part 1, 17.7)."""

import re
from dataclasses import dataclass
from typing import Final, Literal, NamedTuple

from kexie_extract.loaders.docx.names import VAL, Element, W, integer, on, value, whole
from kexie_extract.text.patterns import compiled

Align = Literal["left", "center", "right", "justify"]

_ALIGN: Final[dict[str, Align]] = {
    "left": "left", "start": "left", "center": "center", "right": "right", "end": "right",
    "both": "justify", "distribute": "justify", "lowKashida": "justify", "mediumKashida": "justify",
    "highKashida": "justify", "thaiDistribute": "justify",
}  # fmt: skip
_HEADING_NAME = compiled(r"(?:heading|标题)\s?([1-9])", re.IGNORECASE)
_TOC_NAME = compiled(r"(?:toc|目录)\s?(?:[1-9]|heading|标题)|table of figures|图表目录", re.IGNORECASE)
_CAPTION_NAME = compiled(r"caption|题注", re.IGNORECASE)
_BODY_LEVEL: Final = 9
_DEFAULT_HALF_POINTS: Final = 20
"""Word's size where neither style nor defaults state one: 10 points."""
_MAX_DEPTH: Final = 32
"""Longest `basedOn` chain that is followed; a loop ends here too."""


class RunProperties(NamedTuple):
    """Properties of characters; None means not stated here. `font` is for Latin and signs, `face` for Chinese."""

    bold: bool | None = None
    half_points: int | None = None
    hidden: bool | None = None
    font: str | None = None
    face: str | None = None
    style: str | None = None


NO_RUN: Final = RunProperties()


class Indent(NamedTuple):
    """First-line indent as stated: in hundredths of a character or in twips; None means not stated here."""

    chars: int | None = None
    twips: int | None = None

    def over(self, other: "Indent") -> "Indent":
        """This indent where it states one, else the other."""
        return Indent(
            self.chars if self.chars is not None else other.chars,
            self.twips if self.twips is not None else other.twips,
        )

    def characters(self, points: float) -> float | None:
        """The indent in characters of a font size; a hanging indent is negative."""
        if self.chars:
            return self.chars / 100
        return None if self.twips is None or not points else round(self.twips / 20 / points, 2)


NO_INDENT: Final = Indent()


class ParagraphStyle(NamedTuple):
    """A paragraph style with everything that it inherits.

    Attributes:
        ids: its own id, then those of the styles that it is based on.
        role: what a built-in style says of its paragraphs.
        outline_level: 0–8 as Word counts, 9 for body text, None where no style says.
        align: horizontal alignment.
        indent: first-line indent.
        num_id: list of the nearest style that names one (0 switches numbering off).
        ilvl: list level of the nearest style that names one.
        run: properties of its characters.
    """

    ids: tuple[str, ...] = ()
    role: Literal["body", "caption", "toc"] = "body"
    outline_level: int | None = None
    align: Align | None = None
    indent: Indent = NO_INDENT
    num_id: int | None = None
    ilvl: int | None = None
    run: RunProperties = NO_RUN


def read_run(properties: Element | None) -> RunProperties:
    """The properties that one `w:rPr` states."""
    if properties is None or not len(properties):
        return NO_RUN
    bold = size = hidden = font = face = style = None
    for child in properties:
        tag = child.tag
        if tag == W + "b":
            bold = on(child)
        elif tag == W + "sz":
            size = integer(child.get(VAL))
        elif tag == W + "vanish":
            hidden = on(child)
        elif tag == W + "rFonts":
            font = child.get(W + "ascii") or child.get(W + "hAnsi")
            face = child.get(W + "eastAsia")
        elif tag == W + "rStyle":
            style = child.get(VAL)
    return RunProperties(bold, size, hidden, font, face, style)


@dataclass(slots=True)
class ParagraphProperties:
    """What one `w:pPr` states; None means not stated here.

    Attributes:
        style: id of the paragraph style.
        numbered: it joins or leaves a list itself.
        num_id: its list, 0 for none.
        ilvl: its list level.
        indent: first-line indent.
        align: horizontal alignment.
        outline_level: 0–8 as Word counts, 9 for body text.
        runs_on: it has no end of its own: its mark is deleted, moved away or hidden, or it is a drop cap.
    """

    style: str | None = None
    numbered: bool = False
    num_id: int | None = None
    ilvl: int | None = None
    indent: Indent = NO_INDENT
    align: Align | None = None
    outline_level: int | None = None
    runs_on: bool = False


def read_paragraph(properties: Element | None) -> ParagraphProperties:
    """The properties that one `w:pPr` states."""
    read = ParagraphProperties()
    for child in () if properties is None else properties:
        tag = child.tag
        if tag == W + "pStyle":
            read.style = child.get(VAL)
        elif tag == W + "ind":
            read.indent = read_indent(child)
        elif tag == W + "jc":
            read.align = _ALIGN.get(child.get(VAL) or "")
        elif tag == W + "numPr":
            read.numbered, read.num_id, read.ilvl = True, whole(child, "numId"), whole(child, "ilvl")
        elif tag == W + "outlineLvl":
            read.outline_level = integer(child.get(VAL))
        elif tag == W + "rPr":
            read.runs_on = read.runs_on or any(_removes_mark(mark) for mark in child)
        elif tag == W + "framePr":
            read.runs_on = read.runs_on or child.get(W + "dropCap") in {"drop", "margin"}
    return read


def _removes_mark(mark: Element) -> bool:
    """Whether a property of the paragraph mark takes the mark away, so that the next paragraph runs on."""
    return mark.tag in {W + "del", W + "moveFrom"} or (mark.tag == W + "vanish" and on(mark))


def read_indent(ind: Element | None) -> Indent:
    """The first-line indent that one `w:ind` states."""
    if ind is None:
        return NO_INDENT
    chars, hanging_chars = integer(ind.get(W + "firstLineChars")), integer(ind.get(W + "hangingChars"))
    twips, hanging = integer(ind.get(W + "firstLine")), integer(ind.get(W + "hanging"))
    return Indent(
        -hanging_chars if hanging_chars else chars,
        -hanging if hanging is not None else twips,
    )


class Styles:
    """The styles of a document, each resolved once."""

    def __init__(self, root: Element | None) -> None:
        """Read `w:styles`; None stands for a document without a styles part."""
        elements = () if root is None else root.iterchildren(W + "style")
        self._elements: dict[str, Element] = {}
        self._default_id: str | None = None
        for style in elements:
            self._enter(style)
        defaults = None if root is None else root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")
        default = read_paragraph(None if root is None else root.find(f"{W}docDefaults/{W}pPrDefault/{W}pPr"))
        self._default_paragraph = ParagraphStyle(align=default.align, indent=default.indent, run=read_run(defaults))
        self._paragraphs: dict[str | None, ParagraphStyle] = {}
        self._runs: dict[tuple[str | None, RunProperties], RunProperties] = {}
        self._characters: dict[str, RunProperties] = {}

    def _enter(self, style: Element) -> None:
        """Index one style; Word compares ids as they are, and the first of two equal ids counts."""
        identifier = style.get(W + "styleId")
        if identifier is None:
            return
        self._elements.setdefault(identifier, style)
        if style.get(W + "type") == "paragraph" and style.get(W + "default") in {"1", "true", "on"}:
            self._default_id = identifier

    def element(self, identifier: str) -> Element | None:
        """The `w:style` of an id."""
        return self._elements.get(identifier)

    def paragraph(self, identifier: str | None) -> ParagraphStyle:
        """The resolved paragraph style; the default one where the id is None or unknown."""
        if identifier not in self._elements:
            identifier = self._default_id
        if identifier not in self._paragraphs:
            self._paragraphs[identifier] = self._resolve(identifier, _MAX_DEPTH)
        return self._paragraphs[identifier]

    def _resolve(self, identifier: str | None, depth: int) -> ParagraphStyle:
        element = self._elements.get(identifier or "")
        if element is None or identifier is None or not depth:
            return self._default_paragraph
        base = self._resolve(value(element, "basedOn"), depth - 1)
        own = read_paragraph(element.find(W + "pPr"))
        name = value(element, "name") or ""
        return base._replace(
            ids=(identifier, *base.ids),
            role=_role(name) or base.role,
            outline_level=_first(own.outline_level, _level_of(name), base.outline_level),
            align=own.align or base.align,
            indent=own.indent.over(base.indent),
            num_id=_first(own.num_id, base.num_id),
            ilvl=_first(own.ilvl, base.ilvl),
            run=_over(read_run(element.find(W + "rPr")), base.run),
        )

    def character(self, identifier: str) -> RunProperties:
        """The resolved character style."""
        if identifier not in self._characters:
            self._characters[identifier] = self._resolve_character(identifier, _MAX_DEPTH)
        return self._characters[identifier]

    def _resolve_character(self, identifier: str | None, depth: int) -> RunProperties:
        element = self._elements.get(identifier or "")
        if element is None or not depth:
            return NO_RUN
        base = self._resolve_character(value(element, "basedOn"), depth - 1)
        return _over(read_run(element.find(W + "rPr")), base)

    def run(self, style: ParagraphStyle, direct: RunProperties) -> RunProperties:
        """What a run has in the end: its own properties, else its style's, else the paragraph style's.

        Bold toggles between paragraph style and character style (17.7.3): in both, it is off.
        """
        key = (style.ids[0] if style.ids else None, direct)
        found = self._runs.get(key)
        if found is None:
            found = self._runs[key] = self._combine(style.run, direct)
        return found

    def _combine(self, paragraph: RunProperties, direct: RunProperties) -> RunProperties:
        character = self.character(direct.style) if direct.style else NO_RUN
        toggled = bool(paragraph.bold) != bool(character.bold)
        merged = _over(direct, _over(character, paragraph))
        return merged._replace(
            bold=direct.bold if direct.bold is not None else toggled,
            half_points=merged.half_points or _DEFAULT_HALF_POINTS,
        )


def paragraph_level(own: int | None, style: ParagraphStyle) -> int | None:
    """Outline level 1–9 of a paragraph, None for body text; its own `outlineLvl` wins over its style's."""
    level = own if own is not None else style.outline_level
    return None if level is None or not 0 <= level < _BODY_LEVEL else level + 1


def _over(upper: RunProperties, lower: RunProperties) -> RunProperties:
    if upper is NO_RUN:
        return lower
    stated = {name: found for name, found in upper._asdict().items() if found is not None}
    return lower._replace(**stated)


def _first(*values: int | None) -> int | None:
    return next((value for value in values if value is not None), None)


def _role(name: str) -> Literal["caption", "toc"] | None:
    """What a built-in style's name says; Word and WPS keep these names in English or Chinese."""
    if _CAPTION_NAME.fullmatch(name):
        return "caption"
    return "toc" if _TOC_NAME.fullmatch(name) else None


def _level_of(name: str) -> int | None:
    """The level of a built-in heading style that states no `outlineLvl`."""
    match = _HEADING_NAME.fullmatch(name)
    return int(match[1]) - 1 if match else None
