"""Named bodies: companies, universities, hospitals, associations … by suffix, with the left edge by mechanism."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from kexie_extract.extraction.entities.gates import holds, holds_any
from kexie_extract.extraction.entities.offices import made_of_words, of_class, tails, words
from kexie_extract.extraction.entities.scene import Candidate, Scene
from kexie_extract.lexicon import Lexicon
from kexie_extract.lexicon.regions import regions
from kexie_extract.text.patterns import compiled

_VERB_REACH = 4
_SHORTEST_STEM = 2
_SHORTEST_PROPER = 3
_LONGEST_STEM = 12
_LONGEST_WITH_ANCHOR = 30
_HAN = compiled(r"[一-鿿（）A-Za-z0-9·\-&]+\Z")


class _Suffix(NamedTuple):
    """A kind of body.

    Attributes:
        rule: id of the lexicon entry.
        pattern: the suffix.
        needs: `proper`, `name`: a stem of its own; `own`: a stem beside its division; `region`: a division, a level,
            中国 or another body before it.
        holds: every match has one of these characters.
        joined: a conjunction can be in its name.
    """

    rule: str
    pattern: re.Pattern[str]
    needs: str
    holds: frozenset[str]
    joined: bool


def find(scene: Scene) -> list[Candidate]:
    """Bodies with a proper or definite name, the longest name each."""
    if holds_any(scene.lexicon, "organizations.suffix").isdisjoint(scene.held):
        return []
    found = [
        candidate
        for suffix in _suffixes(scene.lexicon)
        if not suffix.holds.isdisjoint(scene.held)
        for hit in suffix.pattern.finditer(scene.text)
        if (candidate := _named(scene, suffix, hit))
    ]
    return [*found, *_shared_heads(scene, found)] if found else found


@lru_cache(maxsize=8)
def _suffixes(lexicon: Lexicon) -> tuple[_Suffix, ...]:
    rules = lexicon.rules("organizations.suffix")
    return tuple(
        _Suffix(rule.id, compiled(rule.expression), rule.data["needs"], holds([rule]), bool(rule.data.get("joined")))
        for rule in rules
    )


@lru_cache(maxsize=8)
def _generic(lexicon: Lexicon) -> re.Pattern[str]:
    return compiled(lexicon.union("organizations.generic"))


@lru_cache(maxsize=32)
def _rule(lexicon: Lexicon, rule: str) -> re.Pattern[str]:
    return compiled(lexicon.rule(f"organizations.{rule}").expression)


@lru_cache(maxsize=8)
def _place_ahead(lexicon: Lexicon) -> re.Pattern[str]:
    return compiled(lexicon.union("organizations.place_ahead"))


@lru_cache(maxsize=8)
def _any_suffix(lexicon: Lexicon) -> re.Pattern[str]:
    return compiled(lexicon.union("organizations.suffix"))


def _named(scene: Scene, suffix: _Suffix, hit: re.Match[str]) -> Candidate | None:
    """The body whose suffix was hit, None where its name is no proper one."""
    limit = max(_limit(scene, suffix, hit.start()), hit.start() - _LONGEST_WITH_ANCHOR)
    start = _start(scene, limit, hit.start())
    stem = scene.text[start : hit.start()]
    anchored = _is_anchored(scene, start, limit, hit.start())
    if of_class(scene, start) or not _proper(scene, suffix, stem, anchored, hit[0]):
        return None
    tail = tails(scene.lexicon).match(scene.text, hit.end())
    return Candidate(start, tail.end() if tail else hit.end(), "organization", suffix.rule, 0)


def _limit(scene: Scene, suffix: _Suffix, at: int) -> int:
    """Where the name can begin.

    A verb that touches the suffix is in it after a division (云溪县农业技术推广中心). So is a conjunction where what
    stands after it is too short (云溪新和成公司), or what stands before it goes on from a body.
    """
    limit = scene.limit(at)
    if limit < at and scene.text.startswith(_joints(scene.lexicon), limit - 1):
        before = scene.limit(limit - 1)
        if limit - before > _LONGEST_WITH_ANCHOR:
            return limit
        head = scene.text[before : limit - 1]
        bodies = [found.end() for found in _any_suffix(scene.lexicon).finditer(head)]
        short = not bodies and at - limit < _SHORTEST_STEM and scene.begins_with_place(before)
        goes_on = bool(bodies) and bodies[0] > _SHORTEST_STEM and bodies[-1] + 1 < len(head)
        return before if short or (suffix.joined and goes_on) else limit
    verb = limit == at and _inner_verb(scene.lexicon).search(scene.text, max(0, at - _VERB_REACH), at)
    if not verb:
        return limit
    before = scene.limit(at - 1)
    placed = scene.anchor(before, verb.start()) is not None
    return before if placed or _after_place(scene, before, verb.start()) else limit


def _without_joints(scene: Scene, stem: str) -> str:
    """The stem without the conjunctions that `_limit` found to be part of it."""
    for joint in _joints(scene.lexicon) if len(stem) > _SHORTEST_STEM else ():
        stem = stem.replace(joint, "")
    return stem


@lru_cache(maxsize=8)
def _joints(lexicon: Lexicon) -> tuple[str, ...]:
    return lexicon.words("organizations.inner_joint")


@lru_cache(maxsize=8)
def _inner_verb(lexicon: Lexicon) -> re.Pattern[str]:
    return compiled(f"(?:{lexicon.union('organizations.inner_verb')})\\Z")


def _start(scene: Scene, limit: int, end: int) -> int:
    """Where the name begins: at the first division or 中国, unless another body's name runs up to that."""
    anchor = scene.anchor(limit, end)
    if anchor is None or anchor == limit:
        return limit
    gap = scene.text[limit:anchor]
    body = _any_suffix(scene.lexicon).search(gap)
    return limit if body and body.end() == len(gap) and body.start() >= _SHORTEST_STEM else anchor


