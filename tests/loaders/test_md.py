"""Markdown as people write it and as PDF converters leave it."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kexie_extract.errors import UnreadableFileError
from kexie_extract.layout import flow
from kexie_extract.lexicon import default
from kexie_extract.loaders.base import Input
from kexie_extract.loaders.md import LOADER
from kexie_extract.model.options import Options
from kexie_extract.model.raw import RawDocument, RawElement, RawParagraph, RawTable


def load(text: str) -> RawDocument:
    return LOADER.load(Input("报告.md", text.encode()), Options())


def texts(elements: list[RawElement]) -> list[str]:
    return [element.text for element in elements if isinstance(element, RawParagraph)]


@pytest.mark.parametrize(
    ("source", "expected", "reason"),
    [
        ("1. 加强领导", ["1. 加强领导"], "a typed number is text, as printed"),
        ("1.加强领导\n3. 开展培训", ["1.加强领导", "3. 开展培训"], "numbers are not counted anew"),
        ("- 开展培训\n- 发放资料", ["开展培训", "发放资料"], "bullets are marks"),
        ("　　首行缩进", ["首行缩进"], "an indent is evidence, not text"),
        ("    四个空格缩进", ["四个空格缩进"], "an indent is no code"),
        ("主要工作\n---", ["主要工作"], "a rule under a line makes no heading"),
        ("**一、主题。**正文", ["一、主题。正文"], "CommonMark would leave these marks"),
        ("**只有开头", ["只有开头"], "a mark without its partner"),
        ("*斜体*字", ["斜体字"], "italics"),
        ("5*3与2*4", ["5*3与2*4"], "stars between numbers"),
        (r"1\. 转义 \*星\*", ["1. 转义 *星*"], "escapes"),
        ("[通知](http://example.org/a)全文", ["通知全文"], "a link's words"),
        ("A&amp;B&nbsp;C", ["A&B\xa0C"], "entities"),
        ("> 引用的话", ["引用的话"], "a quote's words"),
        ("```\n代码一\n\n代码二\n```", ["代码一", "代码二"], "code is text"),
        ("甲<br>乙", ["甲", "乙"], "a break tag"),
        ("#标题无空格", ["标题无空格"], "a heading typed without a blank"),
        ("#话题#讨论", ["#话题#讨论"], "a topic mark is no heading"),
        ("<!-- 页眉 -->\n\n正文", ["正文"], "comments"),
        ("甲 | 乙", ["甲 | 乙"], "a bar in prose"),
        ("[注]: 说明文字", ["[注]: 说明文字"], "no link definition"),
    ],
)
def test_text(source: str, expected: list[str], reason: str) -> None:
    assert texts(load(source).elements) == expected, reason


def test_heading_levels_bold_and_bullets() -> None:
    raw = load("# 总结\n\n## 一、工作\n\n**加强学习。**开展培训。**成效明显**\n\n* **要点**").elements
    styles = [element.style for element in raw if isinstance(element, RawParagraph)]
    assert [style.outline_level for style in styles] == [1, 2, None, None]
    assert [style.bold for style in styles] == [[], [], [(0, 5), (10, 14)], [(0, 2)]]
    assert [style.list_item for style in styles] == [False, False, False, True]
    assert [element.origin.path for element in raw] == ["line 1", "line 3", "line 5", "line 7"]


def test_soft_breaks_are_lines_that_layout_joins() -> None:
    raw = load("加强培训。全年举办培训班，培训农民\n，发放资料两万份。\n一、下步打算")
    assert texts(flow.elements(raw.elements, [], default())) == [
        "加强培训。全年举办培训班，培训农民，发放资料两万份。",
        "一、下步打算",
    ]


def rows(element: RawElement) -> list[list[str]]:
    assert isinstance(element, RawTable)
    return [[cell.text for cell in row] for row in element.rows]


@pytest.mark.parametrize(
    ("source", "expected", "header", "reason"),
    [
        ("|序号|内容|\n|--|--|\n|1|培训|", [["序号", "内容"], ["1", "培训"]], 1, "the usual"),
        ("|序号|内容|\n|--|\n|1|培训|多出|", [["序号", "内容"], ["1", "培训", "多出"]], 1, "ragged rows lose nothing"),
        (
            "|序号|内容||\n|--|--|--|\n|1|培训||",
            [["序号", "内容", ""], ["1", "培训", ""]],
            1,
            "an empty column is kept as read",
        ),
        ("| | |\n|--|--|\n|1|培训|", [["1", "培训"]], 0, "a blank header is a converter's"),
        ("|1|培训|\n|2|宣传|", [["1", "培训"], ["2", "宣传"]], 0, "no ruling"),
        ("序号|内容\n--|--\n1|培训", [["序号", "内容"], ["1", "培训"]], 1, "no bars at the sides"),
        ("|a\\|b|**粗**<br>二|\n|--|--|\n|1|2|", [["a|b", "粗\n二"], ["1", "2"]], 1, "escaped bar, marks, breaks"),
    ],
)
def test_tables(source: str, expected: list[list[str]], header: int, reason: str) -> None:
    (table,) = load(source).elements
    assert rows(table) == expected, reason
    assert isinstance(table, RawTable)
    assert (table.header_rows, table.merges_known) == (header, False)


def test_two_tables_without_a_blank_line() -> None:
    one, two = load("|序号|内容|\n|--|--|\n|1|培训|\n|部门|时间|\n|--|--|\n|办公室|3月|").elements
    assert rows(one) == [["序号", "内容"], ["1", "培训"]]
    assert rows(two) == [["部门", "时间"], ["办公室", "3月"]]


def test_prose_right_above_a_table() -> None:
    prose, table = load("任务分解表\n|序号|内容|\n|--|--|\n|1|培训|").elements
    assert texts([prose]) == ["任务分解表"]
    assert len(rows(table)) == 2


def test_html_table_inside() -> None:
    (table,) = load('<table><tr><td rowspan="2">甲</td><td>1</td></tr><tr><td>2</td></tr></table>').elements
    assert rows(table) == [["甲", "1"], ["", "2"]]
    assert table.origin.path == "line 1"


def test_pictures() -> None:
    raw = load("![科技馆开放日](a.png)\n\n正文。\n\n![](b.png)")
    assert [(e.text, e.role) for e in raw.elements if isinstance(e, RawParagraph)] == [
        ("科技馆开放日", "caption"),
        ("正文。", "body"),
    ]
    assert [note.code for note in raw.notes] == ["md.image-skipped"]


def test_sentence_in_the_gap_of_a_lost_picture_is_its_caption() -> None:
    raw = load("# 总结\n\n\n\n志愿者在村里讲课。\n\n## 一、工作\n\n完成任务。")
    assert [e.role for e in raw.elements if isinstance(e, RawParagraph)] == ["body", "caption", "body", "body"]


def test_nothing_in_it() -> None:
    with pytest.raises(UnreadableFileError, match="no text"):
        load("<!-- x -->\n\n---\n")


def test_words_behind_a_fence_stay_and_a_language_goes() -> None:
    for source, lines in (
        ("```一、工作\n内容\n```\n", ["一、工作", "内容"]),
        ("```python\nx = 1\n```\n", ["x = 1"]),
    ):
        assert [element.text for element in load(source).elements if isinstance(element, RawParagraph)] == lines


PIECES = st.lists(
    st.sampled_from(
        [
            "一、",
            "工作",
            "。",
            "**",
            "|",
            "\n",
            "\n\n",
            "# ",
            "- ",
            "1. ",
            "1.",
            " ",
            "《",
            "》",
            "x_y",
            "<",
            "&",
            "`",
            "~",
            "[",
            "]",
            "(",
        ]
    ),
    max_size=40,
)


@given(PIECES.map("".join))
def test_no_letter_is_lost(source: str) -> None:
    """Marks may go, words never."""
    try:
        raw = load(source)
    except UnreadableFileError:
        assert not re.search(r"\w", source)
        return
    out = "".join(
        element.text
        if isinstance(element, RawParagraph)
        else "".join(cell.text for row in element.rows for cell in row)
        for element in raw.elements
    )
    keep = re.compile(r"[\u3001-\u9fffx]")
    assert keep.findall(out) == keep.findall(source)


def test_real_documents_lose_nothing(shared: Path) -> None:
    """Against a reading that only takes out the marks, line by line."""
    for path in sorted((shared / "corpus").glob("*.md")):
        source = path.read_text(encoding="utf-8")
        plain = "".join(
            re.sub(r"^#+ |\*\*|\|", "", line) for line in source.split("\n") if not re.fullmatch(r"[|\s:-]+", line)
        )
        out = "".join(
            element.text if isinstance(element, RawParagraph) else "".join(c.text for row in element.rows for c in row)
            for element in load(source).elements
        )
        assert "".join(out.split()) == "".join(plain.split()), path.name
