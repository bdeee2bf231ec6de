"""Lists in lists whose numbers are of one form, in the formats that tell their levels."""

from pathlib import Path

import pytest

from kexie_extract import extract
from kexie_extract.lexicon import default
from kexie_extract.model.blocks import Block
from kexie_extract.model.raw import Style
from kexie_extract.segment.outline import segment

NESTED = [
    (1, "1.", "科普活动"),
    (2, "1.", None),
    (2, "2.", None),
    (1, "2.", "学会建设"),
    (2, "1.", None),
    (1, "3.", "人才举荐"),
]
MARKDOWN = """\
# 云溪县科协工作计划

1. 科普活动
   1. 举办讲座10场。
   2. 开放科技馆300天。
2. 学会建设
   1. 新建学会2家。
3. 人才举荐
"""
PAGE = (
    "<h1>云溪县科协工作计划</h1><ol><li>科普活动<ol><li>举办讲座10场。</li><li>开放科技馆300天。</li></ol></li>"
    "<li>学会建设<ol><li>新建学会2家。</li></ol></li><li>人才举荐</li></ol>"
)


@pytest.mark.parametrize(("page", "name"), [(MARKDOWN, "plan.md"), (PAGE, "plan.html")], ids=["md", "html"])
def test_lists_in_lists(page: str, name: str, tmp_path: Path) -> None:
    file = tmp_path / name
    file.write_text(page, encoding="utf-8")
    sections = extract(file).sections
    assert [(section.level, section.number, section.heading) for section in sections] == NESTED


def levels(*lines: tuple[str, int]) -> list[int]:
    """Levels of numbered lines, each with the level of its list."""
    blocks = [
        Block(f"b{index}", "paragraph", text, style=Style(list_level=level))
        for index, (text, level) in enumerate(lines)
    ]
    return [section.level for section in segment(blocks, default()).sections]


@pytest.mark.parametrize(
    ("lines", "expected", "reason"),
    [
        ([("1.科普", 0), ("1.讲座", 1), ("2.展览", 1), ("2.学会", 0)], [1, 2, 2, 1], "the outer list goes on"),
        ([("1.科普", 0), ("1.讲座", 1), ("1.主题", 2), ("2.学会", 0)], [1, 2, 3, 1], "three levels"),
        ([("1.科普", 0), ("2.讲座", 1), ("3.展览", 0)], [1, 1, 1], "numbers run on: one list whatever the file says"),
        (
            [("1.科普", 0), ("2.学会", 0), ("3.讲座", 1), ("4.展览", 1)],
            [1, 1, 1, 1],
            "the inner list does not begin at 1",
        ),
        (
            [("1.科普", 0), ("2.学会", 0), ("1.讲座", 1), ("2.展览", 1)],
            [1, 1, 1, 1],
            "nothing of the outer list follows",
        ),
        ([("1.科普", 1), ("1.讲座", 0), ("2.展览", 0)], [1, 1, 1], "the first is set in, by chance"),
        ([("一、科普", 0), ("1.讲座", 1), ("二、学会", 0), ("1.换届", 1)], [1, 2, 1, 2], "two forms tell the levels"),
    ],
)
def test_levels_of_lists(lines: list[tuple[str, int]], expected: list[int], reason: str) -> None:
    assert levels(*lines) == expected, reason
