"""The command line: thin commands over the library, imported one by one when they run."""

from kexie_extract.cli.app import main, run

__all__ = ["main", "run"]
