"""Kinds: by title, attachment, table, headings, opening and form, with the reason."""

import pytest

from kexie_extract.extraction.kind import judge, of_title
from kexie_extract.lexicon import default
from kexie_extract.model.blocks import Block, BlockKind
from kexie_extract.model.outline import Evidence, Outline, Part, Section, Slice
from kexie_extract.model.records import Kind
from kexie_extract.model.tasks import TaskRow

TITLES: list[tuple[str, Kind | None, str]] = [
    ("2020年云溪县科协工作总结", "work_report", "总结"),
    ("在县科协三届二次全委会上的工作报告", "work_report", "工作报告"),
    ("2021年度法治政府建设情况报告", "work_report", "情况报告"),
    ("云溪县政府工作报告", "work_report", "a government's report"),
    ("云溪县科协2021年工作要点", "work_plan", "要点"),
    ("青年人才行动计划（2021—2023年）", "work_plan", "计划 before a bracket"),
    ("科普示范县创建实施方案", "work_plan", "方案 is a plan"),
    ("2020年工作总结和2021年工作计划", "work_report", "a review with a plan behind it is filed as a review"),
    ("2020年县科协重点工作任务分解表", "task_table", "任务分解表"),
    ("改革任务台账", "task_table", "台账"),
    ("关于做好科普日活动的通知", "notice", "通知"),
    ("关于加强基层科普工作的意见", "notice", "意见"),
    ("科普经费管理办法（试行）", "notice", "办法 before a bracket"),
    ("关于同意成立护理学会的批复", "notice", "批复"),
    ("关于印发《云溪县科协2021年工作要点》的通知", "notice", "the notice's own title"),
    ("科普基地建设规范", "other", "a standard"),
    ("云溪县医院召开2023年度总结表彰大会", "other", "news of a meeting"),
    ("张明主席出席全委会并作工作报告", "other", "news of a speech"),
    ("云溪县科协召开全委会总结2023年工作", "other", "news of what a meeting did"),
    ("云溪县科协举办科普报告会实施方案", "work_plan", "a plan of a meeting"),
    ("《云溪县科普工作方案》解读", "other", "what is told of a plan"),
    ("2024年政府工作报告重点工作责任分解", "work_plan", "分解 of what a report plans"),
    ("关于县政协第3号提案的答复", "notice", "an answer is an official document"),
    ("凝心聚力谱新篇", None, "no kind in a slogan"),
]


def _judge(
    *lines: tuple[Part, str], headings: tuple[tuple[str, Evidence], ...] = (), tasks: int = 0, table: str = ""
) -> Kind:
    kinds: dict[Part, BlockKind] = {"title": "title"}
    blocks = [Block(f"b{n}", kinds.get(part, "paragraph"), text) for n, (part, text) in enumerate(lines)]
    parts = {block.id: part for block, (part, _) in zip(blocks, lines, strict=True)}
    if table:
        blocks.append(Block("t", "table", table))
    sections = [
        Section(f"s{n}", None, 1, None, None, None, text, False, evidence, Slice("b0", 0, 0))
        for n, (text, evidence) in enumerate(headings)
    ]
    rows = [TaskRow("t", row, {}) for row in range(tasks)]
    kind, notes = judge(blocks, Outline(parts, sections), rows, default())
    assert [note.code for note in notes] == ["kind.reason"]
    assert notes[0].message.startswith(kind)
    return kind


@pytest.mark.parametrize(("title", "kind", "reason"), TITLES)
def test_title(title: str, kind: Kind | None, reason: str) -> None:
    assert of_title(title, default()) == kind, reason


def test_title_over_two_lines() -> None:
    assert _judge(("title", "云溪县科协2021年"), ("title", "工 作 要 点")) == "work_plan"


def test_notice_is_what_its_attachment_is() -> None:
    title: tuple[Part, str] = ("title", "关于印发2021年工作要点的通知")
    assert _judge(title, headings=(("云溪县科协2021年工作要点", "attachment"),)) == "work_plan"
    assert _judge(title, headings=(("云溪县科普经费管理办法", "attachment"),)) == "notice"
    assert _judge(title) == "notice"


def test_notice_with_a_task_table_behind_it() -> None:
    found = _judge(
        ("title", "关于下达2021年任务的通知"),
        ("body", "附件"),
        headings=(("", "attachment"),),
        tasks=3,
        table="序号\t任务\t时限",
    )
    assert found == "task_table"


def test_a_table_that_fills_the_document() -> None:
    assert _judge(tasks=2, table="任务\t时限\n甲\t5月") == "task_table"
    assert _judge(("body", "正文" * 50), tasks=2, table="任务\t时限") == "other"


def test_division_of_tasks_is_a_table_where_it_has_rows() -> None:
    title: tuple[Part, str] = ("title", "2024年政府工作报告目标任务分解")
    assert _judge(title, tasks=2, table="任务\t时限\n甲\t5月") == "task_table"
    assert _judge(title, ("lead", "一、发展目标")) == "work_plan"
    plan: tuple[Part, str] = ("title", "2024年工作要点任务分工方案")
    assert _judge(plan, tasks=2, table="任务\t时限\n甲\t5月") == _judge(plan)


def test_subtitle() -> None:
    assert _judge(("title", "凝心聚力"), ("subtitle", "——在县科协全委会上的工作报告")) == "work_report"


def test_headings() -> None:
    assert (
        _judge(("title", "凝心聚力"), headings=(("2020年工作回顾", "wording"), ("2021年工作安排", "wording")))
        == "work_report"
    )
    assert _judge(("title", "凝心聚力"), headings=(("重点工作安排", "wording"),)) == "work_plan"


def test_opening() -> None:
    assert _judge(("lead", "我代表县科协向大会作工作报告，请予审议。")) == "work_report"


def test_form() -> None:
    assert _judge(("document_number", "云科协〔2021〕1号"), ("body", "正文")) == "notice"


def test_nothing_tells() -> None:
    assert _judge(("body", "正文")) == "other"
    assert _judge() == "other"
