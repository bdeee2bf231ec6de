"""One run: every source through the workers, into a folder or a sink; a failing source harms nobody."""

import hashlib
from collections.abc import Generator, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import NamedTuple, Protocol

from kexie_extract.batch import files, manifest
from kexie_extract.batch.sinks import Sink
from kexie_extract.batch.sources import Source
from kexie_extract.batch.work import Job, Result, Workers
from kexie_extract.errors import KexieError
from kexie_extract.model.options import Options


@dataclass(slots=True)
class Report:
    """What came of a run.

    Attributes:
        done: documents written.
        skipped: sources whose result was there already.
        failures: reason of each that failed, one line that names the file.
        size: bytes of the sources that were read.
    """

    done: int = 0
    skipped: int = 0
    failures: list[str] = field(default_factory=list)
    size: int = 0

    def add(self, result: Result) -> None:
        """Count one result."""
        self.size += result.size
        if result.error is None:
            self.done += 1
        else:
            self.failures.append(result.error)


class Observer(Protocol):
    """Who is told while a run goes on."""

    def settled(self, result: Result) -> None:
        """A source is done or has failed."""
        ...

    def skipped(self, source: Source) -> None:
        """A source's result was there already."""
        ...


class Choices(NamedTuple):
    """How a run goes.

    Attributes:
        options: how documents are read.
        pretty: indented JSON in folders.
        force: do again what was done.
        fail_fast: end at the first failure.
        retry_failed: try again what failed before, though it has not changed.
    """

    options: Options = Options()
    pretty: bool = True
    force: bool = False
    fail_fast: bool = False
    retry_failed: bool = True


def into_sink(sources: Iterable[Source], sink: Sink, workers: Workers, choices: Choices, observer: Observer) -> Report:
    """Every document into one sink, in the order of the sources.

    Raises:
        OutputError: the sink cannot be written; that ends the run.
    """
    report = Report()
    jobs = (Job(n, s.place, str(s.relative), None, sink.pretty, choices.options) for n, s in enumerate(sources))
    for result in _until_failure(workers(jobs), choices):
        if result.document is not None:
            sink.put(result.document)
        report.add(result)
        observer.settled(result)
    return report


def into_folder(
    places: dict[Source, PurePosixPath], folder: str, workers: Workers, choices: Choices, observer: Observer
) -> Report:
    """Every document into its own file, written by its worker; a local folder remembers what was done.

    Raises:
        OutputError: the folder cannot be written.
    """
    report = Report()
    if files.is_url(folder):
        files.require_known(folder)
        for result in _until_failure(workers(_jobs(places.items(), folder, choices)), choices):
            report.add(result)
            observer.settled(result)
        return report
    root = Path(folder)
    files.sweep(root)
    with manifest.opened(root, choices.options, pretty=choices.pretty) as remembered:
        wanted = _unchanged_left_out(places, root, remembered, choices, report, observer)
        for result in _until_failure(workers(_jobs(wanted, folder, choices)), choices):
            remembered.record(result, str(PurePosixPath(result.job.target or "").relative_to(PurePosixPath(folder))))
            report.add(result)
            observer.settled(result)
    return report


def _jobs(places: Iterable[tuple[Source, PurePosixPath]], folder: str, choices: Choices) -> Iterator[Job]:
    for number, (source, place) in enumerate(places):
        target = f"{folder.rstrip('/')}/{place}"
        yield Job(number, source.place, str(source.relative), target, choices.pretty, choices.options)


def _unchanged_left_out(
    places: dict[Source, PurePosixPath],
    root: Path,
    remembered: manifest.Manifest,
    choices: Choices,
    report: Report,
    observer: Observer,
) -> Iterator[tuple[Source, PurePosixPath]]:
    """The sources whose result is not there yet."""
    for source, place in places.items():
        if not choices.force and _is_done(source, place, root, remembered, choices):
            report.skipped += 1
            observer.skipped(source)
        else:
            yield source, place


def _is_done(source: Source, place: PurePosixPath, root: Path, remembered: manifest.Manifest, choices: Choices) -> bool:
    """Whether a source's result is there, or its failure is known and not to be tried again."""
    known = remembered.is_done(str(source.relative), str(place), _digest(source), failed_too=not choices.retry_failed)
    return known and ((root / place).exists() or not choices.retry_failed)


def _digest(source: Source) -> str:
    """SHA-256 of a source, empty where it cannot be read (its worker will say why)."""
    try:
        return hashlib.sha256(files.read(source.place)).hexdigest()
    except KexieError:
        return ""


def _until_failure(results: Iterator[Result], choices: Choices) -> Iterator[Result]:
    """The results, up to the first failure where the caller wants that; what waits is then cancelled."""
    for result in results:
        yield result
        if result.error is not None and choices.fail_fast:
            if isinstance(results, Generator):
                results.close()
            return
