"""Offices of Party and state, people's organisations, and bodies that are definite by their own name."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from kexie_extract.extraction.entities import gates
from kexie_extract.extraction.entities.scene import Candidate, Scene
from kexie_extract.lexicon import Lexicon
from kexie_extract.text.han import is_han
from kexie_extract.text.patterns import compiled

_ORGAN_REACH = 24  # characters of an organ's name
_LIST_REACH = 20  # characters of a class in a list
_UNKNOWN_PLACE = 2  # characters of a place name before 县, 镇 … that is in no list: 云溪县, 古桥镇


def find(scene: Scene) -> Iterator[Candidate]:
    """Offices with their level and their region: 市委宣传部, 青川市科技局, 省、市科协."""
    if gates.holds_any(scene.lexicon, "organizations.office", "organizations.definite").isdisjoint(scene.held):
        return
    yield from _organs(scene)
    for gated in _patterns(scene.lexicon):
        if gated.holds.isdisjoint(scene.held):
            continue
        for first, last in gated.spans(scene.text):
            start = _with_ahead(scene, _with_region(scene, first))
            if of_class(scene, start) or _of_levels(scene, start) or _in_class_list(scene, start):
                continue
            end = _with_tail(scene, last)
            yield Candidate(start, end, "organization", gated.rule, 1 if start < first else 0)


class Words(NamedTuple):
    """The words of organizations.toml that tell levels and classes.

    Attributes:
        levels: characters of the levels of administration.
        kinds: words that with a level are the name of a kind of division, 自治.
        within: of the levels, those that no place's own name holds, as that of 泰州市 holds 州.
        our: characters that make a level this document's own: 全市, 我县.
        not_level: characters that make a level part of another word: 城市.
        each: words before a class of bodies.
        class_list: a list of classes that the text before ends with.
        level_list: a list of levels that the text before ends with.
        together: two levels that run together, at the second.
        national: words of the state before an office, 国家.
        ahead: words before a committee that are part of its name, 中共.
    """

    levels: frozenset[str]
    kinds: frozenset[str]
    within: frozenset[str]
    our: frozenset[str]
    not_level: frozenset[str]
    each: tuple[str, ...]
    class_list: re.Pattern[str]
    level_list: re.Pattern[str]
    together: re.Pattern[str]
    national: tuple[str, ...]
    ahead: tuple[str, ...]


@lru_cache(maxsize=8)
def words(lexicon: Lexicon) -> Words:
    """These words of a lexicon."""

    def one(rule: str) -> re.Pattern[str]:
        return compiled(lexicon.rule(f"organizations.{rule}").expression)

    return Words(
        frozenset(lexicon.rule("organizations.level.level").words),
        frozenset(lexicon.rule("organizations.level.kind").words),
        frozenset(lexicon.rule("organizations.level.within").words),
        frozenset(lexicon.rule("organizations.not_level.our").words),
        frozenset(lexicon.words("organizations.not_level")),
        lexicon.words("organizations.each"),
        one("class_list.each"),
        one("class_list.levels"),
        one("levels_together.levels"),
        lexicon.words("organizations.national"),
        lexicon.words("organizations.ahead"),
    )


def _organs(scene: Scene) -> Iterator[Candidate]:
    """Organs of divisions whose full name hides the level in another word: 房山区人民政府, 盐城市委."""
    organs = [gated for gated in _of_divisions(scene.lexicon) if not gated.holds.isdisjoint(scene.held)]
    for hit in scene.regions if organs else ():
        level = hit.end - 1
        if scene.text[level] not in words(scene.lexicon).levels:
            continue
        named = scene.text[level : level + _ORGAN_REACH]  # cut, so that no pattern looks behind
        for gated in organs:
            if found := gated.pattern.match(named):
                start = _with_ahead(scene, scene.before_regions(hit.end))
                yield Candidate(start, _with_tail(scene, level + found.end()), "organization", gated.rule, 1)


@lru_cache(maxsize=8)
def _of_divisions(lexicon: Lexicon) -> tuple[gates.Gated, ...]:
    rules = lexicon.rules("organizations.office")
    return tuple(gates.gated(rule) for rule in rules if rule.data.get("after_division"))


def of_class(scene: Scene, start: int) -> bool:
    """Whether 各, 每 … stands right before: 各银行, 各州、市人民政府 are no bodies."""
    return scene.text.endswith(words(scene.lexicon).each, 0, start)


def _in_class_list(scene: Scene, start: int) -> bool:
    """Whether an office goes on a list of classes: 各市（地）残联、教育局; 各市、盟、旗科协."""
    if words(scene.lexicon).level_list.search(scene.text, max(0, start - _LIST_REACH), start):
        return True
    if scene.text[start] in words(scene.lexicon).levels or not scene.text.endswith(("、", "）"), 0, start):
        return False
    return bool(words(scene.lexicon).class_list.search(scene.text, max(0, start - _LIST_REACH), start))


def _of_levels(scene: Scene, start: int) -> bool:
    """Whether two levels run together: 市县科协 are the associations of all cities and counties."""
    return bool(words(scene.lexicon).together.match(scene.text, start))


@lru_cache(maxsize=8)
def _patterns(lexicon: Lexicon) -> tuple[gates.Gated, ...]:
    return tuple(map(gates.gated, (*lexicon.rules("organizations.office"), *lexicon.rules("organizations.definite"))))


@lru_cache(maxsize=8)
def tails(lexicon: Lexicon) -> re.Pattern[str]:
    """What goes on from a body's name."""
    return compiled(lexicon.union("organizations.tail"))


