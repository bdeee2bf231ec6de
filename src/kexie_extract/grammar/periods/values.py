"""Which days a piece of a time expression means.

All readings are inclusive at both ends. Where the year is unknown a leap year stands in for it, so that ranges and
neighbours can still be told, and the part is marked as unresolved.
"""

import re
from calendar import monthrange
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache
from typing import Literal

from kexie_extract.grammar.periods.scan import Token, festival_days
from kexie_extract.text.numerals import parse_numeral
from kexie_extract.text.patterns import compiled

Level = Literal["year", "half", "quarter", "month", "edge", "day", "festival", "plan", "span"]
_UNKNOWN_YEAR = 2024
_YEARS = compiled(r"(?:19|20)[0-9]{2}|[一二][〇零Oo0九一二三四五六七八]{3}|[0-9]{2}(?=年)")
_MONTHS = compiled(r"1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九元]")
_DAYS = compiled(
    r"3[01]|[12][0-9]|0?[1-9]|三十一?|[二廿]十?[一二三四五六七八九]|二十|十[一二三四五六七八九]?|初?[一二三四五六七八九]"
)
_QUARTERS = compiled(r"[一二三四1-4]")
_NUMBER = compiled(r"[0-9]+|[一二两三四五六七八九十]+")
_RANGE = compiled(r"[\-—―─]{1,2}|~|至|到")
_DOTTED = compiled(r"(?:((?:19|20)[0-9]{2})\.)?([0-9]{1,2})(?:\.([0-9]{1,2}))?")
_HAN_YEAR = str.maketrans("〇零Oo一二三四五六七八九", "0000123456789")
_SEASONS = {"春": 3, "夏": 6, "秋": 9, "冬": 12}
_TEN_DAYS = {"上": (1, 10), "中": (11, 20), "下": (21, 31)}


@dataclass(slots=True)
class Part:
    """A stretch of days and where its words stand.

    Attributes:
        first: first day.
        last: last day.
        level: what kind of unit it is; 前 and 后 read differently by it.
        start: offset of its words in the squeezed text.
        end: offset after them.
        join: how it follows the part before: `range`, `list`, or touching without a mark.
        stated: the year is written in digits.
        fixed: the year is not from the reference alone (次年, 2019年), so that a range does not turn it.
        known: year and month come from the text or the reference.
    """

    first: date
    last: date
    level: Level
    start: int
    end: int
    join: Literal["range", "list", "touch"] = "touch"
    stated: bool = False
    fixed: bool = False
    known: bool = True


@dataclass(slots=True)
class State:
    """What is known where a piece is read.

    Attributes:
        reference: the day that 今年 and 本月 are seen from.
        year: from the part before or the words before.
        month: likewise.
        stated: `year` is written in digits in this expression or the part before.
        fixed: `year` was set inside this expression.
        span: the days of the expression before, for 去年同期.
    """

    reference: date | None
    year: int | None = None
    month: int | None = None
    stated: bool = False
    fixed: bool = False
    span: tuple[date, date] | None = None

    def copy(self) -> "State":
        """One to be changed while a run is read."""
        return State(self.reference, self.year, self.month, self.stated, self.fixed, self.span)

    def year_or(self) -> tuple[int, bool]:
        """The year to read with, and whether it is known."""
        if self.year is not None:
            return self.year, True
        return (self.reference.year, True) if self.reference else (_UNKNOWN_YEAR, False)

    def month_or(self) -> tuple[int, int, bool]:
        """Year and month to read a day with, and whether both are known."""
        year, known = self.year_or()
        if self.month is not None:
            return year, self.month, known
        if self.reference and self.year is None:
            return self.reference.year, self.reference.month, True
        return year, 1, False


def read(token: Token, state: State, plans: Mapping[str, int]) -> list[Part]:
    """The parts that a piece states, in order; empty where it states no possible day. Updates `state`."""
    if token.kind == "five_year":
        return _five_year(token, plans)
    return _READERS[token.kind](token, state)


def _part(token: Token, first: date, last: date, level: Level, state: State, known: bool = True) -> Part:
    return Part(first, last, level, token.start, token.end, "touch", state.stated, state.fixed, known)


