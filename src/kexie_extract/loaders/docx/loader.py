"""The docx loader: definitions first, then headers, body, notes and footers in reading order."""

import zipfile
from io import BytesIO
from typing import Final

from kexie_extract.errors import LimitError, UnreadableFileError
from kexie_extract.loaders.base import Input
from kexie_extract.loaders.docx.body import BlockReader
from kexie_extract.loaders.docx.names import Element, R, W, switch
from kexie_extract.loaders.docx.numbering import Numbering
from kexie_extract.loaders.docx.package import Package, open_package
from kexie_extract.loaders.docx.story import Story
from kexie_extract.loaders.docx.styles import Styles
from kexie_extract.model.diagnostics import Note
from kexie_extract.model.options import Options
from kexie_extract.model.raw import Origin, RawDocument, RawElement, RawParagraph, Role
from kexie_extract.text.patterns import compiled

_EXTENSIONS: Final = frozenset({"docx", "docm", "dotx", "dotm"})
_ZIP: Final = b"PK\x03\x04"
_OTHERS: Final = (b"\xd0\xcf\x11\xe0", b"{\\rtf", b"%PDF", b"<")
"""First bytes that tell another format, whatever the name says."""
_DIGITS: Final = compiled(r"\d+")
_SEPARATORS: Final = frozenset({"separator", "continuationSeparator", "continuationNotice"})


class DocxLoader:
    """Reads Word's XML format (ECMA-376): docx, and docm, dotx, dotm, which are built alike."""

    format = "docx"

    def accepts(self, source: Input) -> bool:
        """By the members of the zip; by extension where the bytes tell no other format."""
        if source.data.startswith(_ZIP):
            return _holds_document(source)
        return source.extension in _EXTENSIONS and not source.data.lstrip().startswith(_OTHERS)

    def load(self, source: Input, options: Options) -> RawDocument:
        """Read body, notes, headers and footers.

        Raises:
            UnreadableFileError: no zip, truncated, or no Word document inside.
            LimitError: larger than the limits in `package`.
        """
        notes: list[Note] = []
        package = open_package(source, notes)
        try:
            return self._read(source, package, notes)
        except RecursionError as error:
            raise LimitError(f"{source.name} nests tables or boxes too deeply; open and save it in Word.") from error

    @staticmethod
    def _read(source: Input, package: Package, notes: list[Note]) -> RawDocument:
        """Definitions, body, notes, headers and footers of an opened package."""
        body = package.main.find(W + "body")
        if body is None:
            raise UnreadableFileError(f"{source.name} has no document body; open and save it in Word.")
        styles = Styles(package.part("styles"))
        story = Story(package, styles, Numbering(package.part("numbering"), styles))
        elements = BlockReader(story).read(body, "body")
        _reopen(story, elements)
        elements += _footnotes(story)
        with story.numbering.apart("margins"):
            headers, footers = _margins(story, body)
        return RawDocument(package.format, elements=[*headers, *elements, *footers], notes=notes + story.notes())


def _holds_document(source: Input) -> bool:
    try:
        with zipfile.ZipFile(BytesIO(source.data)) as archive:
            names = [name.replace("\\", "/") for name in archive.namelist()]
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        return source.extension in _EXTENSIONS or b"word/document.xml" in source.data
    return "[Content_Types].xml" in names and any(name.startswith("word/") for name in names)


def _reopen(story: Story, elements: list[RawElement]) -> None:
    """A table of contents that never ends has swallowed the document: give its paragraphs back."""
    if not story.fields:
        return
    story.tallies["unclosed field"] += len(story.fields)
    if story.in_toc:
        for element in elements:
            if isinstance(element, RawParagraph) and element.role == "toc":
                element.role = "body"
    story.fields.clear()


def _footnotes(story: Story) -> list[RawElement]:
    """Footnotes, then endnotes, as the body refers to them; each once."""
    read: list[RawElement] = []
    for kind, word in (("footnotes", "footnote"), ("endnotes", "endnote")):
        wanted = list(dict.fromkeys(number for name, number in story.footnotes if name == kind))
        root = story.package.part(kind) if wanted else None
        notes = {} if root is None else {note.get(W + "id"): note for note in root.iterchildren(W + word)}
        for place, number in enumerate(wanted, 1):
            note = notes.get(number)
            if note is not None and note.get(W + "type") not in _SEPARATORS:
                with story.numbering.apart(kind):
                    read += BlockReader(story, "footnote").read(note, f"{kind}/{word}[{place}]")
    return read


def _margins(story: Story, body: Element) -> tuple[list[RawElement], list[RawElement]]:
    """Headers and footers that are printed; of several with the same words only the first."""
    settings = story.package.part("settings")
    facing = bool(switch(settings, "evenAndOddHeaders"))
    found: dict[Role, list[RawElement]] = {"header": [], "footer": []}
    seen: set[tuple[str, ...]] = set()
    for section in body.iter(W + "sectPr"):
        shown = {"default", *(("even",) if facing else ()), *(("first",) if switch(section, "titlePg") else ())}
        roles: tuple[Role, ...] = ("header", "footer")
        for role in roles:
            for reference in section.iterchildren(f"{W}{role}Reference"):
                root = story.package.related(reference.get(R + "id"))
                if root is None or reference.get(W + "type", "default") not in shown:
                    continue
                lines = _lines(story, root, role, f"{role}[{len(found[role]) + 1}]")
                key = (role, *_wording(root, lines))
                if lines and key not in seen:
                    seen.add(key)
                    found[role] += lines
    return found["header"], found["footer"]


def _wording(root: Element, lines: list[RawParagraph]) -> list[str]:
    """The words of a header or footer, page numbers masked, so that those that differ in them only are one."""
    codes = [*(text.text or "" for text in root.iter(W + "instrText"))]
    codes += [field.get(W + "instr") or "" for field in root.iter(W + "fldSimple")]
    if any("PAGE" in code for code in codes):
        return [_DIGITS.sub("#", line.text).strip() for line in lines]
    return [line.text.strip() for line in lines]


def _lines(story: Story, root: Element, role: Role, path: str) -> list[RawParagraph]:
    """A header's or footer's paragraphs; a table in it row by row."""
    lines: list[RawParagraph] = []
    for element in BlockReader(story, role).read(root, path):
        if isinstance(element, RawParagraph):
            lines.append(element)
        else:
            lines.extend(
                RawParagraph("\t".join(cell.text for cell in row), role, origin=Origin(element.origin.path))
                for row in element.rows
            )
    story.fields.clear()
    return lines
