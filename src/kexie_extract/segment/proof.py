"""Broken numbering, for a clerk who proofreads: what is missing, repeated, mixed or empty."""

from collections.abc import Iterator
from itertools import pairwise

from kexie_extract.model.diagnostics import Note
from kexie_extract.segment.forms import Marker
from kexie_extract.segment.nodes import Node


def notes_of(tops: list[Node], markers: list[Marker]) -> list[Note]:
    """All that is broken in the numbering of one zone, in document order."""
    found = list(_series(tops))
    for top in tops:
        for node in top.walk():
            found += _series(node.children) if node.children else ()
            found += _single(node)
            found += _empty(node.children) if node.children else ()
    found += _empty(tops)
    found += _beginnings(tops)
    restored = (marker for marker in markers if marker.verdict == "restored")
    found += [
        Note(
            "outline.unlikely-number",
            f"number {marker.number!r} looks like a list or a figure",
            "info",
            marker.line.block.id,
        )
        for marker in restored
    ]
    return found


def _beginnings(tops: list[Node]) -> Iterator[Note]:
    """Series that begin above 1 and do not run on from the series before."""
    last: dict[str, int] = {}
    groups = [tops, *(node.children for top in tops for node in top.walk() if node.children)]
    for group in groups:
        first = next((node.marker for node in group if node.marker), None)
        if first and first.ordinal > 1 and last.get(first.family) != first.ordinal - 1 and not first.parts:
            yield _note("outline.missing-ordinal", first, "begins its series")
        for node in group:
            if node.marker:
                last[node.marker.family] = node.marker.ordinal


def _series(group: list[Node]) -> Iterator[Note]:
    """Missing and repeated ordinals, and two forms at one level."""
    numbered = [node.marker for node in group if node.marker]
    for before, marker in pairwise(numbered):
        if before.family != marker.family:
            yield _note("outline.mixed-forms", marker, f"stands at the level of {before.number!r}")
        elif marker.ordinal == before.ordinal:
            yield _note("outline.repeated-ordinal", marker, f"comes again after {before.number!r}")
        elif marker.ordinal > before.ordinal + 1:
            yield _note("outline.missing-ordinal", marker, f"follows {before.number!r}")
        elif marker.ordinal < before.ordinal and marker.ordinal != 1:
            yield _note("outline.ordinal-order", marker, f"follows {before.number!r}")


def _single(node: Node) -> Iterator[Note]:
    marker = node.marker
    if marker is None:
        return
    if marker.form.nonstandard:
        text = f"number {marker.number!r} is no standard form"
        yield Note("outline.nonstandard-marker", text, "info", marker.line.block.id)
    if node.leaf and not node.heading and not node.paragraphs:
        yield _note("outline.empty-heading", marker, "has neither heading nor text")


def _empty(group: list[Node]) -> Iterator[Note]:
    """Headings without text: a warning where all other numbered siblings have text, else a remark."""
    numbered = [node for node in group if node.marker]
    bare = [node for node in numbered if node.leaf and node.heading and not node.paragraphs]
    for node in bare:
        alone = len(bare) == 1 and len(numbered) > 2
        text = f"{node.number!r} has no text" + (", unlike all its siblings" if alone else "")
        yield Note("outline.heading-without-text", text, "warning" if alone else "info", node.line.block.id)


def _note(code: str, marker: Marker, what: str) -> Note:
    return Note(code, f"number {marker.number!r} {what}", "warning", marker.line.block.id)
