"""Texts named in 《…》."""

import re
from collections.abc import Iterator

from kexie_extract.extract.entities.scene import Candidate, Scene

_TITLE = re.compile(r"《[^《》\n]{1,150}(?:《[^《》\n]{1,80}》[^《》\n]{0,60}){0,3}》|《[^《》]{1,80}》")


def find(scene: Scene) -> Iterator[Candidate]:
    """Every 《…》, with the marks; one inside another is part of it."""
    if "《" in scene.text:
        for found in _TITLE.finditer(scene.text):
            yield Candidate(found.start(), found.end(), "document", "entities.document.marks", 9)
