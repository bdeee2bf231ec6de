"""Run-in headings without a number: bold leads, and short first sentences that a section uses consistently."""

from collections import Counter

from kexie_extract.lexicon import Lexicon
from kexie_extract.model.outline import Evidence
from kexie_extract.segment.nodes import Node, Stretch
from kexie_extract.segment.shapes import fit, prefix
from kexie_extract.text.sentences import sentence_end, without_stop

_SHORT = 24
"""Characters of the longest unbolded run-in heading; in reports of associations they have 5 to 18."""
_BOLD = 60
"""Characters of the longest bold lead."""
_SHARE = 0.6
"""Share of a section's paragraphs that begin so, for it to be consistent."""


def run_in(nodes: list[Node], lexicon: Lexicon) -> None:
    """Add the run-in headings of one zone as sections below the leaves that have them."""
    leaves = [node for node in nodes if node.leaf and not (node.marker and node.marker.form.clause)]
    bold = [node for node in leaves if any(paragraph.line.block.style.bold for paragraph in node.paragraphs)]
    for node in bold:
        _split_bold(node, lexicon)
    if any(node.children for node in bold):
        _drop_lone_seconds(nodes)
        _second_sentences(nodes, lexicon)
    _split_plain([node for node in leaves if node.leaf], lexicon)


def _split_bold(node: Node, lexicon: Lexicon) -> None:
    """Bold sentences at the beginning of sentences, and bold labels (科普工作：) at the beginning of paragraphs."""
    pieces: list[Stretch] = []
    labels = _labels(node, lexicon)
    for paragraph in node.paragraphs:
        cuts = _bold_cuts(paragraph) or labels.get(id(paragraph), [])
        if not cuts:
            (node.children[-1].paragraphs if node.children else pieces).append(paragraph)
            continue
        if cuts[0][0] > paragraph.start:
            before = Stretch(paragraph.line, paragraph.start, cuts[0][0]).trimmed()
            (node.children[-1].paragraphs if node.children else pieces).append(before)
        for (start, end), following in zip(cuts, [*cuts[1:], (paragraph.end, 0)], strict=True):
            _add(node, Stretch(paragraph.line, start, end), following[0], 0, bold=True)
    node.paragraphs = pieces


def _labels(node: Node, lexicon: Lexicon) -> dict[int, list[tuple[int, int]]]:
    """For each paragraph that opens with a bold label its offsets, where at least two of the leaf's do."""
    found = {}
    for paragraph in node.paragraphs:
        for start, end in paragraph.line.bold_ranges():
            if start != paragraph.start or not paragraph.opens_line:
                continue
            text = paragraph.text[: end - start + 1].rstrip()
            stop = text.find("：") + 1
            sound = 4 <= stop <= _SHORT and stop >= len(text) - 1 and not fit(text[:stop], "headings.label", lexicon)
            if sound and paragraph.text.endswith(("。", "；", "！")):
                found[id(paragraph)] = [(start, start + stop)]
    return found if len(found) > 1 else {}


def _drop_lone_seconds(nodes: list[Node]) -> None:
    """A second bold sentence alone below its number is a lead-in, where most siblings have no such sections."""
    for parent in {id(node.parent): node.parent for node in nodes}.values():
        siblings = parent.children if parent else [node for node in nodes if node.parent is None]
        split = [node for node in siblings if any(child.key == ("run_in",) for child in node.children)]
        if len(split) * 2 > len(siblings):
            continue
        for node in split:
            if len(node.children) == 1 and _opens_with(node):
                child = node.children.pop()
                joined = Stretch(
                    child.line, child.start, child.paragraphs[0].end if child.paragraphs else child.heading[0].end
                )
                node.paragraphs = [joined, *child.paragraphs[1:]]


def _bold_cuts(paragraph: Stretch) -> list[tuple[int, int]]:
    """Offsets of the bold sentences of a paragraph that text follows."""
    cuts = []
    block = paragraph.line.block
    for start, end in paragraph.line.bold_ranges():
        start, end = max(start, paragraph.start), min(end, paragraph.end)
        if start >= end:
            continue
        text = block.text[start:end].strip()
        before = block.text[paragraph.start : start].rstrip()[-1:]
        at_start = not before or before in "。！？；”"
        whole = text[-1:] in "。！？" or block.text[end : end + 1] in "。！？"
        if at_start and whole and 3 <= len(text) <= _BOLD and end < paragraph.end - 1:
            stop = end if text[-1:] in "。！？" else end + 1
            cuts.append((start, stop))
    return cuts


