"""Which format an input is in, told by its first bytes; the name's extension only decides between kinds of text.

Nothing heavy is imported here: a loader's module is imported only when its format is there.
"""

import re
from io import BytesIO

from kexie_extract.errors import EncryptedFileError, UnreadableFileError, UnsupportedFormatError
from kexie_extract.loaders import encoding, ole
from kexie_extract.loaders.base import Input
from kexie_extract.text.patterns import compiled

EXTENSIONS = {
    "docx": "docx", "docm": "docx", "dotx": "docx", "dotm": "docx",
    "doc": "office", "dot": "office", "wps": "office", "wpt": "office", "rtf": "office", "odt": "office",
    "mht": "office", "mhtml": "office",
    "pdf": "pdf", "ofd": "ofd",
    "xlsx": "xlsx", "xlsm": "xlsx", "xlsb": "xlsx", "xls": "xlsx", "et": "xlsx", "ett": "xlsx", "ods": "xlsx",
    "csv": "csv", "tsv": "csv",
    "txt": "txt", "text": "txt", "md": "md", "markdown": "md", "html": "html", "htm": "html", "xhtml": "html",
    "png": "image", "jpg": "image", "jpeg": "image", "tif": "image", "tiff": "image", "bmp": "image",
    "zip": "archive", "7z": "archive",
}  # fmt: skip
"""Extensions of documents, and the format that each names when the first bytes leave it open."""

SUPPORTED = "docx, doc, wps, rtf, pdf, ofd, xlsx, xls, et, csv, html, md, txt, png, jpg, tiff, and zip or 7z of these"

_IMAGES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"II*\0", b"MM\0*", b"BM")
_BINARY_ONLY = frozenset({"docx", "docm", "dotx", "dotm", "pdf", "ofd", "xlsx", "xlsm", "xlsb", "png", "jpg", "jpeg"})
_HTML = re.compile(  # noqa: TID251 - bytes
    rb"\A\s*(?:<!--.{0,2000}?-->\s*|<\?xml[^>]{0,200}>\s*)*<(?:!doctype\s+html|(?:html|head|body|meta|title|table|div|p)[\s>])",
    re.IGNORECASE | re.DOTALL,
)
_MARKDOWN = compiled(r"^(?:#{1,6} \S|\|[ :|-]*-{3}[ :|-]*\|?\s*$|\*\*\S)", re.MULTILINE)
_WORD_XML = (b"Word.Document", b"schemas.microsoft.com/office/word/2003")


def sniff(source: Input) -> str:
    """The format's short name: a value of `EXTENSIONS`.

    Raises:
        UnreadableFileError: empty, a lock file, damaged, or not what its name says.
        EncryptedFileError: an Office file that needs a password.
        UnsupportedFormatError: nothing that a loader takes.
    """
    data, name = source.data, source.name
    if name.rpartition("/")[2].startswith("~$"):
        raise UnreadableFileError(
            f"{name}: the lock file of a document that is open elsewhere; give the document itself"
        )
    if not data.strip():
        raise UnreadableFileError(f"{name}: the file is empty; check that it was saved and copied completely")
    return _by_first_bytes(source) or _text(source)


def _by_first_bytes(source: Input) -> str | None:
    """The format by its signature, None for anything that may be text."""
    data = source.data
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zip(source)
    if data.startswith(ole.SIGNATURE):
        return _ole(source)
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data.startswith(b"7z\xbc\xaf\x27\x1c"):
        return "archive"
    if data.lstrip()[:5] == rb"{\rtf" or any(mark in data[:4096] for mark in _WORD_XML):
        return "office"
    if data[:64].lstrip()[:13].lower() == b"mime-version:" and b"multipart/related" in data[:4096].lower():
        return "office"  # a web archive that Word saved
    if data.startswith(_IMAGES) and not (data.startswith(b"BM") and source.extension != "bmp"):
        return "image"
    return None


