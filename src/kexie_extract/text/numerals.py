"""Numerals of Chinese texts: spelling to value and value to spelling.

Reading follows GB/T 15835-2011 (numerals in publications) and what offices print beside it: digits with
separators, digits with 万 and 亿, Han numerals with and without units, the financial forms 壹贰叁, 〇 in its
look-alikes, circled and bracketed numbers. Writing gives the spellings that Word's automatic numbering needs.
"""

import re
from collections.abc import Mapping
from decimal import Decimal
from functools import lru_cache
from typing import Final

from kexie_extract.text.folding import fold
from kexie_extract.text.patterns import compiled

Number = int | float

_DIGITS: Final[Mapping[str, int]] = {
    **{char: value for value, char in enumerate("〇一二三四五六七八九")},
    **{char: value for value, char in enumerate("零壹贰叁肆伍陆柒捌玖")},
    "两": 2, "兩": 2, "貳": 2, "參": 3, "叄": 3, "陸": 6, "幺": 1, "O": 0, "o": 0,
}  # fmt: skip
_UNITS: Final[Mapping[str, int]] = {
    "十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000,
    "万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8, "兆": 10**12,
}  # fmt: skip
_TENS: Final[Mapping[str, str]] = {"廿": "二十", "卅": "三十", "卌": "四十"}
_ARABIC = compiled(r"(?:\d{1,3}(?:[，,'’]\d{3})+|\d+)(?:\.\d+)?")
_DIGIT_BY_DIGIT = compiled(rf"[{''.join(_DIGITS)}]+")
_VAGUE_PAIR = compiled(r"[一二三四五六七八九两][一二三四五六七八九两]")
_ENCLOSED: Final[Mapping[str, int]] = {
    chr(first + index): value + index
    for first, value, count in (
        (0x2460, 1, 20), (0x3251, 21, 15), (0x32B1, 36, 15), (0x24EA, 0, 1),  # ①…⑳ ㉑…㉟ ㊱…㊿ ⓪
        (0x2474, 1, 20), (0x2488, 1, 20), (0x3220, 1, 10), (0x3280, 1, 10),  # ⑴ ⒈ ㈠ ㊀
        (0x2776, 1, 10), (0x24EB, 11, 10), (0x2780, 1, 10), (0x278A, 1, 10), (0x24F5, 1, 10),  # ❶ ⓫ ➀ ➊ ⓵
        (0x2160, 1, 12), (0x2170, 1, 12),  # Ⅰ ⅰ
    )
    for index in range(count)
}  # fmt: skip
_LONGEST: Final = 64  # no numeral is longer; bounds the recursion on hostile input
_STEMS: Final = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES: Final = "子丑寅卯辰巳午未申酉戌亥"
_HAN_DIGITS: Final = "零一二三四五六七八九"
_FINANCIAL: Final = str.maketrans("一二三四五六七八九十百千", "壹贰叁肆伍陆柒捌玖拾佰仟")


def parse_numeral(text: str) -> Number | None:
    """The value of a numeral in any spelling; white space inside and around is ignored.

    Reads 1,100万, １１００, 8.35万, 2万3000, 18万5千, 三百二十, 一百零五, 两千, 三万五, 二〇一九, 廿一, 十, 百, 万,
    壹佰, 三点五万, ①, ㈠, Ⅲ, and a leading minus sign or 负. Not a numeral: anything vague (十几, 数百, 二三十,
    二三) and anything with other characters in it (10%, 第三).

    Args:
        text: the numeral alone.

    Returns:
        An int where the value is whole, else a float; None where the text is no numeral.
    """
    return _parsed("".join(fold(text).split()))


@lru_cache(maxsize=4096)
def _parsed(plain: str) -> Number | None:
    """A folded numeral without white space; a document has the same ones again and again."""
    if plain in _ENCLOSED:
        return _ENCLOSED[plain]
    if len(plain) > _LONGEST:
        return None
    negative = plain[:1] in ("-", "负")
    value = _value(plain[1:] if negative or plain[:1] == "+" else plain)
    if value is None:
        return None
    value = -value if negative else value
    return int(value) if value == value.to_integral_value() else float(value)


def _value(text: str) -> Decimal | None:
    """An unsigned numeral without white space."""
    if _ARABIC.fullmatch(text):
        return Decimal(re.sub("[，,'’]", "", text))
    if _DIGIT_BY_DIGIT.fullmatch(text):
        return _digit_by_digit(text)
    if "点" in text:
        return _spoken_decimal(text)
    for tens, spelled in _TENS.items():
        text = text.replace(tens, spelled)
    return _with_units(text)


def _digit_by_digit(text: str) -> Decimal | None:
    """二〇一九, 零五; two digits that differ by one (二三) are an approximate number, which is vague."""
    if len(text) == 2 and _VAGUE_PAIR.fullmatch(text) and abs(_DIGITS[text[0]] - _DIGITS[text[1]]) == 1:
        return None
    if len(text) > 1 and ("两" in text or "兩" in text):
        return None
    return Decimal("".join(str(_DIGITS[char]) for char in text))


def _spoken_decimal(text: str) -> Decimal | None:
    """三点五, 三点五万, 十二点零五亿."""
    whole, _, decimals = text.partition("点")
    digits = decimals.rstrip("百千万亿")
    value = _value(whole)
    if value is None or value != int(value) or not _DIGIT_BY_DIGIT.fullmatch(digits):
        return None
    scale = _with_units(decimals[len(digits) :]) if len(digits) < len(decimals) else Decimal(1)
    return None if scale is None else Decimal(f"{value}.{''.join(str(_DIGITS[char]) for char in digits)}") * scale


