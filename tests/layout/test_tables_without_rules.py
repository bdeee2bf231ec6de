"""Tables that no upright rules part: pages drawn character by character as word processors set them."""

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Literal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kexie_extract.layout.arrange import arrange
from kexie_extract.lexicon import default
from kexie_extract.model.blocks import Block
from kexie_extract.model.options import Options
from kexie_extract.model.raw import RawChar, RawDocument, RawPage, RawRule
from kexie_extract.model.tasks import TaskRow
from kexie_extract.tables.tasks import read

SIZE, PITCH, LEFT = 12.0, 19.0, 80.0
"""Size of the text, distance of two lines of a cell, left edge, in points."""
GAP = 14.0
"""Points between two columns; Word keeps 10.8."""


def draw(text: str, x: float, y: float) -> list[RawChar]:
    """A line whose first character's corner is at x, y; Latin is half as wide."""
    chars = []
    for char in text:
        width = SIZE * (0.5 if char.isascii() else 1.0)
        chars.append(RawChar(char, x, y, x + width, y + SIZE, SIZE, False))
        x += width
    return chars


def wrap(text: str, width: int) -> list[str]:
    """A cell's lines of `width` characters."""
    return [part[i : i + width] for part in text.split("\n") for i in range(0, len(part), width)]


@dataclass
class Paper:
    """Sets tables and lines on pages.

    Attributes:
        widths: of the columns, in characters.
        align: where cells stand in their row.
        space: points between two rows.
        rules: `rows` draws a rule under each row, `three` those of a 三线表.
        lines: text lines that a page holds.
        centre: the header is centred.
        gap: points between two columns.
    """

    widths: Sequence[int]
    align: Literal["top", "middle"] = "top"
    space: float = 0.0
    rules: Literal["", "rows", "three"] = ""
    bottom: float = 760.0
    centre: bool = False
    gap: float = GAP
    pages: list[RawPage] = field(default_factory=list)
    y: float = 100.0

    def __post_init__(self) -> None:
        self.turn()

    @property
    def lefts(self) -> list[float]:
        """Left edges of the columns."""
        steps = (width * SIZE + self.gap for width in self.widths)
        return list(itertools.accumulate(steps, initial=LEFT))[:-1]

    def turn(self) -> None:
        """Begin a page."""
        self.pages.append(RawPage(len(self.pages) + 1, 842.0, 842.0, [], []))
        self.y = 100.0

    def put(self, chars: Iterable[RawChar]) -> None:
        self.pages[-1].chars = [*self.pages[-1].chars, *chars]

    def line(self, text: str, x: float = LEFT, after: float = PITCH) -> None:
        """A line of text outside the table."""
        self.put(draw(text, x, self.y))
        self.y += after

    def rule(self, first: int = 0) -> None:
        """A rule across, from a column on."""
        end = self.lefts[-1] + self.widths[-1] * SIZE
        y = self.y - (PITCH - SIZE) / 2
        self.pages[-1].rules.append(RawRule(self.lefts[first] - 5, y, end + 5, y))

    def row(self, *cells: str, head: bool = False, rule: bool = True) -> None:
        """A row; where the page ends, its cells go on at the top of the next one."""
        lines = [wrap(text, width) for text, width in zip(cells, self.widths, strict=True)]
        depth = max(map(len, lines))
        height = 0
        for index in range(depth):
            if self.y + PITCH > self.bottom:
                self.turn()
                height = index
            for words, x, width in zip(lines, self.lefts, self.widths, strict=True):
                offset = (depth - len(words)) / 2 if self.align == "middle" else 0.0
                place = index - height
                if place < 0 or not index < len(words):
                    continue
                shift = (width - len(words[index])) * SIZE / 2 if head and self.centre else 0.0
                self.put(draw(words[index], x + shift, self.y + offset * PITCH))
            self.y += PITCH
        self.y += self.space
        if rule and self.rules == "rows":
            self.rule()

    def tasks(self) -> list[TaskRow]:
        """The task rows that are read from the pages."""
        return read(self.blocks(), default(), [])

    def blocks(self) -> list[Block]:
        """The blocks of the pages."""
        return arrange(RawDocument("pdf", pages=self.pages), Options(), default()).blocks


