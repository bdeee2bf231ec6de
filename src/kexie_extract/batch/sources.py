"""Finding the inputs that a user named: files, folders, standard input."""

import fnmatch
import os
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from kexie_extract.errors import UnreadableFileError
from kexie_extract.loaders.base import Input

DOCUMENT_EXTENSIONS = frozenset(
    {"txt", "md", "markdown", "html", "htm", "docx", "docm", "dotx", "doc", "wps", "wpt", "rtf", "pdf", "ofd"}
    | {"xlsx", "xlsm", "xls", "et", "csv", "tsv", "png", "jpg", "jpeg", "tif", "tiff", "zip", "7z"}
)
"""What is taken from a folder; a file that is named outright is always tried."""


@dataclass(frozen=True, slots=True)
class Source:
    """An input on its way.

    Attributes:
        path: where it is; `-` for standard input.
        relative: its place under the folder that was named, for the mirrored tree of outputs.
    """

    path: Path
    relative: PurePosixPath


def find(inputs: Iterable[Path], include: tuple[str, ...] = (), exclude: tuple[str, ...] = ()) -> Iterator[Source]:
    """The documents that the inputs name, folders in sorted order.

    Args:
        inputs: files, folders or `-`.
        include: globs over the path below the folder; none means every known extension.
        exclude: globs that are left out.

    Raises:
        UnreadableFileError: a folder holds no document.
    """
    for path in inputs:
        if not path.is_dir():
            yield Source(path, PurePosixPath(path.name))
            continue
        found = False
        for source in _below(path, include, exclude):
            found = True
            yield source
        if not found:
            raise UnreadableFileError(f"{path}: no document in this folder; name files outright or use --include")


def _below(folder: Path, include: tuple[str, ...], exclude: tuple[str, ...]) -> Iterator[Source]:
    """Documents below a folder; links that lead out of it are not followed."""
    for root, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            path = Path(root, name)
            relative = PurePosixPath(path.relative_to(folder).as_posix())
            if _wanted(relative, include, exclude) and _inside(path, folder):
                yield Source(path, relative)


def _wanted(relative: PurePosixPath, include: tuple[str, ...], exclude: tuple[str, ...]) -> bool:
    """Whether a file of a folder is a document: no lock or temporary file, and named by the globs."""
    name = relative.name
    if name.startswith((".", "~$", "~WRL")) or name.endswith((".tmp", "~", ".part", ".crdownload")):
        return False
    if any(fnmatch.fnmatch(str(relative), glob) or fnmatch.fnmatch(name, glob) for glob in exclude):
        return False
    if include:
        return any(fnmatch.fnmatch(str(relative), glob) or fnmatch.fnmatch(name, glob) for glob in include)
    return relative.suffix.lower().lstrip(".") in DOCUMENT_EXTENSIONS


def _inside(path: Path, folder: Path) -> bool:
    return not path.is_symlink() or path.resolve().is_relative_to(folder.resolve())


def read(path: Path) -> Input:
    """The content of a file, or of standard input for `-`.

    Raises:
        UnreadableFileError: missing, a folder, or not readable.
    """
    if str(path) == "-":
        return Input("-", sys.stdin.buffer.read())
    try:
        return Input(path.name, path.read_bytes())
    except FileNotFoundError as error:
        raise UnreadableFileError(f"{path}: there is no such file; check the name") from error
    except IsADirectoryError as error:
        raise UnreadableFileError(f"{path}: is a folder; give the documents in it") from error
    except OSError as error:
        raise UnreadableFileError(f"{path}: cannot be read: {error.strerror}") from error