def _zip(source: Input) -> str:
    """What a zip file holds."""
    from zipfile import BadZipFile, ZipFile

    try:
        with ZipFile(BytesIO(source.data)) as archive:
            names = archive.namelist()
    except (BadZipFile, ValueError, NotImplementedError, OSError) as error:
        raise UnreadableFileError(
            f"{source.name}: the file is damaged or cut short ({error}); copy or download it again"
        ) from error
    tops = {name.partition("/")[0] for name in names}
    if "OFD.xml" in tops:
        return "ofd"
    if "[Content_Types].xml" in tops:
        return _open_xml(source, tops)
    if "mimetype" in tops and "content.xml" in tops:
        return "xlsx" if source.extension == "ods" else "office"
    if source.extension in EXTENSIONS and source.extension != "zip":
        raise UnreadableFileError(
            f"{source.name}: not a {source.extension} file but a plain zip; save it as {source.extension} again, "
            "or name it .zip"
        )
    return "archive"


def _open_xml(source: Input, tops: set[str]) -> str:
    """Which Office application an Office Open XML file (ECMA-376) belongs to."""
    if "word" in tops:
        return "docx"
    if "xl" in tops:
        return "xlsx"
    raise _unsupported(source, "a presentation" if "ppt" in tops else "an Office file without text or sheets")


def _ole(source: Input) -> str:
    """What an OLE compound file holds."""
    streams = ole.streams(source.data)
    if not streams:
        raise UnreadableFileError(f"{source.name}: the file is damaged or cut short; copy or download it again")
    if "EncryptedPackage" in streams or "EncryptionInfo" in streams:
        raise EncryptedFileError(
            f"{source.name}: the file needs a password; open it, save it without one, and try again"
        )
    if "WordDocument" in streams:
        return "office"
    if streams & {"Workbook", "Book"}:
        return "xlsx"
    if "PowerPoint Document" in streams:
        raise _unsupported(source, "a presentation")
    return "office" if source.extension in {"doc", "wps", "wpt", "dot"} else _refuse(source)


def _text(source: Input) -> str:
    """Which kind of text it is, by its own marks and then by its extension."""
    data, extension = source.data, source.extension
    if _HTML.match(data[:8192].lstrip(b"\xef\xbb\xbf")) or _wide_html(data):
        return "html"
    if not encoding.looks_like_text(data) or data.lstrip()[:5] == b"<?xml" or extension in {"json", "xml"}:
        return _refuse(source)
    if extension in _BINARY_ONLY:
        raise UnreadableFileError(
            f"{source.name}: the file is plain text or damaged, not {extension}; save it as {extension} again or name "
            "it .txt"
        )
    named = EXTENSIONS.get(extension)
    if named in {"md", "csv", "html"}:
        return named
    if extension == "txt":
        return "txt"
    return "md" if _is_markdown(data) else "txt"


def _wide_html(data: bytes) -> bool:
    """HTML in UTF-16."""
    head = data[:8192]
    return b"<\0" in head and bool(_HTML.match(head.replace(b"\0", b"").lstrip(b"\xff\xfe")))


def _is_markdown(data: bytes) -> bool:
    """Headings, table rulings or bold leads on at least two lines; asked only where no name tells."""
    return len(_MARKDOWN.findall(data[:65536].decode("utf-8", "ignore"))) >= 2


def _refuse(source: Input) -> str:
    """Say that no loader takes it, or that it is not what its name says."""
    if source.extension in EXTENSIONS:
        raise UnreadableFileError(
            f"{source.name}: not a {source.extension} file by its first bytes, or damaged; copy or download it again"
        )
    raise _unsupported(source, f".{source.extension}" if source.extension else "an unknown format")


def _unsupported(source: Input, what: str) -> UnsupportedFormatError:
    """The error that names the formats."""
    return UnsupportedFormatError(f"{source.name}: {what} cannot be read; convert it to one of {SUPPORTED}")
