"""Geographic names: divisions, chains (古桥镇七星村), named zones, memorials, areas and countries."""

import re
from collections.abc import Iterator
from functools import lru_cache, partial
from typing import NamedTuple

from kexie_extract.extraction.entities import gates
from kexie_extract.extraction.entities.offices import made_of_words, verbs, words
from kexie_extract.extraction.entities.scene import Candidate, Scene
from kexie_extract.lexicon import Lexicon
from kexie_extract.lexicon.joints import is_word
from kexie_extract.lexicon.regions import Found, regions
from kexie_extract.text.han import with_han
from kexie_extract.text.patterns import compiled

_LONGEST_STEM = 8
_SETTLEMENT_STEM = 3
_REACH = 20  # characters that a place's stem with its division can have
_OFTEN = 3  # a county's short name that a document has so often is meant
_SHORTEST_STEM = 2
_TOWNS = ("places.suffix.settlement", "places.suffix.village", "places.suffix.pasture")
_MARKET_TOWN = "集镇"
_SITE = "places.suffix.site"
_FOREIGN_STEM = 3
_LONG_FOREIGN_STEM = 4  # characters in which two of them can be a word by chance
_NEW_STEM = (2, 3)  # characters of a division's name that no list has
_HAN = compiled(with_han("[一-鿿]+"))
_LONGEST_IN_WORDS = 3  # characters of a division's name that can stand across words by chance


class _Suffix(NamedTuple):
    """A kind of place; `needs`: `boundary` before its stem, `chain` or `region`: another place before it, `district`: a
    division right before its stem.
    """

    rule: str
    pattern: re.Pattern[str]
    needs: str
    holds: frozenset[str]


def find(scene: Scene) -> Iterator[Candidate]:
    """Places, the longest name each, chains as one."""
    new = [*_unlisted(scene)]
    links = sorted({*_divisions(scene), *_areas(scene), *_suffixed(scene, new), *new})
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
        if not _not_after(scene.lexicon).match(scene.text, hit.end) and (name := _whole(scene, hit)):
            yield name.start, name.end, "places.division"


def _whole(scene: Scene, hit: Found) -> Found | None:
    """The division's name where it is no part of other words: 其中山区 holds no 中山区, 上海市场 only 上海.

    A document that has it in full somewhere means it by its short name too.
    """
    if not _sure(scene, hit):
        return None
    length = hit.end - hit.start
    if length == _LONGEST_IN_WORDS and _word_after(scene.lexicon).match(scene.text, hit.end - 1):
        short = regions().named(scene.text[hit.start : hit.end - 1])
        return Found(hit.start, hit.end - 1, short) if short else None
    if length > _LONGEST_IN_WORDS or hit.divisions[0].level == "province" or hit.start in scene.region_ends:
        return hit
    if scene.limit(hit.start) == hit.start or _in_full(scene, hit):
        return hit
    return None if scene.crossed(hit.start, hit.end) else hit


def _in_full(scene: Scene, hit: Found) -> bool:
    """Whether the document has the full name of a division that stands by its short one."""
    name = scene.text[hit.start : hit.end]
    return any(division.name != name and division.name in scene.names for division in hit.divisions)


def _sure(scene: Scene, hit: Found) -> bool:
    """Whether a two-character name stands for a division: 重大新 holds no 大新, 朝阳产业 no 朝阳.

    A county's name does at a boundary, after another division, or where the document has it often or in full; one that
    is also a common word only in full, in a list of divisions or as the place of a verb.
    """
    if hit.end - hit.start > _SHORTEST_STEM:
        return True
    name = scene.text[hit.start : hit.end]
    linked = hit.start in scene.region_ends or _in_full(scene, hit)
    if name in _common_words(scene.lexicon):
        return linked or _listed(scene, hit) or _as_place(scene, hit)
    division = hit.divisions[0]
    if division.level == "county" or division.name.endswith("州"):
        return linked or scene.limit(hit.start) == hit.start or scene.names[name] >= _OFTEN
    return True


def _listed(scene: Scene, hit: Found) -> bool:
    """Whether another division stands beside it in a list."""
    text = scene.text
    before = text[hit.start - 1 : hit.start] == "、" and hit.start - 1 in scene.region_ends
    return before or (text[hit.end : hit.end + 1] == "、" and regions().at(text, hit.end + 1) is not None)


def _as_place(scene: Scene, hit: Found) -> bool:
    """Whether a verb of place stands before it and its words end with it: 赴朝阳调研."""
    if not _place_before(scene.lexicon).search(scene.text[max(0, hit.start - 3) : hit.start]):
        return False
    return bool(_place_after(scene.lexicon).match(scene.text, hit.end))


def _better(scene: Scene, hit: Found) -> Found:
    """Of two short names that overlap (创新泰… ), the one that the document has more often."""
    first = scene.text[hit.start : hit.end]
    other = regions().at(scene.text, hit.end - 1) if hit.divisions[0].name != first else None
    if not other:
        return hit
    second = scene.text[other.start : other.end]
    return other if scene.names[second] > scene.names[first] or len(second) > len(first) else hit


