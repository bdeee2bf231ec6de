"""Headings of a zone that stand on a line of their own, numbered or not."""

from collections import Counter
from collections.abc import Hashable

from kexie_extract.lexicon import Lexicon
from kexie_extract.segment.forms import Marker, read_marker, value_of
from kexie_extract.segment.lines import Line
from kexie_extract.segment.nesting import nest
from kexie_extract.segment.nodes import Node, Stretch
from kexie_extract.segment.sequence import accept
from kexie_extract.segment.shapes import fit, organ, title_like
from kexie_extract.segment.vetoes import veto

_PARAGRAPH = 35
"""Characters from which a line counts as running text below a plain heading."""
_LABEL = 14
"""Characters of the longest heading that a colon ends."""
_PLAIN = 32
"""Characters of the longest plain heading."""


def headings_of(lines: list[Line], lexicon: Lexicon, body_size: float | None) -> tuple[list[Node], list[Marker]]:
    """The headings of a zone in order, and all candidates with their verdicts.

    Args:
        lines: the zone's lines.
        lexicon: the rules.
        body_size: font size of running text in points, None where the format does not say.
    """
    markers = _candidates(lines, lexicon)
    nest(markers)
    accepted = {id(marker.line): marker for marker in accept(markers)}
    nodes: list[Node] = []
    context = _Context(lines, accepted, body_size, lexicon)
    for position, line in enumerate(lines):
        marker = accepted.get(id(line))
        if nodes and marker is None and _broken(nodes[-1], line):
            nodes[-1].more = (*nodes[-1].more, Stretch(line, line.start, line.end))
            line.used = True
        elif marker is not None:
            nodes.append(_numbered(marker))
            line.used = True
        elif not line.table and line.part is None and not line.used:
            key = context.key(position)
            if key is not None:
                nodes.append(_unnumbered(line, key))
                line.used = True
    nodes = context.without_lone_plain(nodes)
    _merge(nodes)
    return nodes, markers


def _broken(node: Node, line: Line) -> bool:
    """Whether a line is the rest of a heading that a soft break parts: the same block holds both and nothing else."""
    above = node.line
    if line.block is not above.block or line.index != above.index + 1 or line.part is not None:
        return False
    if node.head.start >= node.head.end:
        return False  # a number alone: what follows is its title or text
    short = max(len(line.text), len(above.text)) <= _PLAIN
    return short and line.open_ended and above.open_ended and line.block.text.strip().count("\n") == 1


_ALIKE = ({"arabic", "arabic_comma", "arabic_enclosed"}, {"arabic_paren", "arabic_half"}, {"han_paren", "han_half"})


def _merge(nodes: list[Node]) -> None:
    """1. 2. 3、: a number of a like form that goes on with the one before it stands at its level."""
    last: dict[Hashable, int] = {}
    before: Node | None = None
    for node in nodes:
        marker = node.marker
        if marker is None:
            last.clear()
        elif before is not None and before.marker and node.key != before.key:
            alike = any({str(node.key), str(before.key)} <= family for family in _ALIKE)
            goes_on = marker.ordinal == before.marker.ordinal + 1 and last.get(node.key) != marker.ordinal - 1
            if alike and goes_on and marker.ordinal > 1:
                node.key = before.key
        if marker is not None:
            last[node.key] = marker.ordinal
            before = node


def _candidates(lines: list[Line], lexicon: Lexicon) -> list[Marker]:
    markers = []
    references = False
    for line in lines:
        if line.part is not None or line.used:
            continue
        marker = read_marker(line, lexicon)
        if marker is None:
            references = fit(line.text, "headings.references", lexicon) is not None if line.text else references
            continue
        reason = veto(marker, lexicon)
        if reason:
            marker.veto, marker.soft, marker.detail = reason
        elif references and marker.form.numerals == "arabic":
            marker.veto, marker.detail = "numbering.veto.references", "an entry of references or of a table's notes"
        elif fit(marker.rest.strip(), "headings.references", lexicon):
            references = True
        markers.append(marker)
    return markers


def _numbered(marker: Marker) -> Node:
    line, start = marker.line, _past_space(marker.line.text, marker.length)
    again = marker.form.pattern.match(line.text, start)
    if again and value_of(again["n"], marker.form.numerals) == marker.ordinal:
        start = _past_space(line.text, again.end())  # Word's number and a typed one
    head = Stretch(line, line.start + start, line.end)
    return Node(
        line, line.start, marker.family, "numbering", head, marker, marker.number, marker.rank, rule=marker.form.id
    )


def _past_space(text: str, start: int) -> int:
    """The offset of the first character from `start` on that is no white space."""
    return len(text) - len(text[start:].lstrip())


def _unnumbered(line: Line, key: Hashable) -> Node:
    kind = key[0] if isinstance(key, tuple) else key
    head = Stretch(line, line.start, line.end)
    if kind == "outline":
        return Node(line, line.start, key, "outline_level", head, rule="outline_level")
    if kind == "style":
        return Node(line, line.start, key, "style", head, rule="style")
    return Node(line, line.start, key, "wording", head, rule=f"headings.{kind}")


