"""What a worker does with one source; nothing here knows of pools, progress or sinks."""

import errno
import hashlib
import time
import traceback
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from kexie_extract import pipeline
from kexie_extract.batch import files
from kexie_extract.errors import KexieError, OutputError
from kexie_extract.export.json import to_json
from kexie_extract.loaders.base import Input
from kexie_extract.model.options import Options


class Job(NamedTuple):
    """One source on its way through a worker.

    Attributes:
        number: place in the run, from 0.
        source: path or URL; `-` for standard input.
        relative: its place under the folder that was named.
        target: path or URL that the worker writes; None to hand the document back.
        pretty: indented JSON.
        options: how to read it.
    """

    number: int
    source: str
    relative: str
    target: str | None
    pretty: bool
    options: Options


@dataclass(frozen=True, slots=True)
class Result:
    """What came of a job.

    Attributes:
        job: the job.
        error: one line that names the file, says what is wrong and what to do; None when done.
        defect: a traceback where the error is a defect of ours.
        document: the document as JSON, where the job names no target.
        notes: severity, code and message of each diagnostic.
        counts: number of records by type.
        sha256: of the source, empty when it could not be read.
        size: of the source in bytes.
        seconds: wall time.
    """

    job: Job
    error: str | None = None
    defect: str | None = None
    document: bytes | None = None
    notes: list[tuple[str, str, str]] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)
    sha256: str = ""
    size: int = 0
    seconds: float = 0.0


_MEMORY_SIGNS = ("bad_alloc", "annot allocate memory", "failed to map segment", "can't start new thread")
"""What C++, the loader of libraries and threads say where memory ends."""
COUNTED = ("sections", "items", "tasks", "quantities", "milestones", "entities")


def work(job: Job) -> Result:
    """Read, extract, write; never raises, so that a pool's own errors always mean a lost worker.

    An output that cannot be written is an error of the job like any other.
    """
    begin = time.perf_counter()
    data = b""
    try:
        files.require_unpacked(job.source)
        data = files.read(job.source)
        document = pipeline.run(Input(files.base_name(job.source), data), job.options)
        if job.target is not None:
            files.write(job.target, to_json(document, pretty=job.pretty))
    except Exception as error:  # one bad source must not end the run
        reason, defect = explain_failure(job.source, error)
        return Result(job, reason, defect, sha256=_digest(data), size=len(data), seconds=_since(begin))
    return Result(
        job,
        document=None if job.target is not None else to_json(document, pretty=job.pretty),
        notes=[(note.severity, note.code, note.message) for note in document.diagnostics],
        counts={name: len(getattr(document, name)) for name in COUNTED},
        sha256=_digest(data),
        size=len(data),
        seconds=_since(begin),
    )


Workers = Callable[[Iterable[Job]], Iterator[Result]]
"""Runs jobs and gives their results in the order of the jobs."""


def inline(jobs: Iterable[Job]) -> Iterator[Result]:
    """Work in this process, without limits."""
    return map(work, jobs)


def explain_failure(place: str, error: Exception) -> tuple[str, str | None]:
    """One line for the user, and a traceback where the failure is a defect of ours."""
    source = files.one_line(files.readable(place))
    if isinstance(error, KexieError):
        message, name = files.one_line(str(error)), files.one_line(files.base_name(place))
        if message.startswith(name):
            return f"{source}{message.removeprefix(name)}", None
        return (message if name in message or isinstance(error, OutputError) else f"{source}: {message}"), None
    if _is_memory(error):
        return f"{source}: needs more memory than allowed; raise --max-memory or split the file", None
    detail = files.one_line(f"{type(error).__name__}: {error}")
    trace = "".join(traceback.format_exception(error))
    return f"{source}: a defect of kexie-extract ({detail}); please report it with the file", trace


def _is_memory(error: BaseException | None) -> bool:
    """Whether a failure is one of memory: Python's own, the system's, or what a library says of it."""
    while error is not None:
        exhausted = isinstance(error, MemoryError) or (isinstance(error, OSError) and error.errno == errno.ENOMEM)
        if exhausted or any(sign in str(error) for sign in _MEMORY_SIGNS):
            return True
        error = error.__cause__ or error.__context__
    return False


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest() if data else ""


def _since(begin: float) -> float:
    return time.perf_counter() - begin