def values(tasks: Iterable[TaskRow]) -> list[dict[str, object]]:
    """Rows as plain values."""
    return [{str(k): v.text for k, v in t.values.items()} | {str(k): v for k, v in t.lists.items()} for t in tasks]


HEAD = ("序号", "工作任务", "具体措施", "完成时限", "责任部门")
WIDTHS = (3, 5, 9, 5, 6)
ROWS = [
    ("1", "联系服务企业", "组织专家走访企业二十家，收集技术难题并建立台账，按月反馈", "6月底前", "学会部、办公室"),
    ("2", "科普进校园", "举办青少年科技竞赛，参赛学生不少于三百人", "9月底前", "科普部"),
    ("3", "阵地建设", "新建科普小屋三个", "全年", "科普部、学会部、各乡镇"),
    ("4", "人才举荐", "推荐优秀科技工作者五名，做好宣传报道", "11月底前", "组织部"),
]
WANTED = [
    {
        "number": number,
        "content": content,
        "measures": measures,
        "schedule": schedule,
        "departments": names.split("、"),
    }
    for number, content, measures, schedule, names in ROWS
]


def task_table(paper: Paper, rows: Iterable[Sequence[str]] = ROWS, head: Sequence[str] = HEAD) -> None:
    """A table with a header."""
    if paper.rules:
        paper.rule()
    paper.row(*head, head=True)
    if paper.rules == "three":
        paper.rule()
    for row in rows:
        paper.row(*row)
    if paper.rules == "three":
        paper.rule()


@pytest.mark.parametrize("rules", ["", "three", "rows"])
@pytest.mark.parametrize("align", ["top", "middle"])
@pytest.mark.parametrize("space", [0.0, 12.0])
@pytest.mark.parametrize("centre", [False, True])
def test_wrapped_cells_go_back_to_their_rows(
    rules: Literal["", "rows", "three"], align: Literal["top", "middle"], space: float, centre: bool
) -> None:
    """However cells stand in their rows, however far these are apart, whatever rules run across."""
    paper = Paper(WIDTHS, align, space, rules, centre=centre)
    paper.line("青川市科协2025年重点任务分解", after=2 * PITCH)
    task_table(paper)
    assert values(paper.tasks()) == WANTED


def test_columns_without_numbers_that_all_wrap() -> None:
    rows = [row[1:] for row in ROWS]
    paper = Paper(WIDTHS[1:])
    task_table(paper, rows, HEAD[1:])
    assert values(paper.tasks()) == [{k: v for k, v in row.items() if k != "number"} for row in WANTED]


def test_gutters_narrower_than_a_character() -> None:
    """Full lines of two columns stand as close as 0.75 em and are one stretch of text to the eye of the reader."""
    paper = Paper(WIDTHS, gap=9.0)
    task_table(paper)
    assert values(paper.tasks()) == WANTED


@pytest.mark.parametrize("bottom", [180.0, 200.0, 215.0, 235.0, 260.0, 300.0])
@pytest.mark.parametrize("repeated", [False, True])
def test_row_cut_by_the_page_end_is_whole(bottom: float, repeated: bool) -> None:
    """Wherever the page ends, whether or not the next one repeats the header, page numbers in between."""
    paper = Paper(WIDTHS, bottom=bottom)
    plain = paper.turn

    def turn() -> None:
        paper.put(draw(f"— {len(paper.pages)} —", 400, 800))
        plain()
        if repeated:
            for words, x in zip(HEAD, paper.lefts, strict=True):
                paper.put(draw(words, x, paper.y))
            paper.y += PITCH

    paper.turn = turn  # type: ignore[method-assign]
    task_table(paper)
    paper.put(draw(f"— {len(paper.pages)} —", 400, 800))
    assert len(paper.pages) > 1
    assert values(paper.tasks()) == WANTED
    assert [block.text for block in paper.blocks() if block.kind == "paragraph"] == []


