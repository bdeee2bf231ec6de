"""Documents into a SQLite database: a table for each record type, and full-text search.

    documents                            one row a document, key `id`, unique by `sha256`
    sections, items, tasks, quantities, milestones, entities, blocks, diagnostics
                                         one row a record, key (document, id)
    departments                          one row a body and record; role `lead` or `support`
    search                               FTS5 (trigram) over the words of items and tasks

A document is known by the SHA-256 of its source: putting it again replaces its rows.
"""

import sqlite3
from collections.abc import Iterator
from typing import Any

from kexie_extract.export.rows import DOCUMENT, TABLES, Type, document_row, rows
from kexie_extract.model.records import Document, Item, Task

_TYPES: dict[Type, str] = {"text": "TEXT", "integer": "INTEGER", "number": "REAL", "boolean": "INTEGER"}
_OWNED = "document INTEGER NOT NULL REFERENCES documents(id) ON DELETE CASCADE"
_INDEXES = (
    ("items", "status"),
    ("tasks", "theme"),
    ("quantities", "unit, value"),
    ("milestones", '"end"'),
    ("entities", "type, normalized"),
    ("sections", "parent"),
    ("departments", "name"),
)


class SqliteWriter:
    """Puts documents into one database; each document is one transaction."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        connection.execute("PRAGMA foreign_keys = ON")
        for statement in _statements():
            connection.execute(statement)

    def put(self, document: Document) -> None:
        """Insert a document, or replace what its source gave before."""
        with self._connection:
            key = self._replace(document)
            for table, columns in TABLES.items():
                self._insert(table, key, rows(document, table), len(columns))
            self._insert("departments", key, _departments(document), 3)
            self._insert("search", key, _searched(document), 2)

    def _replace(self, document: Document) -> int:
        """The key of a document whose earlier rows are gone; a known source keeps its key."""
        known = self._connection.execute(
            "SELECT id FROM documents WHERE sha256 = ?", (document.source.sha256,)
        ).fetchone()
        if known:
            self._connection.execute("DELETE FROM documents WHERE id = ?", known)
            self._connection.execute("DELETE FROM search WHERE document = ?", known)
        values = (known[0] if known else None, *document_row(document))
        cursor = self._connection.execute(f"INSERT INTO documents VALUES ({_marks(len(values))})", values)
        return int(cursor.lastrowid or 0)

    def _insert(self, table: str, key: int, values: Iterator[tuple[Any, ...]], width: int) -> None:
        statement = f"INSERT OR IGNORE INTO {table} VALUES ({_marks(width + 1)})"
        self._connection.executemany(statement, ((key, *row) for row in values))


def _statements() -> Iterator[str]:
    """Everything that makes the schema."""
    about = ", ".join(f'"{column.name}" {_TYPES[column.type]}' for column in DOCUMENT)
    yield f"CREATE TABLE IF NOT EXISTS documents (id INTEGER PRIMARY KEY, {about}, UNIQUE (sha256))"
    for table, columns in TABLES.items():
        listed = ", ".join(f'"{column.name}" {_TYPES[column.type]}' for column in columns)
        yield f"CREATE TABLE IF NOT EXISTS {table} ({_OWNED}, {listed}, PRIMARY KEY (document, id)) WITHOUT ROWID"
    yield (
        f"CREATE TABLE IF NOT EXISTS departments ({_OWNED}, record TEXT NOT NULL, role TEXT NOT NULL, "
        "name TEXT NOT NULL, PRIMARY KEY (document, record, role, name)) WITHOUT ROWID"
    )
    for number, (table, listed) in enumerate(_INDEXES, 1):
        yield f"CREATE INDEX IF NOT EXISTS {table}_{number} ON {table} ({listed})"
    yield (
        "CREATE VIRTUAL TABLE IF NOT EXISTS search USING fts5("
        "document UNINDEXED, record UNINDEXED, text, tokenize = 'trigram')"
    )


def _marks(count: int) -> str:
    return ", ".join("?" * count)


def _departments(document: Document) -> Iterator[tuple[str, str, str]]:
    """Who answers for which item or task."""
    records: list[Item | Task] = [*document.items, *document.tasks]
    for record in records:
        yield from ((record.id, "lead", name) for name in record.departments)
        yield from ((record.id, "support", name) for name in record.supporting_departments)


def _searched(document: Document) -> Iterator[tuple[str, str]]:
    """The records of the full-text search with their words."""
    yield from ((item.id, item.text) for item in document.items)
    for task in document.tasks:
        parts = (task.theme, task.project, task.content, task.goal, task.measures, task.schedule)
        yield task.id, "\n".join(part for part in parts if part)
