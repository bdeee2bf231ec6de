"""OFD, the Chinese standard for fixed-layout documents (GB/T 33190-2016).

What is read: text codes with their positions, ruling lines, template pages, annotations (as stamps), all documents
of the file in order. What is skipped: seals and signatures (counted in a note), attachments, bookmarks, form data.
"""

from typing import TYPE_CHECKING

from kexie_extract.errors import LimitError, NoTextError
from kexie_extract.loaders.base import Input
from kexie_extract.loaders.ofd.container import Container, children, first, local, matrix, numbers, resolve
from kexie_extract.loaders.ofd.content import POINTS, Canvas
from kexie_extract.loaders.shapes import Matrix
from kexie_extract.model.diagnostics import Note
from kexie_extract.model.options import Options
from kexie_extract.model.raw import RawDocument, RawPage

if TYPE_CHECKING:
    from lxml.etree import _Element

MAX_PAGES = 20_000
"""Pages of one file."""
_ENTRY = "OFD.xml"
_A4 = (210.0, 297.0)  # millimetres


class OfdLoader:
    """Reads zip files with an `OFD.xml`."""

    format = "ofd"

    def accepts(self, source: Input) -> bool:
        """Whether the input is a zip that names the entry part."""
        return source.data.startswith(b"PK\x03\x04") and b"OFD.xml" in source.data

    def load(self, source: Input, options: Options) -> RawDocument:
        """Read all pages.

        Raises:
            UnreadableFileError: damaged.
            EncryptedFileError: encrypted.
            NoTextError: no page has text.
            LimitError: more pages or bytes than a document has.
        """
        container = Container(source)
        notes: list[Note] = []
        pages: list[RawPage] = []
        for body in children(container.xml(_ENTRY), "DocBody"):
            root = first(body, "DocRoot")
            if root is not None and root.text:
                _Document(container, resolve(_ENTRY, root.text), notes).read(pages)
            if (seals := first(body, "Signatures")) is not None and seals.text:
                _count_seals(container, resolve(_ENTRY, seals.text), notes)
        if not any(page.chars for page in pages):
            raise NoTextError(f"{source.name}: no page of the OFD has text; print it to images and read those.")
        return RawDocument(self.format, pages=pages, page_count=len(pages), notes=notes)


def _count_seals(container: Container, path: str, notes: list[Note]) -> None:
    """Say how many seals are left out."""
    seals = sum(1 for _ in children(container.xml(path), "Signature")) if container.has(path) else 0
    if seals:
        notes.append(Note("ofd.seals", f"{seals} electronic seals or signatures are not read.", "info"))


class _Document:
    """One document of the file: its page list, templates, resources and annotations."""

    def __init__(self, container: Container, path: str, notes: list[Note]) -> None:
        self._container, self._path, self._notes = container, path, notes
        self._root = container.xml(path)
        self._common = first(self._root, "CommonData")
        self._bold: set[str] = set()
        self._units: dict[str, _Element] = {}
        self._templates: dict[str, str] = {}
        if self._common is not None:
            self._resources(self._common)
        self._annotations = self._annotation_paths()

    def read(self, pages: list[RawPage]) -> None:
        """Add this document's pages."""
        listed = first(self._root, "Pages")
        for page in children(listed, "Page") if listed is not None else ():
            if len(pages) >= MAX_PAGES:
                raise LimitError(f"{self._container.name}: more than {MAX_PAGES} pages; split the file.")
            number = len(pages) + 1
            path = resolve(self._path, page.get("BaseLoc", ""))
            if not self._container.has(path):
                self._notes.append(Note("ofd.page-missing", f"{path} is missing.", "error", page=number))
                pages.append(RawPage(number, 0.0, 0.0))
                continue
            pages.append(self._page(path, page.get("ID", ""), number))

    def _resources(self, common: "_Element") -> None:
        """Which fonts are bold, the composite units, and the templates' paths."""
        for entry in children(common, "TemplatePage"):
            self._templates[entry.get("ID", "")] = resolve(self._path, entry.get("BaseLoc", ""))
        for entry in children(common, "PublicRes", "DocumentRes"):
            path = resolve(self._path, entry.text or "")
            if not self._container.has(path):
                continue
            for element in self._container.xml(path).iter():
                kind, name = local(element), element.get("FontName", "").lower()
                if kind == "Font" and (element.get("Bold") == "true" or "bold" in name):
                    self._bold.add(element.get("ID", ""))
                elif kind == "CompositeGraphicUnit" and (content := first(element, "Content")) is not None:
                    self._units[element.get("ID", "")] = content

    def _annotation_paths(self) -> dict[str, str]:
        """Path of each page's annotations, by the page's ID."""
        entry = first(self._root, "Annotations")
        path = resolve(self._path, entry.text or "") if entry is not None else ""
        if not path or not self._container.has(path):
            return {}
        paths = {}
        for page in children(self._container.xml(path), "Page"):
            location = first(page, "FileLoc")
            if location is not None and location.text:
                paths[page.get("PageID", "")] = resolve(path, location.text)
        return paths

    def _page(self, path: str, page_id: str, number: int) -> RawPage:
        """One page with its templates below and its annotations above."""
        root = self._container.xml(path)
        width, height, shift = self._area(root)
        canvas = Canvas(self._bold, self._units)
        for template in children(root, "Template"):
            below = self._templates.get(template.get("TemplateID", ""), "")
            if below and self._container.has(below):
                _draw_layers(canvas, self._container.xml(below), shift)
        _draw_layers(canvas, root, shift)
        self._annotate(canvas, page_id, shift)
        unmapped = sum(char.text in "\ufffd¤" or "\ue000" <= char.text <= "\uf8ff" for char in canvas.chars)
        if unmapped:
            message = f"{unmapped} of {len(canvas.chars)} glyphs have no Unicode character of their own."
            self._notes.append(Note("ofd.unmapped-glyphs", message, page=number))
        if not canvas.chars and canvas.images:
            self._notes.append(Note("ofd.page-without-text", "Page is an image without text.", "error", page=number))
        return RawPage(number, width, height, canvas.chars, canvas.rules, canvas.images)

    def _area(self, root: "_Element") -> tuple[float, float, Matrix]:
        """Width and height in points, and the map that puts the page's corner at the origin."""
        places = [(root, "Area")] + ([(self._common, "PageArea")] if self._common is not None else [])
        for element, name in places:
            box = first(element, name, "PhysicalBox")
            values = numbers(box.text) if box is not None else []
            if len(values) == 4 and values[2] > 0 and values[3] > 0:
                return values[2] * POINTS, values[3] * POINTS, Matrix(e=-values[0], f=-values[1])
        return _A4[0] * POINTS, _A4[1] * POINTS, Matrix()

    def _annotate(self, canvas: Canvas, page_id: str, shift: Matrix) -> None:
        """Draw a page's annotations (watermarks, stamps, remarks) as stamps."""
        path = self._annotations.get(page_id, "")
        if not path or not self._container.has(path):
            return
        for annotation in children(self._container.xml(path), "Annot"):
            appearance = first(annotation, "Appearance")
            if appearance is not None:
                canvas.draw(appearance, matrix(appearance).before(shift), stamped=True)


def _draw_layers(canvas: Canvas, root: "_Element", shift: Matrix) -> None:
    """Draw a page's layers in order."""
    content = first(root, "Content")
    for layer in children(content, "Layer") if content is not None else ():
        canvas.draw(layer, shift)


LOADER = OfdLoader()
