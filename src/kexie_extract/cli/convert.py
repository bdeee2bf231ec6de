"""`kexie-extract convert`, the default command."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kexie_extract.cli.common import complain, options_of, reading_options, say, write_stdout

if TYPE_CHECKING:
    from kexie_extract.batch.sinks import Sink
    from kexie_extract.batch.sources import Source
    from kexie_extract.model.records import Document


@click.command()
@click.argument("inputs", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("-o", "--output", type=click.Path(path_type=Path), help="File, folder, or - for standard output.")
@click.option("--format", "form", type=click.Choice(["json", "jsonl"]), help="By the output's extension if not given.")
@click.option("--pretty/--compact", default=None, help="Indented JSON or one line; pretty when writing a file.")
@click.option("--include", multiple=True, metavar="GLOB", help="Of folders, take only these files.")
@click.option("--exclude", multiple=True, metavar="GLOB", help="Of folders, leave these files out.")
@reading_options
@click.option("-q", "--quiet", is_flag=True, help="Errors only.")
@click.option("-v", "--verbose", is_flag=True, help="Also the repairs, guesses and losses of each document.")
def convert(
    inputs: tuple[Path, ...],
    output: Path | None,
    form: str | None,
    pretty: bool | None,
    include: tuple[str, ...],
    exclude: tuple[str, ...],
    quiet: bool,
    verbose: bool,
    **chosen: object,
) -> None:
    """Turn INPUTS (files, folders, or - for standard input) into records.

    \b
    Examples:
      kexie-extract report.docx -o report.json
      kexie-extract plan.pdf tasks.xlsx -o all.jsonl
      kexie-extract reports/ -o out/ --exclude '*草稿*'
      kexie-extract tasks.docx | jq -r '.tasks[] | [.number, .content] | @tsv'
    """
    options = options_of(chosen)
    from kexie_extract.batch import run, sources
    from kexie_extract.errors import KexieError

    observer = run.Observer(failed=complain, finished=_telling(quiet, verbose))
    try:
        found = list(sources.find(inputs, include, exclude))
        several = len(found) > 1 or any(path.is_dir() for path in inputs)
        with _sink(output, form, pretty, found, several) as sink:
            report = run.run(found, sink, options, observer)
            if not several and report.failures:
                raise SystemExit(1)
    except KexieError as error:
        complain(str(error))
        sys.exit(error.exit_code)
    if several and not quiet:
        say(f"{report.done} converted, {len(report.failures)} failed")
    sys.exit(1 if report.failures else 0)


@contextmanager
def _sink(
    output: Path | None, form: str | None, pretty: bool | None, found: "list[Source]", several: bool
) -> "Iterator[Sink]":
    """The sink that the options ask for."""
    from kexie_extract.batch import outputs, sinks

    if output is None or str(output) == "-":
        yield sinks.StreamSink(write_stdout, pretty=bool(pretty) and not several and form != "jsonl")
    elif _is_folder(output, form, several):
        lines = form == "jsonl"
        places = outputs.mirrored(found, ".jsonl" if lines else ".json")
        yield sinks.FolderSink(output, places, pretty=not lines and pretty is not False)
    else:
        lines = form == "jsonl" or (form is None and output.suffix == ".jsonl")
        if several and not lines:
            raise click.UsageError("several documents need a folder or a .jsonl file as output")
        with sinks.file_sink(output, pretty=not lines and pretty is not False) as sink:
            yield sink


def _is_folder(output: Path, form: str | None, several: bool) -> bool:
    """Whether the output names a folder: an existing one, or a new name without a file's extension."""
    if output.exists():
        return output.is_dir()
    return several and form != "jsonl" and not output.suffix


def _telling(quiet: bool, verbose: bool) -> "Callable[[Source, Document], None]":
    """What is said of each document: its diagnostics when verbose, nothing otherwise."""

    def tell(source: "Source", document: "Document") -> None:
        for found in document.diagnostics:
            if verbose or (found.severity == "error" and not quiet):
                say(f"{source.path}: {found.severity}: {found.code}: {found.message}")

    return tell
