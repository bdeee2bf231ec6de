"""Unmarked names: days and festivals, contests, conferences with an edition, …工程 and …计划 as objects."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from kexie_extract.extraction.entities import gates
from kexie_extract.extraction.entities.scene import Candidate, Scene
from kexie_extract.lexicon import Lexicon
from kexie_extract.text.han import with_han
from kexie_extract.text.patterns import compiled

_SHORTEST_PROGRAM = 4
_LONGEST_PROGRAM = 18
_LONGEST_NAME = 30
_OBJECT_REACH = 22  # characters before the class noun that can hold its verb
_OBJECT = compiled(with_han("[一-鿿]+|[一-鿿]{2,}[0-9]{1,4}[一-鿿]*"))
_SHORTEST_PLACED = 6  # characters before a class noun that begin with a division: 云溪气象科技论坛
_EDITION_REACH = 8
_VERB_REACH = 4
_SHORTEST_STEM = {"modifier": 0, "long": 4, "edition": 2}  # characters before the class noun


class _Campaign(NamedTuple):
    """A kind of unmarked name.

    Attributes:
        rule: id of the lexicon entry.
        pattern: its class noun, or the whole name.
        needs: `edition` a stated edition, `long` that or a stem of some length, `modifier` any, or `whole`.
        holds: every match has one of these characters.
    """

    rule: str
    pattern: re.Pattern[str]
    needs: str
    holds: frozenset[str]


def find(scene: Scene) -> Iterator[Candidate]:
    """Unmarked activities with the edition, year and division that touch them."""
    if gates.holds_any(scene.lexicon, "activities.campaign", "activities.program").isdisjoint(scene.held):
        return
    for campaign in _campaigns(scene.lexicon):
        if campaign.holds.isdisjoint(scene.held):
            continue
        for hit in campaign.pattern.finditer(scene.text):
            if candidate := _campaign(scene, campaign, hit):
                yield _with_marks(scene, candidate)
    yield from _programs(scene)


@lru_cache(maxsize=8)
def _campaigns(lexicon: Lexicon) -> tuple[_Campaign, ...]:
    return tuple(
        _Campaign(
            rule.id,
            compiled(rule.expression),
            "whole" if rule.data.get("whole") else rule.data["needs"],
            gates.holds([rule]),
        )
        for rule in lexicon.rules("activities.campaign")
    )


@lru_cache(maxsize=8)
def _edition(lexicon: Lexicon) -> re.Pattern[str]:
    return compiled(lexicon.rule("activities.edition.before").expression)


def _campaign(scene: Scene, campaign: _Campaign, hit: re.Match[str]) -> Candidate | None:
    """The name from its boundary on, with what touches it; None for a class."""
    if campaign.needs == "whole":
        return Candidate(hit.start(), hit.end(), "activity", campaign.rule)
    limit = scene.limit(hit.start()) if campaign.needs == "modifier" else _limit(scene, hit.start())
    start = max(limit, hit.start() - _LONGEST_NAME)
    whole, edition = _with_edition(scene, start)
    stem = scene.text[start : hit.start()]
    edition = edition or bool(_rule(scene.lexicon, "edition.inside").search(stem))
    placed = len(stem) >= _SHORTEST_PLACED and scene.begins_with_place(start)
    if campaign.needs == "edition" and not edition and not placed:
        return None
    if not edition and len(stem) < _SHORTEST_STEM[campaign.needs]:
        return None
    if hit.end() - whole <= _SHORTEST_PROGRAM - 1 or _generic(scene.lexicon).search(stem):
        return None
    return Candidate(whole, hit.end(), "activity", campaign.rule)


def _with_marks(scene: Scene, name: Candidate) -> Candidate:
    """A name that marks hold alone, with them: “全国科普日”."""
    marked = scene.text.startswith(("”", '"'), name.end) and scene.text.endswith(("“", '"'), 0, name.start)
    return name._replace(start=name.start - 1, end=name.end + 1) if marked else name


def _limit(scene: Scene, at: int) -> int:
    """Where the name can begin; a verb such as 讲解 that touches the class noun is in it."""
    limit = scene.limit(at)
    inside = limit == at and _inner_verb(scene.lexicon).search(scene.text, max(0, at - _VERB_REACH), at)
    return scene.limit(at - 1) if inside else limit


@lru_cache(maxsize=8)
def _inner_verb(lexicon: Lexicon) -> re.Pattern[str]:
    return compiled(f"(?:{lexicon.union('organizations.inner_verb')})\\Z")


@lru_cache(maxsize=8)
def _generic(lexicon: Lexicon) -> re.Pattern[str]:
    return compiled(lexicon.union("activities.generic"))


def _with_edition(scene: Scene, start: int) -> tuple[int, bool]:
    """The start with edition, year and divisions before it, and whether there was an edition or year."""
    spaced = _rule(scene.lexicon, "edition.spaced").search(scene.text, max(0, start - _EDITION_REACH), start + 1)
    stated, start = bool(spaced), spaced.start() if spaced else start
    while True:
        found = _edition(scene.lexicon).search(scene.text[max(0, start - _EDITION_REACH) : start])
        if found:
            start -= found.end() - found.start()
            stated = True
            continue
        before = scene.before_regions(start)
        if before == start or not stated:
            return start, stated
        start = before


def _programs(scene: Scene) -> Iterator[Candidate]:
    """…工程, …行动, …计划 between a verb and the class noun."""
    program = _program(scene.lexicon)
    if program.holds.isdisjoint(scene.held):
        return
    for hit in program.pattern.finditer(scene.text):
        for start in (_object_start(scene, hit.start()), scene.limit(hit.start())):
            if start is not None and _is_program(scene, start, hit):
                yield Candidate(start, hit.end(), "activity", "activities.program.object", 0)
                break


def _object_start(scene: Scene, end: int) -> int | None:
    """Where the object of the last 实施, 启动, 推进, 开展 of the clause begins; it may hold verbs (素质提升行动)."""
    verbs = [*_strong_verb(scene.lexicon).finditer(scene.text, max(0, end - _OBJECT_REACH), end)]
    verb = verbs[-1] if verbs else None
    if verb is None or not _OBJECT.fullmatch(scene.text, verb.end(), end):
        return None
    return verb.end()


def _is_program(scene: Scene, start: int, hit: re.Match[str]) -> bool:
    """Whether a verb, a stem of some length that is no class, and the class noun follow one another."""
    stem = scene.text[start : hit.start()]
    shortest = _SHORTEST_PROGRAM - bool(_rule(scene.lexicon, "program_short.battle").search(hit[0]))
    if not shortest <= len(stem) + len(hit[0]) - 2 <= _LONGEST_PROGRAM or len(stem) < 2:
        return False
    if not _verb(scene.lexicon).search(scene.text[max(0, start - 4) : start]):
        return False
    return not _class(scene.lexicon).search(stem)


@lru_cache(maxsize=32)
def _rule(lexicon: Lexicon, rule: str) -> re.Pattern[str]:
    return compiled(lexicon.rule(f"activities.{rule}").expression)


@lru_cache(maxsize=8)
def _strong_verb(lexicon: Lexicon) -> re.Pattern[str]:
    return compiled(lexicon.union("activities.strong_verb"))


@lru_cache(maxsize=8)
def _program(lexicon: Lexicon) -> gates.Gated:
    return gates.union(lexicon, "activities.program")


@lru_cache(maxsize=8)
def _verb(lexicon: Lexicon) -> re.Pattern[str]:
    return compiled(f"(?:{lexicon.union('activities.program_verb')})\\Z")


@lru_cache(maxsize=8)
def _class(lexicon: Lexicon) -> re.Pattern[str]:
    return compiled(lexicon.union("activities.not_program"))
