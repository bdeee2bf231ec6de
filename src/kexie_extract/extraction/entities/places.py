"""Geographic names: divisions, chains (古桥镇七星村), named zones, memorials, areas and countries."""

import re
from collections.abc import Iterator
from functools import lru_cache, partial
from typing import NamedTuple

from kexie_extract.extraction.entities.scene import Candidate, Scene
from kexie_extract.lexicon import Lexicon
from kexie_extract.lexicon.regions import Found, regions

_LONGEST_STEM = 8
_SETTLEMENT_STEM = 3
_REACH = 20  # characters that a place's stem with its division can have
_OFTEN = 3  # a county's short name that a document has so often is meant
_SHORTEST_STEM = 2


class _Suffix(NamedTuple):
    """A kind of place; `needs`: `boundary` before its stem, `chain` or `region`: another place before it."""

    rule: str
    pattern: re.Pattern[str]
    needs: str


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
    for hit in map(partial(_better, scene), scene.regions):
        if not _not_after(scene.lexicon).match(scene.text, hit.end) and _sure(scene, hit):
            yield hit.start, hit.end, "places.division"


def _sure(scene: Scene, hit: Found) -> bool:
    """Whether a two-character county name stands for itself: 重大新 holds no 大新.

    It does at a boundary, after another division, or where the document has it often or in full.
    """
    division = hit.divisions[0]
    if hit.end - hit.start > _SHORTEST_STEM or not (division.level == "county" or division.name.endswith("州")):
        return True
    if scene.limit(hit.start) == hit.start or hit.start in scene.region_ends:
        return True
    name = scene.text[hit.start : hit.end]
    return scene.names[name] >= _OFTEN or any(scene.names[d.name] for d in hit.divisions if d.name != name)


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
    previous = -1
    sure = {hit.end for hit in scene.regions if _sure(scene, hit)}
    for kind, found in _hits(scene):
        first = max(scene.limit(found.start()), previous, found.start() - _REACH)
        after = [end for end in range(first + 1, found.start() + 1) if end in sure]
        anchor = max(after, default=first)
        chained = bool(after) or anchor == previous
        stem = scene.text[anchor : found.start()]
        if kind.needs != "boundary" and not chained:
            continue
        shortest = 0 if after and kind.needs == "region" else _SHORTEST_STEM
        longest = _LONGEST_STEM if kind.needs == "region" or kind.rule.endswith("site") else _SETTLEMENT_STEM
        if shortest <= len(stem) <= longest and not _is_class(scene, stem, found[0]):
            yield anchor, found.end(), kind.rule
            previous = found.end()


def _is_class(scene: Scene, stem: str, suffix: str) -> bool:
    """Whether stem and suffix are a class (示范社区) or run together to a word (改善农村)."""
    return bool(_generic(scene.lexicon).search(stem) or _word(scene.lexicon).search(stem[-1:] + suffix[:1]))


@lru_cache(maxsize=8)
def _word(lexicon: Lexicon) -> re.Pattern[str]:
    return re.compile(lexicon.union("places.word"))


def _hits(scene: Scene) -> list[tuple[_Suffix, re.Match[str]]]:
    hits = [(kind, found) for kind in _suffixes(scene.lexicon) for found in kind.pattern.finditer(scene.text)]
    return sorted(hits, key=lambda hit: hit[1].start())


@lru_cache(maxsize=8)
def _suffixes(lexicon: Lexicon) -> tuple[_Suffix, ...]:
    rules = lexicon.rules("places.suffix")
    return tuple(_Suffix(rule.id, re.compile(rule.expression), rule.data["needs"]) for rule in rules)


@lru_cache(maxsize=8)
def _generic(lexicon: Lexicon) -> re.Pattern[str]:
    return re.compile(lexicon.union("places.generic"))


@lru_cache(maxsize=8)
def _area_names(lexicon: Lexicon) -> re.Pattern[str]:
    return re.compile(lexicon.union("places.area"))


@lru_cache(maxsize=8)
def _not_after(lexicon: Lexicon) -> re.Pattern[str]:
    return re.compile(lexicon.union("places.not_after"))
