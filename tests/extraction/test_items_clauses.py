"""Items: one for each clause of a series, one for a leaf without."""

# ruff: noqa: E501  (a case stays on one line; wide characters count twice)

from datetime import date

import pytest

from kexie_extract.extraction import items, sections
from kexie_extract.lexicon import default
from kexie_extract.model.blocks import Block
from kexie_extract.model.items import ItemDraft
from kexie_extract.model.passages import Passage
from kexie_extract.model.records import Kind, Metadata
from kexie_extract.model.records import Section as SectionRecord
from kexie_extract.segment.outline import segment


class _NoCalendar:
    def reference(self, passage: Passage) -> date | None:
        return None


def _read(text: str, kind: Kind = "work_report") -> tuple[list[SectionRecord], list[ItemDraft]]:
    lines = [line for line in text.split("\n") if line.strip()]
    blocks = [Block(f"b{number}", "paragraph", line) for number, line in enumerate(lines, 1)]
    outline = segment(blocks, default())
    about = Metadata(title=lines[0])
    found = sections.records(outline, kind, about, _NoCalendar(), blocks, default())
    return found, items.read(blocks, outline, found, default())


def _items(leaf: str) -> list[tuple[str | None, str | None, str]]:
    _, found = _read(f"云溪县科协工作总结\n一、科普工作\n{leaf}\n二、学会工作\n")
    return [(item.number, item.heading, item.text) for item in found]


@pytest.mark.parametrize(
    ("leaf", "expected", "reason"),
    [
        ("办好展览。办好讲座。", [(None, None, "办好展览。办好讲座。")], "a leaf without clauses"),
        ("一是办好展览。二是办好讲座。", [("一是", None, "办好展览。"), ("二是", None, "办好讲座。")], "two clauses"),
        ("一要办好展览，二要办好讲座。", [("一要", None, "办好展览，"), ("二要", None, "办好讲座。")], "一要 counts as 一是"),
        ("一是办好展览。全年三次。二是办好讲座。", [("一是", "办好展览", "办好展览。全年三次。"), ("二是", None, "办好讲座。")],
         "the first sentence is the heading"),
        ("一是办好展览，全年三次，群众欢迎。加强宣传。二是办好讲座。",
         [("一是", "办好展览，全年三次，群众欢迎", "办好展览，全年三次，群众欢迎。加强宣传。"), ("二是", None, "办好讲座。")],
         "a heading never ends at a comma"),
        ("围绕中心，抓了两件事。一是办好展览；二是办好讲座。", [("一是", None, "办好展览；"), ("二是", None, "办好讲座。")],
         "a lead-in is no item"),
        ("首先，办好展览。其次，办好讲座。最后，抓好总结。",
         [("首先", None, "办好展览。"), ("其次", None, "办好讲座。"), ("最后", None, "抓好总结。")], "adverbs"),
        ("其一，办好展览。其二，办好讲座。", [("其一", None, "办好展览。"), ("其二", None, "办好讲座。")], "其一"),
        ("第一，办好展览。第二，办好讲座。", [("第一", None, "办好展览。"), ("第二", None, "办好讲座。")], "第一，"),
        ("统一是关键。第一次办展，第一书记到场。", [(None, None, "统一是关键。第一次办展，第一书记到场。")], "no clause words"),
        ("一是一，二是二，实事求是。", [(None, None, "一是一，二是二，实事求是。")], "a saying"),
        ("一是办好展览。", [(None, None, "一是办好展览。")], "one alone is no series"),
        ("一是办好展览。\n二是办好讲座。", [("一是", None, "办好展览。"), ("二是", None, "办好讲座。")], "over two paragraphs"),
        ("一是办好展览，首先选好主题，其次选好场地；二是办好讲座。",
         [("一是", None, "办好展览，首先选好主题，其次选好场地；"), ("二是", None, "办好讲座。")], "a series inside a clause"),
        ("一是办好展览。二是办好讲座。还抓了两件事：一是建站。二是建馆。",
         [("一是", None, "办好展览。"), ("二是", None, "办好讲座。"), ("一是", None, "建站。"), ("二是", None, "建馆。")],
         "a second series, with its lead-in"),
    ],
)  # fmt: skip
def test_items_of_a_leaf(leaf: str, expected: list[tuple[str | None, str | None, str]], reason: str) -> None:
    assert _items(leaf) == expected, reason


