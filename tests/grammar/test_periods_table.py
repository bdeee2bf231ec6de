"""Time expressions in sentences written for this test: what is found, what it means, and why.

A row is (sentence, what is found, reason). Found is written `text = first..last`; `..last` is `by`, `first..` is
`from`, an added `every month` names the recurrence, `?` stands for days that nothing gives. All are seen from
15 June 2024.
"""

from datetime import date

import pytest

from kexie_extract.grammar import periods
from kexie_extract.lexicon import default
from kexie_extract.model.mentions import PeriodMention

REFERENCE = date(2024, 6, 15)

YEARS = [
    ("2021年建成云溪科技馆", "2021年 = 2021-01-01..2021-12-31", "a year"),
    ("2019年度考核结果", "2019年度 = 2019-01-01..2019-12-31", "年度 is the year"),
    ("二〇一九年全县", "二〇一九年 = 2019-01-01..2019-12-31", "Han digits with 〇"),
    ("二○一九年一月", "二○一九年一月 = 2019-01-01..2019-01-31", "Han digits with ○ (GB/T 15835 in older documents)"),
    ("二零二一年五月三日", "二零二一年五月三日 = 2021-05-03..2021-05-03", "Han digits with 零"),
    ("２０２１年规划", "２０２１年 = 2021-01-01..2021-12-31", "full-width digits"),
    ("2016—2020年行动", "2016—2020年 = 2016-01-01..2020-12-31", "a range of years shares its unit"),
    ("2016-2018年期间", "2016-2018年期间 = 2016-01-01..2018-12-31", "期间 belongs to the expression"),
    ("2018年至2020年", "2018年至2020年 = 2018-01-01..2020-12-31", "a range with 至"),
    ("2018、2019年连续获奖", "2018、2019年 = 2018-01-01..2019-12-31", "neighbouring years are one"),
    (
        "2018年和2020年两次",
        "2018年 = 2018-01-01..2018-12-31 ; 2020年 = 2020-01-01..2020-12-31",
        "years that do not touch are two",
    ),
    ("实施方案（2018—2020）", "2018—2020 = 2018-01-01..2020-12-31", "bare years in the brackets of a plan's name"),
    ("今年重点抓三件事", "今年 = 2024-01-01..2024-12-31", "by the reference"),
    ("去年全县", "去年 = 2023-01-01..2023-12-31", "by the reference"),
    ("比上年增长", "上年 = 2023-01-01..2023-12-31", "上年 is 去年"),
    ("明年继续", "明年 = 2025-01-01..2025-12-31", "by the reference"),
    ("前年和后年", "前年 = 2022-01-01..2022-12-31 ; 后年 = 2026-01-01..2026-12-31", "two years off"),
    ("今明两年建成", "今明两年 = 2024-01-01..2025-12-31", "this year and the next"),
    ("明后两年推广", "明后两年 = 2025-01-01..2026-12-31", "the two years to come"),
    ("2019年至今已举办六届", "2019年至今 = 2019-01-01..", "up to now"),
    ("2019年至今年5月", "2019年至今年5月 = 2019-01-01..2024-05-31", "至 before 今年 joins a range"),
    ("本年度预算", "本年度 = 2024-01-01..2024-12-31", "by the reference"),
    ("下一年度计划", "下一年度 = 2025-01-01..2025-12-31", "by the reference"),
    ("全年举办讲座", "全年 = 2024-01-01..2024-12-31", "the whole year"),
    ("2022年全年", "2022年全年 = 2022-01-01..2022-12-31", "a year and 全年 are one expression"),
    ("年内完成", "年内 = 2024-01-01..2024-12-31", "within the year"),
    ("今年内完成", "今年内 = 2024-01-01..2024-12-31", "within the year, named"),
    ("2025年内实现", "2025年内 = 2025-01-01..2025-12-31", "within a stated year"),
    ("年初部署", "年初 = 2024-01-01..2024-01-31", "年初 is January"),
    ("年中督查", "年中 = 2024-06-01..2024-07-31", "年中 is June and July"),
    ("年底总结", "年底 = 2024-12-01..2024-12-31", "年底 is December"),
    ("年末存量", "年末 = 2024-12-01..2024-12-31", "年末 is 年底"),
    ("2021年底", "2021年底 = 2021-12-01..2021-12-31", "底 after a year"),
    ("2021年年底", "2021年年底 = 2021-12-01..2021-12-31", "年年底"),
    ("今年底投用", "今年底 = 2024-12-01..2024-12-31", "底 after 今年"),
    ("明年初启动", "明年初 = 2025-01-01..2025-01-31", "初 after 明年"),
    ("2023财年收支", "2023财年 = 2023-01-01..2023-12-31", "a fiscal year is the calendar year (预算法 第十八条)"),
    ("2022—2023学年", "2022—2023学年 = 2022-09-01..2023-08-31", "a school year begins in September"),
    ("2022学年第二学期", "2022学年第二学期 = 2023-02-01..2023-08-31", "the second term"),
    ("19年5月申报", "19年5月 = 2019-05-01..2019-05-31", "a year of two digits before a month"),
    ("2021年春季", "2021年春季 = 2021-03-01..2021-05-31", "a season of a stated year"),
]  # fmt: skip

