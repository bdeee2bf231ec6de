"""Offices of Party and state, people's organisations, and bodies that are definite by their own name."""

import re
from collections.abc import Iterator
from functools import lru_cache

from kexie_extract.extraction.entities import gates
from kexie_extract.extraction.entities.scene import Candidate, Scene
from kexie_extract.lexicon import Lexicon
from kexie_extract.text.han import is_han
from kexie_extract.text.patterns import compiled

_LEVELS = "省市县区州旗镇乡"
_EACH = ("各", "每", "某", "该")
_EVERY = ("各省", "各市", "各县", "各区", "各州", "各镇", "各乡", "各级", "各类", "有关", "相关", "多家", "所属")
_NOT_LEVEL = "全我本各城超上都社园地辖校景灾山牧开新"
_CLASS_LIST = compiled(r"(?:\A|[，；：\s])各[^，。；：、和及]{1,18}、\Z")
_UNKNOWN_PLACE = 2  # characters of a place name before 县, 镇 … that is in no list: 云溪县, 古桥镇


def find(scene: Scene) -> Iterator[Candidate]:
    """Offices with their level and their region: 市委宣传部, 青川市科技局, 省、市科协."""
    if gates.holds_any(scene.lexicon, "organizations.office", "organizations.definite").isdisjoint(scene.held):
        return
    for gated in _patterns(scene.lexicon):
        if gated.holds.isdisjoint(scene.held):
            continue
        for first, last in gated.spans(scene.text):
            start = _with_region(scene, first)
            if of_class(scene.text, start) or _of_levels(scene.text, start) or _in_class_list(scene.text, start):
                continue
            end = _with_tail(scene, last)
            yield Candidate(start, end, "organization", gated.rule, 1 if start < first else 0)


def of_class(text: str, start: int) -> bool:
    """Whether 各, 每 … stands right before: 各银行, 各州、市人民政府 are no bodies."""
    return text[max(0, start - 1) : start] in _EACH or text[max(0, start - 2) : start] in _EVERY


def _in_class_list(text: str, start: int) -> bool:
    """Whether a bare office goes on a list of classes: 各市（地）残联、教育局."""
    if text[start] in _LEVELS or text[max(0, start - 1) : start] != "、":
        return False
    return bool(_CLASS_LIST.search(text, max(0, start - 20), start))


def _of_levels(text: str, start: int) -> bool:
    """Whether two levels run together: 市县科协 are the associations of all cities and counties."""
    return text[start] in "县区镇乡" and text[max(0, start - 1) : start] in ("市", "县", "区", "镇")


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
    text = scene.text
    if text[start] not in _LEVELS and start and text[start - 1] in _LEVELS and not _of_all(text, start - 1):
        start -= 1
    if text[start] in _LEVELS:
        whole = scene.before_regions(start + 1)
        if whole <= start:
            return scene.before_regions(whole)
        if (place := _unknown_place(scene, start)) is not None:
            return place
        return _coordinated(scene, start)
    if start >= 2 and scene.text.startswith("国家", start - 2):
        return start - 2
    return scene.before_regions(start)


def _of_all(text: str, at: int) -> bool:
    """Whether the level character belongs to 全市, 城市 and the like."""
    return at > 0 and text[at - 1] in _NOT_LEVEL


def _unknown_place(scene: Scene, start: int) -> int | None:
    """The start of a place name that no list has, where a boundary stands right before it."""
    first = start - _UNKNOWN_PLACE
    if scene.text[start] in "省" or first < 0 or scene.limit(start) != first:
        return None
    return first if all(map(is_han, scene.text[first:start])) else None


def _coordinated(scene: Scene, start: int) -> int:
    """省、市科协 and 省市科协 are one: the first level cannot stand alone."""
    text = scene.text
    if start >= 2 and text[start - 1] == "、" and text[start - 2] in _LEVELS and scene.limit(start - 2) == start - 2:
        return start - 2
    if start and text[start - 1] == "省" and scene.limit(start - 1) == start - 1:
        return start - 1
    return start
