"""Any date in every supported spelling comes back; ranges; what only a reference can give; hostile input."""

import re
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kexie_extract.grammar import periods
from kexie_extract.lexicon import Lexicon, default, store
from kexie_extract.model.mentions import PeriodMention
from kexie_extract.text.folding import fold

DAYS = st.dates(min_value=date(1950, 1, 1), max_value=date(2079, 12, 31))
ALPHABET = "0129一二十年月日季度上中下旬初底末前后至到自每、-—.~ \n（）“”五四今去期间春节周"
DIGITS = "〇一二三四五六七八九"


def han(number: int) -> str:
    """A number up to 31 in Han numerals with 十."""
    tens, ones = divmod(number, 10)
    return ("" if tens == 0 else "十" if tens == 1 else DIGITS[tens] + "十") + (DIGITS[ones] if ones else "")


def han_year(year: int) -> str:
    """A year digit by digit."""
    return "".join(DIGITS[int(char)] for char in str(year))


def wide(text: str) -> str:
    """Digits in full width."""
    return "".join(chr(ord(char) + 0xFEE0) if char.isdigit() else char for char in text)


SPELLINGS = {
    "digits": lambda day: f"{day.year}年{day.month}月{day.day}日",
    "padded": lambda day: f"{day.year}年{day.month:02}月{day.day:02}日",
    "iso": lambda day: day.isoformat(),
    "dots": lambda day: f"{day.year}.{day.month}.{day.day}",
    "strokes": lambda day: f"{day.year}/{day.month}/{day.day}",
    "han": lambda day: f"{han_year(day.year)}年{han(day.month)}月{han(day.day)}日",
    "circles": lambda day: f"{han_year(day.year)}年{han(day.month)}月{han(day.day)}日".replace("〇", "○"),
    "full width": lambda day: wide(f"{day.year}年{day.month}月{day.day}日"),
    "PDF spaces": lambda day: f"{day.year} 年 {day.month} 月 {day.day} 日",
    "no-break spaces": lambda day: f"{day.year}\u00a0年\u3000{day.month}\u00a0月 {day.day}\u2009日",
}


def only(text: str, reference: date | None = None) -> PeriodMention:
    """The one time expression of a text."""
    found = periods.find(text, reference, default())
    assert len(found) == 1, found
    return found[0]


@pytest.mark.parametrize("spelling", SPELLINGS.values(), ids=SPELLINGS)
@given(day=DAYS)
def test_any_day_comes_back(spelling: object, day: date) -> None:
    text = spelling(day)  # type: ignore[operator]
    mention = only(f"会议于{text}，在云溪县召开")
    assert (mention.text, mention.first, mention.last) == (text, day, day)
    assert (mention.relation, mention.year_stated, mention.resolved) == ("during", True, True)


@given(day=DAYS, suffix=st.sampled_from(["前", "之前", "以前"]))
def test_before_a_day_includes_it(day: date, suffix: str) -> None:
    mention = only(f"{day.year}年{day.month}月{day.day}日{suffix}完成")
    assert (mention.first, mention.last, mention.relation) == (None, day, "by")


@given(begin=DAYS, days=st.integers(1, 2000), mark=st.sampled_from(["-", "—", "——", "－", "~", "～", "至", "到"]))
def test_ranges_of_days(begin: date, days: int, mark: str) -> None:
    end = begin + timedelta(days=days)
    text = f"{begin.year}年{begin.month}月{begin.day}日{mark}{end.year}年{end.month}月{end.day}日"
    mention = only(text)
    assert (mention.text, mention.first, mention.last) == (text, begin, end)


@given(first=st.integers(1, 12), last=st.integers(1, 12), year=st.integers(1950, 2079))
def test_ranges_of_months_take_the_year_before(first: int, last: int, year: int) -> None:
    mention = only(f"{year}年{first}月至{last}月")
    assert mention.first == date(year, first, 1)
    assert mention.last is not None
    assert mention.last >= mention.first
    assert (mention.last.year, mention.last.month) == (year if last >= first else year + 1, last)