HALVES_AND_QUARTERS = [
    ("上半年开展", "上半年 = 2024-01-01..2024-06-30", "first half"),
    ("2020年下半年", "2020年下半年 = 2020-07-01..2020-12-31", "second half of a year"),
    ("今年上半年", "今年上半年 = 2024-01-01..2024-06-30", "by the reference"),
    ("上、下半年各一次", "上、下半年 = 2024-01-01..2024-12-31", "two halves touch"),
    ("一季度摸底", "一季度 = 2024-01-01..2024-03-31", "first quarter"),
    ("第三季度", "第三季度 = 2024-07-01..2024-09-30", "with 第"),
    ("第4季度", "第4季度 = 2024-10-01..2024-12-31", "with a digit"),
    ("二、三季度推进", "二、三季度 = 2024-04-01..2024-09-30", "a list that touches is one"),
    ("二三季度", "二三季度 = 2024-04-01..2024-09-30", "a list without marks"),
    ("一至三季度", "一至三季度 = 2024-01-01..2024-09-30", "a range"),
    ("1-3季度", "1-3季度 = 2024-01-01..2024-09-30", "a range in digits"),
    ("二、三、四季度", "二、三、四季度 = 2024-04-01..2024-12-31", "three quarters"),
    (
        "一、四季度",
        "一 = 2024-01-01..2024-03-31 ; 四季度 = 2024-10-01..2024-12-31",
        "quarters that do not touch are two",
    ),
    ("前三季度完成", "前三季度 = 2024-01-01..2024-09-30", "the first three"),
    ("2022年前三季度", "2022年前三季度 = 2022-01-01..2022-09-30", "前 belongs to the quarters, not to the year"),
    ("2023年Q2", "2023年Q2 = 2023-04-01..2023-06-30", "the letter form of companies"),
    ("本季度内", "本季度内 = 2024-04-01..2024-06-30", "by the reference"),
    ("上季度", "上季度 = 2024-01-01..2024-03-31", "by the reference"),
    ("下季度", "下季度 = 2024-07-01..2024-09-30", "by the reference"),
    ("一季度末", "一季度末 = 2024-03-01..2024-03-31", "末 of a quarter is its last month, as of a year"),
    ("三季度末前", "三季度末前 = ..2024-09-30", "up to the last day"),
]  # fmt: skip

