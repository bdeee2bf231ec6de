"""Lines that look numbered and are not, each beside one that looks the same and is."""

from collections.abc import Callable

import pytest

from kexie_extract.model.outline import Outline

BODY = "各部门认真组织，各单位积极参与，全县上下形成了推动工作落实的强大合力。"

Entry = tuple[int, str | None, str | None]


@pytest.mark.parametrize(
    ("line", "after", "heading", "reason"),
    [
        ("一、二季度完成征集工作。", "", False, "a list of quarters"),
        ("一、二十大精神的学习贯彻", "二、加强宣传", True, "二十 is no successor of 一 before a counter word"),
        ("一、二、三产业融合发展迈出新步伐。", "", False, "a list of industries"),
        ("一、一批项目落地", "二、加强宣传", True, "the second numeral is no successor"),
        ("三、四年级学生全部参加。", "", False, "a list of grades"),
        ("十、十一月开展检查验收。", "", False, "a list of months"),
        ("1.5亿元资金全部到位。", "", False, "a decimal amount"),
        ("1.2019年工作回顾", "2.2020年工作打算", True, "a number before a year"),
        ("3.5万人次参加了活动。", "", False, "a decimal count"),
        ("2.0版平台上线运行。", "", False, "a version"),
        ("12.31前完成验收。", "", False, "a date"),
        ("0.8个百分点的增幅。", "", False, "no ordinal begins with 0"),
        ("1. 5亿元资金到位。", "", False, "a decimal that PDF spacing broke"),
        ("2025年工作安排如下。", "", False, "a year"),
        ("12月底前完成验收。", "", False, "a month"),
        ("10个县开展试点。", "", False, "a count"),
        ("1000人次参加培训。", "", False, "a count that the line wrapped onto"),
        ("第三条规定的情形除外。", "", False, "a reference to an article"),
        ("第三条 规定的情形，由县科协处理。", "", True, "a space sets the article's number off"),
        ("（二）项所列任务按期完成。", "", False, "a reference to an item"),
        ("（一）项目建设扎实推进", "（二）人才建设扎实推进", True, "项目 is a word, not 项"),
        ("（一）、（二）项按规定执行。", "", False, "a list of references"),
        ("11.5.14.2的试验应当重做。", "", False, "a reference to a clause"),
        ("百、千、万工程成效显著。", "", False, "百 is no ordinal"),
        ("一、加强领导……………3", "", False, "a line of a table of contents"),
        ("一.加强领导", "二.加强宣传", True, "a nonstandard spelling counts"),
        ("（一）、加强领导", "（二）、加强宣传", True, "a nonstandard spelling counts"),
        ("1、加强领导", "2、加强宣传", True, "a nonstandard spelling counts"),
        ("一，加强领导", "二，加强宣传", True, "a weak form counts in a series"),
        ("一，加强领导", "", False, "a weak form alone does not"),
        ("1.办好展览，全年三次；2.办好讲座，全年九次；3.办好年会。", "", False, "a series in one paragraph"),
        ("1、办好展览；2、办好讲座。", "", False, "so with a comma"),
        ("（1）办好展览；（2）办好讲座。", "", False, "so in brackets"),
        ("1.办好展览，观众八千人；2.5万人次观看直播。", "2.办好讲座，全年九次。", True, "2.5 is a figure"),
        ("1.办好展览；", "2.办好讲座；", True, "each on a line of its own"),
    ],
)
def test_trap(outline: Callable[[str], Outline], line: str, after: str, heading: bool, reason: str) -> None:
    found = outline(f"云溪县科协2019年工作总结\n{BODY}\n{line}\n{BODY}\n{after}\n{BODY}")
    assert any(section.span.block == "b3" for section in found.sections) is heading, reason


@pytest.mark.parametrize(
    ("line", "rule"),
    [
        ("一、二季度完成征集工作。", "numbering.veto.numeral_list"),
        ("1.5亿元资金全部到位。", "numbering.veto.decimal_amount"),
        ("（二）项所列任务按期完成。", "numbering.veto.reference_paren"),
        ("第三条规定的情形除外。", "numbering.veto.reference_article"),
        ("百、千、万工程成效显著。", "numbering.veto.bare_multiplier"),
        ("一、加强领导……………3", "numbering.contents_line.leader"),
    ],
)
def test_decision_names_the_veto(outline: Callable[[str], Outline], line: str, rule: str) -> None:
    decisions = outline(f"云溪县科协2019年工作总结\n{BODY}\n{line}").decisions
    assert [decision.rule for decision in decisions if decision.block == "b3"] == [rule]


def test_a_numeral_list_is_a_heading_where_its_ordinal_is_missing(tree: Callable[[str], list[Entry]]) -> None:
    found = tree("云溪县科协工作要点\n一、二级学会建设\n" + BODY + "\n二、科普工作\n" + BODY)
    assert found == [(1, "一、", "二级学会建设"), (1, "二、", "科普工作")]


def test_a_numeral_list_is_body_where_its_ordinal_is_there(tree: Callable[[str], list[Entry]]) -> None:
    found = tree("云溪县科协工作要点\n一、学会建设\n一、二级学会全部换届\n" + BODY + "\n二、科普工作\n" + BODY)
    assert [entry[2] for entry in found] == ["学会建设", "科普工作"]


def test_contents_give_no_heading_twice(tree: Callable[[str], list[Entry]]) -> None:
    found = tree(
        "云溪县科协工作要点\n目　录\n一、科普工作........1\n二、学会工作........3\n"
        f"一、科普工作\n{BODY}\n二、学会工作\n{BODY}"
    )
    assert found == [(1, "一、", "科普工作"), (1, "二、", "学会工作")]


def test_contents_without_leaders_give_no_heading_twice(tree: Callable[[str], list[Entry]]) -> None:
    found = tree(f"云溪县科协工作要点\n目录\n一、科普工作\n二、学会工作\n一、科普工作\n{BODY}\n二、学会工作\n{BODY}")
    assert found == [(1, "一、", "科普工作"), (1, "二、", "学会工作")]


def test_references_are_no_sections(tree: Callable[[str], list[Entry]]) -> None:
    found = tree(
        f"云溪县科普发展研究\n一、研究背景\n{BODY}\n二、研究结论\n{BODY}\n参考文献\n"
        "1.张三.科普概论[M].青川：青川出版社，2010.\n2.李四.县级科协研究[J].云溪论丛，2011（2）.\n"
    )
    assert [number for _, number, _ in found] == ["一、", "二、", None]


def test_series_inside_a_paragraph_is_text(tree: Callable[[str], list[Entry]]) -> None:
    found = tree(
        f"云溪县科协工作要点\n一、科普工作\n（1）办好展览；（2）办好讲座；（3）办好竞赛。\n二、学会工作\n{BODY}"
    )
    assert [number for _, number, _ in found] == ["一、", "二、"]


def test_typed_number_after_a_generated_one_is_not_in_the_heading(outline: Callable[[str], Outline]) -> None:
    from kexie_extract.lexicon import default
    from kexie_extract.model.blocks import Block
    from kexie_extract.segment.outline import segment

    blocks = [
        Block("b1", "paragraph", "云溪县科协工作要点"),
        Block("b2", "paragraph", "一、一、科普工作", generated=(0, 2)),
        Block("b3", "paragraph", BODY),
    ]
    assert segment(blocks, default()).sections[0].heading == "科普工作"
