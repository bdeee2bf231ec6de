"""What columns mean in tables of offices: by their words, and by what stands beside them."""

import pytest

from .making import fields, tasks_of

SHAPES = [
    (
        "问题整改清单: the problem is the content, the second owner column is extra",
        "存在问题 | 整改目标 | 整改措施 | 责任领导 | 责任单位 | 责任人 | 整改时限 | 完成情况",
        "content goal measures owners departments 责任人 schedule progress",
    ),
    (
        "督查表: the matter is the content, so the problem is extra",
        "督查事项 | 进展情况 | 存在问题 | 责任单位",
        "content progress 存在问题 departments",
    ),
    (
        "整改任务 states the task, the problem beside it is extra",
        "反馈问题 | 整改任务 | 责任单位",
        "反馈问题 content departments",
    ),
    (
        "会议议定事项: the overseer answers for nothing",
        "议定事项 | 承办单位 | 办结时限 | 督办人",
        "content departments schedule 督办人",
    ),
    (
        "政府工作报告分解: of two departments the first",
        "目标任务 | 牵头领导 | 牵头单位 | 责任单位",
        "content owners departments 责任单位",
    ),
    (
        "考核细则: what is assessed is the content; points are extra",
        "一级指标 | 二级指标 | 考核内容 | 分值 | 责任部门",
        "theme project content 分值 departments",
    ),
    ("beside a task what is assessed is its goal", "工作任务 | 考核内容 | 责任部门", "content goal departments"),
    (
        "a task's name beside its content is the project",
        "任务名称 | 工作内容 | 责任部门",
        "project content departments",
    ),
    (
        "a task's name alone is the content",
        "任务名称 | 主要措施 | 预期成效 | 责任处室",
        "content measures goal departments",
    ),
    (
        "a start beside a deadline is extra",
        "工作任务 | 责任部门 | 启动时间 | 完成时间",
        "content departments 启动时间 schedule",
    ),
    ("a start alone is the schedule", "工作任务 | 责任部门 | 启动时间", "content departments schedule"),
    (
        "one text besides theme and project is the content",
        "重点工作 | 项目 | 工作措施 | 责任单位",
        "theme project content departments",
    ),
    (
        "an unknown compound is told by its head",
        "督办事项 | 承办单位 | 要求办结时间 | 办理进展",
        "content departments schedule progress",
    ),
    (
        "heads of compounds in a work map of towns",
        "攻坚任务 | 攻坚举措 | 包抓县级领导 | 牵头县直单位 | 配合镇街",
        "content measures owners departments supporting_departments",
    ),
    (
        "whose head is no duty stays extra",
        "工作任务 | 责任部门 | 督导单位 | 资金类型",
        "content departments 督导单位 资金类型",
    ),
    ("a contact beside an owner is extra", "工作任务 | 联系人 | 责任人", "content 联系人 owners"),
    ("a contact alone is the owner", "工作任务 | 责任部门 | 联系人", "content departments owners"),
    ("the bare 部门 beside 牵头部门 is extra", "部门 | 工作任务 | 牵头部门", "部门 content departments"),
    (
        "the bare 日期 beside a deadline is extra",
        "日期 | 工作任务 | 责任部门 | 完成时限",
        "日期 content departments schedule",
    ),
    (
        "an overseer before the responsible body is extra",
        "工作任务 | 督办单位 | 责任单位",
        "content 督办单位 departments",
    ),
    ("an overseer alone has the field", "改革举措 | 主要内容 | 指导部门", "measures content departments"),
]


@pytest.mark.parametrize(("reason", "header", "columns"), SHAPES)
def test_columns_of_office_tables(reason: str, header: str, columns: str) -> None:
    names = columns.split()
    cells = {"departments": "办公室", "supporting_departments": "学会部", "owners": "王敏"}
    (task,), _ = tasks_of(f"{header}\n{' | '.join(cells.get(name, f'{name}的文字') for name in names)}")
    assert [*task.values, *task.extra] == sorted(names, key=lambda name: not name.isascii()), reason


def test_tail_words_make_no_row_a_header() -> None:
    tasks, _ = tasks_of(
        "任务 | 措施 | 责任部门 | 完成时限\n学会工作 | 完善措施 | 学会部 | 5月\n党建工作 | 健全办法 | 办公室 | 6月"
    )
    assert [task.values["content"].text for task in tasks] == ["学会工作", "党建工作"]


