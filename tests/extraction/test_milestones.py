"""Which times bind planned work, what is to be done at them, and in which year."""

from datetime import date

import pytest

from kexie_extract.extraction import milestones
from kexie_extract.extraction.clock import Clock
from kexie_extract.lexicon import default
from kexie_extract.model.diagnostics import Note
from kexie_extract.model.options import Options
from kexie_extract.model.outline import Outline, Slice
from kexie_extract.model.passages import Passage, Where
from kexie_extract.model.records import Metadata, Milestone, StatedPeriod
from kexie_extract.model.tasks import Column, TaskRow, Value


def clock(year: int | None = 2021, tasks: list[TaskRow] | None = None) -> Clock:
    """A clock of a document whose title states a year."""
    title = f"云溪县科协{year}年工作要点" if year else "工作要点"
    return Clock([], Outline({}, []), tasks or [], Metadata(title=title), Options(), "plan.txt")


def prose(
    text: str, *, where: Where = "body", status: str | None = "planned", section: str | None = "s1"
) -> list[Milestone]:
    """The milestones of a piece of prose."""
    passage = Passage(Slice("b1", 10, 10 + len(text)), text, where, section, status)  # type: ignore[arg-type]
    return milestones.read([passage], [], clock(), default(), [])


def cell(
    text: str, *, content: str = "举办科普讲座20场", deadline: bool = False, column: Column = "schedule"
) -> list[Milestone]:
    """The milestones of a row with one cell beside its content."""
    here = Slice("b1", 0, len(text))
    row = TaskRow("b1", 1, {"content": Value(content, here), column: Value(text, here)}, deadline=deadline)
    passage = Passage(here, text, "cell", None, "planned", 0, column)
    return milestones.read([passage], [row], clock(2021, [row]), default(), [])


def shown(found: list[Milestone]) -> list[tuple[str, str | None]]:
    """Times and actions."""
    return [(milestone.text, milestone.action) for milestone in found]


@pytest.mark.parametrize(
    ("text", "expected", "reason"),
    [
        (
            "3月份拟定方案；5月底前完成评审。",
            [("3月份", "拟定方案"), ("5月底前", "完成评审")],
            "to the end of the clause at ；",
        ),
        ("一季度开展调研，摸清底数，形成报告。", [("一季度", "开展调研，摸清底数，形成报告")], "runs over commas"),
        ("5月份评审，6月底前表彰", [("5月份", "评审"), ("6月底前", "表彰")], "ends at the next time"),
        ("3月：备赛\n4月：参赛", [("3月", "备赛"), ("4月", "参赛")], "a colon is dropped; a line break parts"),
        ("5月、10月开展督查。", [("5月", "开展督查"), ("10月", "开展督查")], "two times share one action"),
        ("3月\n（1）修订办法\n（2）印发通知", [("3月", "（1）修订办法\n（2）印发通知")], "numbered lines follow"),
        ("加强统筹，11月底前完成。", [("11月底前", "完成")], "the time stands at the end"),
        ("全年", [("全年", "举办科普讲座20场")], "only a time: the row's content"),
        ("3月、9月", [("3月", "举办科普讲座20场"), ("9月", "举办科普讲座20场")], "only times: the row's content"),
        ("每周发布微信2期，每期4条", [("每周", "发布微信2期，每期4条")], "每期 is no recurrence"),
        ("下发《2021年任务分解表》", [], "a time inside a title"),
        ("组织参加2021年全国科普日活动", [], "a time inside a name"),
        ("举办“2021年云溪科技周”", [], "a time inside marks"),
        ("下发2021年度青年科技奖评选通知", [], "a year before a noun"),
        ("验收2020年立项项目", [], "a past event"),
        ("科普周期间加密频次", [], "a period named by an event without a date"),
        ("持续推进", [], "no time"),
        ("10月（视情况）召开会议。", [("10月", "（视情况）召开会议")], "brackets inside the action"),
        ("召开总结会（12月底前完成）。", [("12月底前", "完成")], "the action ends with its bracket"),
    ],
)  # fmt: skip
def test_schedule_cells(text: str, expected: list[tuple[str, str | None]], reason: str) -> None:
    assert shown(cell(text)) == expected, reason