def test_header_over_two_columns() -> None:
    paper = Paper((3, 8, 6, 6), centre=True)
    span = paper.lefts[2] + (paper.lefts[3] + 6 * SIZE - paper.lefts[2]) / 2 - 2 * SIZE
    for words, x in (("序号", LEFT), ("工作内容", paper.lefts[1] + 24), ("责任分工", span)):
        paper.put(draw(words, x, paper.y))
    paper.y += PITCH
    paper.row("", "", "牵头单位", "配合单位", head=True)
    for number, content in enumerate(("开展科普大集", "举办学术年会", "建设科技小院"), 1):
        paper.row(str(number), content, "科普部", "县农业农村局")
    assert values(paper.tasks())[2] == {
        "number": "3",
        "content": "建设科技小院",
        "departments": ["科普部"],
        "supporting_departments": ["县农业农村局"],
    }


def test_rule_that_spares_a_column_leaves_its_cell_merged() -> None:
    paper = Paper((5, 10, 6), rules="rows")
    paper.rule()
    paper.row("工作类别", "工作内容", "责任部门", head=True)
    for index, theme in enumerate(("学术交流", "", "", "科普服务", "")):
        paper.row(theme, f"第{'一二三四五'[index]}项任务的具体内容", "学会部", rule=False)
        paper.rule(0 if index in (2, 4) else 1)
    assert [task.values["theme"].text for task in paper.tasks()] == ["学术交流"] * 3 + ["科普服务"] * 2


CONTENTS = (
    "组织专家走访企业收集技术难题并反馈",
    "举办青少年科技竞赛活动",
    "新建科普小屋三个并完善管理制度做好服务",
    "召开会议",
)
"""Of one and two lines in a column of twelve characters."""


def themes_of(groups: Sequence[int], align: Literal["top", "middle"]) -> list[str | None]:
    """The themes read of a table whose theme cells are merged over so many rows."""
    paper = Paper((4, 12, 5), align)
    paper.row("工作类别", "工作内容", "责任部门", head=True)
    number = 0
    for index, count in enumerate(groups):
        top = paper.y
        for _ in range(count):
            paper.row("", CONTENTS[number % 4], "科普部")
            number += 1
        middle = (top + paper.y - PITCH) / 2 if align == "middle" else top
        paper.put(draw(f"{'甲乙丙丁'[index]}类工作"[:4], LEFT, middle))
    return [task.values["theme"].text if "theme" in task.values else None for task in paper.tasks()]


@pytest.mark.parametrize("align", ["top", "middle"])
@pytest.mark.parametrize("groups", [(3, 2, 4), (2, 5), (4, 1, 3), (1, 3, 2, 2)])
def test_words_of_a_merged_cell_count_for_all_its_rows(groups: Sequence[int], align: Literal["top", "middle"]) -> None:
    """Whether they stand at its top or in its middle."""
    wanted = [f"{'甲乙丙丁'[index]}类工作" for index, count in enumerate(groups) for _ in range(count)]
    assert themes_of(groups, align) == wanted


def test_row_over_the_full_width_heads_a_group() -> None:
    paper = Paper(WIDTHS)
    paper.row(*HEAD, head=True)
    paper.line("一、服务科技创新，推动产业发展")
    paper.row(*ROWS[0])
    paper.row(*ROWS[1])
    paper.line("二、服务全民科学素质提升")
    paper.row(*ROWS[2])
    themes = [task.values["theme"].text for task in paper.tasks()]
    assert themes == ["一、服务科技创新，推动产业发展"] * 2 + ["二、服务全民科学素质提升"]


def test_tables_of_other_headers_stay_apart() -> None:
    """Under each other, with and without a caption, in the same columns."""
    other = ("序号", "项目名称", "资金来源", "经费", "单位")
    for caption in ("", "表2 经费安排"):
        paper = Paper(WIDTHS)
        task_table(paper, ROWS[1:])
        if caption:
            paper.line(caption, x=260)
        task_table(paper, [(str(n), "科普大篷车", "财政", "12", "科协") for n in (1, 2, 3)], other)
        tables = [block.table for block in paper.blocks() if block.table]
        assert [table.raw_rows[0] for table in tables] == [list(HEAD), list(other)]


