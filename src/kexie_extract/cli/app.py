"""The group of commands. `kexie-extract report.docx` is `kexie-extract convert report.docx`."""

import gc
import os
import sys
from contextlib import suppress
from importlib import import_module
from types import ModuleType
from typing import NoReturn

import click
from click_default_group import DefaultGroup

from kexie_extract.text.patterns import keep, recall
from kexie_extract.version import __version__

_COMMANDS = {
    "convert": "turn documents into records (the default command)",
    "check": "proofread the structure of documents, like a linter",
    "explain": "show line by line what each line was taken for, and why",
    "schema": "print the JSON Schema of the records",
    "validate": "check output files against the schema",
    "watch": "convert what arrives in a folder, until Ctrl-C",
}
_OBJECTS = 200_000
"""New objects between two searches for garbage; the usual 700 cost a tenth of a short run, and leave as little."""


class LazyGroup(DefaultGroup):  # type: ignore[misc]
    """Imports a command's module only when that command runs, so that `--help` costs nothing."""

    def list_commands(self, context: click.Context) -> list[str]:
        """The commands in the order of use."""
        return list(_COMMANDS)

    def get_command(self, context: click.Context, name: str) -> click.Command | None:
        """The command of that name; any other word is an input of the default command."""
        if name not in _COMMANDS:
            vars(context)["arg0"] = name  # DefaultGroup.resolve_command gives it back to the default command
            name = self.default_cmd_name
        return getattr(import_module(f"kexie_extract.cli.{name}"), name)  # type: ignore[no-any-return]

    def format_commands(self, context: click.Context, formatter: click.HelpFormatter) -> None:
        """The commands with their summaries, without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl(list(_COMMANDS.items()))


@click.group(cls=LazyGroup, default="convert", default_if_no_args=False, no_args_is_help=True)
@click.version_option(__version__, prog_name="kexie-extract")
def main() -> None:
    """Turn Chinese work reports and task tables into validated JSON records.

    \b
    Examples:
      kexie-extract report.docx                      records to standard output
      kexie-extract report.docx -o report.json       records to a file
      kexie-extract reports/ -o out/                 a folder, one JSON file each
      kexie-extract reports/ -o all.jsonl            a folder, one line each
      cat table.xlsx | kexie-extract - | jq .tasks   from a pipe to a pipe
      kexie-extract explain report.docx              why each line became what it is
      kexie-extract check report.docx                missing or repeated numbers, like a linter

    Data goes to standard output as UTF-8, everything else to standard error. Exit status: 0 all done,
    1 an input failed, 2 wrong usage. `kexie-extract COMMAND --help` tells more.
    """
    gc.set_threshold(_OBJECTS)
    _without_plugins()
    recall()
    click.get_current_context().call_on_close(keep)


def _without_plugins() -> None:
    """Keep pydantic from looking for plugins: we use none, and the modules of that search take 20 ms to import."""
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    none = ModuleType("pydantic.plugin._loader")
    vars(none)["get_plugins"] = tuple
    sys.modules.setdefault(none.__name__, none)


def run() -> NoReturn:
    """The program: `main`, and out without taking apart object by object what the system takes back as a whole.

    That would be a tenth of a short run. Pools of processes have clean-up of their own, so they end as usual.
    """
    try:
        main(prog_name="kexie-extract")
    except SystemExit as end:
        if isinstance(end.code, int) and "multiprocessing.util" not in sys.modules:
            with suppress(OSError):  # what could not be written has been told
                sys.stdout.flush()
                sys.stderr.flush()
            os._exit(end.code)
        raise
    raise SystemExit(0)
