"""`kexie-extract validate`."""

import sys
from collections.abc import Iterator
from pathlib import Path

import click

from kexie_extract.cli.common import complain, say


@click.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("-q", "--quiet", is_flag=True, help="Say nothing of files that are right.")
def validate(files: tuple[Path, ...], quiet: bool) -> None:
    """Check output FILES (json or jsonl) against the schema of the records; - reads standard input.

    \b
    Example:
      kexie-extract validate out/*.json
    """
    failed = False
    for file in files:
        problems = list(_problems(file))
        failed |= bool(problems)
        for problem in problems:
            complain(problem)
        if not problems and not quiet:
            say(f"{file}: ok")
    sys.exit(1 if failed else 0)


def _problems(file: Path) -> Iterator[str]:
    """What is wrong with one file, a line each."""
    from pydantic import ValidationError

    from kexie_extract.model.records import Document

    try:
        data = sys.stdin.buffer.read() if str(file) == "-" else file.read_bytes()
    except OSError as error:
        yield f"{file}: cannot be read: {error.strerror}"
        return
    for number, record in _records(file, data):
        try:
            Document.model_validate_json(record)
        except ValidationError as error:
            for detail in error.errors(include_url=False):
                where = ".".join(map(str, detail["loc"])) or "document"
                yield f"{file}{number}: {where}: {detail['msg']}"


def _records(file: Path, data: bytes) -> Iterator[tuple[str, bytes]]:
    """Each document of a file with its line as `:n`; a file of one document has no line."""
    if not data.strip():
        yield "", b"null"
    elif file.suffix == ".jsonl":
        yield from ((f":{n}", line) for n, line in enumerate(data.splitlines(), 1) if line.strip())
    else:
        yield "", data
