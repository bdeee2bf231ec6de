"""Records as tables for people: Chinese headers, names joined with 、, codes in words."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal, get_args

from kexie_extract.model.records import Document, Milestone

Value = str | int | float | date | None
Kind = Literal["short", "text", "medium", "wide", "number", "date"]

_WORDS: dict[str, dict[str, str]] = {
    "kind": {
        "work_report": "工作报告",
        "work_plan": "工作计划",
        "task_table": "任务分解表",
        "notice": "通知及其他公文",
        "other": "其他",
    },
    "status": {"done": "已开展", "planned": "计划"},
    "relation": {"during": "期间", "by": "之前", "from": "起", "every": "定期"},
    "recurrence": {"day": "每天", "week": "每周", "month": "每月", "quarter": "每季度", "year": "每年"},
    "per": {"day": "每天", "week": "每周", "month": "每月", "quarter": "每季度", "year": "每年"},
    "type": {
        "organization": "机构",
        "person": "人物",
        "place": "地点",
        "document": "文件",
        "activity": "活动",
    },
    "comparator": {"=": "等于", ">=": "不少于", ">": "超过", "<=": "不超过", "<": "不足", "~": "约"},
    "severity": {"info": "提示", "warning": "警告", "error": "错误"},
}
"""What codes are called, by field."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column for people.

    Attributes:
        field: path into the record (`span.block`), or `source.name` style for the document's own sheet.
        header: Chinese words.
        kind: how it is set: a text of that width, a number, a date.
        kept: people fill it in, so that it is shown even where no record has it.
    """

    field: str
    header: str
    kind: Kind = "text"
    kept: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """A record type: its field in the document, its Chinese name and columns; the file's name comes first."""

    records: str
    name: str
    columns: tuple[Column, ...]

    @property
    def headers(self) -> list[str]:
        """The header row."""
        return ["文件", *(column.header for column in self.columns)]

    @property
    def kinds(self) -> list[Kind]:
        """How each column is set."""
        return ["text", *(column.kind for column in self.columns)]


def _columns(*specs: str) -> tuple[Column, ...]:
    """Columns from `field header kind kept`."""
    parts = (spec.split() for spec in specs)
    kinds: dict[str, Kind] = {kind: kind for kind in get_args(Kind)}
    return tuple(
        Column(field, header, kinds[rest[0]] if rest else "text", "kept" in rest) for field, header, *rest in parts
    )


_PERIOD = ("period.text 时段", "period.start 时段起 date", "period.end 时段止 date")