@lru_cache(maxsize=256)
def month_span(year: int, month: int, months: int = 1) -> tuple[date, date]:
    """First and last day of some months, the first of which may lie outside 1 to 12."""
    index = year * 12 + month - 1
    end = index + months - 1
    first = date(index // 12, index % 12 + 1, 1)
    return first, date(end // 12, end % 12 + 1, monthrange(end // 12, end % 12 + 1)[1])


@lru_cache(maxsize=256)
def _number(text: str) -> int:
    """The value of a short numeral; 0 where it is none."""
    found = _NUMBER.search(text)
    value = parse_numeral(found[0].replace("两", "二")) if found else None
    return int(value) if value is not None else 0


def _listed(
    token: Token, pattern: re.Pattern[str], make: Callable[[str], Part | None]
) -> list[Part]:  # fmt: skip
    """The parts of a list or range inside one piece (3、4、5月; 2016—2020年)."""
    parts: list[Part] = []
    before = 0
    found = list(pattern.finditer(token.text))
    for i, item in enumerate(found):
        part = make(item[0])
        if part is None:
            return []
        mark = token.text[before : item.start()]
        if parts:
            part.join = "range" if _RANGE.search(mark) else "list" if mark.strip("第") else "touch"
        part.start = token.start + (0 if i == 0 else item.start() - mark.endswith("第"))
        part.end = token.end if i == len(found) - 1 else token.start + item.end()
        parts.append(part)
        before = item.end()
    return parts


def year_of(text: str, century: int = 20) -> int:
    """The year that four digits, four Han digits or two digits state."""
    digits = text.translate(_HAN_YEAR)
    return int(digits) if len(digits) == 4 else century * 100 + int(digits)


def _years(token: Token, state: State) -> list[Part]:
    def make(text: str) -> Part | None:
        state.year, state.month, state.stated, state.fixed = year_of(text), None, True, True
        return _part(token, date(state.year, 1, 1), date(state.year, 12, 31), "year", state)

    return _listed(token, _YEARS, make)


def _short_year(token: Token, state: State) -> list[Part]:
    two = int(token.text.strip("'’年"))
    state.year, state.month, state.stated, state.fixed = (2000 if two < 60 else 1900) + two, None, True, True
    return [_part(token, date(state.year, 1, 1), date(state.year, 12, 31), "year", state)]


def _year_word(token: Token, state: State) -> list[Part]:
    seen = state.reference.year if state.reference else None
    base = state.year if token.rule.data.get("carry") and state.year is not None else seen
    known = base is not None
    state.year = (base if base is not None else _UNKNOWN_YEAR) + token.rule.data["shift"]
    state.month, state.stated, state.fixed = None, False, True
    last = state.year + token.rule.data.get("more", 0)  # 今明两年
    part = _part(token, date(state.year, 1, 1), date(last, 12, 31), "year", state, known)
    if token.text.endswith("同期") and state.span:
        part = replace(part, first=_year_before(state.span[0]), last=_year_before(state.span[1]), level="span")
    if not known:
        state.year = None
    return [part]


def _year_before(day: date) -> date:
    """The day a year earlier; the last of February stays the last."""
    ends = (day + timedelta(days=1)).day == 1
    return day.replace(year=day.year - 1, day=monthrange(day.year - 1, day.month)[1] if ends else day.day)


def _whole_year(token: Token, state: State) -> list[Part]:
    year, known = state.year_or()
    return [_part(token, date(year, 1, 1), date(year, 12, 31), "year", state, known)]


def _school_year(token: Token, state: State) -> list[Part]:
    year = year_of(_YEARS.findall(token.text)[0])
    state.year, state.stated, state.fixed = year, True, True
    months = (year, 9, 12)
    if re.search("第[一1]学期|上学期|秋季", token.text):
        months = (year, 9, 5)
    elif re.search("第[二2]学期|下学期|春季", token.text):
        months = (year + 1, 2, 7)
    return [_part(token, *month_span(*months), "span", state)]


def _months_of_year(token: Token, state: State, first: int, months: int, level: Level) -> list[Part]:
    year, known = state.year_or()
    state.month = None
    return [_part(token, *month_span(year, first, months), level, state, known)]


def _halves(token: Token, state: State) -> list[Part]:
    def make(half: str) -> Part:
        return _months_of_year(token, state, 1 if half in "上前" else 7, 6, "half")[0]

    return _listed(token, compiled("[上下前后]"), make)


def _quarters(token: Token, state: State) -> list[Part]:
    def make(quarter: str) -> Part:
        return _months_of_year(token, state, _number(quarter) * 3 - 2, 3, "quarter")[0]

    return _listed(token, _QUARTERS, make)


def _quarter_word(token: Token, state: State) -> list[Part]:
    seen = state.reference
    first = ((seen.month - 1) // 3 + token.rule.data["shift"]) * 3 + 1 if seen else 1
    days = month_span(seen.year if seen else _UNKNOWN_YEAR, first, 3)
    return [_part(token, *days, "quarter", state, seen is not None)]


def _term(token: Token, state: State) -> list[Part]:
    first, months = (9, 5) if "秋" in token.text else (2, 7)
    return _months_of_year(token, state, first, months, "quarter")


def _season(token: Token, state: State) -> list[Part]:
    first = next(month for name, month in _SEASONS.items() if name in token.text)
    return _months_of_year(token, state, first, 3, "quarter")


def _first_quarters(token: Token, state: State) -> list[Part]:
    return _months_of_year(token, state, 1, _number(token.text) * 3, "span")


def _first_months(token: Token, state: State) -> list[Part]:
    count = _number(token.text)
    return _months_of_year(token, state, 1, count, "span") if 1 <= count <= 12 else []


def _year_edge(token: Token, state: State) -> list[Part]:
    first, months = {"start": (1, 1), "middle": (6, 2), "end": (12, 1)}[token.rule.data["edge"]]
    return _months_of_year(token, state, first, months, "edge")


def _months(token: Token, state: State) -> list[Part]:
    def make(text: str) -> Part:
        state.month = 1 if text == "元" else _number(text)
        year, known = state.year_or()
        return _part(token, *month_span(year, state.month), "month", state, known)

    return _listed(token, _MONTHS, make)


def _month_word(token: Token, state: State) -> list[Part]:
    shift = token.rule.data["shift"]
    year, month, known = state.month_or() if token.rule.data.get("carry") else State(state.reference).month_or()
    days = month_span(year, month + shift)
    if known:
        state.year, state.month, state.fixed = days[0].year, days[0].month, True
    return [_part(token, *days, "month", state, known)]


def month_edge(edge: str, year: int, month: int) -> tuple[date, date]:
    """月初, 月中, 月底 or the whole month."""
    first, last = month_span(year, month)
    low, high = {"start": (1, 5), "middle": (11, 20), "end": (21, last.day), "whole": (1, last.day)}[edge]
    return first.replace(day=low), last.replace(day=high)


def _month_edge(token: Token, state: State) -> list[Part]:
    year, month, known = state.month_or()
    return [_part(token, *month_edge(token.rule.data["edge"], year, month), "edge", state, known)]


def _ten_days(token: Token, state: State) -> list[Part]:
    year, month, known = state.month_or()
    last = monthrange(year, month)[1]

    def make(name: str) -> Part:
        low, high = _TEN_DAYS[name]
        return _part(token, date(year, month, low), date(year, month, min(high, last)), "edge", state, known)

    return _listed(token, compiled("[上中下]"), make)


def _days(token: Token, state: State) -> list[Part]:
    year, month, known = state.month_or()

    def make(text: str) -> Part | None:
        day = _number(text.replace("初", "").replace("廿", "二十" if text != "廿十" else "二"))
        if not 1 <= day <= monthrange(year, month)[1]:
            return None
        return _part(token, date(year, month, day), date(year, month, day), "day", state, known)

    return _listed(token, _DAYS, make)


def _week_word(token: Token, state: State) -> list[Part]:
    seen = state.reference or date(_UNKNOWN_YEAR, 1, 1)
    monday = seen - timedelta(days=seen.weekday()) + timedelta(weeks=token.rule.data["shift"])
    known = state.reference is not None
    weekday = "一二三四五六日".find(token.text[-1])
    if weekday >= 0:
        day = monday + timedelta(days=weekday)
        return [_part(token, day, day, "day", state, known)]
    return [_part(token, monday, monday + timedelta(days=6), "span", state, known)]


def _week_of_month(token: Token, state: State) -> list[Part]:
    """第三周 is days 15 to 21, 最后一周 the last seven; a weekday is the one among them."""
    year, month, known = state.month_or()
    ordinal = _NUMBER.search(token.text.removeprefix("的").removeprefix("最后"))
    last = monthrange(year, month)[1]
    low = last - 6 if "最后" in token.text or not ordinal else _number(ordinal[0]) * 7 - 6
    if low > last:
        return []
    first, end = date(year, month, low), date(year, month, min(low + 6, last))
    weekday = "一二三四五六日".find(token.text[-1].replace("天", "日"))
    if weekday < 0:
        return [_part(token, first, end, "edge", state, known)]
    day = first + timedelta(days=(weekday - first.weekday()) % 7)
    return [_part(token, day, day, "day", state, known)] if day <= end else []


def _day_word(token: Token, state: State) -> list[Part]:
    seen = state.reference or date(_UNKNOWN_YEAR, 1, 1)
    day = seen + timedelta(days=token.rule.data["shift"])
    return [_part(token, day, day, "day", state, state.reference is not None)]


def _now(token: Token, state: State) -> list[Part]:
    seen = state.reference or date(_UNKNOWN_YEAR, 1, 1)
    return [_part(token, seen, seen, "day", state, state.reference is not None)]


def _span_of_years(token: Token, state: State) -> list[Part]:
    """3年内: this year and the two after it; 近三年: this year and the two before; 过去五年: the five before."""
    count = _number(token.text)
    year, known = (state.reference.year, True) if state.reference else (_UNKNOWN_YEAR, False)
    first = {"years_ahead": year, "years_back": year - count + 1, "years_past": year - count}[token.kind]
    if not 0 < count <= 100:
        return []
    return [_part(token, date(first, 1, 1), date(first + count - 1, 12, 31), "span", state, known)]


def _span_of_months(token: Token, state: State) -> list[Part]:
    count = _number(token.text)
    seen = state.reference or date(_UNKNOWN_YEAR, 1, 1)
    first = seen.month if token.kind == "months_ahead" else seen.month - count + 1
    if not 0 < count <= 120:
        return []
    return [_part(token, *month_span(seen.year, first, count), "span", state, state.reference is not None)]


def _iso_day(token: Token, state: State) -> list[Part]:
    year, month, day = (int(text) for text in re.findall("[0-9]+", token.text))
    if day > monthrange(year, month)[1]:
        return []
    state.year, state.month, state.stated, state.fixed = year, month, True, True
    return [_part(token, date(year, month, day), date(year, month, day), "day", state)]


def _iso_month(token: Token, state: State) -> list[Part]:
    state.year, state.month = (int(text) for text in re.findall("[0-9]+", token.text))
    state.stated = state.fixed = True
    return [_part(token, *month_span(state.year, state.month), "month", state)]


def _dotted_range(token: Token, state: State) -> list[Part]:
    """2018.9-2019.6, 2019.5.1-6.30; the end takes year and month from the beginning."""
    left, right = _RANGE.split(token.text, maxsplit=1)
    begin, end = _DOTTED.match(left), _DOTTED.match(right)
    if not begin or not end:
        return []
    year = int(begin[1])
    state.year, state.stated, state.fixed = year, True, True
    first = _dotted(year, begin[2], begin[3])
    bare_day = begin[3] and not end[3]
    last = _dotted(int(end[1] or year), begin[2] if bare_day else end[2], end[2] if bare_day else end[3])
    if not first or not last or last[1] < first[0]:
        return []
    return [_part(token, first[0], last[1], "day" if begin[3] else "month", state)]


def _dotted(year: int, month: str, day: str | None) -> tuple[date, date] | None:
    """The days of `9` or `9.1` in a year; None where there is no such day."""
    first, last = month_span(year, int(month))
    if day is None:
        return first, last
    return (first.replace(day=int(day)),) * 2 if 1 <= int(day) <= last.day else None


def _month_dot_day(token: Token, state: State) -> list[Part]:
    year, known = state.year_or()
    days = [_dotted(year, *re.split(r"[./]", text)) for text in re.findall(r"[0-9]+[./][0-9]+", token.text)]
    if None in days or not days:
        return []
    spans = [span for span in days if span]
    return [_part(token, spans[0][0], spans[-1][1], "day", state, known)] if spans[0] <= spans[-1] else []


def _five_year(token: Token, plans: Mapping[str, int]) -> list[Part]:
    name = max((name for name in plans if name in token.text), key=len, default=None)
    if name is None:
        return []
    first, last = plans[name], plans[name] + 4
    after = token.text[token.text.index(name) + len(name) :].lstrip('”"」』’')
    if "末" in after:
        first = last
    elif "初" in after:
        last = first
    return [Part(date(first, 1, 1), date(last, 12, 31), "plan", token.start, token.end, fixed=True)]


def _festival(token: Token, state: State) -> list[Part]:
    year, known = state.year_or()
    days = festival_days(token.rule, year)
    return [_part(token, *days, "festival", state, known)] if days else []


def _every(token: Token, state: State) -> list[Part]:
    return [replace(_whole_year(token, state)[0], level="year")]


_READERS: Mapping[str, Callable[[Token, State], list[Part]]] = {
    "years": _years,
    "short_year": _short_year,
    "year_word": _year_word,
    "whole_year": _whole_year,
    "school_year": _school_year,
    "halves": _halves,
    "quarters": _quarters,
    "quarter_word": _quarter_word,
    "term": _term,
    "season": _season,
    "first_quarters": _first_quarters,
    "first_months": _first_months,
    "year_edge": _year_edge,
    "months": _months,
    "month_word": _month_word,
    "month_edge": _month_edge,
    "ten_days": _ten_days,
    "days": _days,
    "week_word": _week_word,
    "week_of_month": _week_of_month,
    "day_word": _day_word,
    "now": _now,
    "years_ahead": _span_of_years,
    "years_back": _span_of_years,
    "years_past": _span_of_years,
    "months_back": _span_of_months,
    "months_ahead": _span_of_months,
    "iso_day": _iso_day,
    "iso_month": _iso_month,
    "dotted_range": _dotted_range,
    "month_dot_day": _month_dot_day,
    "festival": _festival,
    "every": _every,
}
