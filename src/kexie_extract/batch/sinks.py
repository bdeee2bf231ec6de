"""Where the documents of a run go: standard output, one file, a file of lines, a folder of files."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import Protocol

from kexie_extract.batch.outputs import replacing
from kexie_extract.batch.sources import Source
from kexie_extract.export.json import to_json
from kexie_extract.model.records import Document

Write = Callable[[bytes], object]


class Sink(Protocol):
    """Takes the documents of a run one by one."""

    def put(self, source: Source, document: Document) -> None:
        """Write one document.

        Raises:
            OutputError: it cannot be written.
        """
        ...


class StreamSink:
    """Documents one after the other into one stream."""

    def __init__(self, write: Write, *, pretty: bool) -> None:
        self._write, self._pretty = write, pretty

    def put(self, source: Source, document: Document) -> None:
        """Append one document."""
        self._write(to_json(document, pretty=self._pretty))


class FolderSink:
    """A file for each document, in the inputs' tree."""

    def __init__(self, folder: Path, places: dict[Source, PurePosixPath], *, pretty: bool) -> None:
        self._folder, self._places, self._pretty = folder, places, pretty

    def put(self, source: Source, document: Document) -> None:
        """Write one document's file."""
        with replacing(self._folder / self._places[source]) as stream:
            stream.write(to_json(document, pretty=self._pretty))


@contextmanager
def file_sink(target: Path, *, pretty: bool) -> Iterator[StreamSink]:
    """A sink into one file, which appears when the block ends."""
    with replacing(target) as stream:
        yield StreamSink(stream.write, pretty=pretty)