MONTHS = [
    ("5月开展", "5月 = 2024-05-01..2024-05-31", "a month"),
    ("12月份", "12月份 = 2024-12-01..2024-12-31", "with 份"),
    ("二月底", "二月底 = 2024-02-21..2024-02-29", "Han month; a leap year"),
    ("十一月", "十一月 = 2024-11-01..2024-11-30", "Han month of two characters"),
    ("2019年元月", "2019年元月 = 2019-01-01..2019-01-31", "元月 is January"),
    ("3月和5月", "3月 = 2024-03-01..2024-03-31 ; 5月 = 2024-05-01..2024-05-31", "months that do not touch are two"),
    ("5月、10月", "5月 = 2024-05-01..2024-05-31 ; 10月 = 2024-10-01..2024-10-31", "months that do not touch are two"),
    ("3月、4月", "3月、4月 = 2024-03-01..2024-04-30", "months that touch are one"),
    ("3、4月份", "3、4月份 = 2024-03-01..2024-04-30", "an elided 月"),
    ("3-5月", "3-5月 = 2024-03-01..2024-05-31", "a range"),
    ("10月—12月", "10月—12月 = 2024-10-01..2024-12-31", "a range with a dash"),
    ("4月~6月", "4月~6月 = 2024-04-01..2024-06-30", "a range with a tilde"),
    ("9至11月", "9至11月 = 2024-09-01..2024-11-30", "a range with 至"),
    ("2017年8月至11月", "2017年8月至11月 = 2017-08-01..2017-11-30", "the year is taken from the part before"),
    ("2018年11月至2019年2月", "2018年11月至2019年2月 = 2018-11-01..2019-02-28", "over the year"),
    ("2018年11月至次年2月", "2018年11月至次年2月 = 2018-11-01..2019-02-28", "次年 is seen from the part before"),
    ("11月至3月", "11月至3月 = 2024-11-01..2025-03-31", "a range cannot run backwards"),
    ("六七月份", "六七月份 = 2024-06-01..2024-07-31", "two months without a mark"),
    ("1—11月", "1—11月 = 2024-01-01..2024-11-30", "reports of the year so far"),
    ("2021年前10个月", "2021年前10个月 = 2021-01-01..2021-10-31", "前N个月 of a year"),
    ("本月底", "本月底 = 2024-06-21..2024-06-30", "by the reference"),
    ("下个月", "下个月 = 2024-07-01..2024-07-31", "by the reference"),
    ("上月", "上月 = 2024-05-01..2024-05-31", "by the reference"),
    ("3月初", "3月初 = 2024-03-01..2024-03-05", "初 is the first five days"),
    ("3月底", "3月底 = 2024-03-21..2024-03-31", "底 is from the 21st"),
    ("4月末", "4月末 = 2024-04-21..2024-04-30", "末 is 底"),
    ("月底前报送", "月底前 = ..2024-06-30", "the month of the reference"),
    ("6月底7月初", "6月底7月初 = 2024-06-21..2024-07-05", "two edges that touch"),
    ("6月上旬", "6月上旬 = 2024-06-01..2024-06-10", "ten days"),
    ("7月中下旬", "7月中下旬 = 2024-07-11..2024-07-31", "two parts of ten days"),
    ("2月下旬", "2月下旬 = 2024-02-21..2024-02-29", "up to the last day"),
    ("5月上旬-6月下旬", "5月上旬-6月下旬 = 2024-05-01..2024-06-30", "a range of parts"),
    ("5月上旬至中旬", "5月上旬至中旬 = 2024-05-01..2024-05-20", "the month is taken from the part before"),
    ("3月上、下旬", "3月上 = 2024-03-01..2024-03-10 ; 下旬 = 2024-03-21..2024-03-31", "parts that do not touch"),
    ("12月份月上旬", "12月份月上旬 = 2024-12-01..2024-12-10", "a slip of the pen is read over"),
    ("10月中旬至11月底", "10月中旬至11月底 = 2024-10-11..2024-11-30", "a range of unlike parts"),
    ("9-10月上旬", "9-10月上旬 = 2024-09-01..2024-10-10", "the part belongs to the last month"),
    ("2019.05启动", "2019.05 = 2019-05-01..2019-05-31", "year and month with a dot"),
    ("2018.9-2019.6", "2018.9-2019.6 = 2018-09-01..2019-06-30", "a dotted range"),
    (
        "2020年12月召开，次年1月印发",
        "2020年12月 = 2020-12-01..2020-12-31 ; 次年1月 = 2021-01-01..2021-01-31",
        "次年 follows the date before",
    ),
    (
        "2020年3月开工，10月投用",
        "2020年3月 = 2020-03-01..2020-03-31 ; 10月 = 2020-10-01..2020-10-31",
        "the year of the date before in the sentence",
    ),
    (
        "2020年3月开工。10月投用",
        "2020年3月 = 2020-03-01..2020-03-31 ; 10月 = 2024-10-01..2024-10-31",
        "a new sentence begins anew",
    ),
    (
        "较2020年增长，5月通车",
        "2020年 = 2020-01-01..2020-12-31 ; 5月 = 2024-05-01..2024-05-31",
        "a year alone is no date to go on from",
    ),
]  # fmt: skip

