"""One run: every source through the pipeline into the sink; a failing source harms nobody."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from kexie_extract import pipeline
from kexie_extract.batch.sinks import Sink
from kexie_extract.batch.sources import Source, read
from kexie_extract.errors import KexieError, OutputError
from kexie_extract.model.options import Options
from kexie_extract.model.records import Document


@dataclass(slots=True)
class Report:
    """What came of a run.

    Attributes:
        done: number of documents written.
        failures: source and reason of each that failed.
    """

    done: int = 0
    failures: list[tuple[Source, str]] = field(default_factory=list)


@dataclass(slots=True, frozen=True)
class Observer:
    """Who is told while a run goes on.

    Attributes:
        failed: called with the reason, one sentence that names the file.
        finished: called with each document after it is written.
    """

    failed: Callable[[str], None]
    finished: Callable[[Source, Document], None]


def run(sources: Iterable[Source], sink: Sink, options: Options, observer: Observer) -> Report:
    """Convert every source into the sink.

    Raises:
        OutputError: the output cannot be written; that ends the run.
    """
    report = Report()
    for source in sources:
        try:
            document = pipeline.run(read(source.path), options)
        except Exception as error:  # one bad source must not end the run
            reason = explain_failure(source, error)
            report.failures.append((source, reason))
            observer.failed(reason)
            continue
        sink.put(source, document)
        report.done += 1
        observer.finished(source, document)
    return report


def explain_failure(source: Source, error: Exception) -> str:
    """One line that names the file, says what is wrong and what to do."""
    if isinstance(error, OutputError):
        raise error
    if isinstance(error, KexieError):
        message = " ".join(str(error).split())
        return message if str(source.path.name) in message else f"{source.path}: {message}"
    detail = " ".join(f"{type(error).__name__}: {error}".split())
    return f"{source.path}: a defect of kexie-extract ({detail}); please report it with the file"
