"""The zip file and the XML of an OFD (GB/T 33190-2016, clause 7)."""

from collections.abc import Iterator
from io import BytesIO
from posixpath import dirname, join, normpath
from typing import TYPE_CHECKING
from zipfile import BadZipFile, ZipFile
from zlib import error as ZlibError

from kexie_extract.errors import EncryptedFileError, LimitError, UnreadableFileError
from kexie_extract.loaders.base import Input
from kexie_extract.loaders.shapes import Matrix

if TYPE_CHECKING:
    from lxml.etree import _Element

MAX_PART = 64 << 20
"""Bytes of one XML part when unpacked; a dense page has 200 kB."""
MAX_TOTAL = 1 << 30
"""Bytes of all XML parts that are read."""
_FARTHEST = 1e9
"""Millimetres, or any other number of a page; infinity and NaN are beyond it."""
_ENCRYPTED = 0x1  # general purpose bit 0 of a zip entry


class Container:
    """The parts of an OFD file, read when asked for.

    Raises:
        UnreadableFileError: not a zip, or damaged.
    """

    def __init__(self, source: Input) -> None:
        self.name = source.name
        self._read = 0
        try:
            self._zip = ZipFile(BytesIO(source.data))
        except (BadZipFile, ValueError, OSError, NotImplementedError) as error:
            raise self._damaged(str(error)) from error
        self._names = {entry.replace("\\", "/").lstrip("/").lower(): entry for entry in self._zip.namelist()}

    def _damaged(self, why: str) -> UnreadableFileError:
        """The error for a file that is not as the standard says."""
        return UnreadableFileError(f"{self.name}: the OFD is damaged ({why}); fetch it again.")

    def has(self, path: str) -> bool:
        """Whether there is such a part."""
        return path.lower() in self._names

    def xml(self, path: str) -> "_Element":
        """The root of an XML part; one that declares entities is refused, and nothing is fetched.

        Raises:
            UnreadableFileError: missing or not XML.
            EncryptedFileError: the part is encrypted.
            LimitError: too large when unpacked.
        """
        from lxml import etree

        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
        try:
            root = etree.fromstring(self._bytes(path), parser)
        except etree.XMLSyntaxError as error:
            raise self._damaged(f"{path}: {error}") from error
        if root.getroottree().docinfo.internalDTD is not None:
            raise self._damaged(f"{path} declares a document type, which the standard does not")
        return root

    def _bytes(self, path: str) -> bytes:
        """A part's bytes, within the limits."""
        entry = self._names.get(path.lower())
        if entry is None:
            raise self._damaged(f"{path} is missing")
        info = self._zip.getinfo(entry)
        if info.flag_bits & _ENCRYPTED:
            raise EncryptedFileError(f"{self.name}: the OFD is encrypted; save it without a password.")
        self._read += info.file_size
        if info.file_size > MAX_PART or self._read > MAX_TOTAL:
            raise LimitError(f"{self.name}: {path} unpacks to {info.file_size >> 20} MB, more than a document has.")
        try:
            with self._zip.open(info) as part:
                data = part.read(MAX_PART + 1)
        except (BadZipFile, OSError, EOFError, NotImplementedError, RuntimeError, ValueError, ZlibError) as error:
            raise self._damaged(f"{path}: {error}") from error
        if len(data) > MAX_PART:
            raise LimitError(f"{self.name}: {path} unpacks to more than {MAX_PART >> 20} MB.")
        return data


def resolve(base: str, location: str) -> str:
    """A part's path from an `ST_Loc` in the part `base`: from the root when it begins with a slash (clause 7.3)."""
    location = location.strip().replace("\\", "/")
    path = location if location.startswith("/") else join(dirname(base), location)
    return normpath(path).lstrip("/")


def local(element: "_Element") -> str:
    """An element's name without namespace, because vendors use several."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def children(element: "_Element", *names: str) -> "Iterator[_Element]":
    """Child elements of these names."""
    return (child for child in element if local(child) in names)


def first(element: "_Element", *path: str) -> "_Element | None":
    """The first descendant along a path of names, None where there is none."""
    current: _Element | None = element
    for name in path:
        current = next(children(current, name), None) if current is not None else None
    return current


def numbers(text: str | None) -> list[float]:
    """The numbers of an `ST_Array`; what is none, or no place on any page, is left out."""
    found = []
    for token in (text or "").replace(",", " ").split():
        try:
            number = float(token)
        except ValueError:
            continue
        if abs(number) <= _FARTHEST:
            found.append(number)
    return found


def matrix(element: "_Element") -> Matrix:
    """A graphic unit's map to its parent: CTM, then the corner of its Boundary (clause 8.5)."""
    own = numbers(element.get("CTM"))
    x, y = ([*numbers(element.get("Boundary")), 0.0, 0.0])[:2]
    inner = Matrix(*own) if len(own) == 6 else Matrix()
    return inner.before(Matrix(e=x, f=y))
