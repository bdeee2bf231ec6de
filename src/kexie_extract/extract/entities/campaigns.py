"""Unmarked names: days and festivals, contests, conferences with an edition, …工程 and …计划 as objects."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from kexie_extract.extract.entities.scene import Candidate, Scene
from kexie_extract.lexicon import Lexicon

_SHORTEST_PROGRAM = 4
_LONGEST_PROGRAM = 18
_EDITION_REACH = 8
_INNER_EDITION = re.compile(r"第[一二三四五六七八九十百\d]{1,4}届|首届")


class _Campaign(NamedTuple):
    """A kind of unmarked name; `needs` says what makes it one (`edition`, `modifier`, or nothing)."""

    rule: str
    pattern: re.Pattern[str]
    needs: str


def find(scene: Scene) -> Iterator[Candidate]:
    """Unmarked activities with the edition, year and division that touch them."""
    for campaign in _campaigns(scene.lexicon):
        for hit in campaign.pattern.finditer(scene.text):
            if candidate := _campaign(scene, campaign, hit):
                yield candidate
    yield from _programs(scene)


@lru_cache(maxsize=8)
def _campaigns(lexicon: Lexicon) -> tuple[_Campaign, ...]:
    rules = lexicon.rules("activities.campaign")
    return tuple(_Campaign(rule.id, re.compile(rule.expression), rule.data.get("needs", "")) for rule in rules)


@lru_cache(maxsize=8)
def _edition(lexicon: Lexicon) -> re.Pattern[str]:
    return re.compile(lexicon.rule("activities.edition.before").expression)


def _campaign(scene: Scene, campaign: _Campaign, hit: re.Match[str]) -> Candidate | None:
    """The name from its boundary on, with what touches it; None for a class."""
    start = max(hit.start(), scene.limit(hit.end() - 2))
    whole, edition = _with_edition(scene, start)
    name = scene.text[start : hit.end()]
    inner = _INNER_EDITION.search(name)
    if campaign.needs == "edition" and not (edition or inner):
        return None
    if campaign.needs and not edition and not inner and len(name) < _SHORTEST_PROGRAM + 2:
        return None
    if len(name) <= 2:
        return None
    return Candidate(whole, hit.end(), "activity", campaign.rule, 0)


def _with_edition(scene: Scene, start: int) -> tuple[int, bool]:
    """The start with edition, year and divisions before it, and whether there was an edition or year."""
    stated = False
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
    for hit in _program(scene.lexicon).finditer(scene.text):
        limit = scene.limit(hit.start())
        stem = scene.text[limit : hit.start()]
        if not _SHORTEST_PROGRAM <= len(stem) + len(hit[0]) - 2 <= _LONGEST_PROGRAM or len(stem) < 2:
            continue
        if not _verb(scene.lexicon).search(scene.text[max(0, limit - 4) : limit]):
            continue
        if _class(scene.lexicon).search(stem):
            continue
        yield Candidate(limit, hit.end(), "activity", "activities.program.object", 0)


@lru_cache(maxsize=8)
def _program(lexicon: Lexicon) -> re.Pattern[str]:
    return re.compile(lexicon.union("activities.program"))


@lru_cache(maxsize=8)
def _verb(lexicon: Lexicon) -> re.Pattern[str]:
    return re.compile(f"(?:{lexicon.union('activities.program_verb')})\\Z")


@lru_cache(maxsize=8)
def _class(lexicon: Lexicon) -> re.Pattern[str]:
    return re.compile(lexicon.union("activities.not_program"))
