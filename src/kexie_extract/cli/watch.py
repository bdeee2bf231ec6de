"""`kexie-extract watch`."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kexie_extract.cli.common import complain, options_of, reading_options, say

if TYPE_CHECKING:
    from kexie_extract.batch.run import Choices
    from kexie_extract.cli.progress import Voice

SETTLE = 1600
"""Milliseconds without a change before a folder is read, so that a copy in progress is whole."""


@click.command()
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("-o", "--output", required=True, help="Folder of results.")
@reading_options
@click.option("--include", multiple=True, metavar="GLOB", help="Take only these files.")
@click.option("--exclude", multiple=True, metavar="GLOB", help="Leave these files out.")
@click.option("-q", "--quiet", is_flag=True, help="Failures only.")
def watch(
    folder: Path, output: str, quiet: bool, include: tuple[str, ...], exclude: tuple[str, ...], **chosen: Any
) -> None:
    """Convert what is in FOLDER, then every document that arrives or changes, until Ctrl-C (extra watch).

    \b
    Example:
      kexie-extract watch /srv/inbox -o /srv/records
    """
    from kexie_extract.batch.run import Choices
    from kexie_extract.batch.sources import Wanted
    from kexie_extract.cli.progress import Voice

    try:
        import watchfiles
    except ImportError:
        complain('watch needs watchfiles: pip install "kexie-extract[watch]"')
        sys.exit(1)
    choices, voice, wanted = Choices(options_of(chosen)), Voice(quiet), Wanted(include, exclude)
    _convert(folder, output, choices, wanted, voice)
    if not quiet:
        say(f"watching {folder}; Ctrl-C ends")
    choices = choices._replace(retry_failed=False)
    for _ in watchfiles.watch(folder, debounce=SETTLE, raise_interrupt=False, ignore_permission_denied=True):
        _convert(folder, output, choices, wanted, voice)


def _convert(folder: Path, output: str, choices: "Choices", wanted: Any, voice: "Voice") -> None:
    """One run over the folder; what was done is skipped, and an empty folder is no failure here."""
    from kexie_extract.batch import pool, run, sources
    from kexie_extract.cli.progress import observing
    from kexie_extract.errors import KexieError, UnreadableFileError

    try:
        found = list(sources.find([str(folder)], wanted, Path(output)))
    except UnreadableFileError:
        return
    places = sources.mirrored(found, ".json")
    try:
        with pool.processes(1, pool.Limits()) as workers, observing(voice, len(found)) as observer:
            report = run.into_folder(places, output, workers, choices, observer)
    except KexieError as error:
        complain(str(error))
        return
    if report.done and not voice.quiet:
        say(f"{report.done} converted")
