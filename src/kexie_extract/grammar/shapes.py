"""Pieces that quantities and periods share: tightened text, numeral shapes, the cheap shape of a time.

A quantity never lies in a time expression, so the quantity scan asks `time_end` first. It knows shapes only
(2018年7月1日, 二、三季度, 3年内, 24小时); what they mean is the business of `grammar.periods`.
"""

import re
from typing import Final, NamedTuple

from kexie_extract.text.folding import fold
from kexie_extract.text.patterns import compiled

HAN_NUMERAL: Final = "〇零一二三四五六七八九两十百千万亿廿卅"
ARABIC: Final = r"\d{1,3}(?:，\d{3})+(?!\d)(?:\.\d+)?|\d+(?:\.\d+)?"
RANGE_MARK: Final = r"(?:-{1,2}|—{1,2}|~|至|到)"
"""Between the ends of a range, in folded text."""

_SPACE = compiled(r"\s+")
_SENTENCE_END = "。；：！？;:!?"
_WRAPPED = 20  # a line at least so long, in characters, may be one that layout wrapped

_N: Final = rf"(?:\d{{1,8}}|[{HAN_NUMERAL}]{{1,8}})"  # bounded, so that no long run is read again and again
_CLOCK: Final = r"\d{1,2}[：:时点]\d{1,2}分?(?:[：:]\d{2})?"
_TIME: Final = compiled(
    rf"""
    (?:
      (?:\d{{4}}|\d{{2}}|[〇零一二三四五六七八九]{{4}})(?:{RANGE_MARK}(?:\d{{2,4}}|[〇零一二三四五六七八九]{{4}}))?
        (?:学年|财年|年度|年代|年)
      | \d{{1,3}}个?小时\d{{1,2}}分钟?|\d{{1,3}}分钟?\d{{1,2}}秒(?:\d{{2}})?
      | \d{{1,2}}[时点]\d{{1,2}}分(?!之|[^，。、；至到-]{{0,6}}[赛品])
      | {_N}(?:(?:、|，|和|及|与|或|{RANGE_MARK})第?{_N}){{0,12}}(?:个?(?:多|余|半)?)
        (?:季度|月份|个?年头|个月|月|日|号|周年|周岁生日|年期|年级|年代|年|世纪|个?学期|个?星期|个?礼拜|周(?!岁|边|全|报|刊|密|转)|个?小时|个?钟头|
           时(?!代|期|政|效|尚|空|装)|(?<!个)点(?![位子])(?:钟|半|整|\d{{1,2}}分?|(?![〇零一二三四五六七八九]{{1,8}}(?![〇零一二三四五六七八九十分刻])))|分钟|秒钟?|个?工作日|个?自然日|个?昼夜|旬|更)
      | {_CLOCK}
    )
    (?:(?:初|末|底|中|前|后|内|间|期间|以来|以后|以前|之前|之后|左右|上旬|中旬|下旬|上半月|下半月|一季度|二季度|三季度|四季度)+)?
    """,
    re.VERBOSE,
)
_TIME_MORE = compiled(rf"(?:[、，和及与]|{RANGE_MARK})?(?={_N})")


class Tight(NamedTuple):
    """Folded text without layout's white space, and the way back.

    Attributes:
        text: folded; spaces are gone but for one between Latin letters or digits, line breaks are kept as
            newline where they end something and gone where the line seems wrapped.
        offsets: the source offset of each position and of the end; None where positions are the same.
    """

    text: str
    offsets: list[int] | None

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The source's `[start, end)`; white space at the edges is left out."""
        if self.offsets is None:
            return start, end
        return self.offsets[start], self.offsets[end - 1] + 1


def tighten(text: str) -> Tight:
    """Fold and take out the white space that layout put between characters (`近 7 万人`, `1 名`)."""
    folded = fold(text)
    kept: list[str] = []
    offsets: list[int] = []
    last = 0
    line_start = 0
    for gap in _SPACE.finditer(folded):
        start, end = gap.span()
        kept.append(folded[last:start])
        offsets.extend(range(last, start))
        mark = _gap(folded, text, start, end, line_start)
        if mark:
            kept.append(mark)
            offsets.append(start)
        if "\n" in gap[0]:
            line_start = end
        last = end
    if not last:
        return Tight(folded, None)
    kept.append(folded[last:])
    offsets.extend(range(last, len(folded) + 1))
    return Tight("".join(kept), offsets)


def _gap(folded: str, text: str, start: int, end: int, line_start: int) -> str:
    """What stands for a run of white space: newline, one space, or nothing."""
    if start == 0 or end == len(folded):
        return ""
    before, after = folded[start - 1], folded[end]
    if "\t" in text[start:end]:
        return "\n"
    if "\n" in folded[start:end] and (before in _SENTENCE_END or start - line_start < _WRAPPED):
        return "" if before in "、，" or before.isdigit() else "\n"
    if before.isdigit() and after.isalpha():
        return ""
    return " " if before.isascii() and after.isascii() and before.isalnum() and after.isalnum() else ""


def time_end(text: str, start: int) -> int:
    """Where a time expression ends that begins with a number at `start`; `start` where none does.

    Chains count as one: 2018年7月11日-12日, 二、三季度, 3月和5月. Durations are times here too.
    """
    found = _TIME.match(text, start)
    if not found:
        return start
    end = found.end()
    while True:
        join = _TIME_MORE.match(text, end)
        more = _TIME.match(text, join.end()) if join else None
        if not more or more.end() == end:
            return end
        end = more.end()
