"""Archives of documents (zip, 7z): a folder in one file, read in memory within limits.

Nothing is unpacked to disk. Names are made safe, so that an output named after them stays in its folder.
"""

import zlib
from collections.abc import Iterator
from io import BytesIO
from pathlib import PurePosixPath
from typing import NamedTuple, NoReturn
from zipfile import BadZipFile, ZipFile, ZipInfo

from kexie_extract.errors import (
    EncryptedFileError,
    LimitError,
    MissingDependencyError,
    UnreadableFileError,
    UnsupportedFormatError,
)
from kexie_extract.loaders.base import Input
from kexie_extract.loaders.sniff import EXTENSIONS
from kexie_extract.model.options import Options

_CHUNK = 1 << 20
_UTF8_NAME = 0x800
_ENCRYPTED = 0x1


class Limits(NamedTuple):
    """What an archive may hold.

    Attributes:
        members: number of documents.
        member_bytes: unpacked size of one of them.
        total_bytes: unpacked size of all.
    """

    members: int = 2000
    member_bytes: int = 200_000_000
    total_bytes: int = 1_000_000_000


class Contents(NamedTuple):
    """The documents of an archive, and the names of what was passed over (no document by its extension)."""

    inputs: list[Input]
    skipped: list[str]


class ArchiveLoader:
    """Stands in the registry to say that an archive is a folder, not a document."""

    format = "archive"

    def accepts(self, source: Input) -> bool:
        """Whether the name says archive."""
        return EXTENSIONS.get(source.extension) == "archive"

    def load(self, source: Input, options: Options) -> NoReturn:
        """Refuse it.

        Raises:
            UnsupportedFormatError: always; `contents` gives the documents.
        """
        raise UnsupportedFormatError(
            f"{source.name}: an archive is a folder, not a document; give an output folder (-o out/), or unpack it"
        )


def is_archive(data: bytes) -> bool:
    """Whether the bytes are a 7z, or a zip that is no document itself (docx, xlsx, ofd, odt)."""
    if data.startswith(b"7z\xbc\xaf\x27\x1c"):
        return True
    if not data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return False
    try:
        with ZipFile(BytesIO(data)) as archive:
            return not {"[Content_Types].xml", "OFD.xml", "mimetype"} & set(archive.namelist())
    except (BadZipFile, ValueError, NotImplementedError, OSError):
        return False


def contents(source: Input, limits: Limits = Limits()) -> Contents:  # noqa: B008  an immutable default
    """The documents of an archive, each named `archive.zip/folder/file.docx`.

    Archives inside it are passed over, as are lock files and what is no document by its extension.

    Raises:
        EncryptedFileError: a document needs a password.
        LimitError: more or larger documents than the limits allow.
        MissingDependencyError: a 7z, and py7zr is not installed.
        UnreadableFileError: damaged, or without documents.
    """
    seven = source.data.startswith(b"7z")
    inputs: list[Input] = []
    skipped: list[str] = []
    total = 0
    for name, data in _seven(source, limits, skipped) if seven else _zip(source, limits, skipped):
        total += len(data)
        if len(inputs) >= limits.members or total > limits.total_bytes:
            raise LimitError(
                f"{source.name}: more than {limits.members} documents or {limits.total_bytes} bytes; split the archive"
            )
        inputs.append(Input(f"{source.name}/{name}", data))
    if not inputs:
        raise UnreadableFileError(f"{source.name}: no document in it; put docx, pdf, xlsx, txt … files into it")
    return Contents(inputs, skipped)


def safe_name(name: str) -> str:
    """A member's name as a relative path without `..`, drive letters and control characters; empty if none is left."""
    printable = "".join(char if char.isprintable() and char not in ':*?"<>|' else "_" for char in name)
    parts = [part.strip() for part in PurePosixPath(printable.replace("\\", "/")).parts]
    return "/".join(part for part in parts if part not in {"", "/", ".", ".."})


