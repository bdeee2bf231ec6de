"""Where the documents of a run go when they go into one place: a stream of lines, a ledger, a database."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

from kexie_extract.batch.files import replacing
from kexie_extract.export.json import to_json
from kexie_extract.model.records import Document


class Sink(Protocol):
    """Takes the documents of a run one by one, as compact JSON."""

    def put(self, document: bytes) -> None:
        """Write one document.

        Raises:
            OutputError: it cannot be written.
        """
        ...


class StreamSink:
    """Documents one after the other into one stream."""

    def __init__(self, write: Callable[[bytes], object], *, pretty: bool = False) -> None:
        self._write, self._pretty = write, pretty

    def put(self, document: bytes) -> None:
        """Append one document."""
        self._write(to_json(Document.model_validate_json(document)) if self._pretty else document)


@contextmanager
def file_sink(target: Path, *, pretty: bool) -> Iterator[StreamSink]:
    """A sink into one file, which appears when the block ends."""
    with replacing(target) as stream:
        yield StreamSink(stream.write, pretty=pretty)