DAYS = [
    ("2019年5月1日", "2019年5月1日 = 2019-05-01..2019-05-01", "a day"),
    ("2019 年 5 月 1 日前", "2019 年 5 月 1 日前 = ..2019-05-01", "spaces that a PDF put in stay in the text"),
    ("5月20号前", "5月20号前 = ..2024-05-20", "号 is 日"),
    (
        "5月10日、15日",
        "5月10日 = 2024-05-10..2024-05-10 ; 15日 = 2024-05-15..2024-05-15",
        "the month from the part before",
    ),
    ("10月1日—7日", "10月1日—7日 = 2024-10-01..2024-10-07", "the month from the part before"),
    ("5月3-5日", "5月3-5日 = 2024-05-03..2024-05-05", "days with one 日"),
    ("9月1日至10月15日", "9月1日至10月15日 = 2024-09-01..2024-10-15", "a range of days"),
    ("9月1日起至9月30日止", "9月1日起至9月30日止 = 2024-09-01..2024-09-30", "起至 and 止 belong to the range"),
    ("12月30日至31日", "12月30日至31日 = 2024-12-30..2024-12-31", "the last days of a month"),
    ("2019-05-01", "2019-05-01 = 2019-05-01..2019-05-01", "GB/T 7408"),
    ("2019.5.1", "2019.5.1 = 2019-05-01..2019-05-01", "dots"),
    ("2019/05/31前", "2019/05/31前 = ..2019-05-31", "strokes"),
    ("12.31前完成", "12.31前 = ..2024-12-31", "month and day with a dot before 前"),
    ("2019.5.1-6.30", "2019.5.1-6.30 = 2019-05-01..2019-06-30", "a dotted range of days"),
    ("5月20日18时前", "5月20日18时前 = ..2024-05-20", "a clock time belongs to the text"),
    ("5月20日（星期一）下午3时", "5月20日（星期一）下午3时 = 2024-05-20..2024-05-20", "weekday and clock time"),
    ("4月18日12:00前", "4月18日12:00前 = ..2024-04-18", "clock time with a colon"),
    ("6月3日上午9:30-11:00", "6月3日上午9:30-11:00 = 2024-06-03..2024-06-03", "from one clock time to another"),
    ("15日前报送", "15日前 = ..2024-06-15", "a bare day bounded by 前 is in the reference's month"),
    ("于18日举行", "18日 = 2024-06-18..2024-06-18", "a bare day after 于"),
    ("本周五前", "本周五前 = ..2024-06-14", "the weekday of the reference's week"),
    ("下周一", "下周一 = 2024-06-17..2024-06-17", "the next week"),
    ("即日起施行", "即日起 = 2024-06-15..", "from the reference on"),
    ("2021年9月30日，县科协", "2021年9月30日 = 2021-09-30..2021-09-30", "the comma is not in the text"),
]  # fmt: skip

