"""Task rows from tables of many makes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kexie_extract.lexicon import default
from kexie_extract.model.blocks import Block, Cell, Table
from kexie_extract.tables.tasks import read

from .making import fields, table_block, tasks_of

HEADERS = [
    ("序号 | 主题 | 项目名称 | 项目内容 | 序时进度 | 责任部门", "number theme project content schedule departments"),
    (
        "编号 | 重点工作 | 主要任务 | 工作举措 | 完成时限 | 牵头单位 | 配合单位",
        "number theme content measures schedule departments supporting_departments",
    ),
    (
        "序号 | 工作类别 | 重点任务 | 预期成果 | 时间节点 | 责任单位 | 责任人 | 备注",
        "number theme content goal schedule departments owners remarks",
    ),
    (
        "序号 | 工作事项 | 考核标准 | 时间要求 | 承办部门 | 分管领导 | 完成情况",
        "number content goal schedule departments owners progress",
    ),
    ("工作任务 | 任务分解/时序进度 | 考核要点", "content schedule goal"),
    ("一级指标 | 二级指标 | 具体任务 | 责任科室 | 完成时间", "theme project content departments schedule"),
    (
        "序 号 | 目标任务 | 工作目标 | 具体措施 | 责任领导 | 责任股室 | 时限",
        "number content goal measures owners departments schedule",
    ),
    (
        "序号 | 工作内容（含活动） | 计划进度 | 主办单位 | 协办单位",
        "number content schedule departments supporting_departments",
    ),
    (
        "序号 | 任务清单 | 牵头（责任）部门 | 参与部门 | 办结时限",
        "number content departments supporting_departments schedule",
    ),
]


@pytest.mark.parametrize(("header", "columns"), HEADERS)
def test_columns_are_known_by_meaning(header: str, columns: str) -> None:
    names = columns.split()
    cells = {"number": "1", "departments": "办公室", "supporting_departments": "学会部", "owners": "王敏"}
    row = " | ".join(cells.get(name, f"{name}的文字") for name in names)
    (task,), _ = tasks_of(f"{header}\n{row}")
    assert list(fields(task)) == [*task.values]
    assert list(task.values) == names
    assert not task.extra


def test_deadline_is_marked() -> None:
    assert tasks_of("任务 | 完成时限\n举办科普讲座 | 6月底")[0][0].deadline
    assert not tasks_of("任务 | 序时进度\n举办科普讲座 | 6月底")[0][0].deadline


def test_two_row_header() -> None:
    tasks, _ = tasks_of(
        """序号 | 工作内容 | 责任分工 | < | 完成时限
           ^ | ^ | 牵头单位 | 配合单位 | ^
           1 | 举办科普讲座 | 科普部 | 学会部、办公室 | 6月底"""
    )
    assert [fields(task) for task in tasks] == [
        {
            "number": "1",
            "content": "举办科普讲座",
            "departments": ["科普部"],
            "supporting_departments": ["学会部", "办公室"],
            "schedule": "6月底",
        }
    ]


def test_title_group_note_and_total_rows_are_no_tasks() -> None:
    tasks, _ = tasks_of(
        """云溪县科协2023年工作任务分解表 | < | < | <
           序号 | 工作内容 | 完成时限 | 责任部门
           一、强化思想引领 | < | < | <
           1 | 举办宣讲会 | 6月底 | 办公室
           2 | 开展走访 | 9月底 | 学会部
           二、做优科普服务 | < | < | <
           3 | 举办科普讲座 | 11月底 | 科普部
           合计 | 3项 | |
           注：责任部门排在首位的为牵头部门。 | < | < | <"""
    )
    assert [(t.row, t.values["theme"].text, t.values["content"].text) for t in tasks] == [
        (3, "一、强化思想引领", "举办宣讲会"),
        (4, "一、强化思想引领", "开展走访"),
        (6, "二、做优科普服务", "举办科普讲座"),
    ]
    assert {task.year for task in tasks} == {2023}
    assert not tasks[0].values["theme"].own


def test_group_rows_without_marks() -> None:
    tasks, _ = tasks_of(
        """序号 | 工作内容 | 完成时限 | 责任部门
           一 | 强化思想引领 | |
           1 | 举办宣讲会 | 6月底 | 办公室
           二 | 做优科普服务 | |
           2 | 举办科普讲座 | 11月底 | 科普部""",
        known=False,
    )
    assert [task.values["theme"].text for task in tasks] == ["一强化思想引领", "二做优科普服务"]


def test_merged_cells_count_for_each_row() -> None:
    tasks, _ = tasks_of(
        """主题 | 工作内容 | 责任部门
           强化引领 | 举办宣讲会 | 办公室
           ^ | 开展走访 | ^"""
    )
    assert fields(tasks[1]) == {"theme": "强化引领", "content": "开展走访", "departments": ["办公室"]}
    assert not tasks[1].values["theme"].own


def test_blank_cells_of_a_format_that_states_merges_stay_blank() -> None:
    tasks, _ = tasks_of(
        """主题 | 工作内容 | 责任部门
           强化引领 | 举办宣讲会 | 办公室
           | 开展走访 |"""
    )
    assert fields(tasks[1]) == {"content": "开展走访"}


def test_lost_merges_are_filled_where_merges_are_not_stated() -> None:
    tasks, notes = tasks_of(
        """序号 | 主题 | 工作内容 | 责任部门
           1 | 强化引领 | 举办宣讲会，凝聚共识。 | 办公室
           2 | | 开展走访慰问，听取意见。 |
           3 | | 完善联系制度，密切联系。 | 学会部
           4 | 服务科普 | 举办科普讲座，覆盖全县。 |
           5 | | 建设科普场馆，扩大开放。 | 科普部""",
        known=False,
    )
    assert [task.values["theme"].text for task in tasks] == ["强化引领"] * 3 + ["服务科普"] * 2
    assert [task.lists.get("departments") for task in tasks] == [["办公室"], ["办公室"], ["学会部"], None, ["科普部"]]
    assert "table.merge-filled" in {note.code for note in notes}


def test_repeated_parent_cells_say_that_blanks_are_blanks() -> None:
    tasks, _ = tasks_of(
        """主题 | 工作内容 | 责任部门
           强化引领 | 举办宣讲会 | 办公室
           强化引领 | 开展走访 | 办公室
           服务科普 | 举办讲座 | 科普部
           服务科普 | 建设场馆 |
           服务科普 | 编印读本 | 科普部""",
        known=False,
    )
    assert "departments" not in tasks[3].lists


def test_ditto_takes_the_value_above() -> None:
    tasks, _ = tasks_of(
        "工作内容 | 责任部门 | 完成时限\n举办讲座 | 科普部 | 6月底\n开展走访 | 同上 | 〃\n编印读本 | 同上 | 9月底"
    )
    assert [task.lists["departments"] for task in tasks] == [["科普部"]] * 3
    assert [task.values["schedule"].text for task in tasks] == ["6月底", "6月底", "9月底"]


def test_unit_in_header_joins_the_figure() -> None:
    (task,), _ = tasks_of("工作内容 | 经费（万元） | 责任部门\n建设科普场馆 | 150 | 科普部")
    assert task.extra == {"经费（万元）": "150万元"}


def test_one_text_column_is_content() -> None:
    (task,), _ = tasks_of("项目名称 | 责任单位 | 完成时限\n建设科普场馆 | 科普部 | 6月底")
    assert task.values["content"].text == "建设科普场馆"


def test_second_column_of_a_meaning_goes_to_extra() -> None:
    tasks, _ = tasks_of("工作内容 | 主要任务 | 责任部门\n举办讲座 | 覆盖全县 | 科普部\n | 开展走访 | 学会部")
    assert [(task.values["content"].text, task.extra) for task in tasks] == [
        ("举办讲座", {"主要任务": "覆盖全县"}),
        ("开展走访", {}),
    ]


def test_lone_text_is_content() -> None:
    rows = "\n".join(f"{i} | 强化引领 | 举办第{i}次宣讲会 | {i}月组织实施，年底总结 | 办公室" for i in range(1, 6))
    tasks, _ = tasks_of(
        f"序号 | 主题 | 项目内容 | 序时进度 | 责任部门\n{rows}\n6 | 强化引领 | | 组织党员学习日，每次记录讨论要点 |"
    )
    assert fields(tasks[-1]) == {"number": "6", "theme": "强化引领", "content": "组织党员学习日，每次记录讨论要点"}


OTHER_TABLES = [
    ("序号 | 姓名 | 性别 | 职务\n1 | 王敏 | 女 | 主席", "a list of persons"),
    ("时间 | 内容 | 地点\n9:00 | 开幕式 | 会议中心", "an agenda"),
    ("序号 | 项目名称 | 单位 | 获奖等级\n1 | 智能灌溉系统 | 青川市第一中学 | 一等奖", "a list of awards"),
    ("一级指标 | 二级指标 | 指标说明\n质量 | 效率 | 按月统计", "indicators that nobody answers for"),
    ("第1天 | 参观科技馆 | 交流\n第2天 | 座谈 | 返程", "a table without header"),
    ("指标 | 单位 | 2022年 | 2023年\n学会数 | 个 | 30 | 35", "statistics: 单位 is a unit of measure"),
    ("序号 | 材料名称 | 开具单位 | 用途\n1 | 在职证明 | 所在单位 | 核实身份", "a header of unknown words"),
]


@pytest.mark.parametrize(("text", "reason"), OTHER_TABLES)
def test_other_tables_make_no_tasks(text: str, reason: str) -> None:
    assert tasks_of(text)[0] == [], reason


def test_missing_header_is_told_by_what_columns_hold() -> None:
    tasks, _ = tasks_of(
        """1 | 举办学术年会，促进学科交叉融合 | 6月底前 | 学会部
           2 | 开展科普进校园，覆盖全县中小学 | 三季度 | 科普部
           3 | 完善干部联系制度，密切联系基层 | 全年 | 办公室"""
    )
    assert [fields(task) for task in tasks][1] == {
        "number": "2",
        "content": "开展科普进校园，覆盖全县中小学",
        "schedule": "三季度",
        "departments": ["科普部"],
    }


def test_repeated_header_is_left_out_of_the_grid() -> None:
    block = table_block("任务 | 责任部门\n举办讲座 | 科普部\n任务 | 责任部门\n开展走访 | 学会部")
    tasks = read([block], default(), [])
    assert [task.row for task in tasks] == [1, 2]
    assert block.table is not None
    assert len(block.table.raw_rows) == 4


def test_labels_in_one_cell() -> None:
    (task,), _ = tasks_of("工作内容 | 责任单位\n举办讲座 | 牵头：科普部；配合：学会部、办公室")
    assert task.lists == {"departments": ["科普部"], "supporting_departments": ["学会部", "办公室"]}


def test_matter_beside_content_is_the_project() -> None:
    (task,), _ = tasks_of("序号 | 事项 | 主要内容 | 责任部门\n1 | 科普阵地 | 举办科普讲座 | 科普部")
    assert task.values["project"].text == "科普阵地"
    assert task.values["content"].text == "举办科普讲座"


def test_year_of_the_caption() -> None:
    blocks = [
        Block("b0", "paragraph", "青川市科协2024年重点任务清单"),
        table_block("任务 | 责任部门\n举办讲座 | 科普部"),
    ]
    assert read(blocks, default(), [])[0].year == 2024


@pytest.mark.parametrize("rows", [[], [[]], [[], []], [["", ""], ["", ""]], [["序号", "任务", "责任部门"]]])
def test_empty_tables(rows: list[list[str]]) -> None:
    table = Table([[Cell(text) for text in row] for row in rows], [list(row) for row in rows])
    block = Block("b1", "table", "", table=table)
    assert read([block], default(), []) == []
    assert block.text == table.render()


WORDS = st.sampled_from(
    [
        "",
        "1",
        "2",
        "序号",
        "工作内容",
        "责任部门",
        "完成时限",
        "办公室",
        "6月底",
        "举办科普讲座，覆盖全县。",
        "同上",
        "合计",
        "注：无",
        "—",
    ]
)


@given(st.lists(st.lists(WORDS, min_size=0, max_size=6), max_size=9), st.booleans())
def test_any_grid_keeps_its_words_and_places(rows: list[list[str]], known: bool) -> None:
    table = Table([[Cell(text) for text in row] for row in rows], [list(row) for row in rows], 0, known)
    block = Block("b1", "table", table.render(), table=table)
    tasks = read([block], default(), [])
    assert table.raw_rows == rows
    assert len({len(row) for row in table.cells}) <= 1
    for task in tasks:
        for value in task.values.values():
            if value.slice is not None:
                assert block.text[value.slice.start : value.slice.end] == value.text


def test_content_that_leads_its_rows_goes_on_where_merges_are_lost() -> None:
    tasks, _ = tasks_of(
        """工作任务 | 时序进度 | 考核要点
           优化社团管理 | 3月：拟定社团名册 | 社团星级比例
           | 6月：开展社团交流 |
           | 9月：组织社团评星 |
           办好科技节庆 | 4月：举办创意比赛 | 活动参与率
           | 5月：举办读书节 |""",
        known=False,
    )
    assert [(task.values["content"].text, task.values["goal"].text) for task in tasks] == [
        ("优化社团管理", "社团星级比例"),
        ("优化社团管理", "社团星级比例"),
        ("优化社团管理", "社团星级比例"),
        ("办好科技节庆", "活动参与率"),
        ("办好科技节庆", "活动参与率"),
    ]
    assert [task.values["schedule"].text[:2] for task in tasks] == ["3月", "6月", "9月", "4月", "5月"]


def test_blanks_between_seen_merges_are_blanks_but_at_the_top_of_a_page() -> None:
    block = table_block(
        """序号 | 主题 | 工作内容 | 责任部门
           1 | 强化引领 | 举办宣讲会，凝聚共识。 | 办公室
           2 | ^ | 开展走访慰问，听取意见。 | ^
           3 | ^ | 完善联系制度，密切联系。 |
           4 | | 举办报告会，坚定信念。 | 学会部
           5 | ^ | 组织学习研讨，提高认识。 | ^""",
        known=False,
    )
    assert block.table is not None
    block.table.fragments = [4]
    tasks = read([block], default(), [])
    assert [task.values["theme"].text for task in tasks] == ["强化引领"] * 5
    assert [task.lists.get("departments") for task in tasks] == [["办公室"], ["办公室"], None, ["学会部"], ["学会部"]]


def test_long_merges_take_linear_work() -> None:
    rows = ["主题 | 工作内容 | 责任部门", "强化引领 | 举办第一次宣讲会 | 办公室", *["^ | 再举办一次宣讲会 | ^"] * 3000]
    tasks, _ = tasks_of("\n".join(rows))
    assert len(tasks) == 3001
    assert tasks[-1].lists["departments"] == ["办公室"]


@pytest.mark.parametrize("header", ["责任单位及责任人", "责任单位（责任人）", "牵头单位/分管领导"])
def test_header_of_department_and_owner_is_department(header: str) -> None:
    (task,), _ = tasks_of(f"任务 | {header}\n举办科普讲座 | 科普部")
    assert task.lists["departments"] == ["科普部"]


@pytest.mark.parametrize(
    ("header", "cell", "departments", "owners", "reason"),
    [
        ("责任单位及责任人", r"区发改局\n刘洋", ["区发改局"], ["刘洋"], "one under the other"),
        ("责任单位（责任人）", "区发改局、刘洋", ["区发改局"], ["刘洋"], "the bracket names the persons"),
        ("牵头单位/分管领导", "县科协 王芳；县科技局 李强", ["县科协", "县科技局"], ["王芳", "李强"], "in turn"),
        ("责任单位及责任人", "高新区、安监局、党办", ["高新区", "安监局", "党办"], None, "short names of bodies"),
        ("责任单位", "区发改局 刘洋", ["区发改局", "刘洋"], None, "the header names no persons"),
    ],
)
def test_persons_beside_departments_are_owners(
    header: str, cell: str, departments: list[str], owners: list[str] | None, reason: str
) -> None:
    (task,), _ = tasks_of(f"任务 | {header}\n举办科普讲座 | {cell}")
    assert (task.lists.get("departments"), task.lists.get("owners")) == (departments, owners), reason