def _add(node: Node, lead: Stretch, until: int, skip: int, *, bold: bool = False) -> None:
    """A run-in section below a leaf.

    Args:
        node: the leaf.
        lead: the heading with its closing punctuation.
        until: offset in the block where its text ends.
        skip: characters of a dash or bullet before the heading.
        bold: the heading is bold.
    """
    heading = Stretch(lead.line, lead.start + skip, lead.end).trimmed()
    heading.end = heading.start + without_stop(heading.text)
    text = Stretch(lead.line, lead.end, until).trimmed()
    evidence: Evidence = "style" if bold else "run_in"
    child = Node(lead.line, lead.start, ("run_in",), evidence, heading, heading=[heading], run_in=True)
    child.rule = "run_in.bold" if bold else "run_in.short"
    child.paragraphs = [text] if text.start < text.end else []
    child.parent = node
    node.children.append(child)


def _second_sentences(nodes: list[Node], lexicon: Lexicon) -> None:
    """Where the siblings' bold leads hold two headings, an unbolded one does too."""
    groups: dict[int, list[Node]] = {}
    for node in nodes:
        if node.marker and node.run_in:
            groups.setdefault(hash((id(node.parent), node.marker.family)), []).append(node)
    for group in groups.values():
        double = [node for node in group if node.children and _opens_with(node)]
        others = [node for node in group if not (node.children and _opens_with(node))]
        if len(double) * 2 <= len(group):
            continue
        for node in others:
            _split_second(node, lexicon)


def _opens_with(node: Node) -> bool:
    """The first child's heading stands right after the node's own."""
    return node.children[0].line is node.line and not node.paragraphs


def _split_second(node: Node, lexicon: Lexicon) -> None:
    if not node.paragraphs:
        return
    skip, end = _short_lead(node.paragraphs[0], lexicon)
    if not end:
        return
    first, later = node.paragraphs[0], node.paragraphs[1:]
    children, node.children = node.children, []
    _add(node, Stretch(first.line, first.start, first.start + end), first.end, skip)
    node.children[0].paragraphs += later
    node.children += children
    node.paragraphs = []


def _split_plain(leaves: list[Node], lexicon: Lexicon) -> None:
    """Leaves whose paragraphs consistently begin with a short sentence without a comma."""
    consistent = {id(node) for node in leaves if _consistent(node, lexicon)}
    if not consistent:
        return
    alike = Counter((id(node.parent), node.key) for node in leaves if id(node) in consistent)
    for node in leaves:
        lone = len(node.paragraphs) == 1 and not node.run_in and alike[id(node.parent), node.key] > 1
        if id(node) in consistent or (lone and _lead_of(node.paragraphs[0], lexicon)[1]):
            _make_plain(node, lexicon)


def _consistent(node: Node, lexicon: Lexicon) -> bool:
    """Whether several of a leaf's paragraphs, and most of them, begin so."""
    if len(node.paragraphs) < 2:
        return False
    above = [None, *node.paragraphs]
    whole = [
        paragraph
        for before, paragraph in zip(above, node.paragraphs, strict=False)
        if paragraph.opens_line and not (before and before.line.open_ended)  # the rest of a paragraph cut in two
    ]
    led = [paragraph for paragraph in whole if _short_lead(paragraph, lexicon)[1]]
    if node.run_in and node.paragraphs and not node.paragraphs[0].opens_line:
        first = node.paragraphs[0]  # the rest of the numbered line may begin with such a sentence too
        if _short_lead(first, lexicon)[1]:
            led, whole = [first, *led], [first, *whole]
    return len(led) > 1 and len(led) >= _SHARE * len(whole)


def _lead_of(paragraph: Stretch, lexicon: Lexicon) -> tuple[int, int]:
    return _short_lead(paragraph, lexicon) if paragraph.opens_line else (0, 0)


def _short_lead(paragraph: Stretch, lexicon: Lexicon) -> tuple[int, int]:
    """Length of the bullet before it and end of a short first sentence that more text follows; `(0, 0)` without."""
    text = paragraph.text
    offset = prefix(text, "headings.bullet", lexicon)
    end = sentence_end(text[: _SHORT + offset + 2], offset)
    sentence = text[offset:end]
    short = 4 <= len(sentence) <= _SHORT and sentence.endswith("。") and end < len(text.rstrip())
    return (offset, end) if short and not fit(sentence, "headings.no_run_in", lexicon) else (0, 0)


def _make_plain(node: Node, lexicon: Lexicon) -> None:
    paragraphs, node.paragraphs = node.paragraphs, []
    for paragraph in paragraphs:
        first = paragraph is paragraphs[0]
        skip, end = _short_lead(paragraph, lexicon) if first or paragraph.opens_line else (0, 0)
        if end:
            _add(node, Stretch(paragraph.line, paragraph.start, paragraph.start + end), paragraph.end, skip)
        elif node.children:
            node.children[-1].paragraphs.append(paragraph)
        else:
            node.paragraphs.append(paragraph)