class _Context:
    """What is known of a zone when its unnumbered lines are judged."""

    def __init__(
        self, lines: list[Line], accepted: dict[int, Marker], body_size: float | None, lexicon: Lexicon
    ) -> None:
        self.lines = lines
        self.accepted = accepted
        self.body_size = body_size
        self.lexicon = lexicon
        text = [line for line in lines if not line.table and len(line.text) >= _PARAGRAPH]
        self.body_bold = bool(text) and sum(line.bold for line in text) / len(text) > 0.5
        self.calendar = sum(map(self._is_period, lines)) > 1
        labels = [position for position in range(len(lines)) if self._labels_list(position)]
        self.labels = frozenset(labels if len(labels) > 1 else ())

    def key(self, position: int) -> Hashable | None:
        """The key of an unnumbered heading, None for text."""
        line = self.lines[position]
        level = line.block.style.outline_level
        if level is not None and len(line.text) <= 100 and line.last not in "。；，":
            return ("outline", level)
        if fit(line.text, "headings.annex", self.lexicon):
            return ("annex",)
        if self.calendar and self._is_period(line) and self._leads(position, any_text=True):
            return ("period",)
        if line.last == "：" and fit(line.text.rstrip("："), "headings.part_bare", self.lexicon):
            return ("part",)
        if position in self.labels:
            return ("plain",)
        if not title_like(line) or line.text[0] in "（〔—-*" or line.block.style.list_item or len(line.text) > 50:
            return None
        if self._is_signature(position) or fit(line.text, "headings.caption", self.lexicon):
            return None
        if fit(line.text, "headings.part", self.lexicon) or fit(line.text, "headings.part_bare", self.lexicon):
            return ("part",)
        styled = self._style(line)
        if styled is not None and self._leads(position, any_text=True):
            return styled
        return ("plain",) if self._plain(position) else None

    def _labels_list(self, position: int) -> bool:
        """学会工作： above a number 1: what is listed below, and no value, demand or lead-in."""
        line = self.lines[position]
        if line.last != "：" or line.table or len(line.text) > _LABEL or "，" in line.text or id(line) in self.accepted:
            return False
        below = self._near(position, 1)
        marker = self.accepted.get(id(below)) if below is not None else None
        if marker is None or marker.ordinal != 1:
            return False
        return not any(fit(line.text, table, self.lexicon) for table in ("headings.label", "headings.no_term"))

    def _is_period(self, line: Line) -> bool:
        """A month or a quarter alone on its line."""
        short = not line.table and line.part is None and len(line.text) <= 12
        return short and fit(line.text, "headings.period", self.lexicon) is not None

    def _style(self, line: Line) -> Hashable | None:
        """Bold or larger than running text, as the whole line."""
        style = line.block.style
        size = style.size
        larger = bool(size and self.body_size and size >= self.body_size * 1.1)
        bold = line.bold > 0.9 and not self.body_bold
        if not larger and not bold:
            return None
        return ("style", -round(size or 0.0), not bold)

    def _plain(self, position: int) -> bool:
        """A short line between paragraphs, with nothing but its place to say what it is."""
        line = self.lines[position]
        if not 4 <= len(line.text) <= _PLAIN or "：" in line.text or line.text[0].isdigit():
            return False
        if line.text.count("，") > 1:
            return False
        above = self._near(position, -1)
        if above is not None and not above.used and above.open_ended and not above.table:
            return False
        return self._leads(position)

    def _leads(self, position: int, *, any_text: bool = False) -> bool:
        """Whether running text or a number 1 follows."""
        below = self._near(position, 1)
        if below is None:
            return False
        marker = self.accepted.get(id(below))
        if marker is not None:
            return marker.ordinal == 1 or any_text
        if below.table:
            return any_text
        if any_text:
            return True
        return len(below.text) >= _PARAGRAPH and not below.open_ended

    def _near(self, position: int, step: int) -> Line | None:
        position += step
        while 0 <= position < len(self.lines):
            if self.lines[position].part != "furniture":
                return self.lines[position]
            position += step
        return None

    def _is_signature(self, position: int) -> bool:
        """An organ's name above a date."""
        below = self._near(position, 1)
        if below is None or below.table:
            return organ(self.lines[position], self.lexicon)
        dated = fit(below.text, "parts.tail", self.lexicon) == "parts.tail.date"
        return dated or fit(self.lines[position].text, "parts.tail", self.lexicon) is not None

    def without_lone_plain(self, nodes: list[Node]) -> list[Node]:
        """A single plain line is no evidence of headings, unless numbers begin anew below it."""
        plain = [node for node in nodes if node.key == ("plain",)]
        if len(plain) != 1 or self._restarts(plain[0]):
            return nodes
        plain[0].line.used = False
        return [node for node in nodes if node is not plain[0]]

    def _restarts(self, node: Node) -> bool:
        index = self.lines.index(node.line)
        below = self._near(index, 1)
        marker = self.accepted.get(id(below)) if below is not None else None
        earlier = {self.accepted[id(line)].family for line in self.lines[:index] if id(line) in self.accepted}
        return marker is not None and marker.family in earlier


def body_size(lines: list[Line]) -> float | None:
    """The font size that most characters have, None where the format does not say."""
    sizes: Counter[float] = Counter()
    for line in lines:
        if line.block.style.size and not line.table:
            sizes[line.block.style.size] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else None
