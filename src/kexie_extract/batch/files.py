"""Reading and writing whole files, local or behind an fsspec URL (`s3://`, `hdfs://`, `memory://` …)."""

import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path, PurePosixPath
from typing import Any, BinaryIO

from kexie_extract.errors import (
    MissingDependencyError,
    OutputError,
    UnreadableFileError,
    UnsupportedFormatError,
)
from kexie_extract.loaders.base import Input

TEMPORARY_PREFIX = ".kexie-"
TEMPORARY_SUFFIX = ".tmp"
INSIDE = "!/"
"""Between an archive's path and a document in it."""


def is_url(place: str) -> bool:
    """Whether a place is an fsspec URL rather than a path."""
    return "://" in place


def base_name(place: str) -> str:
    """The last part of a path or URL as text; `-` stays."""
    return readable(PurePosixPath(place).name if is_url(place) else Path(place).name)


def readable(place: str) -> str:
    """A place as text.

    A name in another encoding than the system's is most likely GB18030: archives packed on Chinese Windows have such.
    """
    try:
        place.encode()
    except UnicodeEncodeError:
        return "/".join(_decoded(part) for part in place.split("/"))
    return place


def one_line(text: str) -> str:
    """A text for a message: in one line, and without what would steer a terminal."""
    return "".join(char if char.isprintable() else " " for char in " ".join(text.split()))


def _decoded(name: str) -> str:
    """One name of a path whose bytes are not all UTF-8."""
    raw = os.fsencode(name)
    try:
        return raw.decode()
    except UnicodeDecodeError:
        return raw.decode("gb18030", "replace")


def read(place: str) -> bytes:
    """The whole content of a file, or of standard input for `-`.

    Raises:
        UnreadableFileError: missing, a folder, or not readable.
        MissingDependencyError: a URL, and fsspec or the URL's own package is not installed.
    """
    if place == "-":
        return sys.stdin.buffer.read()
    archive, inside, member = place.rpartition(INSIDE)
    if inside and Path(archive).suffix.lower() in (".zip", ".7z"):
        return members(archive)[member]
    try:
        if is_url(place):
            return bytes(_filesystem(place).cat_file(place))
        return Path(place).read_bytes()
    except FileNotFoundError as error:
        raise UnreadableFileError(f"{place}: there is no such file; check the name") from error
    except IsADirectoryError as error:
        raise UnreadableFileError(f"{place}: is a folder; give the documents in it") from error
    except OSError as error:
        raise UnreadableFileError(f"{place}: cannot be read: {error.strerror or error}") from error


def members(place: str) -> dict[str, bytes]:
    """The documents of an archive by name; the last archive that was opened is remembered.

    Raises:
        InputError: damaged, encrypted, without documents or over the limits of `loaders.archive`.
        MissingDependencyError: a 7z, and py7zr is not installed.
    """
    status = Path(place).stat() if Path(place).exists() else None
    return _members(place, status.st_mtime_ns if status else 0)


def require_unpacked(place: str) -> None:
    """Say what is wrong with an archive that could not be unpacked; nothing for any other place.

    Raises:
        InputError, MissingDependencyError: as for `members`.
    """
    if Path(place).suffix.lower() in (".zip", ".7z") and Path(place).exists():
        members(place)


@lru_cache(maxsize=1)
def _members(place: str, modified: int) -> dict[str, bytes]:
    from kexie_extract.loaders.archive import contents

    name = base_name(place)
    found = contents(Input(name, read(place))).inputs
    return {source.name.removeprefix(f"{name}/"): source.data for source in found}


def write(place: str, data: bytes) -> None:
    """Write a whole file: beside the target, then renamed, so that no partial file is ever seen.

    Raises:
        OutputError: it cannot be written.
        MissingDependencyError: a URL, and fsspec or the URL's own package is not installed.
    """
    if not is_url(place):
        with replacing(Path(place)) as stream:
            stream.write(data)
        return
    system = _filesystem(place)
    beside = f"{place}.kexie-part"
    try:
        system.makedirs(place.rsplit("/", 1)[0], exist_ok=True)
        system.pipe_file(beside, data)
        system.mv(beside, place)
    except OSError as error:
        raise OutputError(f"{place}: cannot be written: {error}; choose another place with -o") from error


