"""Geographic names: divisions, chains (古桥镇七星村), named zones, memorials, areas and countries."""

import re
from collections.abc import Iterator
from functools import lru_cache

from kexie_extract.extract.entities.scene import Candidate, Scene
from kexie_extract.lexicon import Lexicon
from kexie_extract.lexicon.regions import Found, regions

_LONGEST_STEM = 8
_SETTLEMENT_STEM = 3
_SHORTEST_STEM = 2


def find(scene: Scene) -> Iterator[Candidate]:
    """Places, the longest name each, chains as one."""
    links = sorted({*_divisions(scene), *_areas(scene), *_suffixed(scene)})
    start = end = -1
    rule = ""
    for first, last, rule_id in links:
        if first > end:
            if end > 0:
                yield Candidate(start, end, "place", rule)
            start, end, rule = first, last, rule_id
        elif last > end:
            end, rule = last, rule_id
    if end > 0:
        yield Candidate(start, end, "place", rule)


def _divisions(scene: Scene) -> Iterator[tuple[int, int, str]]:
    for hit in scene.regions:
        if not _not_after(scene.lexicon).match(scene.text, hit.end):
            hit = _better(scene, hit)
            yield hit.start, hit.end, "places.division"


def _better(scene: Scene, hit: Found) -> Found:
    """Of two short names that overlap (创新泰… ), the one that the document has more often."""
    other = regions().at(scene.text, hit.end - 1)
    if not other or hit.divisions[0].name == scene.text[hit.start : hit.end]:
        return hit
    first, second = scene.text[hit.start : hit.end], scene.text[other.start : other.end]
    return other if scene.names[second] > scene.names[first] or len(second) > len(first) else hit


def _areas(scene: Scene) -> Iterator[tuple[int, int, str]]:
    for found in _area_names(scene.lexicon).finditer(scene.text):
        yield found.start(), found.end(), "places.area"


def _suffixed(scene: Scene) -> Iterator[tuple[int, int, str]]:
    """Names that end as places do; the stem begins after a division, another place or a boundary."""
    previous = 0
    for rule, found in _hits(scene):
        first = max(scene.limit(found.start()), previous)
        anchor = max((hit.end for hit in scene.regions if first < hit.end <= found.start()), default=first)
        stem = scene.text[anchor : found.start()]
        bound = _SETTLEMENT_STEM if rule.endswith("settlement") else _LONGEST_STEM
        if _SHORTEST_STEM <= len(stem) <= bound and not _generic(scene.lexicon).search(stem):
            yield anchor, found.end(), rule
            previous = found.end()


def _hits(scene: Scene) -> list[tuple[str, re.Match[str]]]:
    hits = [(rule, found) for rule, pattern in _suffixes(scene.lexicon) for found in pattern.finditer(scene.text)]
    return sorted(hits, key=lambda hit: hit[1].start())


@lru_cache(maxsize=8)
def _suffixes(lexicon: Lexicon) -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((rule.id, re.compile(rule.expression)) for rule in lexicon.rules("places.suffix"))


@lru_cache(maxsize=8)
def _generic(lexicon: Lexicon) -> re.Pattern[str]:
    return re.compile(lexicon.union("places.generic"))


@lru_cache(maxsize=8)
def _area_names(lexicon: Lexicon) -> re.Pattern[str]:
    return re.compile(lexicon.union("places.area"))


@lru_cache(maxsize=8)
def _not_after(lexicon: Lexicon) -> re.Pattern[str]:
    return re.compile(lexicon.union("places.not_after"))