def test_text_around_a_table_is_none_of_it() -> None:
    before = "为确保全年目标任务落到实处，现将年度重点工作分解如下，请各部门抓好贯彻落实工作。"
    after = "各部门要细化措施，倒排工期，确保各项任务如期完成，每季度末报送工作进展情况材料。"
    paper = Paper(WIDTHS)
    paper.line(before, x=LEFT + 24)
    task_table(paper)
    paper.line(after, x=LEFT + 24)
    paper.line("青川市科学技术协会", x=330)
    texts = [block.text for block in paper.blocks() if block.table is None]
    assert "".join(texts) == before + after + "青川市科学技术协会"
    assert values(paper.tasks()) == WANTED


@pytest.mark.parametrize("bullet", ["−", "●", "1."])
def test_lists_with_hanging_marks_are_no_tables(bullet: str) -> None:
    paper = Paper((2, 30))
    for number, text in enumerate(("开展调查研究工作", "召开座谈会议听取意见", "形成报告报送县委县政府"), 1):
        paper.row(bullet.replace("1", str(number)), text)
    assert not [block for block in paper.blocks() if block.table]


def test_next_page_that_does_not_fit_is_no_rest() -> None:
    """Prose at the top of the page after a table."""
    paper = Paper(WIDTHS)
    task_table(paper)
    paper.turn()
    paper.line("各部门要细化措施，倒排工期，确保各项任务如期完成，每季度末报送工作进展情况。", x=LEFT + 24)
    assert [block.table is not None for block in paper.blocks()] == [True, False]
    assert values(paper.tasks()) == WANTED


NAMES = [
    ("1", "走访企业", "王建国 李志强 赵海峰"),
    ("2", "收集建议", "欧阳雪梅 钱程"),
    ("3", "调研基层", "周启明 孙晓梅 何平"),
    ("4", "科技咨询", "郑国梁"),
]


@pytest.mark.parametrize("width", [3, 4, 7, 8, 12])
def test_wrap_between_two_names_parts_them_and_a_wrap_inside_one_does_not(width: int) -> None:
    """The blank at a line's end is not drawn; a name may be broken over two lines."""
    paper = Paper((3, 6, width))
    paper.row("序号", "工作任务", "责任人", head=True)
    for number, content, names in NAMES:
        words, lines = names, list[str]()
        while words:
            lines.append(words[:width].rstrip())
            words = words[width:].lstrip()
        paper.row(number, content, "\n".join(lines))
    assert [task.lists["owners"] for task in paper.tasks()] == [names.split() for *_, names in NAMES]


def test_wraps_of_words_are_joined_where_no_names_are_listed() -> None:
    paper = Paper((3, 6, 4))
    paper.row("序号", "工作任务", "工作要求", head=True)
    for number, words in enumerate(("按时完成报告报送领导", "认真组织实施", "及时总结经验做法"), 1):
        paper.row(str(number), "开展调研", words)
    tables = [block.table for block in paper.blocks() if block.table]
    assert [row[2] for row in tables[0].raw_rows[1:]] == ["按时完成报告报送领导", "认真组织实施", "及时总结经验做法"]


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.text("开展科普活动做好服务工作落实任务分工", min_size=1, max_size=30),
            st.sampled_from(["6月底前", "全年", "9月", ""]),
            st.sampled_from(["办公室", "科普部", "学会部"]),
        ),
        min_size=3,
        max_size=12,
    ),
    st.sampled_from([200.0, 330.0, 760.0]),
)
def test_no_word_is_lost(rows: list[tuple[str, str, str]], bottom: float) -> None:
    """Whatever the cells hold and wherever pages end, the characters of all blocks are those of the pages."""
    paper = Paper((3, 9, 5, 4), bottom=bottom)
    task_table(paper, [(str(n), *row) for n, row in enumerate(rows, 1)], ("序号", "工作内容", "时限", "部门"))
    drawn = sorted(char.text for page in paper.pages for char in page.chars)
    found = [
        char
        for block in paper.blocks()
        for text in ([cell for row in block.table.raw_rows for cell in row] if block.table else [block.text])
        for char in text
        if not char.isspace()
    ]
    assert sorted(found) == drawn
