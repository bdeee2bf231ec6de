"""Options that several commands share, and how errors are told."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from kexie_extract.model.blocks import Block
    from kexie_extract.model.options import Options

Command = TypeVar("Command", bound=Callable[..., Any])


def reading_options(command: Command) -> Command:
    """Options that say how documents are read: encoding, year, lexicons, segmenter, OCR."""
    for option in reversed(
        (
            click.option("--encoding", metavar="NAME", help="Encoding of text inputs; found by evidence if not given."),
            click.option(
                "--year",
                type=click.IntRange(1900, 2100),
                help="Year of months and quarters where the document states none.",
            ),
            click.option(
                "--lexicon",
                "lexicons",
                multiple=True,
                type=click.Path(path_type=Path),
                metavar="FILE",
                help="TOML file of rules merged over the built-in ones; may be given again.",
            ),
            click.option(
                "--segmenter",
                type=click.Choice(["auto", "jieba", "rjieba"]),
                default="auto",
                show_default=True,
                help="Word segmenter; both give the same records, rjieba is faster.",
            ),
            click.option(
                "--ocr",
                type=click.Choice(["auto", "always", "never"]),
                default="auto",
                show_default=True,
                help="Recognise page images; auto: pages without text only.",
            ),
        )
    ):
        command = option(command)
    return command


def options_of(chosen: dict[str, Any]) -> "Options":
    """The library's options from the shared command line options; checks the lexicons.

    Raises:
        click.UsageError: a lexicon file is wrong.
    """
    from kexie_extract.errors import LexiconError
    from kexie_extract.lexicon import load
    from kexie_extract.model.options import Options

    names = ("encoding", "year", "segmenter", "ocr")
    options = Options(lexicons=tuple(chosen["lexicons"]), **{name: chosen[name] for name in names})
    try:
        load(options.lexicons, options.segmenter)
    except LexiconError as error:
        raise click.UsageError(str(error)) from error
    return options


def place_of(block: "Block") -> str:
    """Where a block stands: `page 3`, the line of a text file, else the loader's path in the file; `-` if unknown."""
    if block.origin.page is not None:
        return f"page {block.origin.page}"
    return (block.origin.path or "-").removeprefix("line ")


def say(message: str) -> None:
    """One line on standard error."""
    click.echo(message, err=True)


def complain(message: str) -> None:
    """One line on standard error that says what failed."""
    say(f"kexie-extract: {message}")


def write_stdout(data: bytes) -> None:
    """Data to standard output as it is, whatever the locale; a full disk behind it ends the command.

    Raises:
        BrokenPipeError: nobody reads any more; click ends the command in silence.
        SystemExit: it cannot be written.
    """
    try:
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        complain(f"standard output cannot be written: {error.strerror or error}")
        sys.exit(1)