def _wanted(name: str) -> bool:
    """Whether a member is a document by its name."""
    base = name.rpartition("/")[2]
    hidden = base.startswith((".", "~$")) or name.startswith("__MACOSX/")
    extension = base.rpartition(".")[2].lower() if "." in base else ""
    return not hidden and EXTENSIONS.get(extension, "archive") != "archive"


def _zip(source: Input, limits: Limits, skipped: list[str]) -> Iterator[tuple[str, bytes]]:
    """Documents of a zip."""
    try:
        with ZipFile(BytesIO(source.data)) as archive:
            for entry in archive.infolist():
                name = safe_name(_member_name(entry))
                if entry.is_dir() or not name:
                    continue
                if not _wanted(name):
                    skipped.append(name)
                    continue
                if entry.flag_bits & _ENCRYPTED:
                    raise EncryptedFileError(f"{source.name}: {name} needs a password; unpack it and give the files")
                yield name, _unpacked(archive, entry, source.name, limits)
    except (BadZipFile, zlib.error, EOFError, ValueError, NotImplementedError, OSError) as error:
        raise UnreadableFileError(
            f"{source.name}: the archive is damaged or packed in a way that cannot be read ({error}); pack it again"
        ) from error


def _unpacked(archive: ZipFile, entry: ZipInfo, name: str, limits: Limits) -> bytes:
    """A member's bytes, whatever size the archive claims for it."""
    parts: list[bytes] = []
    size = 0
    with archive.open(entry) as stream:
        while chunk := stream.read(_CHUNK):
            size += len(chunk)
            if size > limits.member_bytes:
                raise LimitError(f"{name}: a document unpacks to more than {limits.member_bytes} bytes; give it alone")
            parts.append(chunk)
    return b"".join(parts)


def _member_name(entry: ZipInfo) -> str:
    """A member's name; Chinese Windows writes GBK without saying so, which zip readers take for code page 437."""
    if entry.flag_bits & _UTF8_NAME:
        return entry.filename
    try:
        raw = entry.filename.encode("cp437")
    except UnicodeEncodeError:
        return entry.filename
    for codec in ("utf-8", "gb18030"):
        try:
            return raw.decode(codec)
        except UnicodeDecodeError:
            continue
    return entry.filename


def _seven(source: Input, limits: Limits, skipped: list[str]) -> Iterator[tuple[str, bytes]]:
    """Documents of a 7z."""
    try:
        from py7zr import SevenZipFile
        from py7zr.exceptions import ArchiveError, PasswordRequired
        from py7zr.io import BytesIOFactory
    except ModuleNotFoundError as error:
        raise MissingDependencyError(
            f"{source.name}: 7z needs py7zr; pip install py7zr, or pack the documents as zip"
        ) from error
    import lzma

    try:
        with SevenZipFile(BytesIO(source.data)) as archive:
            entries = [entry for entry in archive.list() if not entry.is_directory]
            skipped.extend(safe_name(entry.filename) for entry in entries if not _wanted(safe_name(entry.filename)))
            wanted = [entry for entry in entries if _wanted(safe_name(entry.filename))]
            _check_sizes([entry.uncompressed or 0 for entry in wanted], source.name, limits)
            factory = BytesIOFactory(limits.member_bytes)
            archive.extract(targets=[entry.filename for entry in wanted], factory=factory)
            for name, stream in factory.products.items():
                stream.seek(0)
                yield safe_name(name), stream.read()
    except PasswordRequired as error:
        raise EncryptedFileError(f"{source.name}: needs a password; unpack it and give the files") from error
    except (ArchiveError, lzma.LZMAError, EOFError, OSError, ValueError) as error:
        raise UnreadableFileError(f"{source.name}: the archive is damaged ({error}); pack it again") from error


def _check_sizes(sizes: list[int], name: str, limits: Limits) -> None:
    """Refuse before unpacking what the archive itself says is too much."""
    if len(sizes) > limits.members or sum(sizes) > limits.total_bytes or max(sizes, default=0) > limits.member_bytes:
        raise LimitError(
            f"{name}: more than {limits.members} documents, {limits.member_bytes} bytes in one or {limits.total_bytes} "
            "in all; split the archive"
        )


LOADER = ArchiveLoader()
