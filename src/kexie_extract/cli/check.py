"""`kexie-extract check`."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kexie_extract.cli.common import complain, options_of, place_of, reading_options, say, write_stdout

if TYPE_CHECKING:
    from kexie_extract.model.diagnostics import Note
    from kexie_extract.pipeline import Reading


_PAGING = {"table.row-joined", "table.joined", "table.merge-filled", "table.header-repeated"}
"""Repairs of what page breaks and merged cells do to tables: no fault of the document."""


@click.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("-a", "--all", "every", is_flag=True, help="Also what is only unusual, such as the marker `1、`.")
@click.option("-q", "--quiet", is_flag=True, help="No closing count.")
@reading_options
def check(files: tuple[Path, ...], every: bool, quiet: bool, **chosen: object) -> None:
    """Proofread the structure of FILES: missing or repeated numbers, mixed forms, headings without text.

    Prints `file:page or line: code message` for each finding, and exits 1 if there is any.

    \b
    Example:
      kexie-extract check report.docx
    """
    from kexie_extract.api import reading_of
    from kexie_extract.errors import KexieError

    options = options_of(chosen)
    found = failed = 0
    for file in files:
        try:
            findings = _findings(file, reading_of(file, options), every)
        except KexieError as error:
            complain(str(error))
            failed += 1
            continue
        found += len(findings)
        write_stdout("".join(f"{finding}\n" for finding in findings).encode())
    if not quiet:
        say(f"{found} finding(s) in {len(files) - failed} file(s)")
    sys.exit(1 if found or failed else 0)


def _findings(file: Path, reading: "Reading", every: bool) -> list[str]:
    """One line for each warning and error, and with `every` for what is only unusual."""
    places = {block.id: place_of(block) for block in reading.blocks}
    return [
        f"{file}:{_place(note, places)}: {note.code} {note.message}"
        for note in reading.notes
        if (note.severity != "info" and note.code not in _PAGING) or (every and note.code.startswith("outline."))
    ]


def _place(note: "Note", places: dict[str, str]) -> str:
    known = places.get(note.block or "")
    return known or (f"page {note.page}" if note.page else "-")
