"""Every number up to 10**12 in every spelling that the grammar reads comes back from a sentence, with its unit."""

from collections.abc import Callable
from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from kexie_extract.grammar.quantities import find
from kexie_extract.lexicon import default
from kexie_extract.model.mentions import QuantityMention
from kexie_extract.text import numerals

MOST = 10**12
DIGITS = "〇一二三四五六七八九"


def wide(text: str) -> str:
    """A text in full-width forms."""
    return "".join(chr(ord(char) + 0xFEE0) if "!" <= char <= "~" else char for char in text)


def han_digits(text: str) -> str:
    """Digits one by one in Han, the point as 点."""
    return "".join("点" if char == "." else DIGITS[int(char)] for char in text)


def mixed(number: int) -> str:
    """2亿3456万7890: digits with 亿 and 万, what is left in digits."""
    hundred_millions, rest = divmod(number, 10**8)
    ten_thousands, ones = divmod(rest, 10**4)
    parts = (f"{hundred_millions}亿" if hundred_millions else "", f"{ten_thousands}万" if ten_thousands else "")
    return "".join(parts) + (str(ones) if ones else "")


WHOLE: dict[str, Callable[[int], str]] = {
    "digits": str,
    "separators": "{:,}".format,
    "Chinese separators": lambda number: f"{number:,}".replace(",", "，"),
    "full width": lambda number: wide(str(number)),
    "full width with separators": lambda number: wide(f"{number:,}"),
    "Han": numerals.format_han,
    "Han with 〇": lambda number: numerals.format_han(number, zero="〇"),
    "Han with ○": lambda number: numerals.format_han(number, zero="○"),
    "capital": numerals.format_financial,
    "Han digits": numerals.format_han_digits,
}


def one(sentence: str) -> QuantityMention:
    """The one quantity of a sentence."""
    (found,) = find(sentence, default())
    return found


@pytest.mark.parametrize("spell", WHOLE.values(), ids=WHOLE)
@given(number=st.integers(3, MOST) | st.integers(100, 99_999))
def test_whole_numbers(spell: Callable[[int], str], number: int) -> None:
    spelled = spell(number)
    assume(len(spelled) > 1)  # one Han digit alone is tested in the tables, one capital is part of a word
    assume(spell is not numerals.format_han_digits or number >= 100)  # 二三 is about two or three
    found = one(f"共登记科技小院{spelled}个。")
    assert (found.text, found.value, found.max, found.unit) == (f"{spelled}个", number, None, "个")


@given(st.integers(1, 9999), st.integers(1, 9999), st.integers(1000, 9999))
def test_mixed_with_scales(hundred_millions: int, ten_thousands: int, ones: int) -> None:
    for number in (
        hundred_millions * 10**8 + ten_thousands * 10**4,
        ten_thousands * 10**4 + ones,
        hundred_millions * 10**8 + (1000 + ten_thousands % 9000) * 10**4 + ones,
    ):
        assert one(f"募集善款{mixed(number)}元。").value == number


@given(st.integers(1, 9999), st.integers(1, 9))
def test_mixed_with_thousands_and_hundreds(ten_thousands: int, digit: int) -> None:
    assert one(f"募集善款{ten_thousands}万{digit}千元。").value == ten_thousands * 10**4 + digit * 1000
    assert one(f"募集善款{ten_thousands}万{digit}百元。").value == ten_thousands * 10**4 + digit * 100
    assert one(f"募集善款{digit}千元。").value == digit * 1000
    assert one(f"种植果树{digit}百棵。").value == digit * 100


@given(st.integers(0, MOST), st.integers(1, 3))
def test_decimals(digits: int, places: int) -> None:
    whole, rest = divmod(digits, 10**places)
    spelled = f"{whole}.{rest:0{places}}"
    value = float(spelled)
    assert one(f"新增绿地{spelled}公顷。").value == value
    assert one(f"新增绿地{wide(spelled)}公顷。").value == value
    assert one(f"新增绿地{whole:,}.{rest:0{places}}公顷。").value == value