@given(year=st.integers(1950, 2079), month=st.integers(1, 12))
def test_a_month_falls_into_its_three_parts(year: int, month: int) -> None:
    parts = [only(f"{year}年{month}月{part}旬") for part in "上中下"]
    assert [part.first and part.first.day for part in parts] == [1, 11, 21]
    whole = only(f"{year}年{month}月")
    assert (parts[0].first, parts[2].last) == (whole.first, whole.last)


@given(reference=DAYS)
def test_words_seen_from_the_reference(reference: date) -> None:
    assert only("今年", reference).first == date(reference.year, 1, 1)
    assert only("去年", reference).last == date(reference.year - 1, 12, 31)
    this, following = only("本月", reference), only("下个月", reference)
    assert this.first is not None
    assert this.last is not None
    assert this.first <= reference <= this.last
    assert following.first == this.last + timedelta(days=1)
    quarter = only("本季度", reference)
    assert quarter.first is not None
    assert quarter.last is not None
    assert quarter.first <= reference <= quarter.last


@pytest.mark.parametrize(
    "text", ["5月", "一季度", "年底前", "今年", "每月", "近三年", "本周", "春节前", "3年内", "15日前"]
)
def test_nothing_gives_the_year(text: str) -> None:
    mention = only(text)
    assert (mention.first, mention.last, mention.resolved, mention.year_stated) == (None, None, False, False)


def test_a_year_without_a_lunar_table_is_no_time() -> None:
    assert periods.find("春节前", date(2079, 1, 1), default()) == []


def test_line_breaks_inside_an_expression() -> None:
    mention = only("2019年5月上\n旬", None)
    assert (mention.text, mention.first, mention.last) == ("2019年5月上\n旬", date(2019, 5, 1), date(2019, 5, 10))


def test_digits_of_two_lines_stay_apart() -> None:
    assert only("共3\n5月完成", date(2024, 1, 1)).text == "5月"


def test_rule_names_an_entry_of_the_lexicon() -> None:
    assert default().rule(only("2019年5月").rule).id == "periods.unit.year"
    assert default().rule(only("“十四五”期间").rule).id == "periods.unit.five_year"
    assert default().rule(only("2024年春节前").rule).id == "periods.unit.year"


def test_every_unit_begins_as_it_says() -> None:
    """The scan looks only where `first` allows; an entry that begins otherwise would never be found."""
    text = (store.HERE / "periods.toml").read_text(encoding="utf-8")
    rules = store.parse(text, "periods.toml", "periods")["periods.unit"]
    for rule in rules:
        for example in rule.examples:
            found = re.search(rule.expression, fold(example))
            assert found, (rule.id, example)
            assert found[0][0] in rule.data["first"], (rule.id, example)


@pytest.mark.parametrize(
    "piece",
    [
        *("1", "一", "月", "年", "1月", "1、", "3-", "2019", "2019年", "2019-", "上", "上旬", "至", "前", " ", "\n"),
        *("1.", "第一", "每", "（", "“十四五”", "近", "12：", "日", "、2月", "2019.1", "星期一", "十"),
    ],
)  # fmt: skip
def test_repeated_pieces_are_read_in_bounded_work(piece: str) -> None:
    """Work per character does not grow: what a long text costs in calls is what its parts cost."""
    text = piece * (20_000 // len(piece))
    for mention in periods.find(text, date(2024, 1, 1), default()):
        assert text[mention.start : mention.end] == mention.text


@given(
    st.text(alphabet="0129一二十年月日季度上中下旬初底末前后至到自每、-—.~ \n（）“”五四今去期间春节周每", max_size=60)
)
def test_any_string_gives_sound_mentions(text: str) -> None:
    end = 0
    for mention in periods.find(text, date(2024, 6, 15), default()):
        assert text[mention.start : mention.end] == mention.text
        assert mention.text.strip() == mention.text != ""
        assert mention.start >= end
        end = mention.end
        if mention.first and mention.last:
            assert mention.first <= mention.last


def test_a_merged_lexicon_keeps_its_rules() -> None:
    merged: Lexicon = default().merged({})
    assert periods.find("2019年5月", None, merged) == periods.find("2019年5月", None, default())