def _with_tail(scene: Scene, end: int) -> int:
    found = tails(scene.lexicon).match(scene.text, end)
    return found.end() if found else end


def _with_region(scene: Scene, start: int) -> int:
    """The start of the office's name with the level character and the divisions before it."""
    text, levels = scene.text, words(scene.lexicon).levels
    if text[start] not in levels and start and text[start - 1] in levels and not _of_all(scene, start - 1):
        start -= 1
    if text[start] in levels:
        whole = scene.before_regions(start + 1)
        if whole <= start:
            return scene.before_regions(whole)
        if (place := _unknown_place(scene, start)) is not None:
            return place
        return _coordinated(scene, start)
    for word in words(scene.lexicon).national:
        if text.endswith(word, 0, start):
            return start - len(word)
    return scene.before_regions(start)


def _with_ahead(scene: Scene, start: int) -> int:
    """The start with 中共, 共青团 before it."""
    return start - next((len(word) for word in words(scene.lexicon).ahead if scene.text.endswith(word, 0, start)), 0)


def _of_all(scene: Scene, at: int) -> bool:
    """Whether the level character belongs to 全市, 城市 and the like."""
    return at > 0 and scene.text[at - 1] in words(scene.lexicon).not_level


def _unknown_place(scene: Scene, start: int) -> int | None:
    """The start of a place name that no list has, where a boundary stands right before it."""
    first = start - _UNKNOWN_PLACE
    if scene.text[start] in "省" or first < 0 or scene.limit(start) != first:
        return None
    name = scene.text[first:start]
    return first if all(map(is_han, name)) and not made_of_words(scene, first, start) else None


def made_of_words(scene: Scene, first: int, level: int) -> bool:
    """Whether what stands before a level is no name of a place: 明确镇科协, 征求区政府, 县委县政府."""
    text = scene.text
    if text[first:level] in words(scene.lexicon).kinds:
        return False
    pairs = [text[at : at + 2] for at in range(first, level - 1)]
    divided = not words(scene.lexicon).within.isdisjoint(text[first:level])
    return divided or not verbs(scene.lexicon).isdisjoint(pairs)


@lru_cache(maxsize=4)
def verbs(lexicon: Lexicon) -> frozenset[str]:
    """Verbs of two characters that the rules of objects know."""
    tables = ("verbs.dictionary", "objects.verb", "objects.stop", "objects.lead", "objects.movement")
    return frozenset(word for table in tables for word in lexicon.words(table) if len(word) == _UNKNOWN_PLACE)


def _coordinated(scene: Scene, start: int) -> int:
    """省、市科协 and 省市科协 are one: the first level cannot stand alone."""
    text, levels = scene.text, words(scene.lexicon).levels
    if start >= 2 and text[start - 1] == "、" and text[start - 2] in levels and scene.limit(start - 2) == start - 2:
        return start - 2
    if start and text[start - 1] == "省" and scene.limit(start - 1) == start - 1:
        return start - 1
    return start
