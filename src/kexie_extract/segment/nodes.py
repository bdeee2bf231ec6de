"""Sections in the making."""

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass, field

from kexie_extract.model.outline import Evidence
from kexie_extract.segment.forms import Marker
from kexie_extract.segment.lines import Line


@dataclass(slots=True, eq=False)
class Stretch:
    """A piece of a line.

    Attributes:
        line: the line.
        start: offset in its block.
        end: offset in its block.
    """

    line: Line
    start: int
    end: int

    @property
    def text(self) -> str:
        """The characters, folded."""
        return self.line.text[self.start - self.line.start : self.end - self.line.start]

    @property
    def raw(self) -> str:
        """The characters as in the source."""
        return self.line.block.text[self.start : self.end]

    @property
    def opens_line(self) -> bool:
        """Nothing of the line stands before it."""
        return self.start <= self.line.start

    def trimmed(self) -> "Stretch":
        """Without white space at its edges."""
        raw = self.raw
        start = self.start + len(raw) - len(raw.lstrip())
        return Stretch(self.line, start, max(start, self.start + len(raw.rstrip())))


@dataclass(slots=True, eq=False)
class Node:
    """A section in the making.

    Attributes:
        line: the line on which it begins.
        start: offset in the block of its number or heading.
        key: headings of one key stand at one level.
        evidence: what decided the level.
        marker: its number, None without one.
        number: the number as printed, None without one.
        rank: place among all keys of the zone, smaller above.
        head: the number's line after the number, or the heading.
        heading: stretches of the heading; empty where the contract gives none.
        run_in: text follows the heading in its paragraph.
        paragraphs: own text, without the heading.
        after: own text that stands below the sections under it.
        parent: the node above.
        children: nodes directly below.
        rule: what made it a section, for `explain`.
        more: further lines of a heading that a soft break parts.
    """

    line: Line
    start: int
    key: Hashable
    evidence: Evidence
    head: Stretch
    marker: Marker | None = None
    number: str | None = None
    rank: float = 0.0
    heading: list[Stretch] = field(default_factory=list)
    run_in: bool = False
    paragraphs: list[Stretch] = field(default_factory=list)
    after: Sequence[Stretch] = ()
    parent: "Node | None" = None
    children: list["Node"] = field(default_factory=list)
    rule: str = ""
    more: Sequence[Stretch] = ()

    @property
    def leaf(self) -> bool:
        """No section stands below it."""
        return not self.children

    def walk(self) -> Iterator["Node"]:
        """Itself and all below it, in document order."""
        stack = [self]
        while stack:
            node = stack.pop()
            yield node
            if node.children:
                stack.extend(reversed(node.children))
