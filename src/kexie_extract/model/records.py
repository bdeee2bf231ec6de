"""The public records: what `kexie-extract` puts out for one document.

The JSON Schema in `schemas/` is made from these models (`kexie-extract schema`), and a test fails when they
change while `SCHEMA_VERSION` does not.
"""

from functools import cache
from typing import Annotated, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from kexie_extract.model.blocks import BlockKind
from kexie_extract.model.diagnostics import Severity
from kexie_extract.model.mentions import Comparator, Recurrence, Relation
from kexie_extract.model.outline import Evidence

SCHEMA_VERSION = "1.0"

Status = Literal["done", "planned"]
Kind = Literal["work_report", "work_plan", "task_table", "notice", "other"]
EntityType = Literal["document", "organization", "person", "place", "activity"]
IsoDate = Annotated[str, Field(pattern=r"^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$")]
IsoDay = Annotated[str, Field(pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$")]
Offset = Annotated[int, Field(ge=0)]
Number = int | float


class Record(BaseModel):
    """Base of all records: no unknown fields, and no change once made."""

    model_config = ConfigDict(extra="forbid", frozen=True)


R = TypeVar("R", bound=Record)


def made(kind: type[R], rows: list[dict[str, object]]) -> list[R]:
    """Records of one kind from their fields, validated together: half the time of one by one.

    Raises:
        pydantic.ValidationError: a row is no such record.
    """
    return _list_of(kind).validate_python(rows)


@cache
def _list_of(kind: type[R]) -> TypeAdapter[list[R]]:
    return TypeAdapter(list[kind])  # type: ignore[valid-type]


class Span(Record):
    """Where a record stands: code-point offsets into one block's text, end exclusive."""

    block: str
    start: Offset
    end: Offset


class TextSpan(Record, defer_build=True):
    """Where a mention stands in a bare string: code-point offsets, end exclusive."""

    start: Offset
    end: Offset


class Source(Record):
    """The input file."""

    name: str = Field(description="file name, or - for standard input")
    format: str = Field(description="txt, md, html, docx, pdf, xlsx …")
    sha256: str
    bytes: Offset
    encoding: str | None = Field(None, description="text formats only")
    pages: int | None = Field(None, description="paged formats only")


class Region(Record):
    """The issuer's administrative division, as the document writes it."""

    province: str | None = None
    city: str | None = None
    county: str | None = None


class StatedPeriod(Record):
    """A period that the document states for itself; ends inclusive, None where open or unknown."""

    text: str
    start: IsoDay | None
    end: IsoDay | None


class Metadata(Record):
    """Elements of the document as a whole (GB/T 9704-2012 clause 7 where it has them)."""

    title: str | None = Field(None, description="lines of one title joined with a single space; no subtitle")
    subtitle: str | None = Field(None, description="line beginning ——, without the dash")
    issuer: str | None = Field(None, description="the body that the document speaks for, as written")
    region: Region = Region()
    document_number: str | None = Field(None, description="发文字号")
    date: IsoDate | None = Field(None, description="as precise as stated")
    period: StatedPeriod | None = Field(None, description="reported or planned time; the planned one if both")
    meeting: str | None = None
    speaker: str | None = None
    draft: str | None = Field(None, description="征求意见稿, 审议稿 …")
    recipients: list[str] = Field(default_factory=list, description="主送")
    copied_to: list[str] = Field(default_factory=list, description="抄送")
    attachments: list[str] = Field(default_factory=list, description="附件说明")
    copy_number: str | None = Field(None, description="份号, GB/T 9704-2012 7.2.1")
    classification: str | None = Field(None, description="密级和保密期限, 7.2.2")
    urgency: str | None = Field(None, description="紧急程度, 7.2.3")
    signatory: str | None = Field(None, description="签发人, 7.2.6")
    signature: str | None = Field(None, description="署名, 7.3.5")
    annotation: str | None = Field(None, description="附注, 7.3.6, without its brackets")
    imprint: str | None = Field(None, description="印发机关和印发日期, 7.4.3")


class Provenance(Record):
    """Where in the file a block stands."""

    path: str | None = Field(None, description="the loader's own address: line, paragraph path, sheet and cell")
    page: int | None = Field(None, description="page number from 1")
    box: tuple[float, float, float, float] | None = Field(None, description="x0, top, x1, bottom in points")


class Block(Record):
    """A unit of reading order; all blocks together hold all the text of the source."""

    id: str
    kind: BlockKind
    text: str
    page: int | None
    section: str | None
    generated: tuple[Offset, Offset] | None = Field(description="range of a number that Word renders")
    rows: list[list[str]] | None = Field(None, description="tables: the repaired grid, merged cells filled")
    raw_rows: list[list[str]] | None = Field(None, description="tables: the grid as read")
    provenance: Provenance = Provenance()


class Section(Record):
    """A node of the outline."""

    id: str
    parent: str | None
    level: Annotated[int, Field(ge=1)]
    number: str | None = Field(description="as printed, with its punctuation")
    heading: str | None = Field(description="without number and closing punctuation")
    run_in: bool
    status: Status | None
    period: StatedPeriod | None
    evidence: Evidence = Field(description="what decided the level")
    span: Span


class Item(Record):
    """工作事项: a smallest piece of work that prose states."""

    id: str
    section: str | None
    number: str | None
    heading: str | None
    text: str
    status: Status | None
    period: StatedPeriod | None
    departments: list[str]
    supporting_departments: list[str]
    span: Span
    quantities: list[str] = Field(description="ids")
    milestones: list[str] = Field(description="ids")
    entities: list[str] = Field(description="ids")


class Task(Record):
    """A row of a task table."""

    id: str
    table: str = Field(description="id of the table's block")
    row: Offset = Field(description="index into the block's rows")
    number: str | None
    theme: str | None
    project: str | None
    content: str | None
    goal: str | None
    measures: str | None
    schedule: str | None
    departments: list[str]
    supporting_departments: list[str]
    owners: list[str]
    progress: str | None
    remarks: str | None
    year: int | None
    milestones: list[str] = Field(description="ids")
    quantities: list[str] = Field(description="ids")
    extra: dict[str, str] = Field(description="columns of no known meaning, under their printed headers")
    repairs: list[str]


class Quantity(Record):
    """A number with its measure word that states a count, an amount, a ratio or a measured value."""

    id: str
    text: str
    value: Number
    max: Number | None = Field(description="high end of a range")
    unit: str | None
    comparator: Comparator
    object: str | None
    per: Recurrence | None
    status: Status | None
    rule: str = Field(description="id of the lexicon entry that recognised it")
    span: Span


class Milestone(Record):
    """A time expression that binds planned work to a period."""

    id: str
    text: str
    start: IsoDay | None
    end: IsoDay | None
    relation: Relation
    recurrence: Recurrence | None
    action: str | None
    task: str | None
    item: str | None
    rule: str = Field(description="id of the lexicon entry that recognised it")
    span: Span


class Entity(Record):
    """A named organisation, person, place, document or activity."""

    id: str
    type: EntityType
    text: str
    normalized: str = Field(description="the full form that the document itself links, else the text")
    rule: str = Field(description="id of the lexicon entry that recognised it")
    span: Span


class Diagnostic(Record):
    """A repair, a guess or a loss."""

    code: str
    severity: Severity
    message: str
    block: str | None


class Document(Record):
    """All records of one input document."""

    schema_version: Literal["1.0"] = "1.0"
    source: Source
    kind: Kind
    metadata: Metadata
    blocks: list[Block]
    sections: list[Section]
    items: list[Item]
    tasks: list[Task]
    quantities: list[Quantity]
    milestones: list[Milestone]
    entities: list[Entity]
    diagnostics: list[Diagnostic]


class FoundQuantity(Record, defer_build=True):
    """A quantity in a bare string (`find_quantities`)."""

    text: str
    value: Number
    max: Number | None
    unit: str | None
    comparator: Comparator
    object: str | None
    per: Recurrence | None
    span: TextSpan


class Period(Record, defer_build=True):
    """A time expression in a bare string (`find_periods`); ends inclusive, None where open or unknown."""

    text: str
    start: IsoDay | None
    end: IsoDay | None
    relation: Relation
    recurrence: Recurrence | None
    span: TextSpan
