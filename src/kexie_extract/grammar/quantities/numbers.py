"""Numbers where they stand in a text: numerals, ranges, approximate numbers, fractions."""

import re
from typing import Final, NamedTuple

from kexie_extract.grammar.shapes import ARABIC, RANGE_MARK
from kexie_extract.text.han import lazily
from kexie_extract.text.numerals import parse_numeral
from kexie_extract.text.patterns import compiled

_FINANCIAL: Final = "壹贰叁肆伍陆柒捌玖拾佰仟"  # one alone is part of a word (队伍, 大陆)
_UNIT_WORDS: Final = "瓦|米|克|伏|帕|卡|焦|赫|字节|比特|乏"
_HAN: Final = (
    rf"(?:[〇零一二三四五六七八九两万亿壹贰叁肆伍陆柒捌玖拾佰仟廿卅十]|千(?!{_UNIT_WORDS})|百(?!分之|分点|帕))"
    rf"{{1,32}}(?:点[〇零一二三四五六七八九]{{1,8}}[十百千万亿]{{0,3}})?"
)
_SCALE: Final = rf"(?:[十万亿]|千(?!{_UNIT_WORDS})|百(?!分点|帕))"
_DIGITS: Final = rf"(?:{ARABIC}){_SCALE}{{0,3}}(?:(?<=[百千万亿])\d{{1,8}}(?:\.\d{{1,4}})?{_SCALE}{{0,2}}){{0,3}}"
_NUMERAL: Final = rf"(?:{_DIGITS}|{_HAN})"
_LONGEST_NUMERAL = 200
_PLAIN = compiled(_NUMERAL)
_RANGE = compiled(RANGE_MARK)
_FRACTION = lazily(rf"((?:{ARABIC})|[〇零一二三四五六七八九两十百千万亿]{{1,16}})分之({_NUMERAL})")
_PARTS = lazily(rf"([百千万])分之({_NUMERAL})(?:{RANGE_MARK}(?:\1分之)?({_NUMERAL}))?")
_TENTHS = compiled(
    r"([一二两三四五六七八九])([一二三四五六七八九])?成(半)?(?=[以左的，。；、）]|学会|企业|人|农|职|受|为|是|群|\Z)"
)
_HALF = compiled(r"一半|过?半数")
_PAIR = compiled(
    r"([十百千万]{0,2})([一二两三四五六七八])([二两三四五六七八九])([十百千万亿]{0,3})(?![〇零一二三四五六七八九])"
)
_VAGUE_START = compiled(r"[几数]([十百千万亿]{1,3})")
_VAGUE_END = compiled(
    r"(?:余(?![额杭姚地力温])|多(?!种|样|元[化文素主共体性]|渠|层|边|方|媒|次次|功|功能|维|形|重|点|级|数))[十百千万亿]{0,2}|几[十百千万亿]{0,2}|来(?=[个家名位人户次只头万亿天所项场条件台亩])[万亿]?|多(?=种|层|方)"
)
_NEGATIVE_ENDS: Final = frozenset("-负下")
_NEGATIVE = lazily(r"(?:(?<![\dA-Za-z一-鿿%）])-|负|零下)\Z")
START: Final = compiled(
    r"[\d一二三四五六七八九两十百千万亿壹贰叁肆伍陆柒捌玖廿卅几数过半]"  # a set that comes first is searched fast
    r"(?:(?<![几数过半])|(?<=[几数])(?=[十百千万亿])|(?<=过)半数|(?<=半)数)"
)


class Number(NamedTuple):
    """A number of the text.

    Attributes:
        start: offset of its first character.
        end: offset after its last one; 余, 多, 几 are in it.
        low: value, or the low end of a range.
        high: high end of a range, else None.
        vague: `>` after 余, 多, 几, `~` after 来, else None.
        unit: `%` for 百分之N, `` for a fraction, which needs no unit, None where a measure word must follow.
        spelling: the numeral without 余, 多, 几.
    """

    start: int
    end: int
    low: float
    high: float | None = None
    vague: str | None = None
    unit: str | None = None
    spelling: str = ""

    @property
    def bare(self) -> bool:
        """Whether it is 百, 千, 万, 亿 without a numeral before it (百名, 万人)."""
        return bool(re.fullmatch(r"[百千万亿]{1,2}", self.spelling))

    @property
    def scaled(self) -> bool:
        """Whether it ends in 万 or 亿 or leaves a rest open, so that a noun may follow without measure word."""
        return self.spelling[-1:] in ("万", "亿") or (self.vague == ">" and self.low >= 10)


def read(text: str, start: int) -> Number | None:
    """The number that begins at `start` of a tightened text, None where the characters are no number."""
    part = _fraction(text, start) if text.find("分之", start, start + _LONGEST_NUMERAL) >= 0 else None
    number = part or (None if text[start].isdigit() else _spelled(text, start)) or _simple(text, start)
    return _signed(text, number) if number else None


def skip(text: str, start: int) -> int:
    """Where the run of numeral characters at `start` ends."""
    found = _PLAIN.match(text, start)
    return max(found.end() if found else start, start + 1)


def _signed(text: str, number: Number) -> Number:
    if number.high is not None or text[max(0, number.start - 1) : number.start] not in _NEGATIVE_ENDS:
        return number
    sign = _NEGATIVE().search(text, max(0, number.start - 2), number.start)
    if not sign:
        return number
    return number._replace(start=sign.start(), low=-number.low)


