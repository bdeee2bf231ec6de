"""From headings to a tree, and from lines to the sections' own text."""

import re
from collections.abc import Hashable
from functools import lru_cache

from kexie_extract.lexicon import Lexicon
from kexie_extract.segment.lines import Line
from kexie_extract.segment.nodes import Node, Stretch
from kexie_extract.segment.shapes import fit
from kexie_extract.text.patterns import compiled
from kexie_extract.text.sentences import sentence_end, single, without_stop

_TERM = compiled(r"(?:[^，。；：！？（）]|（[^（）]{0,20}）){1,40}：(?=\s*\S)")
"""Words before a colon that stands in no bracket."""
_CHAPTERS = ("chapter", "section")
_LONGEST_HEADING = 30
"""Characters of the longest heading that runs in; the sentences of regulations are longer for the most part."""
_LONE_TITLE = 40
"""Characters of the longest title that stands on the line after its number."""


def grow(nodes: list[Node], root: Node | None) -> list[Node]:
    """Link headings by rank; the nodes at the top (the attachment's own node where there is one)."""
    tops = [root] if root else []
    stack = [root] if root else []
    for node in nodes:
        while stack and stack[-1] is not root and stack[-1].rank >= node.rank:
            stack.pop()
        if stack:
            node.parent = stack[-1]
            stack[-1].children.append(node)
        else:
            tops.append(node)
        stack.append(node)
    return tops


def fill(lines: list[Line], nodes: list[Node], root: Node | None) -> list[Line]:
    """Give every line of text to the heading above it; the lines above all headings."""
    by_line = {id(node.line): node for node in nodes}
    current, lead = root, []
    for line in lines:
        node = by_line.get(id(line))
        if node is not None:
            current = node
        elif line.table or line.part is not None or line.used:
            continue
        elif current is None:
            lead.append(line)
        elif _is_title_of(current, line):
            current.head = Stretch(line, line.start, line.end)
            line.used = True
        else:
            current.paragraphs.append(Stretch(line, line.start, line.end))
    return lead


def _is_title_of(node: Node, line: Line) -> bool:
    """第三章 alone on its line: the title stands on the next."""
    alone = node.marker is not None and node.head.start >= node.head.end and not node.paragraphs
    return alone and line.open_ended and len(line.text) <= _LONE_TITLE


def settle(tops: list[Node], nodes: list[Node], lexicon: Lexicon) -> None:
    """Decide for every heading line what of it is heading and what is text.

    Args:
        tops: the nodes at the top of one zone.
        nodes: all its nodes in document order.
        lexicon: the rules.
    """
    standard = any(map(_counts_clauses, nodes)) and _is_standard(tops, lexicon)
    clauses = {node.key for node in nodes if standard and _counts_clauses(node)} | _run_through_chapters(nodes)
    _settle_group([node for node in tops if node.marker], lexicon, clauses)
    for node in nodes:
        if node.marker is None and not node.heading:
            node.heading = [_cut(node.head, without_stop(node.head.text)), *node.more]
        if node.children:
            _settle_group([child for child in node.children if child.marker], lexicon, clauses)


def _run_through_chapters(nodes: list[Node]) -> set[Hashable]:
    """Kinds of numbers that count on from chapter to chapter as articles do, most before long sentences."""
    last: dict[Hashable, int] = {}
    found: set[Hashable] = set()
    for chapter in nodes:
        if chapter.key in _CHAPTERS:
            numbered = [(child.key, child.marker.ordinal) for child in chapter.children if child.marker]
            found |= {key for key, ordinal in numbered[:1] if last.get(key) == ordinal - 1}
            last.update(numbered)
    return {key for key in found if _are_sentences([node for node in nodes if node.key == key])}


def _are_sentences(nodes: list[Node]) -> bool:
    texts = [node.head.text for node in nodes if not node.line.open_ended]
    return 2 * sum(sentence_end(text) > _LONGEST_HEADING for text in texts) >= len(nodes)


def _is_standard(tops: list[Node], lexicon: Lexicon) -> bool:
    return any(fit(node.head.text, "headings.standard", lexicon) for top in tops for node in (top, *top.children))


def _counts_clauses(node: Node) -> bool:
    """Whether a node has a plain number (1, 1.1), which counts clauses in a standard."""
    return node.marker is not None and node.marker.form.weak and node.marker.form.numerals == "arabic"


def _settle_group(group: list[Node], lexicon: Lexicon, clauses: set[Hashable]) -> None:
    """Numbered siblings: the contract's rules on headings that are null.

    Args:
        group: the siblings.
        lexicon: the rules.
        clauses: kinds of numbers besides 第一条 that count clauses: 1, 1.1 of a standard, 一、 through all chapters.
    """
    if not group:
        return
    terms = _glossary(group, lexicon)
    are_clauses = _are_clauses(group, clauses)
    lone = {id(node) for node in group if _lone_sentence(node, lexicon)}
    null = len(lone.difference(terms))
    mostly_null = null * 2 > len(group) or (len(group) == 2 and id(group[0]) in lone and _one_sentence(group[1]))
    for node in group:
        if node.heading:
            continue
        text = node.head.text
        bold = _bold_lead(node)
        if id(node) in terms:
            _split(node, terms[id(node)])
        elif node.marker and node.marker.form.clause:
            _settle_article(node)
        elif label := _value_label(node, lexicon):
            _split(node, label)
        elif are_clauses and not node.line.open_ended:
            _no_heading(node)
        elif bold:
            _split(node, bold)
        elif (
            id(node) in lone
            or (mostly_null and node.leaf and not (text and node.line.open_ended and single(text)))
            or (lone and node.leaf and fit(text, "headings.timed", lexicon))
        ):
            _no_heading(node)
        elif text:
            _split(node, len(text) if node.line.open_ended and single(text) else sentence_end(text))


