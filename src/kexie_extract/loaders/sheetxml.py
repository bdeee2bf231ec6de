"""What the cell reader does not tell of an xlsx file: number formats, and how large a sheet claims to be.

Read from the file's own XML by pattern (ECMA-376 part 1, 18.3.1.4 c, 18.8.30 numFmt), since only attributes matter.
"""

import re
import zlib
from io import BytesIO
from typing import Literal, NamedTuple
from zipfile import BadZipFile, ZipFile

from kexie_extract.errors import LimitError, UnreadableFileError
from kexie_extract.loaders import biff, ole
from kexie_extract.loaders.base import Input
from kexie_extract.text.patterns import compiled

_MAX_UNPACKED = 1 << 29
_CELL = re.compile(rb'<(?:\w+:)?c\b[^>]*?\br="([A-Z]{1,3})(\d{1,7})"([^>]*)>')
_STYLE = re.compile(rb'\bs="(\d{1,6})"')
_FORMAT = re.compile(rb'<(?:\w+:)?numFmt\b[^>]*?\bnumFmtId="(\d{1,6})"[^>]*?\bformatCode="([^"]{0,200})"')
_STYLES = re.compile(rb"<(?:\w+:)?cellXfs\b.*?</(?:\w+:)?cellXfs>", re.DOTALL)
_STYLE_FORMAT = re.compile(rb'<(?:\w+:)?xf\b[^>]*?\bnumFmtId="(\d{1,6})"')
_SHEET = re.compile(rb"<(?:\w+:)?sheet\b([^>]*)>")
_NAME = re.compile(rb'\bname="([^"]*)"')
_RELATION = re.compile(rb'\br:id="([^"]*)"')
_TARGET = re.compile(rb"<(?:\w+:)?Relationship\b([^>]*)>")
_ATTRIBUTE = re.compile(rb'\b(Id|Target)="([^"]*)"')
_PRINTED = re.compile(rb"<(?:\w+:)?odd(Header|Footer)>([^<]{0,2000})</")
_CODES = compiled(r'&(?:"[^"]*"|K(?:[0-9A-F]{6}|\d\d[+-]\d{3})|\d{1,3}|[A-Za-z])')
_BUILT_IN = {1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%"}
"""Number formats that files do not spell out (18.8.30)."""


class Formats(NamedTuple):
    """What the XML says beyond the cells' values.

    Attributes:
        by_sheet: number formats of the cells that have one, by sheet name.
        cells: area of the largest sheet in cells.
        printed: words of the print header and footer of a sheet, each with `header` or `footer`.
    """

    by_sheet: dict[str, dict[tuple[int, int], str]]
    cells: int
    printed: dict[str, list[tuple[Literal["header", "footer"], str]]]

    def of(self, sheet: str) -> dict[tuple[int, int], str]:
        """Formats of a sheet's cells by row and column from 0."""
        return self.by_sheet.get(sheet, {})


def read_formats(source: Input) -> Formats:
    """Number formats and size of an xlsx file, number formats of an xls file; nothing for other spreadsheets.

    Raises:
        UnreadableFileError: the zip is damaged.
        LimitError: it unpacks to more than 512 MB.
    """
    if source.data.startswith(ole.SIGNATURE):
        return Formats(biff.formats(source.data, _BUILT_IN), 0, {})
    if not source.data.startswith(b"PK"):
        return Formats({}, 0, {})
    try:
        with ZipFile(BytesIO(source.data)) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > _MAX_UNPACKED:
                raise LimitError(f"{source.name}: unpacks to more than 512 MB; split the workbook")
            return _read(archive)
    except (BadZipFile, zlib.error, OSError, EOFError, ValueError, NotImplementedError) as error:
        raise UnreadableFileError(
            f"{source.name}: the workbook is damaged or cut short ({error}); save or copy it again"
        ) from error


def _read(archive: ZipFile) -> Formats:
    names = set(archive.namelist())
    styles = _style_formats(archive.read("xl/styles.xml")) if "xl/styles.xml" in names else []
    by_sheet: dict[str, dict[tuple[int, int], str]] = {}
    printed: dict[str, list[tuple[Literal["header", "footer"], str]]] = {}
    largest = 0
    for name, path in _sheet_paths(archive, names).items():
        xml = archive.read(path)
        by_sheet[name], area = _cells(xml, styles)
        printed[name] = _printed(xml)
        largest = max(largest, area)
    return Formats(by_sheet, largest, printed)


def _printed(xml: bytes) -> list[tuple[Literal["header", "footer"], str]]:
    """Print header and footer without their codes (18.3.1.46 headerFooter): fonts, page numbers, dates."""
    found: list[tuple[Literal["header", "footer"], str]] = []
    for kind, content in _PRINTED.findall(xml):
        text = _CODES.sub(" ", _unescaped(content).replace("&&", "\0")).replace("\0", "&").strip()
        if any(char.isalnum() for char in text):
            found.append(("header" if kind == b"Header" else "footer", text))
    return found


def _style_formats(xml: bytes) -> list[str]:
    """Format code of each cell style, empty for General."""
    codes = dict(_BUILT_IN)
    codes.update({int(number): code.decode("utf-8", "replace") for number, code in _FORMAT.findall(xml)})
    block = _STYLES.search(xml)
    return [codes.get(int(number), "") for number in _STYLE_FORMAT.findall(block[0])] if block else []


def _sheet_paths(archive: ZipFile, names: set[str]) -> dict[str, str]:
    """Path of each sheet's part by the sheet's name."""
    if not {"xl/workbook.xml", "xl/_rels/workbook.xml.rels"} <= names:
        return {}
    targets = {}
    for relation in _TARGET.findall(archive.read("xl/_rels/workbook.xml.rels")):
        pairs = dict(_ATTRIBUTE.findall(relation))
        target = pairs.get(b"Target", b"").decode("utf-8", "replace")
        targets[pairs.get(b"Id")] = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
    paths = {}
    for sheet in _SHEET.findall(archive.read("xl/workbook.xml")):
        name, relation = _NAME.search(sheet), _RELATION.search(sheet)
        path = targets.get(relation[1]) if relation else None
        if name and path in names:
            paths[_unescaped(name[1])] = path
    return paths


def _unescaped(value: bytes) -> str:
    from html import unescape

    return unescape(value.decode("utf-8", "replace"))


def _cells(xml: bytes, styles: list[str]) -> tuple[dict[tuple[int, int], str], int]:
    """Formats of a sheet's cells, and the area from the first cell to the last."""
    formats: dict[tuple[int, int], str] = {}
    bottom = right = 0
    for letters, digits, rest in _CELL.findall(xml):
        row, column = int(digits), _column(letters)
        bottom, right = max(bottom, row), max(right, column)
        if styles and (style := _STYLE.search(rest)) and (index := int(style[1])) < len(styles) and styles[index]:
            formats[row - 1, column - 1] = styles[index]
    return formats, bottom * right


def _column(letters: bytes) -> int:
    """A column's number from 1."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number
