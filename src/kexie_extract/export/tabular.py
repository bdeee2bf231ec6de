"""CSV and Excel for people: one table per record type, Chinese headers, safe against formula injection.

A spreadsheet program takes a cell that begins with = + - @, a tab or a carriage return for a formula (OWASP, CSV
injection). Such a text gets a leading apostrophe in CSV; in Excel it is written as a string with the quote prefix,
which shows the text unchanged.
"""

import csv
import io
from codecs import BOM_UTF8
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from kexie_extract.errors import OutputError
from kexie_extract.export.markdown import to_markdown
from kexie_extract.export.sheets import SHEETS, Kind, Sheet, Value, by_month, rows
from kexie_extract.model.records import Document

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

__all__ = ["CsvWriter", "XlsxWriter", "to_markdown", "write_csv", "write_xlsx"]

_STARTERS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_CELL_LIMIT = 32767
"""Characters in an Excel cell."""
_ROW_LIMIT = 1_048_576
"""Rows on an Excel sheet."""
_CUT = "…（下略，全文见 JSON）"
_FIRST_EXCEL_YEAR = 1901
"""Excel's dates before March 1900 are off by one; earlier dates stay text."""
_WIDTHS: dict[Kind, int] = {"short": 8, "text": 14, "medium": 18, "wide": 38, "number": 8, "date": 12}
"""Characters of half width."""
_LINE_HEIGHT, _GREATEST_HEIGHT = 15, 405
"""Points; Excel has no row higher than 409."""
_A4 = 9
_MADE = datetime(2000, 1, 1)
_FORMATS: dict[str, dict[str, object]] = {
    "header": {"bold": True, "text_wrap": True, "align": "center", "bg_color": "#DDEBF7"},
    "text": {"text_wrap": True},
    "short": {"text_wrap": True, "align": "center"},
    "quoted": {"text_wrap": True, "quote_prefix": True},
    "date": {"num_format": "yyyy-mm-dd", "align": "center"},
    "number": {"align": "center"},
}


def is_formula(text: str) -> bool:
    """Whether a spreadsheet program may take the text for a formula."""
    return text.startswith(_STARTERS) or text.lstrip(" \u00a0\u3000\ufeff").startswith(_STARTERS)


def defused(value: Value) -> Value:
    """The value, with a leading apostrophe where it is a text that could be taken for a formula."""
    return f"'{value}" if isinstance(value, str) and is_formula(value) else value


