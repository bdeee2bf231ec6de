"""One document, in whatever form, gives the same records."""

from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest

from kexie_extract import Document, extract

ROOT = Path(__file__).parents[2]
PAIRS = (
    ("report.txt", "report.docx"),
    ("report.txt", "report.pdf"),
    ("plan-notice.docx", "plan-notice.pdf"),
    ("plan-notice.docx", "plan-notice.doc"),
    ("tasks.docx", "tasks.xlsx"),
    ("tasks.docx", "tasks.pdf"),
    ("tasks.docx", "tasks.md"),
    ("newspaper.md", "newspaper.docx"),
    ("newspaper.md", "newspaper.pdf"),
    ("opinion.gb18030.txt", "opinion.ofd"),
)


@lru_cache(maxsize=16)
def read(name: str) -> Document:
    return extract(ROOT / "samples" / name)


def squeeze(value: Any) -> Any:
    """Without white space: line breaks of a form are not the document's."""
    return "".join(value.split()) if isinstance(value, str) else value


def shape(document: Document, records: str) -> list[tuple[Any, ...]]:
    fields: dict[str, tuple[str, ...]] = {
        "sections": ("level", "number", "heading", "status"),
        "items": ("number", "heading", "text", "status"),
        "tasks": ("number", "theme", "project", "content", "schedule"),
        "quantities": ("text", "value", "max", "unit", "comparator"),
        "milestones": ("text", "start", "end", "relation"),
    }
    return [
        tuple(squeeze(getattr(record, field)) for field in fields[records]) for record in getattr(document, records)
    ]


@pytest.mark.parametrize("records", ["sections", "items", "tasks", "quantities", "milestones"])
@pytest.mark.parametrize(("one", "other"), PAIRS, ids=lambda name: str(name))
def test_same_records(one: str, other: str, records: str, request: pytest.FixtureRequest) -> None:
    if other.endswith(".doc"):
        request.getfixturevalue("needs")("soffice")
    assert shape(read(other), records) == shape(read(one), records)


@pytest.mark.parametrize(("one", "other"), PAIRS, ids=lambda name: str(name))
def test_same_kind_and_title(one: str, other: str, request: pytest.FixtureRequest) -> None:
    if other.endswith(".doc"):
        request.getfixturevalue("needs")("soffice")
    assert read(one).kind == read(other).kind
    assert squeeze(read(one).metadata.title) == squeeze(read(other).metadata.title)
    assert read(one).metadata.date == read(other).metadata.date
