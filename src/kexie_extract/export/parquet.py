"""Documents into a folder of Parquet files, one for each record type (extra `parquet`)."""

from pathlib import Path
from typing import Any

from kexie_extract.errors import MissingDependencyError
from kexie_extract.export.rows import DOCUMENT, TABLES, Column, document_row, rows
from kexie_extract.model.records import Document

ROW_GROUP = 20_000
"""Rows held in memory for each record type before they are written."""


class ParquetWriter:
    """Puts documents into `documents.parquet`, `tasks.parquet` … of one folder.

    Every row but the document's own begins with `document`, the SHA-256 of its source.

    Raises:
        MissingDependencyError: pyarrow is not installed.
    """

    def __init__(self, folder: Path) -> None:
        try:
            import pyarrow
            import pyarrow.parquet
        except ImportError as error:
            raise MissingDependencyError('Parquet needs pyarrow: pip install "kexie-extract[parquet]"') from error
        self._arrow: Any = pyarrow
        self._files = {
            name: pyarrow.parquet.ParquetWriter(folder / f"{name}.parquet", _schema(pyarrow, columns))
            for name, columns in _TABLES.items()
        }
        self._waiting: dict[str, list[tuple[Any, ...]]] = {name: [] for name in _TABLES}

    def put(self, document: Document) -> None:
        """Add a document's rows."""
        self._waiting["documents"].append(document_row(document))
        for table in TABLES:
            self._waiting[table] += ((document.source.sha256, *row) for row in rows(document, table))
        for table in _TABLES:
            if len(self._waiting[table]) >= ROW_GROUP:
                self._flush(table)

    def close(self) -> None:
        """Write what waits, and the files' ends."""
        for table, file in self._files.items():
            self._flush(table)
            file.close()

    def _flush(self, table: str) -> None:
        waiting, schema = self._waiting[table], self._files[table].schema
        columns = list(zip(*waiting, strict=True)) or [()] * len(schema)
        arrays = [self._arrow.array(column, field.type) for column, field in zip(columns, schema, strict=True)]
        self._files[table].write_table(self._arrow.Table.from_arrays(arrays, schema=schema))
        waiting.clear()


_TABLES: dict[str, tuple[Column, ...]] = {
    "documents": DOCUMENT,
    **{name: (Column("document"), *columns) for name, columns in TABLES.items()},
}


def _schema(arrow: Any, columns: tuple[Column, ...]) -> Any:
    types = {"text": arrow.string(), "integer": arrow.int64(), "number": arrow.float64(), "boolean": arrow.bool_()}
    return arrow.schema([(column.name, types[column.type]) for column in columns])
