"""Opening the package: limits, damage that can be mended, and its parts."""

import re
import zipfile
from io import BytesIO
from posixpath import dirname, join, normpath
from typing import Any, Final

from kexie_extract.errors import InputError, LimitError, UnreadableFileError
from kexie_extract.loaders.base import Input
from kexie_extract.loaders.docx.names import Element
from kexie_extract.model.diagnostics import Note

MAX_UNCOMPRESSED: Final = 256 * 2**20
"""Bytes that all members of a package may take together; room for many pasted-in scans."""
MAX_XML: Final = 64 * 2**20
"""Bytes of one XML member: about three thousand pages of text."""
MAX_MEMBERS: Final = 20_000

FORMATS: Final = {
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml": "docx",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml": "dotx",
    "application/vnd.ms-word.document.macroEnabled.main+xml": "docm",
    "application/vnd.ms-word.template.macroEnabledTemplate.main+xml": "dotm",
}
_RELATIONSHIP: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_TYPES: Final = "[Content_Types].xml"
_STRICT: Final = re.compile(rb"http://purl\.oclc\.org/ooxml/(\w+)/")
_REFUSALS: Final = (KeyError, ValueError, AttributeError, TypeError)
"""What python-docx raises for a package that readers of Word files open nevertheless."""


class Package:
    """A document's parts, as python-docx opened them."""

    def __init__(self, opened: Any, name: str) -> None:
        """Take an opened `docx.package.Package`; `name` is the file's name for messages."""
        self._name = name
        self._main = opened.main_document_part

    @property
    def format(self) -> str:
        """`docx`, `docm`, `dotx` or `dotm`, by the main part's content type."""
        return FORMATS.get(str(self._main.content_type), "docx")

    @property
    def main(self) -> Element:
        """Root of the main part."""
        return self._root(self._main)

    def part(self, kind: str) -> Element | None:
        """Root of the part that the main part is related to: `styles`, `numbering`, `footnotes`, `settings` …"""
        related = [rel for rel in self._main.rels.values() if rel.reltype == _RELATIONSHIP + kind]
        internal = [rel for rel in related if not rel.is_external]
        return self._root(internal[0].target_part) if internal else None

    def related(self, identifier: str | None) -> Element | None:
        """Root of the part behind a relationship id; None for a dangling or external one."""
        rel = self._main.rels.get(identifier or "")
        return None if rel is None or rel.is_external else self._root(rel.target_part)

    def _root(self, part: Any) -> Element:
        """A part's root element; python-docx has parsed only the kinds that it knows."""
        from lxml import etree

        parsed: Element | None = getattr(part, "element", None)
        if parsed is not None:
            root = parsed
        else:
            try:
                root = _parse(part.blob)
            except etree.XMLSyntaxError as error:
                raise _damaged(self._name, f"{part.partname}: {error}") from error
        if root.getroottree().docinfo.internalDTD is not None:
            raise UnreadableFileError(
                f"{self._name}: {part.partname} declares a document type, which Office files must not; save it again."
            )
        return root


def open_package(source: Input, notes: list[Note]) -> Package:
    """Open a docx, docm, dotx or dotm; a package that python-docx refuses is mended in memory and tried once more.

    Raises:
        UnreadableFileError: no zip, truncated, or no Word document inside.
        LimitError: larger than the limits of this module, uncompressed.
    """
    from lxml import etree

    check_limits(source)
    try:
        try:
            return Package(_open(source.data), source.name)
        except _REFUSALS as error:
            mended = Package(_open(mend(source.data)), source.name)
            notes.append(Note("docx.mended-package", f"the package was mended before reading: {error}"))
            return mended
    except InputError:
        raise
    except etree.XMLSyntaxError as error:
        raise _damaged(source.name, str(error)) from error
    except Exception as error:  # zipfile, zlib and python-docx raise many kinds for one thing: damage
        raise _damaged(source.name, str(error) or type(error).__name__) from error


def _open(data: bytes) -> Any:
    from docx.package import Package as OpcPackage

    return OpcPackage.open(BytesIO(data))


def check_limits(source: Input) -> None:
    """Refuse a zip bomb before anything is unpacked; zipfile never unpacks more than a member declares.

    Raises:
        UnreadableFileError: the file is no zip or its directory is damaged.
        LimitError: a limit of this module is exceeded.
    """
    if source.name.rpartition("/")[2].startswith("~$"):
        raise UnreadableFileError(f"{source.name} is the lock file of an open document; convert the document itself.")
    try:
        with zipfile.ZipFile(BytesIO(source.data)) as archive:
            members = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise _damaged(source.name, str(error)) from error
    if len(members) > MAX_MEMBERS:
        raise LimitError(f"{source.name} holds {len(members)} members; the limit is {MAX_MEMBERS}.")
    total = sum(member.file_size for member in members)
    if total > MAX_UNCOMPRESSED:
        raise LimitError(f"{source.name} unpacks to {total} bytes; the limit is {MAX_UNCOMPRESSED}.")
    for member in members:
        if member.file_size > MAX_XML and member.filename.endswith((".xml", ".rels")):
            raise LimitError(f"{source.name}: {member.filename} has {member.file_size} bytes; the limit is {MAX_XML}.")


def mend(data: bytes) -> bytes:
    """A package rewritten so that python-docx opens it.

    Mended: Strict namespaces (ISO/IEC 29500-1 Strict) become the transitional ones, backslashes in member names become
    slashes, relationships to missing members are dropped, members without a content type get one.
    """
    with zipfile.ZipFile(BytesIO(data)) as archive:
        members = {info.filename.replace("\\", "/"): archive.read(info) for info in archive.infolist()}
    for name, content in members.items():
        if name.endswith((".xml", ".rels")):
            members[name] = _STRICT.sub(rb"http://schemas.openxmlformats.org/\1/2006/", content)
    for name in [name for name in members if name.endswith(".rels")]:
        members[name] = _drop_dangling(name, members)
    members[_TYPES] = _complete_types(members)
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


def _drop_dangling(name: str, members: dict[str, bytes]) -> bytes:
    """A relationships part without the relationships whose target is missing."""
    root = _parse(members[name])
    folder = dirname(dirname(name))
    for rel in list(root):
        target = rel.get("Target", "")
        path = target.lstrip("/") if target.startswith("/") else normpath(join(folder, target))
        if rel.get("TargetMode") != "External" and path not in members:
            root.remove(rel)
    return _serialise(root)


def _complete_types(members: dict[str, bytes]) -> bytes:
    """The content types with a default for every extension that has none."""
    root = _parse(members[_TYPES])
    namespace = root.tag.rpartition("}")[0] + "}"
    known = {child.get("Extension", "").lower() for child in root}
    for extension in {name.rpartition(".")[2] for name in members if "." in name} - known:
        root.append(
            root.makeelement(f"{namespace}Default", Extension=extension, ContentType="application/octet-stream")
        )
    return _serialise(root)


def _parse(content: bytes) -> Element:
    from lxml import etree

    return etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False))


def _serialise(root: Element) -> bytes:
    from lxml import etree

    return etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True)


def _damaged(name: str, reason: str) -> UnreadableFileError:
    return UnreadableFileError(f"{name} is not a Word document or is damaged ({reason}); open and save it in Word.")