SHEETS: tuple[Sheet, ...] = (
    Sheet(
        "documents",
        "文档",
        _columns(
            "kind 类型",
            "metadata.title 标题 wide",
            "metadata.subtitle 副标题 wide",
            "metadata.issuer 发文机关",
            "metadata.region.province 省 short",
            "metadata.region.city 市 short",
            "metadata.region.county 县 short",
            "metadata.document_number 发文字号",
            "metadata.date 日期 date",
            *(f"metadata.{spec}" for spec in _PERIOD),
            "metadata.meeting 会议 wide",
            "metadata.speaker 报告人",
            "metadata.draft 稿次",
            "metadata.recipients 主送",
            "metadata.copied_to 抄送",
            "metadata.attachments 附件 wide",
            "source.format 格式 short",
            "source.pages 页数 number",
            "source.sha256 SHA-256",
        ),
    ),
    Sheet(
        "tasks",
        "任务",
        _columns(
            "number 序号 short",
            "theme 主题 medium",
            "project 项目 medium",
            "content 工作内容 wide",
            "goal 目标 wide",
            "measures 举措 wide",
            "schedule 进度 wide",
            "departments 责任部门",
            "supporting_departments 配合单位",
            "owners 责任人",
            "progress 完成情况 medium kept",
            "remarks 备注 medium kept",
            "year 年度 number",
            "extra 其他栏 medium",
            "repairs 修复 medium",
            "table 表格 short",
            "row 行 number",
        ),
    ),
    Sheet(
        "items",
        "工作事项",
        _columns(
            "section 章节 short",
            "number 编号 short",
            "heading 标题 medium",
            "text 正文 wide",
            "status 状态 short",
            "departments 责任部门",
            "supporting_departments 配合单位",
            *_PERIOD,
        ),
    ),
    Sheet(
        "milestones",
        "时间节点",
        _columns(
            "text 时间",
            "start 起 date",
            "end 止 date",
            "relation 关系 short",
            "recurrence 周期 short",
            "action 事项 wide",
            "task 任务 short",
            "item 工作事项 short",
        ),
    ),
    Sheet(
        "quantities",
        "数量",
        _columns(
            "text 原文",
            "value 数值 number",
            "max 上限 number",
            "unit 单位 short",
            "comparator 比较 short",
            "object 对象 medium",
            "per 频次 short",
            "status 状态 short",
            "span.block 位置 short",
        ),
    ),
    Sheet(
        "entities",
        "实体",
        _columns("type 类别 short", "text 原文 wide", "normalized 全称 wide", "span.block 位置 short"),
    ),
    Sheet(
        "sections",
        "章节",
        _columns(
            "id 编号 short",
            "parent 上级 short",
            "level 层级 number",
            "number 序号 short",
            "heading 标题 wide",
            "status 状态 short",
            *_PERIOD,
        ),
    ),
    Sheet("diagnostics", "诊断", _columns("severity 级别 short", "code 代码", "message 说明 wide", "block 位置 short")),
)
"""One sheet per record type, the most asked for first."""


def rows(document: Document, sheet: Sheet) -> Iterator[list[Value]]:
    """The rows of one document on a sheet."""
    records: list[Any] = [document] if sheet.records == "documents" else getattr(document, sheet.records)
    for record in records:
        yield [document.source.name, *(_value(record, column) for column in sheet.columns)]


def _value(record: Any, column: Column) -> Value:
    """A field for people."""
    value = record
    for name in column.field.split("."):
        value = getattr(value, name, None) if value is not None else None
    if isinstance(value, list):
        return ("\n" if column.field in ("repairs", "metadata.attachments") else "、").join(value) or None
    if isinstance(value, dict):
        return "\n".join(f"{header}：{text}" for header, text in value.items()) or None
    if column.kind == "date" and value is not None:
        return day(value)
    words = _WORDS.get(column.field.rpartition(".")[2], {})
    return words.get(value, value) if isinstance(value, str) else value


def day(text: str) -> date | str:
    """A full ISO date as a date, one less precise as it stands."""
    return date.fromisoformat(text) if len(text) == 10 else text


def months_of(milestone: Milestone) -> list[tuple[int, int]]:
    """The months (year, month) in which a milestone falls; a deadline falls in its last, an open end in its first."""
    start, end = milestone.start or milestone.end, milestone.end or milestone.start
    if start is None or end is None:
        return []
    first, last = date.fromisoformat(start), date.fromisoformat(end)
    count = (last.year - first.year) * 12 + last.month - first.month
    ordinals = range(first.year * 12 + first.month - 1, first.year * 12 + first.month + min(count, 11))
    return [(ordinal // 12, ordinal % 12 + 1) for ordinal in ordinals]


def by_month(document: Document) -> list[dict[tuple[int, int], str]]:
    """For each task: what is to be done in which month, one line per milestone."""
    found: dict[str, dict[tuple[int, int], list[str]]] = {task.id: {} for task in document.tasks}
    for milestone in document.milestones:
        if milestone.task in found:
            line = f"{milestone.text}：{milestone.action}" if milestone.action else milestone.text
            for month in months_of(milestone):
                found[milestone.task].setdefault(month, []).append(line)
    return [{month: "\n".join(lines) for month, lines in found[task.id].items()} for task in document.tasks]