def _is_anchored(scene: Scene, start: int, limit: int, end: int) -> bool:
    """Whether the name begins with a division, with 中国 …, with a level (市中医学会), or with 古桥镇."""
    if scene.anchor(limit, end) is not None:
        return True
    text, known = scene.text, words(scene.lexicon)
    if text[start] in known.levels and end - start > 1 and not (start and text[start - 1] in known.our):
        return True
    if _after_place(scene, start, end):
        return True
    body = _any_suffix(scene.lexicon).search(text, start, end)
    return body is not None and body.start() - start >= _SHORTEST_STEM


def _after_place(scene: Scene, start: int, end: int) -> bool:
    """Whether the name of a place that no list has stands at an offset: 古桥镇."""
    found = _place_ahead(scene.lexicon).match(scene.text, start, end)
    if not found:
        return False
    level = found.end() - 1
    short = level - start <= _SHORTEST_PROPER and scene.text[level] in words(scene.lexicon).levels
    return not (short and made_of_words(scene, start, level))


def _proper(scene: Scene, suffix: _Suffix, stem: str, anchored: bool, tail: str) -> bool:
    """Whether stem and suffix make a proper name and no class."""
    if not stem or not _HAN.match(stem) or stem.count("（") != stem.count("）"):
        return False
    if suffix.needs == "region" and (not anchored or _rule(scene.lexicon, "wide.word").match(stem)):
        return False
    if _generic(scene.lexicon).search(_without_joints(scene, stem)):
        return False
    if anchored and suffix.needs == "own" and _only_region(scene, stem):
        return False
    if anchored:
        return len(stem) <= _LONGEST_WITH_ANCHOR
    if _rule(scene.lexicon, "weak_suffix.company").search(tail):
        return False
    shortest = _SHORTEST_STEM if suffix.needs == "name" else _SHORTEST_PROPER
    return shortest <= len(stem) <= _LONGEST_STEM


def _only_region(scene: Scene, stem: str) -> bool:
    """Whether nothing but a division or a level stands before the suffix: 上海市学会 is a class."""
    known = stem in words(scene.lexicon).levels or bool(regions().named(stem))
    return known or bool(_rule(scene.lexicon, "country.word").match(stem))


def _shared_heads(scene: Scene, found: list[Candidate]) -> Iterator[Candidate]:
    """某促进会上海、南京分会 is one: 上海 has neither head nor tail of its own."""
    ends = {candidate.end: candidate.start for candidate in found}
    for candidate in found:
        comma = candidate.start - 1
        region = scene.region_ends.get(comma) if comma > 0 and scene.text[comma] == "、" else None
        if region is not None and region in ends:
            yield Candidate(ends[region], candidate.end, "organization", candidate.rule, 1)
