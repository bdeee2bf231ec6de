"""What tables found: the rows of task tables, before they become records."""

from dataclasses import dataclass, field
from typing import Literal

from kexie_extract.model.outline import Slice

Column = Literal[
    "number",  # 序号
    "theme",  # 主题, 工作类别, 一级指标
    "project",  # 项目名称
    "content",  # 工作内容, 主要任务
    "goal",  # 目标, 考核指标
    "measures",  # 主要举措
    "schedule",  # 序时进度, 完成时限
    "departments",  # 责任部门, 牵头单位
    "supporting_departments",  # 配合单位
    "owners",  # 责任人, 分管领导
    "progress",  # 完成情况
    "remarks",  # 备注
    "extra",  # no known meaning
]


@dataclass(slots=True)
class Value:
    """What one row has under one column.

    Attributes:
        text: the words, of the cell itself or of the cell merged over it.
        slice: where those words stand in the table block's text; None for a value taken from elsewhere
            (a header's unit joined to a figure).
        own: False when the words belong to a cell of an earlier row or column (a merge), so that mentions are
            recorded once only.
    """

    text: str
    slice: Slice | None
    own: bool = True


@dataclass(slots=True)
class TaskRow:
    """One row of a task table.

    Attributes:
        table: id of the table's block.
        row: index into the block's `table.cells`.
        values: words by column, without `extra`; a column the table has not, or a blank cell, is absent.
        lists: names by column for `departments`, `supporting_departments`, `owners`.
        extra: words under columns of no known meaning, by printed header.
        repairs: what was put right in this row, one sentence each.
        deadline: the schedule column's header names a deadline (完成时限), so that a bare time is `by` its last day.
        year: a year that the table's own title or header states.
    """

    table: str
    row: int
    values: dict[Column, Value]
    lists: dict[Column, list[str]] = field(default_factory=dict)
    extra: dict[str, str] = field(default_factory=dict)
    repairs: list[str] = field(default_factory=list)
    deadline: bool = False
    year: int | None = None