def _unlisted(scene: Scene) -> Iterator[tuple[int, int, str]]:
    """云溪县, 青川市: divisions that no list has, where the document uses the name again or nothing else follows."""
    for start, end in unlisted(scene):
        before = _place_before(scene.lexicon).search(scene.text[max(0, start - 3) : start])
        placed = before and _place_after(scene.lexicon).match(scene.text, end)
        if scene.names[scene.text[start:end]] > 1 or start == 0 or placed or _town(scene, end):
            yield start, end, "places.division.unlisted"


def _town(scene: Scene, end: int) -> bool:
    """Whether a town's name follows: 云溪县清水镇."""
    return bool(_town_name(scene.lexicon).match(scene.text, end))


def unlisted(scene: Scene) -> list[tuple[int, int]]:
    """Names of two or three characters before 市, 县 … at a boundary, which are in no list."""
    if scene.unlisted is None:
        new = _new_division(scene.lexicon)
        scene.unlisted = [] if new.holds.isdisjoint(scene.held) else [*_new_names(scene, new)]
    return scene.unlisted


def _new_names(scene: Scene, new: gates.Gated) -> Iterator[tuple[int, int]]:
    for level in new.pattern.finditer(scene.text):
        start = scene.limit(level.start())
        stem = scene.text[start : level.start()]
        if len(stem) not in _NEW_STEM or level.end() in scene.region_ends or not _HAN.fullmatch(stem):
            continue
        if made_of_words(scene, start, level.start()):
            continue
        if not _generic(scene.lexicon).search(stem) and not _not_new(scene.lexicon).search(stem):
            yield start, level.end()


def _areas(scene: Scene) -> Iterator[tuple[int, int, str]]:
    for start, end in scene.areas:
        if not _not_after(scene.lexicon).match(scene.text, end):
            yield start, end, "places.area"


def _suffixed(scene: Scene, new: list[tuple[int, int, str]]) -> Iterator[tuple[int, int, str]]:
    """Names that end as places do; the stem begins after a division, listed or new, another place or a boundary."""
    if not (hits := _hits(scene)):
        return
    previous = -1
    sure = {hit.end for hit in scene.regions if _sure(scene, hit)} | {end for _, end, _ in new}
    for kind, found in hits:
        first = max(scene.limit(found.start()), previous, found.start() - _REACH)
        last = found.start() - (_SHORTEST_STEM if kind.rule in _TOWNS else 0)  # 凌云 of 凌云乡 is the town's own name
        after = [end for end in range(first + 1, last + 1) if end in sure]
        anchor = max(after, default=first)
        chained = bool(after) or anchor == previous or _in_list(scene, anchor, found, previous)
        if kind.needs == "boundary":
            anchor = _before_site(scene, anchor, found.start(), sure)
        stem = scene.text[anchor : found.start()]
        named = kind.needs == "region" and not chained and _named_in_full(scene, stem)
        if named or _is_foreign(scene, stem) or (anchor == previous and _goes_on(scene, kind, anchor, stem)):
            yield anchor, found.end(), kind.rule
            previous = found.end()
            continue
        if kind.needs != "boundary" and not (chained or _visited(scene, anchor, found)):
            continue
        if kind.needs == "district" and not (after and _HAN.fullmatch(stem)):
            continue
        shortest = 0 if after and kind.needs == "region" else _SHORTEST_STEM
        longest = _LONGEST_STEM if kind.needs == "region" or kind.rule == _SITE else _SETTLEMENT_STEM
        if shortest <= len(stem) <= longest and not _is_class(scene, stem, found[0], placed=bool(after)):
            yield anchor, found.end(), kind.rule
            previous = found.end()


def _named_in_full(scene: Scene, stem: str) -> bool:
    """Whether a stem is a division's name that is short for it only here, since it is a word too: 天水高新区."""
    levels = words(scene.lexicon).levels
    return len(stem) == _SHORTEST_STEM and any(regions().named(stem + level) for level in levels)


def _visited(scene: Scene, start: int, found: re.Match[str]) -> bool:
    """Whether a village's name, no words, is the place of a verb: 来到青洼村，."""
    text = scene.text
    if not _place_before(scene.lexicon).search(text[max(0, start - 3) : start]):
        return False
    phrase = any(is_word(text[at : at + 2]) for at in range(start, found.start() - 1))
    return not phrase and bool(_place_after(scene.lexicon).match(text, found.end()))


def _is_foreign(scene: Scene, stem: str) -> bool:
    """Whether a stem is written by syllables, as Mongolian and Uygur names are: 托克勒热克乡."""
    if not _FOREIGN_STEM <= len(stem) <= _LONGEST_STEM or not _syllables(scene.lexicon).fullmatch(stem):
        return False
    return sum(is_word(stem[at : at + 2]) for at in range(len(stem) - 1)) <= len(stem) // _LONG_FOREIGN_STEM