@contextmanager
def replacing(target: Path) -> Iterator[BinaryIO]:
    """A stream whose content becomes `target` when the block ends well; nothing is left when it does not.

    Raises:
        OutputError: the folder or the file cannot be written.
    """
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(TEMPORARY_SUFFIX, TEMPORARY_PREFIX, target.parent)
    except OSError as error:
        raise _unwritable(target, error) from error
    try:
        with os.fdopen(handle, "wb") as stream:
            yield stream
        os.chmod(name, 0o666 & ~_umask())
        os.replace(name, target)
    except OSError as error:
        raise _unwritable(target, error) from error
    finally:
        if os.path.exists(name):
            os.unlink(name)


def listing(url: str) -> list[tuple[str, str]]:
    """URL and place below of every file under an fsspec folder URL, sorted.

    Raises:
        UnreadableFileError: there is no such folder.
        MissingDependencyError: fsspec or the URL's own package is not installed.
    """
    system, root = _filesystem(url), url.rstrip("/")
    try:
        found = system.find(root)
    except OSError as error:
        raise UnreadableFileError(f"{url}: cannot be listed: {error}") from error
    stem = str(system._strip_protocol(root))
    return sorted((str(system.unstrip_protocol(name)), str(name)[len(stem) :].lstrip("/")) for name in found)


def require_known(url: str) -> None:
    """Say so where nothing installed can reach a URL.

    Raises:
        UnsupportedFormatError: fsspec does not know the protocol.
        MissingDependencyError: fsspec or the URL's own package is not installed.
    """
    _filesystem(url)


def download(url: str, target: Path) -> None:
    """The file at an fsspec URL to a local path, where there is one."""
    system = _filesystem(url)
    try:
        if system.exists(url):
            system.get_file(url, str(target))
    except OSError as error:
        raise UnreadableFileError(f"{url}: cannot be read: {error}") from error


def upload(path: Path, url: str) -> None:
    """A local file, or the files of a local folder, to an fsspec URL.

    Raises:
        OutputError: it cannot be written.
        MissingDependencyError: fsspec or the URL's own package is not installed.
    """
    system, root = _filesystem(url), url.rstrip("/")
    files = {root: path} if path.is_file() else {f"{root}/{each.name}": each for each in sorted(path.iterdir())}
    try:
        for target, each in files.items():
            system.makedirs(target.rsplit("/", 1)[0], exist_ok=True)
            system.put_file(str(each), target)
    except OSError as error:
        raise OutputError(f"{url}: cannot be written: {error}; choose another place with -o") from error


def sweep(folder: Path) -> None:
    """Remove what a killed run left half written in an output folder."""
    for leftover in folder.rglob(f"{TEMPORARY_PREFIX}*{TEMPORARY_SUFFIX}"):
        if leftover.is_file():
            leftover.unlink(missing_ok=True)


def _unwritable(target: Path, error: OSError) -> OutputError:
    return OutputError(f"{target}: cannot be written: {error.strerror}; choose another place with -o")


def _umask() -> int:
    """The process's umask; mkstemp ignores it."""
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _filesystem(url: str) -> Any:
    """The fsspec file system of a URL.

    Raises:
        UnsupportedFormatError: fsspec does not know the protocol.
        MissingDependencyError: fsspec or the protocol's package is not installed.
    """
    try:
        import fsspec

        return fsspec.core.url_to_fs(url)[0]
    except ValueError as error:
        raise UnsupportedFormatError(f"{url}: {error}; name a path, or a URL that fsspec knows") from error
    except ImportError as error:
        raise MissingDependencyError(
            f'{url}: needs another package ({error}); install it, or "kexie-extract[cluster]" for fsspec itself'
        ) from error