BOUNDS = [
    ("11月底前完成", "11月底前 = ..2024-11-30", "up to the last day"),
    ("11月底之前完成", "11月底之前 = ..2024-11-30", "之前 is 前"),
    ("6月份之前", "6月份之前 = ..2024-05-31", "before a month is up to the last day of the month before"),
    ("3月前完成", "3月前 = ..2024-02-29", "before a month"),
    ("1月前", "1月前 = ..2023-12-31", "before a month, over the year"),
    ("2025年以前", "2025年以前 = ..2024-12-31", "before a year, as before a month"),
    ("年底前", "年底前 = ..2024-12-31", "up to the last day"),
    ("2025年底前", "2025年底前 = ..2025-12-31", "up to the last day"),
    ("6月30日前", "6月30日前 = ..2024-06-30", "X日前 includes the day"),
    ("6月30日之前", "6月30日之前 = ..2024-06-30", "X日之前 includes the day"),
    ("6月30日（含）前", "6月30日（含）前 = ..2024-06-30", "with 含"),
    ("6月中旬前", "6月中旬前 = ..2024-06-20", "up to the last day of the ten"),
    ("三季度前", "三季度前 = ..2024-06-30", "before a quarter, as before a month"),
    ("一季度前", "一季度前 = ..2024-03-31", "the year's first quarter has nothing of this year before it"),
    ("上半年前", "上半年前 = ..2024-06-30", "likewise"),
    ("5月或之前", "5月或之前 = ..2024-05-31", "或之前 includes the month"),
    ("2023年及以前", "2023年及以前 = ..2023-12-31", "及以前 includes the year"),
    ("到2027年", "到2027年 = ..2027-12-31", "到 is in the text and is by"),
    ("到今年底", "到今年底 = ..2024-12-31", "到 with 底"),
    ("到2025年和2035年", "到2025年 = ..2025-12-31 ; 2035年 = ..2035-12-31", "到 holds for both"),
    ("至2020年末", "至2020年末 = ..2020-12-31", "至 is 到"),
    ("截止到9月底", "截止到9月底 = ..2024-09-30", "taken whole"),
    ("截至2018年底", "截至2018年底 = ..2018-12-31", "taken whole"),
    ("截止5月", "截止5月 = ..2024-05-31", "taken whole"),
    ("不迟于7月15日", "不迟于7月15日 = ..2024-07-15", "taken whole"),
    ("最晚8月底", "最晚8月底 = ..2024-08-31", "taken whole"),
    ("2020年以来", "2020年以来 = 2020-01-01..", "from the first day"),
    ("今年以来", "今年以来 = 2024-01-01..", "from the first day"),
    ("去年10月以来", "去年10月以来 = 2023-10-01..", "from the first day"),
    ("自2月起", "自2月起 = 2024-02-01..", "自…起 is taken whole"),
    ("自2019年1月1日起施行", "自2019年1月1日起 = 2019-01-01..", "自…起 is taken whole"),
    ("自2021年1月1日施行", "自2021年1月1日 = 2021-01-01..", "自 alone begins too"),
    ("从3月开始", "从3月开始 = 2024-03-01..", "从…开始 is taken whole"),
    ("7月起试行", "7月起 = 2024-07-01..", "起 alone"),
    ("2025年后", "2025年后 = 2026-01-01..", "after a year, the mirror of before a year"),
    ("6月后", "6月后 = 2024-07-01..", "after a month"),
    ("5月1日后", "5月1日后 = 2024-05-01..", "X日后 includes the day, the mirror of X日前"),
    ("2020年及以后", "2020年及以后 = 2020-01-01..", "及以后 includes the year"),
    ("自2019年1月至2020年12月", "自2019年1月至2020年12月 = 2019-01-01..2020-12-31", "自…至… is a range"),
    ("从3月到5月", "从3月到5月 = 2024-03-01..2024-05-31", "从…到… is a range"),
    ("2024年底前后", "2024年底前后 = 2024-12-01..2024-12-31", "前后 bounds nothing"),
    (
        "从2019年的10个增加到2020年的20个",
        "2019年 = 2019-01-01..2019-12-31 ; 2020年 = 2020-01-01..2020-12-31",
        "增加到 is a verb",
    ),
    ("推迟至8月", "8月 = 2024-08-01..2024-08-31", "推迟至 is a verb"),
    ("来自2019年的项目", "2019年 = 2019-01-01..2019-12-31", "来自 is no 自"),
]  # fmt: skip

