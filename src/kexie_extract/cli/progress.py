"""How a run is told on standard error: a bar on a terminal, plain lines elsewhere, JSON for machines."""

import json
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from kexie_extract.cli.common import complain, say

if TYPE_CHECKING:
    from kexie_extract.batch.run import Report
    from kexie_extract.batch.sources import Source
    from kexie_extract.batch.work import Result

LogFormat = Literal["text", "json"]
PLAIN_EVERY = 5.0
"""Seconds between two plain progress lines."""


class Voice(NamedTuple):
    """How much is said.

    Attributes:
        quiet: failures only.
        verbose: also the repairs, guesses and losses of each document.
        log_format: lines for people or JSON objects for machines.
    """

    quiet: bool = False
    verbose: bool = False
    log_format: LogFormat = "text"

    def tell_end(self, event: str, message: str) -> None:
        """What ended a run before its time."""
        if self.log_format == "json":
            say(json.dumps({"event": event, "error": message}, ensure_ascii=False))
        else:
            complain(message)

    def tell_result(self, result: "Result") -> None:
        """A failure always; notes as asked."""
        from kexie_extract.batch.files import one_line, readable

        if self.log_format == "json":
            say(json.dumps(_event(result, self.verbose), ensure_ascii=False))
            return
        if result.error is not None:
            complain(result.error)
            if self.verbose and result.defect:
                say(result.defect)
        for severity, code, message in result.notes:
            if self.verbose or (severity == "error" and not self.quiet):
                say(one_line(f"{readable(result.job.source)}: {severity}: {code}: {message}"))


def _event(result: "Result", verbose: bool) -> dict[str, Any]:
    """A result for machines; notes and tracebacks where they are asked for."""
    notes = [{"severity": severity, "code": code, "message": message} for severity, code, message in result.notes]
    more: dict[str, Any] = {"notes": notes, "defect": result.defect} if verbose else {}
    return more | {
        "event": "failed" if result.error else "done",
        "source": result.job.source,
        "target": result.job.target,
        "error": result.error,
        "seconds": round(result.seconds, 3),
        "bytes": result.size,
        "records": result.counts,
    }


class Lines:
    """Plain lines: what the voice says, and how far the run is every few seconds."""

    def __init__(self, voice: Voice, total: int) -> None:
        self._voice, self._total = voice, total
        self._seen = 0
        self._told = time.monotonic()

    def settled(self, result: "Result") -> None:
        """A source is done or has failed."""
        self._voice.tell_result(result)
        self._step()

    def skipped(self, source: "Source") -> None:
        """A source's result was there already."""
        if self._voice.log_format == "json" and not self._voice.quiet:
            say(json.dumps({"event": "unchanged", "source": source.place}, ensure_ascii=False))
        self._step()

    def _step(self) -> None:
        self._seen += 1
        due = time.monotonic() - self._told >= PLAIN_EVERY
        if due and not self._voice.quiet and self._voice.log_format == "text":
            self._told = time.monotonic()
            say(f"{self._seen} of {self._total}")


class Bar:
    """A bar with files, rate, failures and time left."""

    def __init__(self, voice: Voice, progress: Any, task: Any) -> None:
        self._voice, self._progress, self._task = voice, progress, task
        self._seen = self._failures = 0
        self._begin = time.monotonic()

    def settled(self, result: "Result") -> None:
        """A source is done or has failed."""
        self._voice.tell_result(result)
        self._failures += result.error is not None
        self._seen += 1
        rate = self._seen / max(time.monotonic() - self._begin, 0.001)
        self._progress.update(self._task, advance=1, failures=self._failures, rate=rate)

    def skipped(self, source: "Source") -> None:
        """A source's result was there already."""
        self._progress.update(self._task, advance=1)


@contextmanager
def observing(voice: Voice, total: int) -> Iterator[Lines | Bar]:
    """The observer that fits where standard error goes."""
    if total < 2 or voice.quiet or voice.log_format == "json" or not sys.stderr.isatty():
        yield Lines(voice, total)
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]:.1f} files/s"),
        TextColumn("{task.fields[failures]} failed"),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        yield Bar(voice, progress, progress.add_task("", total=total, failures=0, rate=0.0))


def summarise(report: "Report", seconds: float, voice: Voice) -> None:
    """The closing table of a run over several sources."""
    rate = report.done / seconds if seconds else 0.0
    if voice.log_format == "json":
        event = {"event": "summary", "done": report.done, "skipped": report.skipped, "failed": len(report.failures)}
        say(json.dumps(event | {"seconds": round(seconds, 3), "bytes": report.size}))
    elif not voice.quiet:
        rows = (
            ("converted", f"{report.done}"),
            ("unchanged", f"{report.skipped}"),
            ("failed", f"{len(report.failures)}"),
            ("read", f"{report.size / 2**20:.1f} MiB"),
            ("time", f"{seconds:.1f} s, {rate:.1f} files/s"),
        )
        say("\n".join(f"{name:<10} {value}" for name, value in rows))
