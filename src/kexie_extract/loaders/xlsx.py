"""Spreadsheets (xlsx, xlsm, xlsb, xls, et, ods) through python-calamine.

Values are printed as the sheet shows them as far as the file says: whole numbers without a fraction, percentages and
fixed decimals by the cell's number format (xlsx, xls), dates in ISO 8601. Formulas give their stored results.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal
from io import BytesIO
from typing import TYPE_CHECKING, Any

from kexie_extract.errors import EncryptedFileError, LimitError, UnreadableFileError
from kexie_extract.loaders import sheets
from kexie_extract.loaders.base import Input
from kexie_extract.loaders.sheetxml import Formats, read_formats
from kexie_extract.model.diagnostics import Note
from kexie_extract.model.options import Options
from kexie_extract.model.raw import Origin, RawDocument, RawElement, RawParagraph
from kexie_extract.text.patterns import compiled

if TYPE_CHECKING:
    from python_calamine import CalamineSheet, CalamineWorkbook

_MAX_CELLS = 5_000_000
_LARGEST = 1e13  # beyond it fixed decimals have no meaning in 15 digits; infinity is beyond it too
_PERCENT = compiled(r"0(?:\.(0+))?%")
_FIXED = compiled(r"(#,##)?0(?:\.(0+))?(?:_.)*")


class SheetLoader:
    """Loader of spreadsheets."""

    format = "xlsx"

    def accepts(self, source: Input) -> bool:
        """Whether the name says spreadsheet."""
        return source.extension in {"xlsx", "xlsm", "xlsb", "xls", "et", "ett", "ods"}

    def load(self, source: Input, options: Options) -> RawDocument:
        """Read it.

        Raises:
            UnreadableFileError: damaged, or without any filled cell.
            EncryptedFileError: needs a password.
            LimitError: a sheet of more than 5,000,000 cells.
        """
        notes: list[Note] = []
        formats = read_formats(source)
        if formats.cells > _MAX_CELLS:
            raise _too_large(source.name)
        found = [part for part in _sheets(_open(source), source.name, formats, notes) if part[1]]
        elements: list[RawElement] = []
        for name, parts in found:
            if len(found) > 1:
                elements.append(RawParagraph(name, role="caption", origin=Origin(name)))
            printed = [
                RawParagraph(text, role=role, origin=Origin(name)) for role, text in formats.printed.get(name, ())
            ]
            elements.extend(paragraph for paragraph in printed if paragraph.role == "header")
            elements.extend(parts)
            elements.extend(paragraph for paragraph in printed if paragraph.role == "footer")
        if not elements:
            raise UnreadableFileError(f"{source.name}: the workbook has no filled cell; check that it was saved")
        return RawDocument(
            source.extension if source.extension in {"xls", "et"} else self.format, elements, notes=notes
        )


@contextmanager
def _guarded(name: str) -> Iterator[None]:
    """Turn what the cell reader raises on bad workbooks into errors that say what to do."""
    from python_calamine import CalamineError, PasswordError

    try:
        yield
    except PasswordError as error:
        raise EncryptedFileError(f"{name}: the workbook needs a password; save it without one") from error
    except CalamineError as error:
        raise _damaged(name, error) from error
    except BaseException as error:
        # The reader is written in Rust; on some damaged files it panics, with a class that cannot be imported.
        if type(error).__name__ != "PanicException":
            raise
        raise _damaged(name, error) from error


def _open(source: Input) -> "CalamineWorkbook":
    """The workbook."""
    from python_calamine import load_workbook

    with _guarded(source.name):
        return load_workbook(BytesIO(source.data))


def _sheets(
    workbook: "CalamineWorkbook", file: str, formats: Formats, notes: list[Note]
) -> list[tuple[str, list[RawElement]]]:
    """Name and content of each sheet that is shown; what is left out is noted."""
    from python_calamine import SheetTypeEnum, SheetVisibleEnum

    shown: list[tuple[str, list[RawElement]]] = []
    for entry in workbook.sheets_metadata:
        if entry.typ != SheetTypeEnum.WorkSheet:
            notes.append(Note("xlsx.sheet-skipped", f"sheet {entry.name} is a chart or macro sheet", "info"))
            continue
        with _guarded(file):
            sheet = workbook.get_sheet_by_name(entry.name)
        if entry.visible != SheetVisibleEnum.Visible:
            if sheet.height:
                notes.append(Note("xlsx.hidden-sheet-skipped", f"sheet {entry.name} is hidden and was left out"))
            continue
        shown.append((entry.name, sheets.elements(_read(sheet, file, formats.of(entry.name)))))
    return shown


def _read(sheet: "CalamineSheet", file: str, formats: dict[tuple[int, int], str]) -> sheets.Sheet:
    """A sheet's cells as text."""
    if sheet.height * sheet.width > _MAX_CELLS:
        raise _too_large(file)
    top, left = sheet.start or (0, 0)
    with _guarded(file):
        values = sheet.to_python(skip_empty_area=True)
    rows = [
        [_text(value, formats.get((top + r, left + c))) for c, value in enumerate(row)] for r, row in enumerate(values)
    ]
    merges = sheet.merged_cell_ranges  # None where the reader cannot tell: ods, xlsb
    return sheets.Sheet(sheet.name, rows, (top, left), merges or (), merges_known=merges is not None)


def _text(value: Any, number_format: str | None) -> str:
    """A value as the sheet shows it."""
    match value:
        case str():
            return value.replace("\r\n", "\n").replace("\r", "\n").replace("_x000D_", "")
        case bool():
            return "TRUE" if value else "FALSE"
        case int() | float():
            return _number(value, number_format)
        case datetime():
            return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "minutes")
        case date():
            return value.isoformat()
        case time():
            return value.isoformat("minutes")
        case timedelta():
            return str(value)
        case _:
            return str(value)


def _number(value: float, number_format: str | None) -> str:
    """A number by its format where that is a percentage or fixed decimals, else as short as it is exact.

    Spreadsheets keep 15 significant digits.
    """
    code = (number_format or "").split(";")[0] if abs(value) < _LARGEST else ""
    if percent := _PERCENT.fullmatch(code):
        return f"{_rounded(value * 100, len(percent[1] or '')):f}%"
    if fixed := _FIXED.fullmatch(code):
        return f"{_rounded(value, len(fixed[2] or '')):{',' if fixed[1] else ''}f}"
    if abs(value) < 1e15 and value == int(value):
        return str(int(value))
    return f"{value:.15g}"


def _rounded(value: float, digits: int) -> Decimal:
    """A number with fixed decimals, halves away from zero as spreadsheets round (Python rounds 12.5 to 12)."""
    return Decimal(f"{value:.15g}").quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)


def _damaged(name: str, error: BaseException) -> UnreadableFileError:
    return UnreadableFileError(f"{name}: the workbook is damaged or cut short ({error}); save or copy it again")


def _too_large(name: str) -> LimitError:
    return LimitError(f"{name}: a sheet has more than {_MAX_CELLS} cells; keep only the rows and columns in use")


LOADER = SheetLoader()
