"""The outline of a document: shape, then vetoes, then sequence over the whole of it."""

from collections.abc import Iterable, Iterator
from functools import partial
from typing import Final

from kexie_extract.lexicon import Lexicon
from kexie_extract.model.blocks import Block
from kexie_extract.model.diagnostics import Note
from kexie_extract.model.outline import Decision, Outline, Part, Section, Slice
from kexie_extract.segment.forms import Marker
from kexie_extract.segment.headings import body_size, headings_of
from kexie_extract.segment.lines import Line, lines_of
from kexie_extract.segment.nodes import Node, Stretch
from kexie_extract.segment.proof import notes_of
from kexie_extract.segment.ranks import rank
from kexie_extract.segment.runin import run_in
from kexie_extract.segment.tree import close, fill, grow, settle
from kexie_extract.segment.zones import Zone, zones

_AGAINST: Final = {
    "no_series": "this form counts only in a series from 1",
    "orphan": "no number stands above that it could belong to",
}
"""What speaks against a candidate that no veto rejects, by its sequence verdict."""


def segment(blocks: list[Block], lexicon: Lexicon) -> Outline:
    """Find the parts of an official document and its tree of sections.

    Sets `kind` (`title`, `heading`) and `section` of the blocks.

    Args:
        blocks: the document in reading order.
        lexicon: the rules.
    """
    lines = lines_of(blocks)
    size = body_size(lines)
    found, rules = zones(lines, lexicon)
    maker = _Maker(blocks)
    candidates: list[Marker] = []
    for zone in found:
        tops, markers, closing, lead = _tree(zone, lexicon, size)
        for top in tops:
            maker.add(top, None, 1)
        maker.closing += closing
        maker.lead += lead
        candidates += markers
        maker.notes += notes_of(tops, markers)
    return maker.outline(lines, rules, candidates)


def _tree(
    zone: Zone, lexicon: Lexicon, size: float | None
) -> tuple[list[Node], list[Marker], list[Stretch], list[Line]]:
    """The sections of one zone, its candidates, the paragraphs that close it, and the lines above all headings."""
    root = _root(zone)
    nodes, markers = headings_of(zone.lines, lexicon, size)
    rank(nodes)
    tops = grow(nodes, root)
    lead = fill(zone.lines, nodes, root)
    every = [root, *nodes] if root else nodes
    closing = close(every, lexicon, body=root is None)
    settle(tops, every, lexicon)
    run_in(every, lexicon)
    return tops, markers, closing, lead


def _root(zone: Zone) -> Node | None:
    """The attachment's own section."""
    if zone.opener is None:
        return None
    opener, title = zone.opener, zone.title
    start = opener.start
    heading = [Stretch(line, line.start, line.end) for line in title]
    if heading and zone.title_start is not None:
        heading[0].start = zone.title_start
    if zone.title_cell:
        heading = [Stretch(*zone.title_cell)]
    if title and title[0] is not opener:
        opener, start = title[0], title[0].start
    head = heading[0] if heading else Stretch(opener, opener.end, opener.end)
    return Node(opener, start, ("attachment",), "attachment", head, None, zone.number, 0.0, heading, rule=zone.rule)


