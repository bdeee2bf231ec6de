"""Builds Word documents from fragments of their XML."""

import zipfile
from collections.abc import Callable
from io import BytesIO

import pytest

from kexie_extract.loaders.base import Input
from kexie_extract.loaders.docx import LOADER
from kexie_extract.model.options import Options
from kexie_extract.model.raw import RawDocument

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:dgm="http://schemas.openxmlformats.org/drawingml/2006/diagram" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)
MAIN_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
ROOTS = {"numbering": "numbering", "styles": "styles", "settings": "settings", "footnotes": "footnotes"}
ROOTS |= {"endnotes": "endnotes", "header": "hdr", "footer": "ftr"}


def build(body: str, parts: dict[str, str] | None = None, main_type: str = MAIN_TYPE, **extra: bytes) -> bytes:
    """A docx with this body; `parts` holds the inner XML of `numbering`, `styles`, `header1` …"""
    files = {"word/document.xml": f"<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>"}
    overrides = f'<Override PartName="/word/document.xml" ContentType="{main_type}"/>'
    related = ""
    for name, inner in (parts or {}).items():
        kind = name.rstrip("0123456789")
        root = ROOTS.get(kind)
        files[f"word/{name}.xml"] = f"<w:{root} {NAMESPACES}>{inner}</w:{root}>" if root else inner
        related += f'<Relationship Id="{name}" Type="{OFFICE}/{kind}" Target="{name}.xml"/>'
    types = '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    types += '<Default Extension="xml" ContentType="application/xml"/>'
    files["[Content_Types].xml"] = (
        f'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">{types}{overrides}</Types>'
    )
    wrap = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
    main = f'<Relationship Id="main" Type="{OFFICE}/officeDocument" Target="word/document.xml"/>'
    files["_rels/.rels"] = wrap.format(main)
    files["word/_rels/document.xml.rels"] = wrap.format(related)
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
        for name, data in extra.items():
            archive.writestr(name, data)
    return out.getvalue()


Read = Callable[..., RawDocument]


@pytest.fixture(scope="session")
def make() -> Callable[..., bytes]:
    """Builds the bytes of a docx; see `build`."""
    return build


@pytest.fixture(scope="session")
def read() -> Read:
    """Builds a docx and reads it."""

    def read_body(body: str, **parts: str) -> RawDocument:
        return LOADER.load(Input("报告.docx", build(body, parts)), Options())

    return read_body