def _goes_on(scene: Scene, kind: _Suffix, anchor: int, stem: str) -> bool:
    """Whether nothing, or a village's number, stands between a place and the suffix: 友谊路 + 社区, 古桥乡 + 1 + 村."""
    named = kind.rule == _SITE or scene.text[anchor - 1] in _streets(scene.lexicon)
    return stem.isdigit() or (not stem and named)


@lru_cache(maxsize=8)
def _syllables(lexicon: Lexicon) -> re.Pattern[str]:
    return compiled(lexicon.rule("persons.syllables.run").expression)


@lru_cache(maxsize=8)
def _streets(lexicon: Lexicon) -> tuple[str, ...]:
    return lexicon.words("places.street")


def _before_site(scene: Scene, anchor: int, end: int, sure: set[int]) -> int:
    """The start of a stem: after a leading verb; a division is in the name with what is too short alone (望江路)."""
    if end - anchor < _SHORTEST_STEM and anchor in sure:
        return scene.region_ends.get(anchor, anchor)
    lead = _lead(scene.lexicon).match(scene.text, anchor, end)
    return lead.end() if lead else anchor


@lru_cache(maxsize=8)
def _lead(lexicon: Lexicon) -> re.Pattern[str]:
    return compiled("|".join(sorted(lexicon.words("places.lead"), key=len, reverse=True)))


def _in_list(scene: Scene, anchor: int, found: re.Match[str], previous: int) -> bool:
    """Whether places stand on both sides of a 、, or 等15个村 follows: 五峰村、前黄村等15个村."""
    text = scene.text
    if anchor and text[anchor - 1] == "、" and previous == anchor - 1:
        return True
    return bool(_list(scene.lexicon).match(text, found.end()))


@lru_cache(maxsize=8)
def _list(lexicon: Lexicon) -> re.Pattern[str]:
    return compiled(lexicon.union("places.list"))


def _is_class(scene: Scene, stem: str, suffix: str, *, placed: bool) -> bool:
    """Whether stem and suffix are a class (示范社区), run together to a word (改善农村) or are no name (明确镇).

    With a division before it, 陈青集镇 is a name and 集镇 no word.
    """
    if len(stem) > _SHORTEST_STEM and stem.endswith(_streets(scene.lexicon)):
        return False
    joined = stem[-1:] + suffix[:1]
    market = placed and joined == _MARKET_TOWN and len(stem) > _SHORTEST_STEM
    if _generic(scene.lexicon).search(stem) or (_word(scene.lexicon).search(joined) and not market):
        return True
    return not placed and len(stem) == _SHORTEST_STEM and stem in verbs(scene.lexicon)


@lru_cache(maxsize=8)
def _common_words(lexicon: Lexicon) -> frozenset[str]:
    return frozenset(lexicon.words("places.common_word"))


@lru_cache(maxsize=8)
def _place_before(lexicon: Lexicon) -> re.Pattern[str]:
    return compiled(f"(?:{lexicon.union('places.before')})\\Z")


@lru_cache(maxsize=8)
def _place_after(lexicon: Lexicon) -> re.Pattern[str]:
    return compiled(lexicon.union("places.after"))


@lru_cache(maxsize=8)
def _word_after(lexicon: Lexicon) -> re.Pattern[str]:
    return compiled(lexicon.union("places.word_after"))


@lru_cache(maxsize=8)
def _town_name(lexicon: Lexicon) -> re.Pattern[str]:
    return compiled(lexicon.union("places.town"))


@lru_cache(maxsize=8)
def _new_division(lexicon: Lexicon) -> gates.Gated:
    return gates.union(lexicon, "places.new_division")


@lru_cache(maxsize=8)
def _not_new(lexicon: Lexicon) -> re.Pattern[str]:
    return compiled(lexicon.union("places.not_new"))


@lru_cache(maxsize=8)
def _word(lexicon: Lexicon) -> re.Pattern[str]:
    return compiled(lexicon.union("places.word"))


def _hits(scene: Scene) -> list[tuple[_Suffix, re.Match[str]]]:
    if gates.holds_any(scene.lexicon, "places.suffix").isdisjoint(scene.held):
        return []
    hits = [
        (kind, found)
        for kind in _suffixes(scene.lexicon)
        if not kind.holds.isdisjoint(scene.held)
        for found in kind.pattern.finditer(scene.text)
    ]
    return sorted(hits, key=lambda hit: hit[1].start())


@lru_cache(maxsize=8)
def _suffixes(lexicon: Lexicon) -> tuple[_Suffix, ...]:
    rules = lexicon.rules("places.suffix")
    return tuple(_Suffix(rule.id, compiled(rule.expression), rule.data["needs"], gates.holds([rule])) for rule in rules)


@lru_cache(maxsize=8)
def _generic(lexicon: Lexicon) -> re.Pattern[str]:
    return compiled(lexicon.union("places.generic"))


@lru_cache(maxsize=8)
def _not_after(lexicon: Lexicon) -> re.Pattern[str]:
    return compiled(lexicon.union("places.not_after"))