def _with_units(text: str) -> Decimal | None:
    """A numeral with units: the largest unit cuts it into what it multiplies and what it adds."""
    largest = max(text, key=lambda char: _UNITS.get(char, 0), default="")
    unit = _UNITS.get(largest)
    if unit is None:
        return None
    cut = max(text.rfind(char) for char in _UNITS if _UNITS[char] == unit)
    factor = _factor(text[:cut], unit)
    rest = _rest(text[cut + 1 :], unit)
    return None if factor is None or rest is None else factor * unit + rest


def _factor(text: str, unit: int) -> Decimal | None:
    """What stands before a unit; nothing is 1 (百, 万, 十五)."""
    if not text:
        return Decimal(1)
    if unit >= 10**4 or _ARABIC.fullmatch(text):
        return _value(text)
    return Decimal(_DIGITS[text]) if _DIGITS.get(text) else None


def _rest(text: str, unit: int) -> Decimal | None:
    """What stands after a unit; a lone digit counts tenths of it (三万五 is 35000, 三百二 is 320)."""
    if not text:
        return Decimal(0)
    if len(text) == 1 and (text in _DIGITS or text.isdecimal()):
        digit = _DIGITS[text] if text in _DIGITS else int(text)
        return Decimal(digit) * unit / 10 if digit else None
    spelled = text.lstrip("零〇")
    if spelled[:1] in ("百", "千", "万", "亿", ""):
        return None
    value = _value(spelled)
    return value if value is not None and value < unit else None


def format_han(number: int, *, zero: str = "零") -> str:
    """A whole number in Han numerals with units: 105 一百零五, 10 十, 12000 一万二千.

    Args:
        number: any whole number below 10**16; a negative one begins with 负.
        zero: the spelling of an inner zero; Word's chineseCountingThousand writes 〇.

    Raises:
        ValueError: the number has more than 16 digits.
    """
    if number < 0:
        return "负" + format_han(-number, zero=zero)
    if number >= 10**16:
        raise ValueError(f"no Han spelling above 10**16: {number}")
    if number == 0:
        return zero
    spelled = ""
    for power, name in ((10**12, "万亿"), (10**8, "亿"), (10**4, "万"), (1, "")):
        group = number // power % 10**4
        if group:
            gap = spelled and (group < 1000 or spelled.endswith(zero))
            spelled += (zero if gap else "") + _group(group, zero) + _power_name(name, number)
    return spelled[1:] if spelled.startswith("一十") else spelled


def _power_name(name: str, number: int) -> str:
    """万亿 gives its 亿 to the next group where that stands: 一万二千亿."""
    return "万" if name == "万亿" and number // 10**8 % 10**4 else name


def _group(group: int, zero: str) -> str:
    """Up to four digits with 千, 百, 十."""
    spelled, gap = "", False
    for power, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = group // power % 10
        if digit:
            spelled += (zero if gap and spelled else "") + _HAN_DIGITS[digit] + name
        gap = digit == 0
    return spelled


def format_han_digits(number: int, *, zero: str = "〇") -> str:
    """A whole number digit by digit: 2019 二〇一九, 10 一〇 (Word's ideographDigital; dates in older documents)."""
    return "".join(zero if char == "0" else _HAN_DIGITS[int(char)] for char in str(number))


def format_chinese_counting(number: int) -> str:
    """Word's chineseCounting: 十 and 十一 with units, from 100 digit by digit with ○ (U+25CB): 一○一."""
    return format_han(number) if number < 100 else format_han_digits(number, zero="○")


def format_japanese_counting(number: int) -> str:
    """Word's japaneseCounting, which Chinese Word and WPS write for 一二三: 101 百一, 110 百十, 10000 一万."""
    if not 0 < number < 10**8:
        return str(number)
    high, low = divmod(number, 10**4)
    spelled = format_japanese_counting(high) + "万" if high else ""
    for power, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = low // power % 10
        if digit:
            spelled += ("" if digit == 1 and name else _HAN_DIGITS[digit]) + name
    return spelled


def format_financial(number: int) -> str:
    """A whole number in financial forms: 10 壹拾, 101 壹佰零壹 (Word's chineseLegalSimplified)."""
    spelled = format_han(number).translate(_FINANCIAL)
    return "壹" + spelled if spelled.startswith("拾") else spelled


def format_circled(number: int) -> str:
    """①…⑳ (㉑…㊿ above), else decimal (Word's decimalEnclosedCircle)."""
    for first, value, count in ((0x2460, 1, 20), (0x3251, 21, 15), (0x32B1, 36, 15)):
        if value <= number < value + count:
            return chr(first + number - value)
    return str(number)


def format_full_width(number: int) -> str:
    """Full-width digits: 10 １０ (Word's decimalFullWidth)."""
    return "".join(chr(ord(char) + 0xFEE0) for char in str(number))


def format_stem(number: int) -> str:
    """甲…癸 for 1…10, else decimal (Word's ideographTraditional)."""
    return _STEMS[number - 1] if 1 <= number <= 10 else str(number)


def format_branch(number: int) -> str:
    """子…亥 for 1…12, else decimal (Word's ideographZodiac)."""
    return _BRANCHES[number - 1] if 1 <= number <= 12 else str(number)


def ordinal_of_stem(text: str) -> int | None:
    """1…10 for 甲…癸, None for anything else."""
    return _STEMS.index(text) + 1 if len(text) == 1 and text in _STEMS else None