SPANS_AND_PLANS = [
    ("3年内建成", "3年内 = 2024-01-01..2026-12-31", "the planned year and the two after it"),
    ("两年之内", "两年之内 = 2024-01-01..2025-12-31", "Han numeral"),
    ("今后五年", "今后五年 = 2024-01-01..2028-12-31", "this year counts"),
    ("未来3年", "未来3年 = 2024-01-01..2026-12-31", "this year counts"),
    ("近三年", "近三年 = 2022-01-01..2024-12-31", "this year and the two before"),
    ("最近五年来", "最近五年来 = 2020-01-01..2024-12-31", "with 来"),
    ("过去五年", "过去五年 = 2019-01-01..2023-12-31", "the years before this one"),
    ("近三个月", "近三个月 = 2024-04-01..2024-06-30", "this month and the two before"),
    ("“十四五”期间", "“十四五”期间 = 2021-01-01..2025-12-31", "with its marks"),
    ("十三五时期", "十三五时期 = 2016-01-01..2020-12-31", "without marks"),
    ("“十三五”以来", "“十三五”以来 = 2016-01-01..", "from its first day"),
    ("“十四五”末", "“十四五”末 = 2025-01-01..2025-12-31", "its last year"),
    ("到“十五五”末", "到“十五五”末 = ..2030-12-31", "by its last day"),
    ("“九五”期间", "“九五”期间 = 1996-01-01..2000-12-31", "an early plan"),
    ("“一五”时期", "“一五”时期 = 1953-01-01..1957-12-31", "the first plan"),
    ("春节前慰问", "春节前 = ..2024-02-09", "the day before 10 February 2024"),
    ("2025年春节前", "2025年春节前 = ..2025-01-28", "the day before 29 January 2025"),
    ("国庆节前", "国庆节前 = ..2024-09-30", "a fixed day"),
    ("国庆期间", "国庆期间 = 2024-10-01..2024-10-07", "the holiday"),
    ("五一前", "五一前 = ..2024-04-30", "a fixed day"),
    ("中秋节后", "中秋节后 = 2024-09-18..", "after 17 September 2024"),
    ("端午节前", "端午节前 = ..2024-06-09", "before 10 June 2024"),
    (
        "元旦、春节期间",
        "元旦 = 2024-01-01..2024-01-01 ; 春节期间 = 2024-02-10..2024-02-16",
        "two festivals share 期间",
    ),
    ("元旦春节前", "元旦 = ..2023-12-31 ; 春节前 = ..2024-02-09", "two festivals share 前"),
    ("教师节前", "教师节前 = ..2024-09-09", "a fixed day"),
]  # fmt: skip

