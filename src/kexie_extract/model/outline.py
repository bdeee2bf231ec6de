"""What segment found: the parts of an official document and its tree of sections."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from kexie_extract.model.diagnostics import Note

Part = Literal[
    "copy_number",  # 份号
    "classification",  # 密级和保密期限
    "urgency",  # 紧急程度
    "issuer_mark",  # 发文机关标志, or a line 机构名: above the title
    "document_number",  # 发文字号
    "signatory",  # 签发人
    "title",  # 标题, each of its lines
    "subtitle",  # 副标题 (line beginning ——)
    "draft",  # （征求意见稿） under the title
    "speaker",  # name line under the title
    "date",  # date line under the title or under the signature
    "recipients",  # 主送机关
    "salutation",  # 各位代表：
    "lead",  # body before the first section
    "body",  # everything inside sections
    "closing",  # closing words after the last section that belong to no leaf
    "attachment_note",  # 附件说明 (附件：1. …) in the body of a notice
    "signature",  # 署名
    "annotation",  # 附注 （此件公开发布）
    "copied_to",  # 抄送
    "imprint",  # 印发机关和印发日期
    "footnote",  # 脚注, 尾注
    "furniture",  # page numbers, running heads, bylines, captions of photographs
]
"""Elements of GB/T 9704-2012 clause 7, and what work reports have instead."""

Evidence = Literal[
    "numbering",  # the form's place among the numbering forms of this document
    "outline_level",  # Word outline level, Markdown #, HTML h1–h6
    "style",  # bold, size, alignment
    "run_in",  # short first sentences that the section uses consistently
    "attachment",  # 附件
    "wording",  # a part heading such as 工作回顾
]


class Slice(NamedTuple):
    """A stretch of a block's text."""

    block: str
    start: int
    end: int


@dataclass(slots=True)
class Section:
    """A node of the outline.

    Attributes:
        id: `s1`, `s2` … in document order.
        parent: id of the section above, None at the top.
        level: depth in this document's tree, from 1.
        number: numbering as printed with its punctuation.
        ordinal: value of the number in its own form, None without one.
        form: id of the numbering form (`segment/forms`), None without one.
        heading: words without number and closing punctuation, None where the contract gives none.
        run_in: more text follows the heading in its paragraph.
        evidence: what decided the level.
        span: number and heading where they stand (the whole line when heading is None).
        body: the section's own text in order, without number and run-in heading, and without its subsections.
        children: ids of the sections directly below.
    """

    id: str
    parent: str | None
    level: int
    number: str | None
    ordinal: int | None
    form: str | None
    heading: str | None
    run_in: bool
    evidence: Evidence
    span: Slice
    body: list[Slice] = field(default_factory=list)
    children: list[str] = field(default_factory=list)


class Decision(NamedTuple):
    """Why a line was taken for what it is; `explain` prints these.

    Attributes:
        block: id of the block.
        start: offset of the line (or run-in sentence) in the block.
        taken_for: a `Part`, `heading`, `item`, `table` …
        form: the candidate numbering form's id, None without one.
        rule: id of the rule, veto or sequence decision that settled it.
        detail: one short phrase for a reader.
    """

    block: str
    start: int
    taken_for: str
    form: str | None
    rule: str
    detail: str = ""


@dataclass(slots=True)
class Outline:
    """The segmenter's result.

    Attributes:
        parts: what each block is, by block id; a block whose first line is a heading is `body`.
        slices: finer parts inside a block, where one block holds several (署名 and date on one line).
        sections: in document order.
        notes: broken numbering and guesses.
        decide: makes the decisions, which only `explain` asks for.
    """

    parts: dict[str, Part]
    sections: list[Section]
    slices: list[tuple[Part, Slice]] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    decide: Callable[[], list[Decision]] = list

    @property
    def decisions(self) -> list[Decision]:
        """Why each line was taken for what it is, in document order."""
        return self.decide()
