"""Documents into a SQLite database: a table for each record type, and full-text search.

    documents(id, sha256, name, kind, title, issuer, …)   one row a document
    sections, items, tasks, quantities, milestones, entities, blocks, diagnostics
                                                           one row a record, key (document, id)
    task_departments, item_departments                     one row a department; role `lead` or `support`
    search                                                 FTS5 (trigram) over the text of items and tasks

A document is known by the SHA-256 of its source: putting it again replaces its rows.
"""

import json
import sqlite3
from collections.abc import Iterable, Iterator
from typing import Any

from kexie_extract.model.records import SCHEMA_VERSION, Document, Record

_DOCUMENTS = """
CREATE TABLE IF NOT EXISTS documents (
    id INTEGER PRIMARY KEY, sha256 TEXT NOT NULL UNIQUE, name TEXT NOT NULL, format TEXT NOT NULL, kind TEXT NOT NULL,
    title TEXT, subtitle TEXT, issuer TEXT, province TEXT, city TEXT, county TEXT, document_number TEXT, date TEXT,
    period_start TEXT, period_end TEXT, meeting TEXT, speaker TEXT, draft TEXT, metadata TEXT NOT NULL
)
"""
_COLUMNS: dict[str, tuple[str, ...]] = {
    "blocks": ("kind", "text", "page", "section"),
    "sections": ("parent", "level", "number", "heading", "run_in", "status", "evidence", "block", "start", "end"),
    "items": ("section", "number", "heading", "text", "status", "block", "start", "end"),
    "tasks": (
        "row", "number", "theme", "project", "content", "goal", "measures", "schedule", "owners", "progress", "remarks",
        "year", "extra", "repairs",
    ),
    "quantities": ("text", "value", "max", "unit", "comparator", "object", "per", "status", "block", "start", "end"),
    "milestones": (
        "text", "first", "last", "relation", "recurrence", "action", "task", "item", "block", "start", "end",
    ),
    "entities": ("type", "text", "normalized", "block", "start", "end"),
    "diagnostics": ("code", "severity", "message", "block"),
}  # fmt: skip
_INDEXES = (
    ("items", "status"), ("tasks", "theme"), ("quantities", "unit"), ("quantities", "value"), ("milestones", "last"),
    ("entities", "type, normalized"), ("sections", "parent"),
)  # fmt: skip
_DEPARTMENTS = """
CREATE TABLE IF NOT EXISTS {table} (
    document INTEGER NOT NULL REFERENCES documents(id) ON DELETE CASCADE, record TEXT NOT NULL, role TEXT NOT NULL,
    name TEXT NOT NULL, PRIMARY KEY (document, record, role, name)
) WITHOUT ROWID
"""
_SEARCH = (
    "CREATE VIRTUAL TABLE IF NOT EXISTS search USING fts5("
    "document UNINDEXED, record UNINDEXED, text, tokenize = 'trigram')"
)


class SqliteWriter:
    """Puts documents into one database; each document is one transaction."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        connection.execute("PRAGMA foreign_keys = ON")
        for statement in _statements():
            connection.execute(statement)
        connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION.replace('.', '0')}")

    def put(self, document: Document) -> None:
        """Insert a document, or replace what its source gave before."""
        with self._connection:
            key = self._replace(document)
            for table, columns in _COLUMNS.items():
                marks = ", ".join("?" * (len(columns) + 2))
                rows = ((key, *row) for row in _rows(table, getattr(document, table), columns))
                self._connection.executemany(f"INSERT INTO {table} VALUES ({marks})", rows)
            for table, records in (("task_departments", document.tasks), ("item_departments", document.items)):
                rows = ((key, *row) for row in _departments(records))
                self._connection.executemany(f"INSERT OR IGNORE INTO {table} VALUES (?, ?, ?, ?)", rows)
            searched = ((key, record.id, text) for record, text in _searched(document))
            self._connection.executemany("INSERT INTO search VALUES (?, ?, ?)", searched)

    def _replace(self, document: Document) -> int:
        """The key of a document whose earlier rows are gone; a known source keeps its key."""
        sha256 = document.source.sha256
        known = self._connection.execute("SELECT id FROM documents WHERE sha256 = ?", (sha256,)).fetchone()
        if known:
            self._connection.execute("DELETE FROM documents WHERE id = ?", known)
            self._connection.execute("DELETE FROM search WHERE document = ?", known)
        row = _document_row(document)
        marks = ", ".join("?" * (len(row) + 1))
        cursor = self._connection.execute(
            f"INSERT INTO documents VALUES ({marks})", (known[0] if known else None, *row)
        )
        return int(cursor.lastrowid or 0)


def _statements() -> Iterator[str]:
    """Everything that makes the schema."""
    yield _DOCUMENTS
    for table, columns in _COLUMNS.items():
        yield (
            f"CREATE TABLE IF NOT EXISTS {table} (document INTEGER NOT NULL REFERENCES documents(id) "
            f"ON DELETE CASCADE, id TEXT NOT NULL, {', '.join(_quoted(column) for column in columns)}, "
            "PRIMARY KEY (document, id)) WITHOUT ROWID"
        )
    for table in ("task_departments", "item_departments"):
        yield _DEPARTMENTS.format(table=table)
    for table, columns_of_index in _INDEXES:
        name = f"{table}_{columns_of_index.replace(', ', '_')}"
        yield f"CREATE INDEX IF NOT EXISTS {name} ON {table} ({columns_of_index})"
    for table in ("task_departments", "item_departments"):
        yield f"CREATE INDEX IF NOT EXISTS {table}_name ON {table} (name)"
    yield _SEARCH


def _quoted(column: str) -> str:
    return f'"{column}"'


def _document_row(document: Document) -> tuple[Any, ...]:
    about, source = document.metadata, document.source
    period = about.period
    return (
        source.sha256, source.name, source.format, document.kind, about.title, about.subtitle, about.issuer,
        about.region.province, about.region.city, about.region.county, about.document_number, about.date,
        period.start if period else None, period.end if period else None, about.meeting, about.speaker, about.draft,
        about.model_dump_json(),
    )  # fmt: skip


def _rows(table: str, records: Iterable[Record], columns: tuple[str, ...]) -> Iterator[tuple[Any, ...]]:
    """Rows of one table without the document's key: id, then the columns."""
    for number, record in enumerate(records, 1):
        values = record.model_dump(mode="json")
        span = values.pop("span", {})
        if table == "milestones":
            values["first"], values["last"] = values["start"], values["end"]
        yield values.get("id", f"d{number}"), *(_plain(span.get(name, values.get(name))) for name in columns)


def _plain(value: Any) -> Any:
    """Lists and objects as JSON text."""
    return json.dumps(value, ensure_ascii=False) if isinstance(value, list | dict) else value


def _departments(records: Iterable[Any]) -> Iterator[tuple[str, str, str]]:
    for record in records:
        yield from ((record.id, "lead", name) for name in record.departments)
        yield from ((record.id, "support", name) for name in record.supporting_departments)


def _searched(document: Document) -> Iterator[tuple[Any, str]]:
    """The records of the full-text search with their words."""
    yield from ((item, item.text) for item in document.items)
    for task in document.tasks:
        parts = (task.theme, task.project, task.content, task.goal, task.measures, task.schedule)
        yield task, "\n".join(part for part in parts if part)