@pytest.mark.parametrize(
    ("text", "expected", "reason"),
    [
        ("各单位要于4月底前报送方案。", [("4月底前", "报送方案")], "words before are not in it"),
        ("力争全年新建站点5个，服务群众。", [("全年", "新建站点5个，服务群众")], "a goal for the year"),
        ("年内新增基地3家！其他照旧", [("年内", "新增基地3家")], "to ！"),
        ("到2025年，建成科技馆。", [("到2025年", "建成科技馆")], "a deadline years ahead"),
        ("制定全年工作清单。", [], "全年 belongs to the noun"),
        ("2020年以来，我们坚持创新。", [], "what has begun in the past"),
        ("近三年经费持续增长。", [], "looks back"),
        ("较2020年增长5%。", [], "compares with the past"),
        ("2021年，建成基地2个。", [("2021年", "建成基地2个")], "a year alone before an act"),
        ("做好2021—2025年度科普示范县创建工作。", [], "years before a noun"),
        ("各级部门要按季通报进展情况。", [("按季", "通报进展情况")], "a recurrence"),
        ("每人每年补助500元。", [], "a rate"),
        ("春节期间走访专家。", [], "named by an event"),
        ("春节前走访专家。", [("春节前", "走访专家")], "a deadline"),
        ("努力实现全年增长目标。", [], "全年 belongs to the noun"),
        ("今年我国发展面临的环境更加复杂。", [], "describes, sets nothing"),
        ("2025年，良种覆盖率达到98%。", [("2025年", "良种覆盖率达到98%")], "a state to reach"),
        ("在下半年的工作中", [], "an attribute"),
    ],
)  # fmt: skip
def test_planned_prose(text: str, expected: list[tuple[str, str | None]], reason: str) -> None:
    assert shown(prose(text)) == expected, reason


@pytest.mark.parametrize(
    ("where", "status", "section", "reason"),
    [
        ("body", "done", "s1", "reported work"),
        ("body", None, "s1", "regulations"),
        ("heading", "planned", "s1", "a heading"),
        ("title", "planned", None, "a title"),
        ("lead", "planned", "s1", "a part's lead-in has the section's period"),
        ("note", "planned", None, "a signature's date"),
        ("cell", "planned", None, "a cell of no task row"),
    ],
)
def test_passages_without_milestones(where: Where, status: str | None, section: str | None, reason: str) -> None:
    assert prose("5月底前完成评审。", where=where, status=status, section=section) == [], reason


def test_the_lead_of_a_notice_counts() -> None:
    assert shown(prose("请于5月底前报送。", where="lead", section=None)) == [("5月底前", "报送")]


def test_only_the_schedule_column_counts() -> None:
    assert cell("5月底前完成评审", column="measures") == []


def test_a_record_in_full() -> None:
    (found,) = prose("各学会11月底前完成认定。")
    assert (found.id, found.text, found.start, found.end) == ("m1", "11月底前", None, "2021-11-30")
    assert (found.relation, found.recurrence, found.action) == ("by", None, "完成认定")
    assert (found.task, found.item, found.rule) == (None, None, "periods.unit.month")
    assert (found.span.block, found.span.start, found.span.end) == ("b1", 13, 18)


def test_a_row_names_its_task() -> None:
    (found,) = cell("每月报送信息")
    assert (found.task, found.recurrence, found.start, found.end) == ("t1", "month", "2021-01-01", "2021-12-31")


def test_a_deadline_header_makes_a_bare_time_by() -> None:
    (found,) = cell("6月", deadline=True)
    assert (found.relation, found.start, found.end) == ("by", None, "2021-06-30")
    (plain,) = cell("6月")
    assert (plain.relation, plain.start) == ("during", "2021-06-01")


def test_no_year_is_said_once() -> None:
    notes: list[Note] = []
    texts = ["5月底前完成。", "6月底前完成。"]
    passages = [Passage(Slice(f"b{i}", 0, len(t)), t, "body", "s1", "planned") for i, t in enumerate(texts)]
    found = milestones.read(passages, [], clock(None), default(), notes)
    assert [(milestone.start, milestone.end, milestone.relation) for milestone in found] == [(None, None, "by")] * 2
    assert [note.code for note in notes] == ["milestone.no-year"]


def test_a_stated_year_needs_no_clock() -> None:
    notes: list[Note] = []
    text = "2022年5月底前完成。"
    passage = Passage(Slice("b1", 0, len(text)), text, "body", "s1", "planned")
    (found,) = milestones.read([passage], [], clock(None), default(), notes)
    assert (found.end, notes) == (date(2022, 5, 31).isoformat(), [])


