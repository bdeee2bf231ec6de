"""For every kind of time that the grammar knows at least three sentences, what is found and what is not.

A row is (sentence, what is found, reason), written as in `test_periods_table`; all are seen from 15 June 2024.
"""

from datetime import date

import pytest

from kexie_extract.grammar import periods
from kexie_extract.lexicon import default
from kexie_extract.model.mentions import PeriodMention

Row = tuple[str, str, str]
PHRASES: dict[str, list[Row]] = {
    "years": [
        ("2022年建成投用", "2022年 = 2022-01-01..2022-12-31", "digits"),
        ("二〇二二年启动", "二〇二二年 = 2022-01-01..2022-12-31", "Han digits"),
        ("2021至2023年三年", "2021至2023年 = 2021-01-01..2023-12-31", "a range"),
        ("共2022人", "", "a count"),
    ],
    "halves": [
        ("下半年验收", "下半年 = 2024-07-01..2024-12-31", "by the reference"),
        ("2022年上半年", "2022年上半年 = 2022-01-01..2022-06-30", "of a stated year"),
        ("明年上半年开工", "明年上半年 = 2025-01-01..2025-06-30", "of the next year"),
        ("大半年时间", "", "a length of time"),
    ],
    "quarters": [
        ("第二季度", "第二季度 = 2024-04-01..2024-06-30", "with 第"),
        ("二、三季度", "二、三季度 = 2024-04-01..2024-09-30", "a list that touches"),
        ("前三季度", "前三季度 = 2024-01-01..2024-09-30", "the first three"),
        ("每季度首月", "每季度首月 = 2024-01-01..2024-12-31 every quarter", "a recurrence"),
        ("分季度推进", "", "no recurrence and no quarter"),
    ],
    "months": [
        ("7月完成", "7月 = 2024-07-01..2024-07-31", "digits"),
        ("十二月份", "十二月份 = 2024-12-01..2024-12-31", "Han"),
        ("12月考核", "12月 = 2024-12-01..2024-12-31", "a noun follows"),
        ("3月会员大会", "3月 = 2024-03-01..2024-03-31", "a noun follows"),
        ("6个月内", "", "a length of time"),
    ],
    "lists and ranges of months": [
        ("3月和5月", "3月 = 2024-03-01..2024-03-31 ; 5月 = 2024-05-01..2024-05-31", "two that do not touch"),
        ("3-5月", "3-5月 = 2024-03-01..2024-05-31", "月 is left out"),
        ("10月—12月", "10月—12月 = 2024-10-01..2024-12-31", "the year is left out"),
        ("2022年8月至11月", "2022年8月至11月 = 2022-08-01..2022-11-30", "the year goes on"),
        ("11月至次年2月", "11月至次年2月 = 2024-11-01..2025-02-28", "over the end of the year"),
    ],
    "ten-day parts": [
        ("6月上旬", "6月上旬 = 2024-06-01..2024-06-10", "first ten"),
        ("7月中下旬", "7月中下旬 = 2024-07-11..2024-07-31", "the last twenty"),
        ("5月上旬-6月下旬", "5月上旬-6月下旬 = 2024-05-01..2024-06-30", "a range"),
        ("年逾七旬", "", "an age"),
    ],
    "weeks of a month": [
        ("9月第一周", "9月第一周 = 2024-09-01..2024-09-07", "the first seven days"),
        ("9月第三个星期六", "9月第三个星期六 = 2024-09-21..2024-09-21", "the third Saturday"),
        ("12月最后一周", "12月最后一周 = 2024-12-25..2024-12-31", "the last seven days"),
        ("第三周开课", "", "no month"),
    ],
    "days": [
        ("8月15日", "8月15日 = 2024-08-15..2024-08-15", "digits"),
        ("8月15日报到", "8月15日 = 2024-08-15..2024-08-15", "日报 is no word here"),
        ("8月15—17日", "8月15—17日 = 2024-08-15..2024-08-17", "a range"),
        ("2022年5月1日上午9时", "2022年5月1日上午9时 = 2022-05-01..2022-05-01", "the clock time belongs to it"),
        ("4月31日", "", "no such day"),
        ("2023年2月29日前", "", "no such day"),
        ("10月0日", "", "no such day"),
    ],
    "初, 中, 末, 底": [
        ("6月初", "6月初 = 2024-06-01..2024-06-05", "days 1 to 5"),
        ("9月中", "9月中 = 2024-09-11..2024-09-20", "the middle"),
        ("8月末", "8月末 = 2024-08-21..2024-08-31", "the last ten days"),
        ("年初", "年初 = 2024-01-01..2024-01-31", "January"),
        ("2023年底", "2023年底 = 2023-12-01..2023-12-31", "December"),
        ("三季度末", "三季度末 = 2024-09-01..2024-09-30", "the quarter's last month"),
        ("底层逻辑", "", "a word"),
    ],
    "年内, 全年": [
        ("年内开工", "年内 = 2024-01-01..2024-12-31", "within the year"),
        ("全年举办", "全年 = 2024-01-01..2024-12-31", "the whole year"),
        ("2025年内", "2025年内 = 2025-01-01..2025-12-31", "of a stated year"),
        ("两年内", "两年内 = 2024-01-01..2025-12-31", "from this year on"),
        ("全年龄段", "", "a word"),
    ],
    "期间": [
        ("2023—2025年期间", "2023—2025年期间 = 2023-01-01..2025-12-31", "of years"),
        ("国庆节期间", "国庆节期间 = 2024-10-01..2024-10-07", "of a festival"),
        ("“十四五”期间", "“十四五”期间 = 2021-01-01..2025-12-31", "of a plan"),
        ("4月19日至25日间答辩", "4月19日至25日间 = 2024-04-19..2024-04-25", "间 after a day"),
        ("5月间接影响", "5月 = 2024-05-01..2024-05-31", "间接 is a word"),
        ("会议期间", "", "of an event without a date"),
    ],
    "以来": [
        ("2021年以来", "2021年以来 = 2021-01-01..", "from the first day"),
        ("今年以来", "今年以来 = 2024-01-01..", "by the reference"),
        ("3月以来", "3月以来 = 2024-03-01..", "of a month"),
        ("近年来", "", "no days can be named"),
    ],
    "自…起": [
        ("自5月起", "自5月起 = 2024-05-01..", "whole"),
        ("自2023年7月1日起施行", "自2023年7月1日起 = 2023-07-01..", "whole"),
        ("从9月开始", "从9月开始 = 2024-09-01..", "从…开始"),
        ("自5月1日始实行", "自5月1日始 = 2024-05-01..", "始"),
        ("自觉起草文件", "", "words"),
    ],
    "截至, 截止到": [
        ("截至6月底", "截至6月底 = ..2024-06-30", "截至"),
        ("截止到2023年末", "截止到2023年末 = ..2023-12-31", "截止到"),
        ("截至7月15日", "截至7月15日 = ..2024-07-15", "a day"),
        ("截至目前", "", "no date"),
    ],
    "前, 之前, 以前": [
        ("9月30日前", "9月30日前 = ..2024-09-30", "the day counts"),
        ("9月前", "9月前 = ..2024-08-31", "the month does not"),
        ("2025年以前", "2025年以前 = ..2024-12-31", "nor the year"),
        ("10月底之前", "10月底之前 = ..2024-10-31", "up to its last day"),
        ("2023.6前", "2023.6前 = ..2023-05-31", "a dotted month"),
        ("前期准备", "", "a word"),
    ],
    "后, 之后": [
        ("7月后", "7月后 = 2024-08-01..", "after the month"),
        ("5月1日之后", "5月1日之后 = 2024-05-01..", "the day counts"),
        ("2025年后", "2025年后 = 2026-01-01..", "after the year"),
        ("会后三天", "", "no date"),
    ],
    "或之前, 及以后": [
        ("5月或之前", "5月或之前 = ..2024-05-31", "the month counts"),
        ("2023年及以前", "2023年及以前 = ..2023-12-31", "the year counts"),
        ("2024年1月1日及以后", "2024年1月1日及以后 = 2024-01-01..", "the day counts"),
        ("3人及以后", "", "no time"),
    ],
    "by the reference": [
        ("今年", "今年 = 2024-01-01..2024-12-31", "this year"),
        ("去年", "去年 = 2023-01-01..2023-12-31", "last year"),
        ("明年", "明年 = 2025-01-01..2025-12-31", "next year"),
        ("本月", "本月 = 2024-06-01..2024-06-30", "this month"),
        ("下个月", "下个月 = 2024-07-01..2024-07-31", "next month"),
        ("今天上午", "今天上午 = 2024-06-15..2024-06-15", "this day"),
        ("昨日", "昨日 = 2024-06-14..2024-06-14", "the day before"),
        ("明天上午", "明天上午 = 2024-06-16..2024-06-16", "the day after"),
        ("去年同期", "去年同期 = 2023-01-01..2023-12-31", "nothing says which part of it"),
        (
            "1—5月比去年同期多",
            "1—5月 = 2024-01-01..2024-05-31 ; 去年同期 = 2023-01-01..2023-05-31",
            "the same part of it",
        ),
        ("美好的明天", "", "a figure of speech"),
        ("今日头条", "", "a name"),
    ],
    "five-year plans": [
        ("“十四五”期间", "“十四五”期间 = 2021-01-01..2025-12-31", "in marks"),
        ("十三五时期", "十三五时期 = 2016-01-01..2020-12-31", "without"),
        ("到“十五五”末", "到“十五五”末 = ..2030-12-31", "its last year"),
        ("“十四五”规划", "", "a plan's name"),
    ],
    "festivals": [
        ("春节前慰问", "春节前 = ..2024-02-09", "a lunar day"),
        ("教师节前", "教师节前 = ..2024-09-09", "a fixed day"),
        ("4月22日世界地球日", "4月22日世界地球日 = 2024-04-22..2024-04-22", "the day and its name are one"),
        ("12月5日国际志愿者日前", "12月5日国际志愿者日前 = ..2024-12-05", "a day that only its date tells"),
        ("春节联欢会", "", "bounds nothing"),
    ],
    "recurrences": [
        ("每月通报", "每月 = 2024-01-01..2024-12-31 every month", "每月"),
        ("每季度调度", "每季度 = 2024-01-01..2024-12-31 every quarter", "每季度"),
        ("每周三例会", "每周三 = 2024-01-01..2024-12-31 every week", "with its weekday"),
        ("每周六、周日开放", "每周六、周日 = 2024-01-01..2024-12-31 every week", "two weekdays"),
        ("每年3月", "每年3月 = 2024-03-01..2024-03-31 every year", "a month of each year"),
        ("每月10日和25日", "每月10日和25日 = 2024-01-01..2024-12-31 every month", "two days of each month"),
        ("每月第二周周五下午", "每月第二周周五下午 = 2024-01-01..2024-12-31 every month", "a day of each month"),
        ("每期50人", "", "no recurrence"),
    ],
    "fiscal and school years": [
        ("2023财年", "2023财年 = 2023-01-01..2023-12-31", "the calendar year"),
        ("2022—2023学年", "2022—2023学年 = 2022-09-01..2023-08-31", "from September"),
        ("2023年秋季学期", "2023年秋季学期 = 2023-09-01..2024-01-31", "a term"),
        ("2024年春季学期前", "2024年春季学期前 = ..2024-01-31", "before a term"),
        ("学年度考核", "", "no year"),
    ],
    "network generations": [
        ("5G基站", "", "5G"),
        ("4G、5G融合", "", "a list"),
        ("第6代移动通信", "", "words"),
    ],
    "ages": [
        ("35岁以下", "", "an age"),
        ("年满18周岁", "", "an age"),
        ("三月龄幼苗", "", "months of age"),
    ],
    "document, telephone and identity numbers": [
        ("云科协〔2023〕18号", "", "a document number"),
        ("电话0518-20190512", "", "a telephone number"),
        ("身份证110101199003071234", "", "an identity number"),
    ],
    "versions": [
        ("V2019.5.1版", "", "a version"),
        ("升级到12.1版", "", "a version"),
        ("地址10.12.5.1", "", "a network address"),
    ],
    "parts of words": [
        ("五月花酒店", "", "a name"),
        ("按月份牌", "", "a word"),
        ("说明年度情况", "", "明年 across two words"),
        ("十月革命胜利", "", "an event"),
    ],
}
ROWS = [row for rows in PHRASES.values() for row in rows]


def written(mention: PeriodMention) -> str:
    """A mention as the table writes it."""
    every = f" every {mention.recurrence}" if mention.relation == "every" else ""
    return f"{mention.text} = {mention.first or ''}..{mention.last or ''}{every}"


@pytest.mark.parametrize(("sentence", "expected", "reason"), ROWS)
def test_found(sentence: str, expected: str, reason: str) -> None:
    found = periods.find(sentence, date(2024, 6, 15), default())
    assert " ; ".join(map(written, found)) == expected, reason


def test_every_kind_has_three_sentences() -> None:
    assert {kind: len(rows) for kind, rows in PHRASES.items() if len(rows) < 3} == {}
    assert len(PHRASES) >= 27
