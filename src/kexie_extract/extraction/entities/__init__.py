"""Named organisations, persons, places, documents and activities (contract: entities)."""

from collections import Counter

from kexie_extract.extraction.entities import (
    activities,
    campaigns,
    documents,
    links,
    offices,
    organizations,
    persons,
    places,
)
from kexie_extract.extraction.entities.scene import Candidate, Scene, without_overlaps
from kexie_extract.lexicon import Lexicon
from kexie_extract.model.passages import Passage
from kexie_extract.model.records import Entity, made


def read(passages: list[Passage], lexicon: Lexicon) -> list[Entity]:
    """Every occurrence of a named entity, in the order of the passages; none lies inside another.

    `normalized` is the full form where a passage says 甲（以下简称乙）, else the text.
    """
    scenes = [Scene.of(passage.text, lexicon, passage.column) for passage in passages]
    names = Counter(scene.text[hit.start : hit.end] for scene in scenes for hit in scene.regions)
    names.update(scene.text[start:end] for scene in scenes for start, end in places.unlisted(scene))
    for scene in scenes:
        scene.names = names
    candidates_of = [_candidates(scene) for scene in scenes]
    persons.add_known(scenes, candidates_of, lexicon)
    found = list(zip(passages, candidates_of, strict=True))
    full: dict[str, str] = {}
    for passage, candidates in found:
        full |= links.abbreviations(passage.text, ((c.start, c.end) for c in candidates), lexicon)
    pairs = ((passage, candidate) for passage, candidates in found for candidate in candidates)
    return made(Entity, [_fields(f"e{number}", *pair, full) for number, pair in enumerate(pairs, 1)])


def mentions(text: str, lexicon: Lexicon, column: str | None = None) -> list[Candidate]:
    """The entities of one string, from left to right, without overlap.

    Args:
        text: a passage.
        lexicon: the rules.
        column: the task column that the text stands in, for a table cell.
    """
    return _candidates(Scene.of(text, lexicon, column))


def _candidates(scene: Scene) -> list[Candidate]:
    """What all readers find in a scene, without overlap."""
    bodies = [*organizations.find(scene), *offices.find(scene)]
    found = without_overlaps(
        [
            *documents.find(scene),
            *activities.find(scene),
            *campaigns.find(scene),
            *bodies,
            *persons.after(scene, (body.end for body in bodies)),
            *persons.find(scene),
            *places.find(scene),
        ]
    )
    cut = documents.cut(scene.text) if found else []
    return [c for c in found if not any(start <= c.start and c.end <= end for start, end in cut)] if cut else found


def _fields(name: str, passage: Passage, candidate: Candidate, full: dict[str, str]) -> dict[str, object]:
    """The fields of an entity's record."""
    text = passage.text[candidate.start : candidate.end]
    bare = text.strip("《》") if candidate.type == "document" else text
    start = passage.slice.start
    return {
        "id": name,
        "type": candidate.type,
        "text": text,
        "normalized": full.get(bare, bare),
        "rule": candidate.rule,
        "span": {"block": passage.slice.block, "start": start + candidate.start, "end": start + candidate.end},
    }
