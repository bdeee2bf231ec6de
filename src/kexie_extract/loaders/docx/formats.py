"""Word's number formats (`ST_NumberFormat`, ECMA-376 part 1, 17.18.59): a whole number to its spelling.

Spellings of the Chinese formats are those that Word 16 prints, which differ in places from the standard's prose:
`chineseCounting` goes digit by digit from 100, `japaneseCounting` leaves out 一 before 百 and 千.
"""

from collections.abc import Callable, Mapping
from typing import Final

from kexie_extract.text.numerals import (
    format_branch,
    format_chinese_counting,
    format_financial,
    format_full_width,
    format_han,
    format_han_digits,
    format_japanese_counting,
    format_stem,
)
from kexie_extract.text.patterns import compiled

NOT_COUNTERS: Final = frozenset({"bullet", "none"})

_ROMAN: Final = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"),
    (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip
_LONGEST: Final = 30
"""Word writes 27 as AA and 780 as thirty Zs; beyond that the letters say nothing."""
_MAX_ROMAN: Final = 3999
_TRADITIONAL: Final = str.maketrans("贰叁陆万亿", "貳參陸萬億")
_CUSTOM: Final = compiled(r"(0+)1\s*,")


def _roman(number: int) -> str:
    if not 0 < number <= _MAX_ROMAN:
        return str(number)
    spelled = ""
    for worth, letters in _ROMAN:
        count, number = divmod(number, worth)
        spelled += letters * count
    return spelled


def _letters(number: int) -> str:
    """A…Z, then AA, BB … as Word does, not AA, AB as a sheet does."""
    count, place = divmod(number - 1, 26)
    return chr(ord("A") + place) * (count + 1) if number > 0 and count < _LONGEST else str(number)


def _enclosed(first: int, last: int) -> Callable[[int], str]:
    """Characters in a row from 1 to `last`, decimal beyond, as Word prints."""
    return lambda number: chr(first + number - 1) if 1 <= number <= last else str(number)


def _sexagenary(number: int) -> str:
    """甲子, 乙丑 … 癸亥, and round again."""
    return format_stem((number - 1) % 10 + 1) + format_branch((number - 1) % 12 + 1) if number > 0 else str(number)


def _thousand(number: int) -> str:
    return format_han(number, zero="〇")


def _ordinal(number: int) -> str:
    """1st, 2nd, 3rd, 4th, 11th."""
    suffix = "th" if number // 10 % 10 == 1 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{suffix}"


def _stroke(number: int) -> str:
    return f"- {number} -"


FORMATS: Final[Mapping[str, Callable[[int], str]]] = {
    "decimal": str,
    "decimalHalfWidth": str,
    "decimalZero": lambda number: f"{number:02}",
    "decimalFullWidth": format_full_width,
    "decimalFullWidth2": format_full_width,
    "decimalEnclosedCircle": _enclosed(0x2460, 20),
    "decimalEnclosedCircleChinese": _enclosed(0x2460, 10),
    "decimalEnclosedParen": _enclosed(0x2474, 20),
    "decimalEnclosedFullstop": _enclosed(0x2488, 20),
    "ideographEnclosedCircle": _enclosed(0x3280, 10),
    "numberInDash": _stroke,
    "upperLetter": _letters,
    "lowerLetter": lambda number: _letters(number).lower(),
    "upperRoman": _roman,
    "lowerRoman": lambda number: _roman(number).lower(),
    "ordinal": _ordinal,
    "hex": lambda number: f"{number:X}",
    "chineseCounting": format_chinese_counting,
    "chineseCountingThousand": _thousand,
    "chineseLegalSimplified": format_financial,
    "ideographLegalTraditional": lambda number: format_financial(number).translate(_TRADITIONAL),
    "ideographDigital": format_han_digits,
    "japaneseDigitalTenThousand": format_han_digits,
    "taiwaneseDigital": lambda number: format_han_digits(number, zero="○"),
    "taiwaneseCounting": format_chinese_counting,
    "taiwaneseCountingThousand": format_han,
    "japaneseCounting": format_japanese_counting,
    "ideographTraditional": format_stem,
    "ideographZodiac": format_branch,
    "ideographZodiacTraditional": _sexagenary,
}


def spell(number: int, name: str, custom: str = "") -> str | None:
    """A number in a format; None where this module does not know the format.

    Args:
        number: the counter's value.
        name: `w:numFmt` `w:val`.
        custom: `w:format` of a `custom` format, for example `001, 002, ...`.
    """
    if name == "none":
        return ""
    if name == "custom":
        padded = _CUSTOM.match(custom)
        return f"{number:0{len(padded[1]) + 1}}" if padded else None
    known = FORMATS.get(name)
    return known(number) if known else None
