"""Numerals read and written in every spelling."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kexie_extract.text import numerals
from kexie_extract.text.numerals import parse_numeral

READ = [
    # digits
    ("1,100万", 11_000_000, "separator before a Han unit"),
    ("１１００", 1100, "full-width digits"),
    ("1，100.5", 1100.5, "full-width comma as separator"),
    ("1 100", 1100, "a PDF's space inside"),
    ("-3.5", -3.5, "minus sign"),
    ("－3", -3, "full-width minus sign"),
    # digits with Han units
    ("8.35万", 83_500, "a decimal product without rounding"),
    ("2万3000", 23_000, "two parts"),
    ("18万5千", 185_000, "two parts with units"),
    ("3千5百万", 35_000_000, "the last unit counts for all before it"),
    ("1.2万亿", 1_200_000_000_000, "two units on one number"),
    # Han numerals
    ("十", 10, "a bare unit"),
    ("万", 10_000, "a bare unit"),
    ("三百二十", 320, "units"),
    ("一百零五", 105, "inner zero"),
    ("一百〇五", 105, "inner zero as 〇"),
    ("三万五", 35_000, "the last unit left out"),
    ("两千", 2000, "两 for 二"),
    ("廿一", 21, "contracted tens"),
    ("二〇一九", 2019, "digit by digit"),
    ("二○一九", 2019, "digit by digit with the circle U+25CB"),
    ("一万亿", 10**12, "万 multiplies 亿"),
    ("一亿零三", 100_000_003, "zeros over groups"),
    ("三点五万", 35_000, "spoken decimal"),
    ("壹仟贰佰叁拾肆万伍仟陆佰柒拾捌", 12_345_678, "financial forms"),
    # enclosed
    ("①", 1, "circled"),
    ("㉑", 21, "circled above twenty"),
    ("㈠", 1, "bracketed"),
    ("Ⅲ", 3, "Roman"),
]
UNREADABLE = [
    ("", "nothing"),
    ("十几", "vague"),
    ("数百", "vague"),
    ("二三十", "vague"),
    ("二三", "approximate number (GB/T 15835)"),
    ("亿万", "set phrase"),
    ("千百万", "set phrase"),
    ("千千", "no digit between units"),
    ("一百零", "zero at the end"),
    ("1,10", "separator in the wrong place"),
    ("10%", "not the numeral alone"),
    ("第三", "an ordinal"),
    ("万" * 100_000, "hostile length"),
    ("9" * 100_000, "hostile length"),
]


@pytest.mark.parametrize(("text", "value", "reason"), READ)
def test_reads(text: str, value: float, reason: str) -> None:
    assert parse_numeral(text) == value, reason


@pytest.mark.parametrize(("text", "reason"), UNREADABLE, ids=lambda part: part[:12])
def test_refuses(text: str, reason: str) -> None:
    assert parse_numeral(text) is None, reason


@given(st.integers(0, 10**12))
def test_integers_parse_back(number: int) -> None:
    spellings = [
        str(number),
        f"{number:,}",
        numerals.format_full_width(number),
        numerals.format_han(number),
        numerals.format_han(number, zero="〇"),
        numerals.format_han(number, zero="○"),
        numerals.format_financial(number),
        f"-{number}",
        f"负{numerals.format_han(number)}",
    ]
    assert [abs(parse_numeral(spelling) or 0) for spelling in spellings] == [number] * len(spellings)


@given(st.integers(1000, 10**12))
def test_digit_by_digit_parses_back(number: int) -> None:
    assert parse_numeral(numerals.format_han_digits(number)) == number


@given(st.integers(0, 10**12), st.integers(1, 3))
def test_decimals_parse_back(digits: int, places: int) -> None:
    whole, rest = divmod(digits, 10**places)
    value = float(f"{whole}.{rest:0{places}}")
    assert parse_numeral(f"{whole}.{rest:0{places}}") == value
    assert parse_numeral(f"{whole:,}.{rest:0{places}}") == value
    assert parse_numeral(f"{whole}.{rest:0{places}}万") == float(f"{whole}.{rest:0{places}}e4")


@given(st.integers(1, 9999), st.integers(1, 9))
def test_mixed_parses_back(ten_thousands: int, thousands: int) -> None:
    assert parse_numeral(f"{ten_thousands}万{thousands}千") == ten_thousands * 10_000 + thousands * 1000
    assert parse_numeral(f"{ten_thousands}万{thousands}000") == ten_thousands * 10_000 + thousands * 1000


@given(st.text(alphabet="0123456789一二两〇零十百千万亿点.,，几数- ", max_size=12))
def test_never_fails(text: str) -> None:
    value = parse_numeral(text)
    assert value is None or isinstance(value, int | float)


WRITTEN = [
    (
        numerals.format_han,
        {10: "十", 11: "十一", 105: "一百零五", 110: "一百一十", 10_010: "一万零一十", 10**8: "一亿"},
    ),
    (numerals.format_han, {123_400_000_000: "一千二百三十四亿", 10**12: "一万亿", -3: "负三", 0: "零"}),
    (numerals.format_han_digits, {10: "一〇", 11: "一一", 2019: "二〇一九"}),
    # Word 16 (docling pull request 4336)
    (numerals.format_chinese_counting, {10: "十", 11: "十一", 101: "一○一"}),
    (numerals.format_japanese_counting, {10: "十", 101: "百一", 1500: "千五百", 10_000: "一万"}),
    (numerals.format_financial, {1: "壹", 10: "壹拾", 101: "壹佰零壹"}),
    (numerals.format_circled, {1: "①", 20: "⑳", 21: "㉑", 50: "㊿", 51: "51"}),
    (numerals.format_full_width, {10: "１０"}),
    (numerals.format_stem, {1: "甲", 10: "癸", 11: "11"}),
    (numerals.format_branch, {1: "子", 12: "亥", 13: "13"}),
]


@pytest.mark.parametrize(("form", "table"), WRITTEN)
def test_writes(form, table) -> None:  # type: ignore[no-untyped-def]
    assert {number: form(number) for number in table} == table


def test_no_spelling_above_sixteen_digits() -> None:
    with pytest.raises(ValueError, match="no Han spelling"):
        numerals.format_han(10**16)