EVERY = [
    ("每月报送", "每月 = 2024-01-01..2024-12-31 every month", "over the year"),
    ("每个月一次", "每个月 = 2024-01-01..2024-12-31 every month", "with 个"),
    ("每月的5日前公布", "每月的5日前 = 2024-01-01..2024-12-31 every month", "的 before its day"),
    (
        "每季度最后一个月的25日前报送",
        "每季度最后一个月的25日前 = 2024-01-01..2024-12-31 every quarter",
        "the month of each quarter, and its day",
    ),
    (
        "每季度的重点工作，6月25日前报",
        "每季度 = 2024-01-01..2024-12-31 every quarter ; 6月25日前 = ..2024-06-25",
        "的 before a noun joins nothing",
    ),
    ("6月25日下班前反馈", "6月25日下班前 = ..2024-06-25", "the end of the working day is a clock time"),
    ("6月25日下班回家", "6月25日 = 2024-06-25..2024-06-25", "only before 前"),
    ("每周调度", "每周 = 2024-01-01..2024-12-31 every week", "over the year"),
    ("每周五例会", "每周五 = 2024-01-01..2024-12-31 every week", "the weekday belongs to the text"),
    ("每周一次例会", "每周 = 2024-01-01..2024-12-31 every week", "一次 counts, it is no Monday"),
    ("每周一、三、五", "每周一、三、五 = 2024-01-01..2024-12-31 every week", "several weekdays"),
    ("每季度通报", "每季度 = 2024-01-01..2024-12-31 every quarter", "over the year"),
    ("每个季度末", "每个季度末 = 2024-01-01..2024-12-31 every quarter", "末 belongs to the text"),
    ("按季监测", "按季 = 2024-01-01..2024-12-31 every quarter", "按季 is 每季度"),
    ("按月通报", "按月 = 2024-01-01..2024-12-31 every month", "按月 is 每月"),
    ("每年评选", "每年 = 2024-01-01..2024-12-31 every year", "over the year"),
    ("每年9月", "每年9月 = 2024-09-01..2024-09-30 every year", "a stated month narrows the year"),
    ("每年3月底前", "每年3月底前 = 2024-01-01..2024-03-31 every year", "up to a day of each year"),
    ("每月10日前", "每月10日前 = 2024-01-01..2024-12-31 every month", "over the year"),
    ("每天开放", "每天 = 2024-01-01..2024-12-31 every day", "over the year"),
    ("每日上报", "每日 = 2024-01-01..2024-12-31 every day", "日 is 天"),
    ("自2020年起每年举办", "自2020年起 = 2020-01-01.. ; 每年 = 2024-01-01..2024-12-31 every year", "two expressions"),
]  # fmt: skip

NEVER = [
    ("建设5G基站", "", "a network generation"),
    ("4G、5G网络", "", "network generations"),
    ("年满18周岁", "", "an age"),
    ("35岁以下青年", "", "an age"),
    ("云科协发〔2019〕5号", "", "a document number"),
    ("青政办〔2021〕12号文件", "", "a document number"),
    ("电话：0518-2019051", "", "a telephone number"),
    ("手机13800138000", "", "a telephone number"),
    ("身份证号110101199003071234", "", "an identity number"),
    ("V2019.5.1版", "", "a version"),
    ("系统升级到2.0版", "", "a version"),
    ("地址10.12.5.1", "", "a network address"),
    ("投入1.5亿元", "", "an amount"),
    ("增长2.15个百分点", "", "a decimal"),
    ("达到2019.5万元", "", "a decimal that looks like year and month"),
    ("三年级学生", "", "a school class"),
    ("全年级学生", "", "a school class"),
    ("全年龄段", "", "all ages"),
    ("半年报", "", "a kind of report"),
    ("2019级新生", "", "a class of students"),
    ("历时3个月", "", "a duration"),
    ("连续8年", "", "a duration"),
    ("10日内答复", "", "a term that begins elsewhere"),
    ("3个工作日内", "", "a term that begins elsewhere"),
    ("百年老校", "", "no year"),
    ("成立40周年", "", "an anniversary"),
    ("第5日", "", "an ordinal"),
    ("三日游", "", "a tour"),
    ("十月革命", "", "an event's name"),
    ("三月龄羔羊", "", "an age"),
    ("近年来", "", "no days can be named"),
    ("近几年", "", "no days can be named"),
    ("四季花开", "", "seasons at large"),
    ("按季节调整", "", "part of a word"),
    ("按年龄分组", "", "part of a word"),
    ("每周期", "", "part of a word"),
    ("按日程推进", "", "part of a word"),
    ("以下月份", "", "part of a word"),
    ("“十四五”规划", "", "a plan's name"),
    ("春节联欢", "", "a festival that bounds nothing"),
    ("一月接着一月", "", "a figure of speech"),
    ("二月十日两次", "二月十日 = 2024-02-10..2024-02-10", "counter-trap: a real day"),
    ("年终总结大会", "", "a kind of meeting"),
    ("青年中开展", "", "part of a word"),
    ("三年中", "", "a duration"),
    ("20个季度", "", "a duration"),
    ("第2019号", "", "a number"),
    ("附件1-2", "", "numbers of attachments"),
    ("3-5家", "", "a count"),
    ("32日", "", "no such day"),
    ("13月", "", "no such month"),
    ("2月30日", "", "no such day, and the month alone is not meant"),
    ("提前3个月", "", "a duration"),
    ("到期前三个月", "", "a term that begins elsewhere"),
    ("说明年份", "", "明年 across two words"),
    ("上年级", "", "part of a word"),
    ("下周期", "", "part of a word"),
    ("服从安排", "", "no 从 of time"),
]  # fmt: skip

