"""Texts named in 《…》."""

from collections.abc import Iterator

from kexie_extract.extraction.entities.scene import Candidate, Scene
from kexie_extract.text.patterns import compiled

_TITLE = compiled(r"《[^《》\n]{1,150}(?:《[^《》\n]{1,80}》[^《》\n]{0,60}){0,3}》|《[^《》]{1,80}》")


_CUT = compiled(r"《[^《》]*\Z|\A[^《》]*》")


def cut(text: str) -> list[tuple[int, int]]:
    """What belongs to a name whose other half stands in another block: no record lies inside it."""
    return [found.span() for found in _CUT.finditer(text)] if "《" in text or "》" in text else []


def find(scene: Scene) -> Iterator[Candidate]:
    """Every 《…》, with the marks; one inside another is part of it."""
    if "《" in scene.text:
        for found in _TITLE.finditer(scene.text):
            yield Candidate(found.start(), found.end(), "document", "entities.document.marks", 9)