def test_ticks_say_whose_task_it_is() -> None:
    tasks, _ = tasks_of(
        """工作任务 | 责任部门 | < | < | 完成时限
           ^ | 办公室 | 学会部 | 科普部 | ^
           举办公文写作培训 | √ | | | 3月
           举办科技沙龙 | | √ | √ | 每季度1次"""
    )
    assert [task.lists["departments"] for task in tasks] == [["办公室"], ["学会部", "科普部"]]
    assert not any(task.extra for task in tasks)


def test_ticked_months_are_kept_and_no_schedule() -> None:
    (task,), _ = tasks_of("工作任务 | 责任部门 | 3月 | 4月\n举办科普讲座 | 科普部 | √ | √")
    assert "schedule" not in task.values
    assert task.extra == {"3月": "√", "4月": "√"}


def test_year_column_dates_its_rows() -> None:
    tasks, _ = tasks_of(
        "工作任务 | 实施年度 | 责任单位\n立项 | 2022年 | 县科协\n建设 | 2023年 | 县科协\n维护 | 2022-2025年 | 县科协"
    )
    assert [task.year for task in tasks] == [2022, 2023, None]
    assert tasks[0].extra == {"实施年度": "2022年"}


def test_sign_off_rows_are_no_tasks() -> None:
    tasks, _ = tasks_of(
        """任务 | 责任部门 | 完成时限
           举办科普讲座 | 科普部 | 6月
           填表人：王敏 | 审核人：李强 | 填表日期：2024年1月5日
           单位负责人（签字）： | 经办人： | 联系电话："""
    )
    assert len(tasks) == 1


def test_groups_numbered_in_a_cell_of_their_own() -> None:
    tasks, _ = tasks_of(
        """序号 | 任务 | 牵头单位 | 完成期限
           一 | 党建工作 | < | <
           （一） | 理论武装 | < | <
           1 | 组织中心组学习12次 | 机关党委 | 全年
           二 | 业务工作 | < | <
           2 | 举办科技节 | 科普部 | 5月"""
    )
    assert [fields(task).get("theme") for task in tasks] == ["一党建工作", "二业务工作"]
    assert [fields(task).get("project") for task in tasks] == ["（一）理论武装", None]


@pytest.mark.parametrize(
    ("cell", "departments", "supporting", "reason"),
    [
        ("牵头：市科协；配合：市科技局、市工信局", ["市科协"], ["市科技局", "市工信局"], "labels in one cell"),
        ("牵头单位：市科协配合单位：各学会", ["市科协"], ["各学会"], "a line break before the label was lost"),
        ("市科协牵头，市科技局配合", ["市科协"], ["市科技局"], "verbs behind the names"),
    ],
)
def test_departments_and_helpers_in_one_cell(
    cell: str, departments: list[str], supporting: list[str], reason: str
) -> None:
    (task,), _ = tasks_of(f"主要内容 | 责任单位及责任人 | 完成时限\n举办论坛 | {cell} | 6月")
    assert (task.lists["departments"], task.lists["supporting_departments"]) == (departments, supporting), reason


@pytest.mark.parametrize("cell", ["施敏 副主席", "副主席 施敏"])
def test_post_belongs_to_its_person(cell: str) -> None:
    (task,), _ = tasks_of(f"任务 | 牵头领导\n举办论坛 | {cell}")
    assert task.lists["owners"] == [cell.replace(" ", "")]


@pytest.mark.parametrize("known", [True, False])
def test_parts_of_a_header_below_blank_cells_that_nobody_merged(known: bool) -> None:
    top = "序号 | 重点任务 | | 牵头单位 | 完成时限\n | 工作任务 | 具体举措 | |"
    tasks, _ = tasks_of(f"{top}\n1 | 建设基层阵地 | 新建科普馆2个 | 县科协 | 5月", known=known)
    assert [(task.values["content"].text, task.values["measures"].text) for task in tasks] == [
        ("建设基层阵地", "新建科普馆2个")
    ]


def test_row_of_values_below_a_blank_header_cell_is_no_header() -> None:
    top = "序号 | 重点任务 | | 牵头单位 | 完成时限\n | 建设基层阵地 | 新建科普馆2个 | |"
    tasks, _ = tasks_of(f"{top}\n2 | 培训骨干 | 办班2期 | 县科协 | 5月")
    assert len(tasks) == 2