def _are_clauses(group: list[Node], clauses: set[Hashable]) -> bool:
    """Clauses of a regulation or a standard (1, 1.1, 1.1.1 without full stops), and what is numbered below them."""
    node: Node | None = group[0]
    while node is not None:
        if (node.marker and node.marker.form.clause) or node.key in clauses:
            return True
        node = node.parent
    return False


def _settle_article(node: Node) -> None:
    """An article has no heading, unless a title stands alone on its line and text follows below."""
    alone = node.line.open_ended and len(node.head.text) <= _LONE_TITLE and bool(node.paragraphs or node.children)
    if alone and node.head.text:
        _split(node, len(node.head.text))
    else:
        _no_heading(node)


def _lone_sentence(node: Node, lexicon: Lexicon) -> bool:
    """A leaf of one closed sentence, or a line ending in ；。： with nothing below it but whom to ask."""
    return _one_sentence(node) and all(
        fit(paragraph.text, "parts.tail", lexicon) == "parts.tail.contact" for paragraph in node.paragraphs
    )


def _one_sentence(node: Node) -> bool:
    """A leaf whose numbered line is one closed sentence, whatever paragraphs follow."""
    return node.leaf and not node.line.open_ended and bool(text := node.head.text) and single(text)


def _glossary(group: list[Node], lexicon: Lexicon) -> dict[int, int]:
    """Where most numbered lines are `term：definition`, the length of each term."""
    found = {}
    for node in group:
        match = _TERM.match(node.head.text)
        clause = node.marker is not None and node.marker.form.clause
        if (
            match
            and not clause
            and not node.line.text.endswith("：")
            and not fit(match[0], "headings.no_term", lexicon)
        ):
            found[id(node)] = match.end()
    return found if len(found) * 2 >= len(group) > 1 else {}


def _value_label(node: Node, lexicon: Lexicon) -> int:
    """The length of a label with its value behind it (会议时间：5月6日。), 0 without one."""
    if not node.leaf or node.line.open_ended:
        return 0
    match = _TERM.match(node.head.text)
    return match.end() if match and fit(match[0], "headings.label", lexicon) else 0


def _bold_lead(node: Node) -> int:
    """The length of a heading that is bold while the rest of its line is not, 0 where there is none."""
    head = node.head
    for start, end in head.line.bold_ranges():
        if start <= head.start < end < head.end - 1:
            text = head.text[: end - head.start]
            first = sentence_end(text)
            length = min(first, len(text))
            if single(head.text) and not head.text[length:].startswith("："):
                return 0  # what follows is no sentence: （办公室负责）
            closed = head.text[length - 1] in "。！？：" or head.text[length : length + 1].strip() == ""
            return length if closed and 2 <= length <= 80 else 0
    return 0


def _no_heading(node: Node) -> None:
    node.heading = []
    if node.head.start < node.head.end:
        node.paragraphs[:0] = [node.head, *node.more]


def _split(node: Node, length: int) -> None:
    """The first `length` characters are the heading, the rest is text."""
    text = node.head.text
    node.heading = [_cut(node.head, without_stop(text[:length]))]
    rest = Stretch(node.head.line, node.head.start + length, node.head.end).trimmed()
    if rest.start < rest.end:
        node.paragraphs[:0] = [rest, *node.more]
        node.run_in = True
    else:
        node.heading += node.more


def _cut(stretch: Stretch, length: int) -> Stretch:
    return Stretch(stretch.line, stretch.start, stretch.start + length)


def close(nodes: list[Node], lexicon: Lexicon, *, body: bool) -> list[Stretch]:
    """Take from the leaves the paragraphs that close a speech or look back over a whole part.

    Args:
        nodes: all nodes of one zone in document order.
        lexicon: the rules.
        body: the zone is the main body, whose last paragraph may be a call.
    """
    taken: list[Stretch] = []
    leaves = [node for node in nodes if node.leaf]
    for node in leaves:
        last = body and node is leaves[-1]
        text_above = node.marker is not None and not node.line.open_ended
        for position, paragraph in enumerate(node.paragraphs):
            later = position > 0 or text_above or _thanks(paragraph, lexicon)
            if later and _closing(paragraph, lexicon, last and position == len(node.paragraphs) - 1):
                ending = node.paragraphs[position:]
                del node.paragraphs[position:]
                node.after = _series(ending, lexicon)
                kept = {id(part) for part in node.after}
                taken += [part for part in ending if id(part) not in kept]
                break
    return taken


def _series(paragraphs: list[Stretch], lexicon: Lexicon) -> list[Stretch]:
    """Paragraphs 一是 …, 二是 … that come after words that look back: work again."""
    found = [paragraph for paragraph in paragraphs if _clause(lexicon).match(paragraph.text)]
    return found if len(found) > 1 else []


@lru_cache(maxsize=8)
def _clause(lexicon: Lexicon) -> re.Pattern[str]:
    return compiled(lexicon.rule("numbering.clause.is").expression)


def _thanks(paragraph: Stretch, lexicon: Lexicon) -> bool:
    return fit(paragraph.text, "parts.closing", lexicon) == "parts.closing.thanks"


def _closing(paragraph: Stretch, lexicon: Lexicon, last: bool) -> bool:
    if not paragraph.opens_line:
        return False
    rule = fit(paragraph.text, "parts.closing", lexicon)
    if rule is not None and (last or rule not in _only_last(lexicon)):
        return True
    return last and paragraph.text.endswith("！")


@lru_cache(maxsize=8)
def _only_last(lexicon: Lexicon) -> frozenset[str]:
    return frozenset(rule.id for rule in lexicon.rules("parts.closing") if rule.data.get("last"))