def test_a_day_before_the_document_is_past() -> None:
    text = "2021年3月1日该单位提出申请。"
    passage = Passage(Slice("b1", 0, len(text)), text, "lead", None, "planned")
    when = Clock([], Outline({}, []), [], Metadata(date="2021-03-10"), Options(), "reply.txt")
    assert milestones.read([passage], [], when, default(), []) == []


@pytest.mark.parametrize(
    ("text", "relation", "reason"),
    [
        ("完成时限：10月", "by", "a label that names a deadline"),
        ("（责任单位：科普部；报送时间：10月）", "by", "inside a bracket"),
        ("活动时间：10月", "during", "a label that names no deadline"),
        ("10月完成", "during", "no label"),
    ],
)
def test_a_label_makes_a_bare_time_a_deadline(text: str, relation: str, reason: str) -> None:
    (found,) = prose(text)
    assert (found.relation, found.start is None) == (relation, relation == "by"), reason


@pytest.mark.parametrize(
    ("text", "codes", "times"),
    [
        ("2月30日前完成。", ["milestone.no-such-day"], []),
        ("4月31日前报送，5月31日前公布。", ["milestone.no-such-day"], ["5月31日前"]),
        ("2月28日前完成。", [], ["2月28日前"]),
        ("2024年2月29日前完成。", [], ["2024年2月29日前"]),
    ],
)
def test_a_day_of_no_calendar_is_said(text: str, codes: list[str], times: list[str]) -> None:
    notes: list[Note] = []
    passage = Passage(Slice("b1", 0, len(text)), text, "body", "s1", "planned")
    found = milestones.read([passage], [], clock(), default(), notes)
    assert ([note.code for note in notes], [milestone.text for milestone in found]) == (codes, times)


@pytest.mark.parametrize(
    ("text", "times", "reason"),
    [
        ("7月和10月举办讲座。", ["7月", "10月"], "和 joins two times"),
        ("与2020年相比增长5%。", [], "与 compares"),
        ("今天上午报到。", [], "told from the day of speaking"),
        ("每月10日报送上月情况。", ["每月10日"], "上月 is past"),
        ("制定2021年下半年学习计划。", [], "the half year belongs to the plan"),
        ("2021年下半年制定学习计划。", ["2021年下半年"], "an act follows"),
        ("元旦、春节期间走访慰问。", [], "both are named by an event"),
        ("重阳节当天座谈。", ["重阳节当天"], "a day"),
        ("对2020年1月前到期的学会，6月底前换届。", ["6月底前"], "the year before 的 is not carried on"),
        ("2021年人均科普经费不低于3元。", ["2021年"], "a state to reach"),
        ("2021年的人均科普经费不低于3元。", [], "an attribute"),
        ("9月全国科普日期间开放展区。", ["9月"], "a month before an event's name"),
        ("2021年全国科普日活动", [], "a year in a name"),
        ("6月1日—5日，6月1日报到。", ["6月1日—5日", "6月1日"], "a comma parts times that overlap"),
    ],
)  # fmt: skip
def test_what_binds(text: str, times: list[str], reason: str) -> None:
    assert [milestone.text for milestone in prose(text)] == times, reason


def test_a_plan_of_half_a_year_reports_what_is_before_it() -> None:
    text = "上半年服务企业120家，9月底前完成验收。"
    passage = Passage(Slice("b1", 0, len(text)), text, "body", "s1", "planned")
    period = StatedPeriod(text="2021年下半年", start="2021-07-01", end="2021-12-31")
    half = Clock([], Outline({}, []), [], Metadata(title="2021年下半年工作安排", period=period), Options(), "plan.txt")
    assert [each.text for each in milestones.read([passage], [], half, default(), [])] == ["9月底前"]
    whole = clock(2021)
    assert [each.text for each in milestones.read([passage], [], whole, default(), [])] == ["上半年", "9月底前"]


@pytest.mark.parametrize(
    ("text", "end", "reason"),
    [
        ("11月底前完成。", "2025-11-30", "the first term"),
        ("3月底前完成。", "2026-03-31", "the second term is in the year after"),
        ("2025年3月底前完成。", "2025-03-31", "a stated year stays"),
    ],
)
def test_a_school_year(text: str, end: str, reason: str) -> None:
    passage = Passage(Slice("b1", 0, len(text)), text, "body", "s1", "planned")
    when = Clock([], Outline({}, []), [], Metadata(title="云溪大学科协2025—2026学年工作计划"), Options(), "plan.txt")
    (found,) = milestones.read([passage], [], when, default(), [])
    assert found.end == end, reason
