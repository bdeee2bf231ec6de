"""Automatic numbers: which list a paragraph stands in, and what Word prints before it (ECMA-376 part 1, 17.9)."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from kexie_extract.loaders.docx.formats import NOT_COUNTERS, spell
from kexie_extract.loaders.docx.names import MC, VAL, Element, W, integer, switch, value, whole
from kexie_extract.loaders.docx.styles import (
    NO_INDENT,
    Indent,
    ParagraphProperties,
    ParagraphStyle,
    Styles,
    read_indent,
)
from kexie_extract.text.patterns import compiled

_LEVELS: Final = 9
_PLACEHOLDER = compiled(r"%([1-9])")
_SUFFIX: Final = {"tab": "\t", "space": " ", "nothing": ""}
_MAX_START: Final = 32_767
"""Largest start value that Word takes."""
_MAX_TEXT: Final = 255
"""Longest level text that Word takes."""
_MAX_LINKS: Final = 8
"""Longest chain of list styles that is followed; a loop ends here."""


class Number(NamedTuple):
    """What Word prints before a paragraph.

    Attributes:
        text: the number, empty for a bullet.
        suffix: what stands between number and text.
        bullet: the paragraph is an item of an unnumbered list.
        indent: the level's first-line indent.
        level: the level in its list, from 0.
    """

    text: str
    suffix: str
    bullet: bool
    indent: Indent
    level: int = 0


class Level(NamedTuple):
    """One level of a list definition (`w:lvl`)."""

    start: int = 1
    format: str = "decimal"
    custom: str = ""
    text: str = ""
    suffix: str = "\t"
    restart: int | None = None
    legal: bool = False
    style: str | None = None
    indent: Indent = NO_INDENT


@dataclass(slots=True)
class _Abstract:
    """A list definition (`w:abstractNum`) with its counters."""

    levels: dict[int, Level]
    counts: dict[str, list[int | None]] = field(default_factory=dict)


@dataclass(slots=True)
class _Instance:
    """A list (`w:num`): a definition with what it overrides.

    Attributes:
        abstract: the definition, whose counters all its lists share.
        levels: the definition's levels, overridden ones replaced.
        starts: levels that this list starts anew when it is first used.
        used: stories that it was used in.
    """

    abstract: _Abstract
    levels: dict[int, Level]
    starts: dict[int, int]
    used: set[str] = field(default_factory=set)

    def start(self, ilvl: int) -> int:
        """The value that a level begins with."""
        return self.starts.get(ilvl, self.levels[ilvl].start)


class Numbering:
    """The lists of a document and their counters; ask in document order."""

    def __init__(self, root: Element | None, styles: Styles) -> None:
        """Read `w:numbering`; None stands for a document without lists."""
        self._styles = styles
        self._abstract_elements: dict[int, Element] = {}
        self._num_elements: dict[int, Element] = {}
        for child in () if root is None else root:
            if child.tag == W + "abstractNum":
                self._abstract_elements.setdefault(integer(child.get(W + "abstractNumId")) or 0, child)
            elif child.tag == W + "num":
                self._num_elements.setdefault(integer(child.get(W + "numId")) or 0, child)
        self._abstracts: dict[int, _Abstract] = {}
        self._instances: dict[int, _Instance | None] = {}
        self.story = "body"
        """What is being read: text boxes, notes, headers and footers count apart from the body, as in Word."""
        self.unknown: dict[str, int] = {}
        """Number formats that were rendered decimal, with how often."""

    def number(self, own: ParagraphProperties, style: ParagraphStyle) -> Number | None:
        """The number of a paragraph, None for one in no list; counts it.

        Args:
            own: the paragraph's own properties.
            style: its resolved style.
        """
        num_id = own.num_id if own.num_id is not None else style.num_id
        instance = self._instance(num_id) if num_id else None
        if instance is None:
            return None
        ilvl = self._ilvl(own.ilvl, style, instance)
        level = instance.levels.get(ilvl)
        if level is None:
            return None
        self._count(instance, ilvl)
        if level.format == "bullet":
            return Number("", "", True, level.indent)
        text = self._render(instance, ilvl)
        return Number(text, level.suffix if text else "", False, level.indent, ilvl)

    @contextmanager
    def apart(self, story: str) -> Iterator[None]:
        """Count paragraphs in a story of their own for the time being."""
        outer, self.story = self.story, story
        try:
            yield
        finally:
            self.story = outer

    def _ilvl(self, own: int | None, style: ParagraphStyle, instance: _Instance) -> int:
        """The paragraph's level, else its style's, else the level that names its style, else the first."""
        if own is not None:
            return own
        if style.ilvl is not None:
            return style.ilvl
        linked = {level.style: ilvl for ilvl, level in instance.levels.items() if level.style}
        return next((linked[name] for name in style.ids if name in linked), 0)

    def _count(self, instance: _Instance, ilvl: int) -> None:
        """Count one paragraph at a level and start the levels below it anew where they say so."""
        counts = instance.abstract.counts.setdefault(self.story, [None] * _LEVELS)
        if self.story not in instance.used:
            instance.used.add(self.story)
            for overridden in instance.starts:
                counts[overridden] = None
        for above in range(ilvl):  # a level that was skipped counts as begun: 1.1 comes first, then 2.
            if counts[above] is None and above in instance.levels:
                counts[above] = instance.start(above)
        current = counts[ilvl]
        counts[ilvl] = instance.start(ilvl) if current is None else current + 1
        for below in range(ilvl + 1, _LEVELS):
            level = instance.levels.get(below)
            if level is None or self._restarts(level, below, ilvl):
                counts[below] = None

    @staticmethod
    def _restarts(level: Level, position: int, used: int) -> bool:
        """Whether a level starts anew after a paragraph at a level above it (17.9.10).

        `lvlRestart` is the level, counted from 1, whose use restarts this one; 0 is never, and a value that is
        no level above this one counts for nothing.
        """
        if level.restart == 0:
            return False
        if level.restart is None or level.restart > position:
            return True
        return used < level.restart

    def _render(self, instance: _Instance, ilvl: int) -> str:
        level = instance.levels[ilvl]

        def fill(match: re.Match[str]) -> str:
            shown = int(match[1]) - 1
            return self._spell(instance, shown, legal=level.legal) if shown <= ilvl else ""

        return _PLACEHOLDER.sub(fill, level.text)

    def _spell(self, instance: _Instance, ilvl: int, *, legal: bool) -> str:
        """One level's counter in its own format, decimal where the level asks for it (`isLgl`)."""
        level = instance.levels.get(ilvl)
        if level is None or level.format == "bullet":
            return ""
        count = instance.abstract.counts[self.story][ilvl]
        number = count if count is not None else instance.start(ilvl)
        if legal and level.format not in NOT_COUNTERS:
            return str(number)
        spelled = spell(number, level.format, level.custom)
        if spelled is None:
            self.unknown[level.format] = self.unknown.get(level.format, 0) + 1
            return str(number)
        return spelled

    def _instance(self, num_id: int) -> _Instance | None:
        if num_id not in self._instances:
            self._instances[num_id] = self._build(num_id)
        return self._instances[num_id]

    def _build(self, num_id: int) -> _Instance | None:
        """Put a list together from its definition and its overrides; None where it has no definition."""
        element = self._num_elements.get(num_id)
        abstract = self._abstract(whole(element, "abstractNumId"), _MAX_LINKS)
        if element is None or abstract is None:
            return None
        levels, starts = dict(abstract.levels), {}
        for override in element.iterchildren(W + "lvlOverride"):
            ilvl = integer(override.get(W + "ilvl"))
            if ilvl is None or not 0 <= ilvl < _LEVELS:
                continue
            replaced = override.find(W + "lvl")
            if replaced is not None:
                levels[ilvl] = _read_level(replaced)
            start = whole(override, "startOverride")
            if start is not None:
                starts[ilvl] = _start(start)
        return _Instance(abstract, levels, starts)

    def _abstract(self, identifier: int | None, links: int) -> _Abstract | None:
        """A definition; one that only names a list style is that style's definition."""
        element = self._abstract_elements.get(identifier) if identifier is not None else None
        if element is None or identifier is None or not links:
            return None
        if identifier not in self._abstracts:
            linked = self._linked(value(element, "numStyleLink"), links)
            self._abstracts[identifier] = linked or _Abstract(_read_levels(element))
        return self._abstracts[identifier]

    def _linked(self, style: str | None, links: int) -> _Abstract | None:
        """The definition behind a list style."""
        element = self._styles.element(style) if style else None
        numbering = None if element is None else element.find(f"{W}pPr/{W}numPr")
        target = self._num_elements.get(whole(numbering, "numId") or 0)
        return self._abstract(whole(target, "abstractNumId"), links - 1)


