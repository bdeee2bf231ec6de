"""Records as flat rows: what databases and column files share.

Lists of names and free-form objects become JSON text; a span becomes `block`, `span_start`, `span_end`; a period
`period_text`, `period_start`, `period_end`.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

from kexie_extract.model.records import Document, Record

Type = Literal["text", "integer", "number", "boolean"]


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name and the type of its values."""

    name: str
    type: Type = "text"


def _columns(spec: str) -> tuple[Column, ...]:
    """Columns from `name name:integer …`."""
    types: dict[str, Type] = {"i": "integer", "n": "number", "b": "boolean"}
    parts = (word.partition(":") for word in spec.split())
    return tuple(Column(name, types.get(mark, "text")) for name, _, mark in parts)


_SPAN = "block span_start:i span_end:i"
_PERIOD = "period_text period_start period_end"

DOCUMENT = _columns(
    f"sha256 name format kind title subtitle issuer province city county document_number date {_PERIOD} "
    "meeting speaker draft recipients copied_to attachments"
)
"""Columns of the document's own row."""

TABLES: dict[str, tuple[Column, ...]] = {
    "blocks": _columns("id kind text page:i section"),
    "sections": _columns(f"id parent level:i number heading run_in:b status {_PERIOD} evidence {_SPAN}"),
    "items": _columns(f"id section number heading text status {_PERIOD} departments supporting_departments {_SPAN}"),
    "tasks": _columns(
        "id table:t row:i number theme project content goal measures schedule departments supporting_departments "
        "owners progress remarks year:i extra repairs"
    ),
    "quantities": _columns(f"id text value:n max:n unit comparator object per status {_SPAN}"),
    "milestones": _columns(f"id text start end relation recurrence action task item {_SPAN}"),
    "entities": _columns(f"id type text normalized {_SPAN}"),
    "diagnostics": _columns("id code severity message block"),
}
"""Columns of each record type, in the order of the contract."""


def document_row(document: Document) -> tuple[Any, ...]:
    """The values of `DOCUMENT`."""
    flat = _flat(document.metadata) | _flat(document.source) | {"kind": document.kind}
    return tuple(_plain(flat.get(column.name)) for column in DOCUMENT)


def rows(document: Document, table: str) -> Iterator[tuple[Any, ...]]:
    """The values of each record of one type; records without an id (diagnostics) are numbered."""
    for number, record in enumerate(getattr(document, table), 1):
        flat = {"id": f"d{number}"} | _flat(record)
        yield tuple(_plain(flat.get(column.name)) for column in TABLES[table])


def _flat(record: Record) -> dict[str, Any]:
    """The record's fields with span, period and region unfolded."""
    values = record.model_dump(mode="json")
    span = values.pop("span", None) or {}
    values |= {name if name == "block" else f"span_{name}": value for name, value in span.items()}
    period = values.pop("period", None) or {}
    values |= {f"period_{name}": value for name, value in period.items()}
    return values | (values.pop("region", None) or {})


def _plain(value: Any) -> Any:
    """Lists and objects as JSON text."""
    return json.dumps(value, ensure_ascii=False) if isinstance(value, list | dict) else value
