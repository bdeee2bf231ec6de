"""Where the documents of a run go when they go into one place: a stream of lines, a database, column files."""

import os
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Protocol

from kexie_extract.batch.files import (
    TEMPORARY_PREFIX,
    TEMPORARY_SUFFIX,
    base_name,
    download,
    replacing,
    upload,
)
from kexie_extract.errors import OutputError
from kexie_extract.model.records import Document


class Sink(Protocol):
    """Takes the documents of a run one by one, as JSON."""

    @property
    def pretty(self) -> bool:
        """Whether it wants the JSON indented; the worker does that, so that no document is built twice."""
        ...

    def put(self, document: bytes) -> None:
        """Write one document.

        Raises:
            OutputError: it cannot be written.
        """
        ...


class StreamSink:
    """Documents one after the other into one stream."""

    def __init__(self, write: Callable[[bytes], object], *, pretty: bool = False) -> None:
        self._write, self.pretty = write, pretty

    def put(self, document: bytes) -> None:
        """Append one document."""
        self._write(document)


class RecordSink:
    """Documents into a writer of records."""

    pretty = False

    def __init__(self, put: Callable[[Document], object]) -> None:
        self._put = put

    def put(self, document: bytes) -> None:
        """Hand one document on."""
        self._put(Document.model_validate_json(document))


@contextmanager
def file_sink(target: Path, *, pretty: bool) -> Iterator[Sink]:
    """A sink into one file, which appears when the block ends."""
    with replacing(target) as stream:
        yield StreamSink(stream.write, pretty=pretty)


@contextmanager
def sqlite_sink(target: Path) -> Iterator[Sink]:
    """A sink into a SQLite database; documents that it knows are replaced, others kept.

    Raises:
        OutputError: the file cannot be written or is no SQLite database.
    """
    from kexie_extract.export.sqlite import SqliteWriter

    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with closing(sqlite3.connect(target)) as connection:
            yield RecordSink(SqliteWriter(connection).put)
    except (OSError, sqlite3.Error) as error:
        raise OutputError(f"{target}: cannot be written as a SQLite database: {error}") from error


@contextmanager
def csv_sink(target: Path) -> Iterator[Sink]:
    """A sink into a folder of CSV files, one for each record type, which appears when the block ends.

    Raises:
        OutputError: the folder cannot be written.
    """
    from kexie_extract.export.tabular import CsvWriter

    with _replacing_folder(target) as beside, closing(CsvWriter(beside)) as writer:
        yield RecordSink(writer.put)


@contextmanager
def csv_file_sink(target: Path, records: str | None) -> Iterator[Sink]:
    """A sink into one CSV file, which appears when the block ends.

    Args:
        target: the file.
        records: record type; None takes tasks where the first document has any, else items.

    Raises:
        OutputError: the file cannot be written.
    """
    from kexie_extract.export.tabular import CsvTable

    with replacing(target) as stream:
        yield RecordSink(CsvTable(stream, records).put)


@contextmanager
def xlsx_sink(target: Path, *, months: bool) -> Iterator[Sink]:
    """A sink into an Excel workbook, one sheet for each record type, which appears when the block ends.

    Raises:
        OutputError: the file cannot be written, or a sheet is full.
    """
    from kexie_extract.export.tabular import workbook

    with replacing(target) as stream, workbook(stream, months=months) as writer:
        yield RecordSink(writer.put)


@contextmanager
def markdown_file_sink(target: Path) -> Iterator[Sink]:
    """A Markdown sink into one file, which appears when the block ends."""
    with replacing(target) as stream, markdown_sink(stream.write) as sink:
        yield sink


@contextmanager
def markdown_sink(write: Callable[[bytes], object]) -> Iterator[Sink]:
    """A sink that writes each document's text with its repaired tables as Markdown."""
    from kexie_extract.export.markdown import to_markdown

    yield RecordSink(lambda document: write(to_markdown(document).encode()))


@contextmanager
def parquet_sink(target: Path) -> Iterator[Sink]:
    """A sink into a folder of Parquet files, which appears when the block ends.

    Raises:
        OutputError: the folder cannot be written.
        MissingDependencyError: pyarrow is not installed.
    """
    from kexie_extract.export.parquet import ParquetWriter

    with _replacing_folder(target) as beside, closing(ParquetWriter(beside)) as writer:
        yield RecordSink(writer.put)


@contextmanager
def uploading(url: str) -> Iterator[Path]:
    """A local path; what is written there is at the URL when the block ends well. A SQLite database is fetched first.

    Raises:
        OutputError: the URL cannot be written.
        MissingDependencyError: fsspec or the URL's own package is not installed.
    """
    with tempfile.TemporaryDirectory(prefix="kexie-extract-") as folder:
        beside = Path(folder, base_name(url))
        if beside.suffix.lower() in (".sqlite", ".db"):
            download(url, beside)
        yield beside
        upload(beside, url)


@contextmanager
def _replacing_folder(target: Path) -> Iterator[Path]:
    """An empty folder whose files move into `target` when the block ends well; other files there stay."""
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(TEMPORARY_SUFFIX, TEMPORARY_PREFIX, target.parent) as folder:
            yield Path(folder)
            target.mkdir(exist_ok=True)
            for path in sorted(Path(folder).iterdir()):
                os.replace(path, target / path.name)
    except OSError as error:
        raise OutputError(f"{target}: cannot be written: {error.strerror or error}") from error