EDGES_THAT_ARE_WORDS = [
    ("2019年初步建成", "2019年 = 2019-01-01..2019-12-31", "初步 is a word"),
    ("2019年中国科技会堂", "2019年 = 2019-01-01..2019-12-31", "中国 is a word"),
    ("2019年中心组学习", "2019年 = 2019-01-01..2019-12-31", "中心 is a word"),
    ("2019年起草", "2019年 = 2019-01-01..2019-12-31", "起草 is a word"),
    ("5月起步", "5月 = 2024-05-01..2024-05-31", "起步 is a word"),
    ("5月前往青川", "5月 = 2024-05-01..2024-05-31", "前往 is a word"),
    ("5月前期筹备", "5月 = 2024-05-01..2024-05-31", "前期 is a word"),
    ("5月后续跟进", "5月 = 2024-05-01..2024-05-31", "后续 is a word"),
    ("5月内部审核", "5月 = 2024-05-01..2024-05-31", "内部 is a word"),
    ("5月初赛", "5月 = 2024-05-01..2024-05-31", "初赛 is a word"),
    ("5月底层逻辑", "5月 = 2024-05-01..2024-05-31", "底层 is a word"),
    ("5月中小学", "5月 = 2024-05-01..2024-05-31", "中小学 is a word"),
    ("2018年全国科普日", "2018年 = 2018-01-01..2018-12-31", "a year in a name is still a time"),
    ("《2019年任务分解表》", "2019年 = 2019-01-01..2019-12-31", "a year in a title is still a time"),
]  # fmt: skip

ROWS = [
    *YEARS, *HALVES_AND_QUARTERS, *MONTHS, *DAYS, *BOUNDS, *SPANS_AND_PLANS, *EVERY, *NEVER, *EDGES_THAT_ARE_WORDS,
]  # fmt: skip


def shown(mention: PeriodMention) -> str:
    """A mention as the tables write it."""
    first, last = (day.isoformat() if day else "" for day in (mention.first, mention.last))
    days = f"{first}..{last}" if mention.resolved else "?"
    return f"{mention.text} = {days}" + (f" every {mention.recurrence}" if mention.relation == "every" else "")


@pytest.mark.parametrize(("sentence", "expected", "reason"), ROWS, ids=[row[0] for row in ROWS])
def test_found(sentence: str, expected: str, reason: str) -> None:
    found = periods.find(sentence, REFERENCE, default())
    assert " ; ".join(map(shown, found)) == expected, reason


@pytest.mark.parametrize("sentence", [row[0] for row in ROWS])
def test_spans_quote_the_source(sentence: str) -> None:
    for mention in periods.find(f"各单位{sentence}。", REFERENCE, default()):
        assert f"各单位{sentence}。"[mention.start : mention.end] == mention.text


@pytest.mark.parametrize(("sentence", "expected", "reason"), ROWS, ids=[row[0] for row in ROWS])
def test_relations(sentence: str, expected: str, reason: str) -> None:
    for mention in periods.find(sentence, REFERENCE, default()):
        assert (mention.relation == "by") == (mention.first is None and mention.last is not None), reason
        assert (mention.relation == "from") == (mention.last is None and mention.first is not None), reason


def test_the_table_is_large() -> None:
    assert len({row[0] for row in ROWS}) == len(ROWS) >= 250
