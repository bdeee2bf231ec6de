"""The document's own date and the period that it is about."""

import calendar
import re
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

from kexie_extract.extraction.metadata.marks import Months, months
from kexie_extract.lexicon import Lexicon
from kexie_extract.model.records import StatedPeriod
from kexie_extract.text.folding import fold
from kexie_extract.text.patterns import compiled

_HAN = {char: str(value) for value, char in enumerate("零一二三四五六七八九")} | {
    "〇": "0",
    "O": "0",
    "o": "0",
    "元": "1",
}
_YEAR = r"(?P<year>(?:19|20)\s?\d\s?\d|[一二][〇零一二三四五六七八九Oo]{3})"
_DATE = compiled(
    _YEAR + r"\s*年\s*(?:(?P<month>\d{1,2}|元|正|[一二三四五六七八九十]{1,2})\s*月)?"
    r"\s*(?:(?P<day>\d{1,2}|[一二三四五六七八九十廿]{1,3})\s*[日号])?"
)
_NUMERIC = compiled(r"(?P<year>(?:19|20)\d\d)(?P<mark>[-./])(?P<month>\d{1,2})(?:(?P=mark)(?P<day>\d{1,2}))?(?!\d)")
_FOUR_DIGITS = compiled(r"(?<!\d)((?:19|20)\d\d)(?!\d)")
_SOON = timedelta(days=120)
_FIVE_YEARS = compiled(r"([一-鿿]{1,2}五)[”\"]?(?:规划)?[期时]")


def iso_date(text: str) -> str | None:
    """The first date in a line as ISO 8601, as precise as stated: `2019-01` for 2019年元月  日.

    Reads Arabic and Chinese numerals (二○一九年一月), and 2019-01-09 or 2019.1.9.
    """
    folded = fold(text)
    found = _DATE.search(folded) or _NUMERIC.search(folded)
    if not found:
        return None
    month, day = found["month"], found["day"]
    parts = [_digits(found["year"])]
    if month and 1 <= _number(month) <= 12:
        parts.append(f"{_number(month):02}")
        if day and 1 <= _number(day) <= calendar.monthrange(int(parts[0]), _number(month))[1]:
            parts.append(f"{_number(day):02}")
    return "-".join(parts)


def _digits(text: str) -> str:
    return "".join(_HAN.get(char, char) for char in text if not char.isspace())


def _number(text: str) -> int:
    """A month or day in Arabic or Chinese numerals up to 三十一."""
    if text in ("元", "正"):
        return 1
    text = text.replace("廿", "二十")
    if "十" in text:
        tens, _, ones = text.partition("十")
        return int(_HAN.get(tens, "1")) * 10 + int(_HAN.get(ones, "0"))
    return int(_digits(text))


def stated_year(text: str) -> int | None:
    """The first year that a string holds, also without 年 (a file name)."""
    found = _DATE.search(fold(text)) or _FOUR_DIGITS.search(fold(text))
    return int(_digits(found[1])) if found else None


class _Range(NamedTuple):
    """Years and months, both inclusive; the year is None where it is not stated."""

    year: int | None
    last_year: int | None
    month: int = 1
    last_month: int = 12


def period(text: str, year: int | None, lexicon: Lexicon) -> StatedPeriod | None:
    """The last period that a heading or title names.

    Args:
        text: a heading or title.
        year: the year that 上半年 and 一季度 are in where the text does not say.
        lexicon: for the forms.

    Returns:
        The period with both ends inclusive; ends are None where the year is unknown. None where there is no period.
    """
    folded = fold(text)
    hits = [found for pattern in _patterns(lexicon) for found in pattern.finditer(folded)]
    if not hits:
        return None
    last_end = max(found.end() for found in hits)
    best = min((found for found in hits if found.end() == last_end), key=lambda found: found.start())
    span = _range(best[0], lexicon)
    first, last = span.year or year, span.last_year or span.year or year
    words = text[best.start() : best.end()].strip()
    if first is None or last is None:
        return StatedPeriod(text=words, start=None, end=None)
    end_day = calendar.monthrange(last, span.last_month)[1]
    return StatedPeriod(
        text=words, start=f"{first:04}-{span.month:02}-01", end=f"{last:04}-{span.last_month:02}-{end_day:02}"
    )


def of_years(stated: StatedPeriod) -> bool:
    """Whether a period is of several calendar years."""
    first, last = (stated.start or "")[:4], (stated.end or "")[:4]
    return bool(first and last) and int(last) - int(first) > 1


def seen_from(stated: StatedPeriod, day: str, *, reports: bool) -> StatedPeriod:
    """A period that was put into the year of the document's day, in the year beside it where that fits better.

    Args:
        stated: 下半年, 9月, in the year of `day`.
        day: ISO 8601.
        reports: a report follows what it is about, a plan comes before it.
    """
    first, last = date.fromisoformat(stated.start or day), date.fromisoformat(stated.end or day)
    seen = date.fromisoformat(f"{day}-01-01"[:10])
    if reports and first - seen > _SOON:  # what a report plans begins soon after it
        return _shifted(stated, -1)
    return _shifted(stated, 1) if not reports and last < seen else stated


def _shifted(stated: StatedPeriod, years: int) -> StatedPeriod:
    """The same months of another year."""
    first, last = date.fromisoformat(stated.start or ""), date.fromisoformat(stated.end or "")
    end = calendar.monthrange(last.year + years, last.month)[1]
    return StatedPeriod(
        text=stated.text,
        start=first.replace(year=first.year + years).isoformat(),
        end=last.replace(year=last.year + years, day=end).isoformat(),
    )


@lru_cache(maxsize=8)
def _patterns(lexicon: Lexicon) -> tuple[re.Pattern[str], ...]:
    return tuple(compiled(rule.expression) for rule in lexicon.rules("metadata.period"))


def _range(words: str, lexicon: Lexicon) -> _Range:
    """What a period's words say of years and months."""
    if (plan := _FIVE_YEARS.search(words)) and (first := _plans(lexicon).get(plan[1])):
        return _Range(first, first + 4)
    years = [int(_digits(found)) for found in re.findall(r"(?:19|20)\d\d|[一二][〇零一二三四五六七八九]{3}", words)]
    first_year, last_year = (years[0], years[-1]) if years else (None, None)
    for word, term in months("metadata.school_term", lexicon):
        if word in words:
            return _school_year(term, first_year, last_year)
    for word, part in months("metadata.year_part", lexicon):
        if word in words:
            return _Range(first_year, last_year, *part)
    return _months(words, years)


def _months(words: str, years: list[int]) -> _Range:
    """Months in figures behind a year, or whole years: 2024年11月至3月 ends in the next year."""
    first_year, last_year = (years[0], years[-1]) if years else (None, None)
    rest = re.sub(r"(?:19|20)\d\d\s?年?", "", words)
    found = [min(max(int(month), 1), 12) for month in re.findall(r"\d{1,2}", rest)] if "月" in rest else []
    if not found:
        return _Range(first_year, last_year)
    into_next = len(years) == 1 and found[-1] < found[0]
    return _Range(first_year, (last_year or 0) + into_next or None, found[0], found[-1])


def _school_year(term: Months, first_year: int | None, last_year: int | None) -> _Range:
    """A term that begins in spring lies wholly in the second year of the two."""
    return _Range(last_year if term.first < term.last else first_year, last_year, *term)


@lru_cache(maxsize=8)
def _plans(lexicon: Lexicon) -> dict[str, int]:
    """The first year of each five-year plan by its name."""
    starts: dict[str, int] = lexicon.rule("periods.plan.plan").data["starts"]
    return starts
