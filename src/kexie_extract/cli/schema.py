"""`kexie-extract schema`."""

import click

from kexie_extract.cli.common import write_stdout


@click.command()
def schema() -> None:
    """Print the JSON Schema (2020-12) of the records.

    \b
    Example:
      kexie-extract schema > document.schema.json
    """
    from kexie_extract.export.schema import schema_bytes

    write_stdout(schema_bytes())
