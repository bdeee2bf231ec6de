"""What looks like a number and is none: each veto says by which rule."""

import re
from functools import lru_cache
from typing import NamedTuple

from kexie_extract.lexicon import Lexicon
from kexie_extract.segment.forms import Marker, print_number
from kexie_extract.text.numerals import parse_numeral
from kexie_extract.text.patterns import compiled

_HAN = compiled(r" ?([一二三四五六七八九十]{1,3})")
_ARABIC = compiled(r" ?(\d{1,3})")


_BEFORE_NEXT = {
    "han_paren": ("；", "。", "，", "："),
    "arabic_paren": ("；", "。", "，", "："),
    "arabic_paren_enclosed": ("；", "。", "，", "："),
    "arabic_half": ("；", "。", "，", "："),
    "circled": ("；", "。", "，", "："),
    "arabic": ("；",),
    "arabic_comma": ("；",),
}
"""Marks before the next number of a series in one paragraph; a full stop before 2. may end a heading's own text."""


class Veto(NamedTuple):
    """A reason why a candidate is no heading.

    Attributes:
        rule: id of the rule.
        soft: it gives way where exactly this ordinal is missing from the series.
        detail: one short phrase for a reader.
    """

    rule: str
    soft: bool
    detail: str


class _Pattern(NamedTuple):
    rule: str
    pattern: re.Pattern[str]
    soft: bool
    detail: str


def veto(marker: Marker, lexicon: Lexicon) -> Veto | None:
    """The first rule that rejects a candidate, None where none does."""
    if marker.line.block.style.list_item and marker.line.block.generated is None:
        return Veto("numbering.veto.list_item", False, "an item of a bullet list")
    text = marker.line.text
    for rule in _patterns(lexicon, marker.form.family):
        if rule.pattern.match(text):
            return Veto(rule.rule, rule.soft, rule.detail)
    return _inline_series(marker) or numeral_list(marker, lexicon)


def _inline_series(marker: Marker) -> Veto | None:
    """（1）…；（2）…；（3）… in one paragraph: a list inside the text."""
    before = _BEFORE_NEXT.get(marker.form.family)
    if before is None or not marker.form.pattern.search(marker.line.text, marker.length):
        return None
    following = print_number(marker.form, marker.ordinal + 1) or "\n"
    above, found, below = marker.rest.partition(following)
    figure = following[-1] == "." and below[:1].isdigit()
    if found and above.rstrip().endswith(before) and not figure:
        return Veto("numbering.veto.inline_series", False, "a series inside one paragraph")
    return None


def numeral_list(marker: Marker, lexicon: Lexicon) -> Veto | None:
    """一、二季度 and 十、十一月: the number is the first of a list of numerals (GB/T 15835-2011).

    The second numeral is greater than the first, and a counter word or a further numeral of the list follows it.
    """
    if marker.form.family not in ("han", "arabic_comma", "volume", "chapter", "article", "ordinal"):
        return None
    if "、" not in marker.number[-1:]:
        return None
    numeral = _ARABIC if marker.number.lstrip("第")[:1].isdigit() else _HAN  # 一、9月工作总结 is a heading
    position, previous, length = 0, marker.ordinal, 1
    while True:
        found = numeral.match(marker.rest, position)
        value = parse_numeral(found[1]) if found else None
        if found is None or not isinstance(value, int) or value <= previous:
            break
        position, previous, length = found.end(), value, length + 1
        if marker.rest[position : position + 1] != "、":
            break
        position += 1
    after = marker.rest[position:].lstrip()
    if length > 1 and (_counters(lexicon).match(after) or length > 2):
        return Veto("numbering.veto.numeral_list", True, "a list of numerals before a counter word")
    return None


@lru_cache(maxsize=256)
def _patterns(lexicon: Lexicon, family: str) -> tuple[_Pattern, ...]:
    """The rules for the numbers of a family."""
    return tuple(
        _Pattern(rule.id, compiled(rule.expression), bool(rule.data.get("soft")), str(rule.data["detail"]))
        for rule in lexicon.rules("numbering.veto")
        if not {"*", family}.isdisjoint(rule.data["families"])
    )


@lru_cache(maxsize=8)
def _counters(lexicon: Lexicon) -> re.Pattern[str]:
    return compiled(lexicon.union("numbering.counter"))