def _read_levels(element: Element) -> dict[int, Level]:
    levels = {}
    for child in element.iterchildren(W + "lvl"):
        ilvl = integer(child.get(W + "ilvl"))
        if ilvl is not None and 0 <= ilvl < _LEVELS:
            levels[ilvl] = _read_level(child)
    return levels


def _read_level(element: Element) -> Level:
    name, custom = _read_format(element)
    return Level(
        start=_start(whole(element, "start")),
        format=name,
        custom=custom,
        text=(value(element, "lvlText") or "")[:_MAX_TEXT],
        suffix=_SUFFIX.get(value(element, "suff") or "tab", "\t"),
        restart=whole(element, "lvlRestart"),
        legal=bool(switch(element, "isLgl")),
        style=value(element, "pStyle"),
        indent=read_indent(element.find(f"{W}pPr/{W}ind")),
    )


def _start(stated: int | None) -> int:
    """A start value within Word's bounds; absent means 0 (17.9.25)."""
    return max(0, min(stated or 0, _MAX_START))


def _read_format(element: Element) -> tuple[str, str]:
    """The number format; newer formats stand in `mc:Choice`, with a plain one for older programs beside it."""
    found = element.find(W + "numFmt")
    if found is None:
        found = element.find(f"{MC}AlternateContent/{MC}Choice/{W}numFmt")
    if found is None:
        return "decimal", ""
    return found.get(VAL) or "decimal", found.get(W + "format") or ""