@given(st.integers(0, 9999), st.integers(1, 3), st.integers(1, 999))
def test_scaled_decimals(whole: int, places: int, rest: int) -> None:
    spelled = f"{whole}.{rest % 10**places:0{places}}"
    for scale, power in (("万", 4), ("亿", 8), ("万亿", 12)):
        expected = float(Decimal(spelled).scaleb(power))
        assert one(f"安排经费{spelled}{scale}元。").value == expected
        assert one(f"安排经费{wide(spelled)}{scale}元。").value == expected


@given(st.integers(1, 9999), st.integers(1, 99))
def test_spoken_decimals(whole: int, rest: int) -> None:
    spelled = f"{numerals.format_han(whole)}点{han_digits(str(rest))}"
    expected = Decimal(f"{whole}.{rest}")
    assert one(f"新增绿地{spelled}公顷。").value == float(expected)
    assert one(f"安排经费{spelled}万元。").value == float(expected.scaleb(4))
    assert one(f"合格率百分之{spelled}。").value == float(expected)


@given(st.integers(0, 10_000), st.integers(0, 9))
def test_percentages(whole: int, tenth: int) -> None:
    value = float(f"{whole}.{tenth}")
    for spelled in (f"{whole}.{tenth}%", wide(f"{whole}.{tenth}%"), f"百分之{whole}.{tenth}"):
        found = one(f"合格率达到{spelled}。")
        assert (found.value, found.unit) == (value, "%")
    found = one(f"合格率达到百分之{numerals.format_han(whole)}。")
    assert (found.value, found.unit) == (whole, "%")


@given(st.integers(-10_000, -1), st.integers(0, 9))
def test_negative_numbers(whole: int, tenth: int) -> None:
    spelled = f"{whole}.{tenth}"
    assert one(f"增速为{spelled}%。").value == float(spelled)
    assert one(f"净利润为{spelled}万元。").value == float(Decimal(spelled).scaleb(4))
    assert one(f"增速为负{spelled[1:]}%。").value == float(spelled)


@given(st.integers(2, 9999), st.integers(1, 9999))
def test_fractions(below: int, above: int) -> None:
    assume(above < below)
    for spell in (str, numerals.format_han):
        found = one(f"女会员占{spell(below)}分之{spell(above)}。")
        assert found.unit is None
        assert found.value == pytest.approx(above / below, abs=1e-6)


@given(st.integers(1, 999))
def test_parts_per_thousand_and_ten_thousand(above: int) -> None:
    for spell in (str, numerals.format_han):
        assert one(f"发病率为千分之{spell(above)}。").value == above / 1000
        assert one(f"发病率为万分之{spell(above)}。").value == above / 10_000


@pytest.mark.parametrize("tenths", range(1, 10))
def test_tenths(tenths: int) -> None:
    assert one(f"产量下降{DIGITS[tenths]}成。").value == tenths / 10
    assert one(f"产量下降{DIGITS[tenths]}成半。").value == round(tenths / 10 + 0.05, 6)


@given(st.integers(3, 10**9), st.integers(1, 10**9), st.sampled_from(["-", "—", "——", "－", "~", "～", "至", "到"]))
def test_ranges(low: int, more: int, mark: str) -> None:
    for spell in (str, wide_number, "{:,}".format):
        spelled = f"{spell(low)}{mark}{spell(low + more)}"
        found = one(f"每批引进苗木{spelled}株。")
        assert (found.text, found.value, found.max) == (f"{spelled}株", low, low + more)


def wide_number(number: int) -> str:
    """A number in full-width digits."""
    return wide(str(number))


@given(st.integers(3, MOST), st.sampled_from(["不少于", "超过", "不超过", "不足", "约", "近"]))
def test_comparing_words_before(number: int, word: str) -> None:
    found = one(f"全年发放资料{word}{number}份。")
    assert (found.text, found.value) == (f"{word}{number}份", number)
    assert found.comparator != "="


@given(st.integers(10, MOST), st.sampled_from(["以上", "及以上", "以下", "以内", "左右", "上下"]))
def test_comparing_words_after(number: int, word: str) -> None:
    found = one(f"全年发放资料{number}份{word}。")
    assert (found.text, found.value) == (f"{number}份{word}", number)
    assert found.comparator != "="
