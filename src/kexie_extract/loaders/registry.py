"""Finds the loader of an input and runs it.

A table names the module of each format; the module is imported when an input of that format comes. Loaders of other
packages register under the entry-point group `kexie_extract.loaders` and are asked first.
"""

import os
import sys
from functools import lru_cache
from importlib import import_module
from pathlib import Path

from kexie_extract.errors import MissingDependencyError
from kexie_extract.loaders.base import Input, Loader
from kexie_extract.loaders.sniff import sniff
from kexie_extract.model.options import Options
from kexie_extract.model.raw import RawDocument

GROUP = "kexie_extract.loaders"

MODULES = {
    "docx": "kexie_extract.loaders.docx",
    "pdf": "kexie_extract.loaders.pdf",
    "xlsx": "kexie_extract.loaders.xlsx",
    "csv": "kexie_extract.loaders.delimited",
    "html": "kexie_extract.loaders.html",
    "md": "kexie_extract.loaders.md",
    "txt": "kexie_extract.loaders.txt",
    "office": "kexie_extract.loaders.office",
    "ofd": "kexie_extract.loaders.ofd",
    "image": "kexie_extract.loaders.ocr",
    "archive": "kexie_extract.loaders.archive",
}
"""Module of each format that `sniff` tells; each has its loader as `LOADER`."""


def load(source: Input, options: Options) -> RawDocument:
    """Read an input with the loader of its format.

    Raises:
        UnreadableFileError: empty, a lock file, damaged, or not what its name says.
        UnsupportedFormatError: no loader takes it.
        InputError: the loader found the input unusable; see the error tree.
        MissingDependencyError: a program, an extra or a registered loader that it needs is not installed.
    """
    for loader in plugins():
        if loader.accepts(source):
            return loader.load(source, options)
    return builtin(sniff(source)).load(source, options)


def builtin(format_name: str) -> Loader:
    """This package's loader of a format in `MODULES`."""
    loader: Loader = import_module(MODULES[format_name]).LOADER
    return loader


@lru_cache(maxsize=1)
def plugins() -> tuple[Loader, ...]:
    """Loaders of other packages, by name.

    Raises:
        MissingDependencyError: one of them cannot be imported.
    """
    if not _any_declared():
        return ()
    from importlib.metadata import entry_points

    found: list[Loader] = []
    for entry in sorted(entry_points(group=GROUP), key=lambda entry: entry.name):
        try:
            loaded = entry.load()
        except (ImportError, AttributeError) as error:
            raise MissingDependencyError(
                f"the loader {entry.name!r} ({entry.value}) cannot be imported: {error}; install its package again or "
                "remove it"
            ) from error
        found.append(loaded() if isinstance(loaded, type) else loaded)
    return tuple(found)


def _any_declared() -> bool:
    """Whether an installed package may register a loader.

    `importlib.metadata` would tell, but its import takes as long as reading a small document; so it is asked only where
    a list of entry points names the group, or where packages lie in something other than a folder.
    """
    for root in map(Path, sys.path):
        if root.is_file():
            return True
        names = os.listdir(root) if root.is_dir() else []
        packages = [root / name for name in names if name.endswith((".dist-info", ".egg-info"))]
        lists = (package / "entry_points.txt" for package in packages)
        if any(listed.is_file() and GROUP in listed.read_text("utf-8") for listed in lists):
            return True
    return False