class _Maker:
    """Numbers the sections and writes down where everything stands."""

    def __init__(self, blocks: list[Block]) -> None:
        self.blocks = blocks
        self.sections: list[Section] = []
        self.nodes: list[tuple[Node, Section]] = []
        self.closing: list[Stretch] = []
        self.lead: list[Line] = []
        self.notes: list[Note] = []

    def add(self, node: Node, parent: Section | None, level: int) -> None:
        """The section of a node, then those below it."""
        section = Section(
            id=f"s{len(self.sections) + 1}",
            parent=parent.id if parent else None,
            level=level,
            number=node.number,
            ordinal=node.marker.ordinal if node.marker else None,
            form=node.marker.form.id if node.marker else None,
            heading=_words(node.heading),
            run_in=node.run_in,
            evidence=node.evidence,
            span=_span(node),
            body=[Slice(p.line.block.id, p.start, p.end) for p in (*node.paragraphs, *node.after) if p.end > p.start],
        )
        if parent:
            parent.children.append(section.id)
        self.sections.append(section)
        self.nodes.append((node, section))
        for child in node.children:
            self.add(child, section, level + 1)

    def outline(self, lines: list[Line], rules: dict[int, str], candidates: list[Marker]) -> Outline:
        """All together; marks the blocks."""
        parts = self._parts(lines)
        self._mark(lines, parts)
        decide = partial(self._decisions, lines, rules, candidates)
        return Outline(parts, self.sections, self._slices(lines, parts), self.notes, decide)

    def _decisions(self, lines: list[Line], rules: dict[int, str], candidates: list[Marker]) -> list[Decision]:
        """Why each line was taken for what it is, in document order."""
        order = {block.id: index for index, block in enumerate(self.blocks)}
        levels = {id(node.marker): section.level for node, section in self.nodes if node.marker}
        decisions = [*_of_markers(candidates, levels), *_of_parts(lines, rules)]
        decisions += [
            Decision(node.line.block.id, node.start, "heading", None, node.rule, f"level {section.level}")
            for node, section in self.nodes
            if node.marker is None
        ]
        return sorted(decisions, key=lambda decision: (order[decision.block], decision.start))

    def _slices(self, lines: list[Line], parts: dict[str, Part]) -> list[tuple[Part, Slice]]:
        """Lines of blocks that hold several parts, and lead and closing words in blocks that hold a section."""
        closing: list[tuple[Part, Slice]] = [
            ("closing", Slice(part.line.block.id, part.start, part.end))
            for part in self.closing
            if parts[part.line.block.id] != "closing"
        ]
        mixed = _slices(lines, parts)
        sliced = {where.block for _, where in mixed}
        lead: list[tuple[Part, Slice]] = [
            ("lead", Slice(line.block.id, line.start, line.end))
            for line in self.lead
            if parts[line.block.id] == "body" and line.block.id not in sliced
        ]
        return [*mixed, *closing, *lead]

    def _parts(self, lines: list[Line]) -> dict[str, Part]:
        """What each block is: its first line that says so decides."""
        inside = {piece.block for section in self.sections for piece in (section.span, *section.body)}
        inside |= {stretch.line.block.id for node, _ in self.nodes for stretch in node.heading}
        closing = {stretch.line.block.id for stretch in self.closing}
        parts: dict[str, Part] = {}
        for line in lines:
            block = line.block.id
            if block in parts:
                continue
            if line.part is not None:
                parts[block] = line.part
            elif block in inside or line.used:
                parts[block] = "body"
            elif block in closing:
                parts[block] = "closing"
            elif line.table:
                parts[block] = "body"
            else:
                parts[block] = "lead"
        return parts

    def _mark(self, lines: list[Line], parts: dict[str, Part]) -> None:
        """Kinds of the blocks, and the section that each belongs to."""
        begins: dict[str, str] = {}
        for node, section in self.nodes:
            begins.setdefault(node.line.block.id, section.id)
            for stretch in node.heading:
                begins.setdefault(stretch.line.block.id, section.id)
                alone = not node.run_in and stretch.line.whole
                if alone and stretch.line.block.kind == "paragraph":
                    stretch.line.block.kind = "heading"
        current: str | None = None
        outside = {"lead", "closing", "body"}
        for block in self.blocks:
            current = begins.get(block.id, current)
            part = parts.get(block.id)
            if part == "title" and block.kind == "paragraph":
                block.kind = "title"
            if part in outside or part is None:
                block.section = None if part in ("lead", "closing") else current
            self._last_section(block, begins)

    def _last_section(self, block: Block, begins: dict[str, str]) -> None:
        """Nothing stands between a block and its own first section."""
        if block.id in begins:
            block.section = begins[block.id]


def _words(heading: list[Stretch]) -> str | None:
    """The heading's words, lines joined by a space."""
    words = heading[0].raw.strip() if len(heading) == 1 else " ".join([part.raw.strip() for part in heading]).strip()
    return words or None


def _span(node: Node) -> Slice:
    """Number and heading where they stand; the whole line when there is no heading."""
    ends = [stretch.end for stretch in node.heading if stretch.line.block is node.line.block]
    return Slice(node.line.block.id, node.start, max(node.start, *(ends or [node.line.end])))


def _slices(lines: list[Line], parts: dict[str, Part]) -> list[tuple[Part, Slice]]:
    """All lines of the blocks that hold several parts."""
    mixed = {line.block.id for line in lines if line.part is not None and parts[line.block.id] != line.part}
    return [
        (line.part or "lead", Slice(line.block.id, line.start, line.end)) for line in lines if line.block.id in mixed
    ]


def _of_markers(markers: Iterable[Marker], levels: dict[int, int]) -> Iterator[Decision]:
    """What became of every candidate: the level of a heading, or what speaks against it."""
    for marker in markers:
        taken = marker.verdict in ("sound", "restored", "series")
        rule = marker.veto if marker.veto and not taken else f"sequence.{marker.verdict}"
        said = [f"level {levels[id(marker)]}"] if id(marker) in levels else []
        if marker.detail:
            said.append(f"against {marker.veto}: {marker.detail}" if taken else marker.detail)
        elif not taken:
            said.append(_AGAINST.get(marker.verdict, ""))
        word = "heading" if taken else "text"
        yield Decision(
            marker.line.block.id, marker.line.start, word, marker.form.id, rule, "; ".join(filter(None, said))
        )


def _of_parts(lines: Iterable[Line], rules: dict[int, str]) -> list[Decision]:
    return [
        Decision(line.block.id, line.start, line.part, None, rules.get(line.index, "layout"))
        for line in lines
        if line.part is not None
    ]