def _spelled(text: str, start: int) -> Number | None:
    """What only Han numerals write: 六成, 一半, 数百, 二三十."""
    return _part(text, start) or _vague_start(text, start) or _pair(text, start)


def _part(text: str, start: int) -> Number | None:
    """六成, 一半."""
    if found := _TENTHS.match(text, start):
        half = 0.05 if found[3] else 0
        low, high = parse_numeral(found[1]) or 0, parse_numeral(found[2]) if found[2] else None
        if high is not None and high <= low:
            return None
        return Number(start, found.end(), round(low / 10 + half, 6), high / 10 if high else None, None, "", found[0])
    if found := _HALF.match(text, start):
        return Number(start, found.end(), 0.5, None, ">" if found[0][0] == "过" else None, "", found[0])
    return None


def _fraction(text: str, start: int) -> Number | None:
    """百分之五, 千分之五, 三分之一."""
    if found := _PARTS().match(text, start):
        low, high = parse_numeral(found[2]), parse_numeral(found[3]) if found[3] else None
        scale = {"百": 1, "千": 1000, "万": 10_000}[found[1]]
        if low is not None:
            high = high / scale if high is not None else None
            return Number(start, found.end(), low / scale, high, None, "%" if scale == 1 else "", found[0])
    if found := _FRACTION().match(text, start):
        below, above = parse_numeral(found[1]), parse_numeral(found[2])
        if below and above is not None:
            return Number(start, found.end(), round(above / below, 6), None, None, "", found[0])
    return None


def _vague_start(text: str, start: int) -> Number | None:
    """几十, 数百: more than the one unit."""
    found = _VAGUE_START.match(text, start)
    value = parse_numeral(found[1]) if found else None
    if found is None or value is None:
        return None
    end = found.end()
    return Number(start, end + (text[end : end + 1] in ("余", "多")), value, None, ">", None, found[0])


def _pair(text: str, start: int) -> Number | None:
    """二三十, 三五, 十七八: an approximate number is written without 、 (GB/T 15835-2011, 4.2)."""
    found = _PAIR.match(text, start)
    if not found:
        return None
    before, low_digit, high_digit, scale = found.groups()
    low = parse_numeral(before + low_digit + scale)
    high = parse_numeral(before + high_digit + scale)
    if low is None or high is None or not (low < high and (high - low) * 9 <= high * 5):
        return None
    return Number(start, found.end(), low, high, None, None, found[0])


def _simple(text: str, start: int) -> Number | None:
    first = _PLAIN.match(text, start)
    if not first:
        return None
    spelling = first[0]
    low = parse_numeral(spelling)
    if low is None or (len(spelling) > 2 and spelling[0] in "百千万亿" and not re.fullmatch("[百千万亿]+", spelling)):
        return None
    if len(spelling) == 1 and spelling in _FINANCIAL and text[first.end() : first.end() + 1] not in ("元", "角", "分"):
        return None
    end, vague = first.end(), None
    if (tail := _VAGUE_END.match(text, end)) and low >= 10:
        scale = parse_numeral(tail[0][1:]) if tail[0][1:] else 1
        low, end, vague = low * (scale or 1), tail.end(), "~" if tail[0][0] == "来" else ">"
        return Number(start, end, low, None, vague, None, spelling + tail[0][1:])
    return Number(start, end, low, None, None, None, spelling)


def negative(text: str, number: Number, *, after_any: bool) -> Number:
    """The number below zero where a minus sign touches it after a word (增长-3.5%, 净利润为-2.3亿元).

    Args:
        text: tightened text.
        number: what was read after the sign.
        after_any: any word may stand before the sign; else only one that leads to a value.
    """
    before = text[max(0, number.start - 2) : number.start]
    if len(before) != 2 or before[1] != "-" or not "\u4e00" <= before[0] <= "\u9fff" or number.low < 0:
        return number
    if not after_any and before[0] not in "为是达到至在":
        return number
    return number._replace(start=number.start - 1, low=-number.low)


def upper(text: str, low: Number, at: int) -> Number | None:
    """The range that goes on at `at`, right after the low end (and its unit): its high end in `high`."""
    mark = _RANGE.match(text, at)
    second = _simple(text, mark.end()) if mark else None
    if not second or low.high is not None or low.vague:
        return None
    if text[low.start - 1 : low.start] == "-" and low.low > 0:  # -5℃到3℃: the sign is read with the whole range
        return Number(low.start, second.end, low.low, second.low, second.vague, None, second.spelling)
    value, scale = low.low, _scale(second.spelling)
    if scale > 1 and low.spelling[-1:] not in ("百", "千", "万", "亿") and value < second.low / scale:
        value *= scale
    if value >= second.low:
        return None
    return Number(low.start, second.end, value, second.low, second.vague, None, second.spelling)


def _scale(spelling: str) -> int:
    """The units at the end of a numeral as a factor: 200万 10000, 二三十 1."""
    tail = re.search(r"[百千万亿]+\Z" if spelling[:1].isdigit() else r"[万亿]+\Z", spelling)
    value = parse_numeral(tail[0]) if tail else 1
    return int(value or 1)