def _lines(value: Value, width: int) -> int:
    """How many lines a value takes in a column of so many characters of half width."""
    if not isinstance(value, str):
        return 1
    return sum(-(-sum(1 + (char > "\u2000") for char in line) // (width - 1)) or 1 for line in value.split("\n"))


class CsvWriter:
    """Writes documents into a folder of CSV files, one per record type: UTF-8 with BOM, so that Excel reads it."""

    def __init__(self, folder: Path) -> None:
        """Make the files.

        Raises:
            OutputError: the folder cannot be written.
        """
        self._files: list[Any] = []
        self._writers: dict[str, Any] = {}
        try:
            folder.mkdir(parents=True, exist_ok=True)
            for sheet in SHEETS:
                stream = (folder / f"{sheet.records}.csv").open("w", encoding="utf-8-sig", newline="")
                self._files.append(stream)
                self._writers[sheet.records] = csv.writer(stream)
                self._writers[sheet.records].writerow(sheet.headers)
        except OSError as error:
            self.close()
            raise OutputError(f"{folder}: cannot be written: {error.strerror or error}") from error

    def put(self, document: Document) -> None:
        """Append one document's records."""
        for sheet in SHEETS:
            self._writers[sheet.records].writerows(_csv_rows(document, sheet))

    def close(self) -> None:
        """Close the files."""
        for stream in self._files:
            stream.close()


def write_csv(documents: Iterable[Document], target: Path | BinaryIO, records: str | None = None) -> None:
    """Write documents as CSV.

    Args:
        documents: any number.
        target: a folder gets a file per record type; a binary stream gets one table.
        records: the record type for a stream (`tasks`, `items` …); without it `tasks` where there are any,
            else `items`.

    Raises:
        OutputError: the target cannot be written, or there is no such record type.
    """
    if isinstance(target, Path):
        writer = CsvWriter(target)
        try:
            for document in documents:
                writer.put(document)
        finally:
            writer.close()
        return
    held = list(documents)
    table = CsvTable(target, records or ("tasks" if any(document.tasks for document in held) else "items"))
    for document in held:
        table.put(document)


class CsvTable:
    """Writes the records of one type into a stream as CSV, UTF-8 with BOM."""

    def __init__(self, stream: BinaryIO, records: str | None = None) -> None:
        """Begin a table.

        Args:
            stream: gets the rows as they come.
            records: the record type; None takes `tasks` where the first document has any, else `items`.
        """
        self._stream, self._records = stream, records
        self._sheet: Sheet | None = None

    def put(self, document: Document) -> None:
        """Append one document's records, below the header where it is the first.

        Raises:
            OutputError: there is no such record type.
        """
        if self._sheet is None:
            self._sheet = _sheet_of(self._records or ("tasks" if document.tasks else "items"))
            self._stream.write(BOM_UTF8 + _csv_line([list(self._sheet.headers)]))
        self._stream.write(_csv_line(_csv_rows(document, self._sheet)))


def _sheet_of(records: str) -> Sheet:
    """The sheet of a record type.

    Raises:
        OutputError: there is no such record type.
    """
    sheet = next((sheet for sheet in SHEETS if sheet.records == records), None)
    if sheet is None:
        raise OutputError(f"no records {records!r}; there is {', '.join(sheet.records for sheet in SHEETS)}")
    return sheet


def _csv_line(lines: Iterable[Iterable[Value]]) -> bytes:
    """Rows as the bytes of a CSV file."""
    text = io.StringIO(newline="")
    csv.writer(text).writerows(lines)
    return text.getvalue().encode()


def _csv_rows(document: Document, sheet: Sheet) -> Iterator[list[Value]]:
    for row in rows(document, sheet):
        yield [defused(value) for value in row]


class XlsxWriter:
    """Writes documents into an Excel workbook with a sheet per record type.

    Headers are frozen and filtered, long texts wrap, dates are dates.
    """

    def __init__(self, stream: BinaryIO, *, months: bool = False) -> None:
        """Begin a workbook.

        Args:
            stream: gets the file when the writer is closed.
            months: give the sheet of tasks a column per month with what is to be done in it.
        """
        from xlsxwriter import Workbook

        options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
        self._stream, self._held_back = stream, io.BytesIO()
        self._book = Workbook(self._held_back, options)
        self._book.set_properties({"created": _MADE})
        self._formats = {
            name: self._book.add_format({"font_name": "宋体", "valign": "vcenter", "border": 1, **more})
            for name, more in _FORMATS.items()
        }
        self._sheets: dict[str, Worksheet] = {sheet.records: self._begin(sheet) for sheet in SHEETS}
        self._rows = dict.fromkeys(self._sheets, 1)
        self._filled: dict[str, set[int]] = {name: set() for name in self._sheets}
        self._months = months
        self._held: list[tuple[list[Value], dict[tuple[int, int], str]]] = []

    def _begin(self, sheet: Sheet) -> "Worksheet":
        """A sheet with its widths; the header row of tasks waits until the months are known."""
        page = self._book.add_worksheet(sheet.name)
        for index, kind in enumerate(sheet.kinds):
            page.set_column(index, index, _WIDTHS[kind])
        page.freeze_panes(1, 0)
        page.set_landscape()
        page.set_paper(_A4)
        page.fit_to_pages(1, 0)
        page.repeat_rows(0)
        page.set_footer("&C第 &P 页，共 &N 页")
        return page

    def put(self, document: Document) -> None:
        """Append one document's records.

        Raises:
            OutputError: a sheet is full.
        """
        for sheet in SHEETS:
            found = rows(document, sheet)
            if sheet.records == "tasks" and self._months:
                self._held.extend(zip(found, by_month(document), strict=True))
                continue
            for row in found:
                self._row(sheet, row)

    def _row(self, sheet: Sheet, row: list[Value]) -> None:
        """Write one row under the header, which goes first."""
        number = self._rows[sheet.records]
        if number >= _ROW_LIMIT:
            raise OutputError(f"the sheet {sheet.name} is full at {_ROW_LIMIT} rows; write csv or sqlite instead")
        if number == 1:
            self._header(sheet, [])
        self._line(sheet, number, row, sheet.kinds)
        self._rows[sheet.records] += 1

    def _header(self, sheet: Sheet, more: list[str]) -> None:
        page = self._sheets[sheet.records]
        for column, words in enumerate([*sheet.headers, *more]):
            page.write_string(0, column, words, self._formats["header"])

    def _line(self, sheet: Sheet, number: int, values: list[Value], kinds: Sequence[Kind]) -> None:
        """Write one row, as high as its longest text needs: not every program fits heights when it opens a file."""
        lines = max(_lines(value, _WIDTHS[kind]) for value, kind in zip(values, kinds, strict=True))
        self._sheets[sheet.records].set_row(number, min(_GREATEST_HEIGHT, lines * _LINE_HEIGHT + 3))
        for column, value in enumerate(values):
            self._cell(sheet, number, column, value)

    def _cell(self, sheet: Sheet, row: int, column: int, value: Value) -> None:
        """Write one value as what it is; a text never becomes a formula."""
        page = self._sheets[sheet.records]
        if value is None:
            page.write_blank(row, column, None, self._formats["text"])
            return
        self._filled[sheet.records].add(column)
        if isinstance(value, date):
            if value.year >= _FIRST_EXCEL_YEAR:
                page.write_datetime(row, column, datetime(value.year, value.month, value.day), self._formats["date"])
                return
            value = value.isoformat()
        if isinstance(value, str):
            text = value if len(value) <= _CELL_LIMIT else value[: _CELL_LIMIT - len(_CUT)] + _CUT
            short = column < len(sheet.kinds) and sheet.kinds[column] == "short"
            style = "quoted" if is_formula(text) else "short" if short else "text"
            page.write_string(row, column, text, self._formats[style])
            return
        page.write_number(row, column, value, self._formats["number"])

    def _tasks_by_month(self) -> None:
        """The sheet of tasks with a column per month."""
        sheet = next(sheet for sheet in SHEETS if sheet.records == "tasks")
        months = sorted({month for _, cells in self._held for month in cells})
        self._header(sheet, [f"{year}年{month}月" for year, month in months])
        width = len(sheet.headers)
        month_kinds: list[Kind] = ["medium"] * len(months)
        if months:
            self._sheets["tasks"].set_column(width, width + len(months) - 1, _WIDTHS["medium"])
        self._sheets["tasks"].freeze_panes(1, 2)
        for number, (row, cells) in enumerate(self._held, 1):
            values = [*row, *(cells.get(month) for month in months)]
            self._line(sheet, number, values, [*sheet.kinds, *month_kinds])
        self._sheets["tasks"].autofilter(0, 0, max(1, len(self._held)), width + len(months) - 1)

    def _hide_empty(self) -> None:
        """Show the first of tasks and items that there are, no sheet without records, and no column without values."""
        for sheet in SHEETS:
            page, filled = self._sheets[sheet.records], self._filled[sheet.records]
            if not filled and sheet.records != "documents":
                page.hide()
                continue
            for index, column in enumerate(sheet.columns, 1):
                if index not in filled and not column.kept:
                    page.set_column(index, index, None, None, {"hidden": True})
        shown = next((name for name in ("tasks", "items") if self._filled[name]), "documents")
        self._sheets[shown].activate()

    def discard(self) -> None:
        """Give the workbook up; nothing is written, and its temporary files go."""
        self._book.close()

    def close(self) -> None:
        """Write the workbook to the stream, opened at its tasks, or else its items."""
        for sheet in SHEETS:
            if sheet.records == "tasks" and self._months:
                self._tasks_by_month()
                continue
            if self._rows[sheet.records] == 1:
                self._header(sheet, [])
            last = max(1, self._rows[sheet.records] - 1)
            self._sheets[sheet.records].autofilter(0, 0, last, len(sheet.headers) - 1)
        self._hide_empty()
        self._book.close()
        self._stream.write(self._held_back.getvalue())


@contextmanager
def workbook(stream: BinaryIO, months: bool) -> Iterator[XlsxWriter]:
    """A workbook that is written when the block ends well."""
    writer = XlsxWriter(stream, months=months)
    try:
        yield writer
    except BaseException:
        writer.discard()
        raise
    writer.close()


def write_xlsx(documents: Iterable[Document], stream: BinaryIO, months: bool = False) -> None:
    """Write documents as an Excel workbook with a sheet per record type.

    Args:
        documents: any number, written as they come.
        stream: a binary stream.
        months: give the sheet of tasks a column per month with what is to be done in it.

    Raises:
        OutputError: a sheet is full.
    """
    with workbook(stream, months) as writer:
        for document in documents:
            writer.put(document)
