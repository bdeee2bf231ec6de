"""`kexie-extract convert`, the default command."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from kexie_extract.cli.common import options_of, reading_options, write_stdout

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from kexie_extract.batch.run import Choices, Observer, Report
    from kexie_extract.batch.sinks import Sink
    from kexie_extract.batch.sources import Source
    from kexie_extract.batch.work import Workers
    from kexie_extract.cli.progress import Voice

Command = TypeVar("Command", bound=Callable[..., Any])
INTERRUPTED = 130
FORM_OF = {
    ".json": "json",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".sqlite": "sqlite",
    ".db": "sqlite",
    ".parquet": "parquet",
    ".csv": "csv",
    ".xlsx": "xlsx",
    ".md": "md",
}
"""The form of an output that `--format` does not name, by its extension."""
FORMS = ["json", "jsonl", "csv", "xlsx", "md", "sqlite", "parquet"]


def batch_options(command: Command) -> Command:
    """Options of runs over many documents."""
    for option in reversed(
        (
            click.option("--include", multiple=True, metavar="GLOB", help="Of folders, take only these files."),
            click.option("--exclude", multiple=True, metavar="GLOB", help="Of folders, leave these files out."),
            click.option("-j", "--jobs", type=click.IntRange(1), help="Processes; one a processor if not given."),
            click.option("--timeout", type=click.FloatRange(1), default=300, show_default=True, help="Seconds a file."),
            click.option(
                "--max-memory", type=click.IntRange(512), default=4096, show_default=True, help="MiB a process."
            ),
            click.option("--scheduler", metavar="URL", help="Dask scheduler to work on (extra dask)."),
            click.option("--force", is_flag=True, help="Do again what an earlier run has done."),
            click.option("--fail-fast", is_flag=True, help="End at the first file that fails."),
            click.option("--log-format", type=click.Choice(["text", "json"]), default="text", show_default=True),
        )
    ):
        command = option(command)
    return command


@click.command()
@click.argument("inputs", nargs=-1, required=True)
@click.option("-o", "--output", help="File, folder, URL, or - for standard output.")
@click.option("--format", "form", type=click.Choice(FORMS), help="By the output's extension if not given.")
@click.option("--pretty/--compact", default=None, help="Indented JSON or one line; pretty when writing a file.")
@click.option(
    "--records",
    type=click.Choice(["sections", "items", "tasks", "quantities", "milestones", "entities"]),
    help="Which records go into one .csv file; tasks or else items if not given.",
)
@click.option("--months", is_flag=True, help="In xlsx, a column for each month with what is to be done in it.")
@reading_options
@batch_options
@click.option("-q", "--quiet", is_flag=True, help="Failures only.")
@click.option("-v", "--verbose", is_flag=True, help="Also the repairs, guesses and losses of each document.")
def convert(inputs: tuple[str, ...], **chosen: Any) -> None:
    """Turn INPUTS (files, folders, URLs, or - for standard input) into records.

    \b
    Examples:
      kexie-extract report.docx -o report.json
      kexie-extract plan.pdf tasks.xlsx -o all.jsonl
      kexie-extract reports/ -o out/ --exclude '*草稿*'
      kexie-extract tasks.docx -o ledger.xlsx --months
      kexie-extract tasks.pdf --format md
      kexie-extract tasks.docx | jq -r '.tasks[] | [.number, .content] | @tsv'

    A folder as output mirrors the inputs' tree, remembers what was done, and does only what changed when it is
    run again; an interrupted run goes on by the same command.
    """
    options = options_of(chosen)
    from kexie_extract.batch.run import Choices
    from kexie_extract.cli.progress import Voice
    from kexie_extract.errors import KexieError

    choices = Choices(options, chosen["pretty"] is not False, chosen["force"], chosen["fail_fast"])
    voice = Voice(chosen["quiet"], chosen["verbose"], chosen["log_format"])
    try:
        report = _run(inputs, choices, voice, chosen)
    except KexieError as error:
        voice.tell_end("error", str(error))
        sys.exit(error.exit_code)
    except KeyboardInterrupt:
        into_folder = chosen["output"] and Path(chosen["output"]).is_dir()
        then = "goes on where this run stopped" if into_folder else "begins again"
        voice.tell_end("interrupted", f"interrupted; the same command {then}")
        sys.exit(INTERRUPTED)
    sys.exit(1 if report.failures else 0)


def _run(inputs: tuple[str, ...], choices: "Choices", voice: "Voice", chosen: dict[str, Any]) -> "Report":
    """Find the sources, choose workers and place, go."""
    from kexie_extract.batch import files, sources
    from kexie_extract.cli.progress import observing, summarise

    begin, output = time.monotonic(), chosen["output"]
    local = Path(output) if output and output != "-" and not files.is_url(output) else None
    wanted = sources.Wanted(chosen["include"], chosen["exclude"])
    found = list(sources.find(inputs, wanted, local))
    several = len(found) > 1 or any(sources.is_folder(place) for place in inputs)
    try:
        with _workers(found, chosen) as workers, observing(voice, len(found)) as observer:
            report = _into_place(found, several, output, workers, choices, observer, chosen)
    finally:
        if local and local.is_dir():
            files.sweep(local)  # what workers that were ended had half written
    if several:
        summarise(report, time.monotonic() - begin, voice)
    return report


def _workers(found: "list[Source]", chosen: dict[str, Any]) -> "AbstractContextManager[Workers]":
    """This process for one document or standard input, a pool for several or for limits, a cluster where asked."""
    import os

    from click.core import ParameterSource

    if chosen["scheduler"]:
        from kexie_extract.batch.cluster import on_dask

        return on_dask(chosen["scheduler"])
    source_of = click.get_current_context().get_parameter_source
    limited = any(source_of(name) is not ParameterSource.DEFAULT for name in ("jobs", "timeout", "max_memory"))
    if (len(found) == 1 and not limited) or any(source.place == "-" for source in found):
        from kexie_extract.batch.work import inline

        return nullcontext(inline)
    from kexie_extract.batch import pool  # not for one document: it takes as long to import as a page to read

    limits = pool.Limits(chosen["timeout"], chosen["max_memory"])
    return pool.processes(min(chosen["jobs"] or os.cpu_count() or 1, len(found)), limits)


def _into_place(
    found: "list[Source]",
    several: bool,
    output: str | None,
    workers: "Workers",
    choices: "Choices",
    observer: "Observer",
    chosen: dict[str, Any],
) -> "Report":
    """The run into a folder, a file or standard output."""
    from kexie_extract.batch import run, sources

    form = chosen["form"]
    if output and output != "-" and _is_folder(output, form, several):
        places = sources.mirrored(found, ".json")
        sources.require_apart(found, (Path(output, place) for place in places.values()))
        return run.into_folder(places, output, workers, choices, observer)
    if output and output != "-":
        sources.require_apart(found, [Path(output)])
    try:
        with _sink(output, form, chosen, several) as sink:
            report = run.into_sink(found, sink, workers, choices, observer)
            if report.failures and not report.done:
                raise _NothingDone  # leaves the sink before it replaces an older result by nothing
    except _NothingDone:
        pass
    return report


class _NothingDone(Exception):
    """No document came out of a run."""


@contextmanager
def _sink(output: str | None, form: str | None, chosen: dict[str, Any], several: bool) -> "Iterator[Sink]":
    """Standard output, or the one file that the options ask for."""
    from kexie_extract.batch import sinks
    from kexie_extract.batch.files import is_url

    form = form or FORM_OF.get(Path(output or "").suffix.lower())
    if output is None or output == "-":
        if form == "md":
            with sinks.markdown_sink(write_stdout) as sink:
                yield sink
        elif form in (None, "json", "jsonl"):
            yield sinks.StreamSink(write_stdout, pretty=bool(chosen["pretty"]) and not several and form != "jsonl")
        else:
            raise click.UsageError(f"--format {form} needs a place to write: -o")
        return
    if several and form in (None, "json"):
        raise click.UsageError("several documents need a folder, or a .jsonl, .xlsx, .sqlite … file as output")
    if is_url(output):
        with sinks.uploading(output) as beside, _file_sink(beside, form, chosen) as sink:
            yield sink
        return
    with _file_sink(Path(output), form, chosen) as sink:
        yield sink


def _file_sink(target: Path, form: str | None, chosen: dict[str, Any]) -> "AbstractContextManager[Sink]":
    """The sink of one form into a file or folder."""
    from kexie_extract.batch import sinks

    match form:
        case "csv" if target.suffix.lower() == ".csv":
            return sinks.csv_file_sink(target, chosen["records"])
        case "csv":
            return sinks.csv_sink(target)
        case "xlsx":
            return sinks.xlsx_sink(target, months=chosen["months"])
        case "md":
            return sinks.markdown_file_sink(target)
        case "sqlite":
            return sinks.sqlite_sink(target)
        case "parquet":
            return sinks.parquet_sink(target)
        case _:
            return sinks.file_sink(target, pretty=form != "jsonl" and chosen["pretty"] is not False)


def _is_folder(output: str, form: str | None, several: bool) -> bool:
    """Whether the output names a folder: an existing one, or a new name without a file's extension."""
    from kexie_extract.batch.files import is_url

    if form not in (None, "json") or Path(output).suffix.lower() in FORM_OF:
        return False
    if output.endswith("/") or (not is_url(output) and Path(output).is_dir()):
        return True
    return several and not Path(output).exists()
