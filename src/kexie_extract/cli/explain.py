"""`kexie-extract explain`."""

import sys
from pathlib import Path

import click

from kexie_extract.cli.common import complain, options_of, reading_options, write_stdout


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@reading_options
def explain(file: Path, **chosen: object) -> None:
    """Show line by line what each line of FILE was taken for, and which rule or veto decided.

    \b
    Columns: block, what it was taken for, numbering form, deciding rule, beginning of the line.
    Example:
      kexie-extract explain report.docx | grep veto
    """
    from kexie_extract.api import reading_of
    from kexie_extract.errors import KexieError

    try:
        reading = reading_of(file, options_of(chosen))
    except KexieError as error:
        complain(str(error))
        sys.exit(error.exit_code)
    texts = {block.id: block.text for block in reading.blocks}
    for decision in reading.outline.decisions:
        line = texts[decision.block][decision.start :].split("\n", 1)[0].strip()
        cells = (decision.block, decision.taken_for, decision.form or "-", decision.rule, line[:40], decision.detail)
        write_stdout(("\t".join(cells).rstrip() + "\n").encode())