def test_slices_hold_the_text() -> None:
    text = "云溪县科协工作总结\n一、科普工作\n为此：一是办好展览。全年三次。\n配合单位参加。\n二是办好讲座。"
    lines = text.split("\n")
    _, found = _read(text)
    joined = ["".join(lines[int(part.block[1:]) - 1][part.start : part.end] for part in item.slices) for item in found]
    assert joined == [item.text for item in found] == ["办好展览。全年三次。配合单位参加。", "办好讲座。"]


def test_lead_of_a_part_states_no_item() -> None:
    _, found = _read(
        "云溪县科协工作总结\n一、科普工作\n一是统筹，二是推进。\n1.办好展览。全县参加。\n2.办好讲座。全县参加。"
    )
    assert [item.text for item in found] == ["全县参加。", "全县参加。"]


def test_body_of_a_notice_before_its_sections_is_no_item() -> None:
    _, found = _read("关于做好科普工作的通知\n各单位：\n一是统筹，二是推进。\n一、加强领导\n成立专班。", "notice")
    assert [item.text for item in found] == ["成立专班。"]


@pytest.mark.parametrize(
    ("kind", "lines", "status", "reason"),
    [
        ("work_report", ["2018年工作回顾", "一、甲事", "1.乙事。完成。", "2019年工作安排", "一、丙事", "1.丁事。推进。"],
         ["done", "done", "done", "planned", "planned", "planned"], "parts say it, the rest inherits"),
        ("work_report", ["一、工作完成情况", "完成。", "二、存在的问题", "不足。", "三、下一步工作打算", "推进。"],
         ["done", "done", "planned"], "headings at the top say it"),
        ("work_plan", ["一、总体要求", "推进。", "二、重点任务", "推进。"], ["planned", "planned"], "a plan"),
        ("work_report", ["一、2018年工作情况", "完成。", "二、2019年怎么干", "推进。"],
         ["done", "planned"], "a later year beside the one looked back on is to come"),
        ("work_report", ["一、2018年工作情况", "完成。", "二、2019年新春慰问情况", "完成。"],
         ["done", "done"], "unless its own words look back"),
        ("work_report", ["一、科普工作", "完成。", "二、2019年学会换届", "完成。"],
         ["done", "done"], "a year alone says nothing"),
        ("notice", ["第一章 总则", "第一条 为了规范，制定本办法。"], [None, None], "a regulation"),
        ("work_report", ["一、学会工作", "1.制定工作计划", "完成。", "2.总结推广经验", "完成。", "3.部署重点工作", "完成。"],
         ["done", "done", "done", "done"], "below two levels in a report 计划 is a piece of work"),
    ],
)  # fmt: skip
def test_status(kind: Kind, lines: list[str], status: list[str | None], reason: str) -> None:
    found, _ = _read("\n".join(["云溪县科协文稿", "现将有关情况报告如下。", *lines]), kind)
    assert [section.status for section in found] == status, reason


def test_status_of_a_regulation_attached_to_a_notice() -> None:
    found, _ = _read(
        "关于印发《云溪县科普管理办法》的通知\n各单位：\n现印发给你们。\n附件：云溪县科普管理办法\n"
        "云溪县科协\n2019年3月2日\n附件\n云溪县科普管理办法\n一、科普职责\n各单位各负其责。",
        "notice",
    )
    assert [section.status for section in found] == [None, None]


def test_one_bracket_names_the_owner_of_all_that_follows() -> None:
    _, found = _read(
        "云溪县科协重点任务分工方案\n一、科普任务\n1.各部门办好展览。全县参加。（以下除标注外均由科普部负责）\n"
        "2.各部门办好讲座。全县参加。\n3.各部门办好竞赛。全县参加。（学会部负责）",
        "work_plan",
    )
    assert [item.departments for item in found][1:] == [["科普部"], ["学会部"]]
