"""Spreadsheets and delimited text."""

from collections.abc import Sequence
from datetime import date, datetime, time
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kexie_extract.errors import EncodingError, LimitError, UnreadableFileError
from kexie_extract.loaders import delimited, sheetxml, xlsx
from kexie_extract.loaders.base import Input
from kexie_extract.loaders.sheets import address
from kexie_extract.model.options import Options
from kexie_extract.model.raw import RawDocument, RawElement, RawParagraph, RawTable

openpyxl = pytest.importorskip("openpyxl")


def book(*grids: Sequence[Sequence[object]], merges: tuple[str, ...] = (), **more: Any) -> bytes:
    """A workbook with a sheet for each grid; merges go to the first."""
    workbook = openpyxl.Workbook()
    for number, grid in enumerate(grids):
        sheet = workbook.active if number == 0 else workbook.create_sheet()
        sheet.title = f"表{number + 1}"
        for row in grid:
            sheet.append(row)
        for cell, code in more.get("formats", {}).items():
            sheet[cell].number_format = code
        if number in more.get("hidden", ()):
            sheet.sheet_state = "hidden"
    for merge in merges:
        workbook.worksheets[0].merge_cells(merge)
    out = BytesIO()
    workbook.save(out)
    return out.getvalue()


def scrambled(data: bytes) -> bytes:
    """The workbook with the packed bytes of its first sheet overwritten."""
    start = data.index(b"xl/worksheets/sheet1.xml") + 40
    return data[:start] + b"\xff" * 60 + data[start + 60 :]


def load(data: bytes, name: str = "台账.xlsx") -> RawDocument:
    return xlsx.LOADER.load(Input(name, data), Options())


def rows(element: RawElement) -> list[list[str]]:
    assert isinstance(element, RawTable)
    return [[cell.text for cell in row] for row in element.rows]


def paragraphs(raw: RawDocument) -> list[tuple[str, str, str | None]]:
    return [(e.text, e.role, e.origin.path) for e in raw.elements if isinstance(e, RawParagraph)]


HEAD = ["序号", "内容", "时限"]


def test_title_table_and_notes() -> None:
    grid: list[list[Any]] = [
        ["2023年任务分解表"],
        ["单位：云溪县科协"],
        HEAD,
        [1, "培训", "6月"],
        [2, "宣传", "年底"],
        ["注：每季度末报送进展情况"],
    ]
    raw = load(book(grid, merges=("A1:C1", "A6:C6")))
    assert paragraphs(raw) == [
        ("2023年任务分解表", "body", "表1!A1"),
        ("单位：云溪县科协", "body", "表1!A2"),
        ("注：每季度末报送进展情况", "body", "表1!A6"),
    ]
    (table,) = [e for e in raw.elements if isinstance(e, RawTable)]
    assert rows(table) == [HEAD, ["1", "培训", "6月"], ["2", "宣传", "年底"]]
    assert table.rows[1][2].origin.path == "表1!C4"
    assert table.merges_known


def test_merges_are_continuations() -> None:
    grid: list[list[Any]] = [HEAD, [1, "培训", "6月"], [2, None, "年底"], ["一、科普", None, None], [3, "竞赛", "5月"]]
    raw = load(book(grid, merges=("B2:B3", "A4:C4")))
    (table,) = raw.elements
    assert isinstance(table, RawTable)
    assert [[cell.merge for cell in row] for row in table.rows][2:4] == [[None, "above", None], [None, "left", "left"]]


def test_a_last_row_that_only_continues_is_no_row() -> None:
    grid: list[list[Any]] = [HEAD, [1, "培训", "6月"], [None, None, None]]
    (table,) = load(book(grid, merges=("A2:A3", "B2:B3", "C2:C3"))).elements
    assert rows(table) == [HEAD, ["1", "培训", "6月"]]


def test_tables_apart_by_a_blank_row() -> None:
    grid: list[list[Any]] = [HEAD, [1, "培训", "6月"], [], ["部门", "人数"], ["办公室", 5]]
    one, two = load(book(grid)).elements
    assert rows(one) == [HEAD, ["1", "培训", "6月"]]
    assert rows(two) == [["部门", "人数"], ["办公室", "5"]]


def test_several_sheets_have_their_names() -> None:
    raw = load(book([HEAD, [1, "培训", "6月"]], [], [HEAD, [2, "宣传", "7月"]], [["隐藏"]], hidden=(3,)))
    assert paragraphs(raw) == [("表1", "caption", "表1"), ("表3", "caption", "表3")]
    assert [(note.code, "表4" in note.message) for note in raw.notes] == [("xlsx.hidden-sheet-skipped", True)]


@pytest.mark.parametrize(
    ("value", "code", "shown"),
    [
        (1, None, "1"),
        (1.0, None, "1"),
        (12.5, None, "12.5"),
        (0.1 + 0.2, None, "0.3"),
        (0.95, "0%", "95%"),
        (0.123, "0.0%", "12.3%"),
        (1.5, "0.00", "1.50"),
        (12000, "#,##0", "12,000"),
        (-3, None, "-3"),
        (1e20, None, "1e+20"),
        (True, None, "TRUE"),
        (date(2023, 3, 5), None, "2023-03-05"),
        (datetime(2023, 3, 5, 9, 30), None, "2023-03-05 09:30"),
        (time(9, 30), None, "09:30"),
        (" 培训 ", None, "培训"),
        ("001", None, "001"),
    ],
)
def test_values_are_printed_as_the_sheet_shows_them(value: Any, code: str | None, shown: str) -> None:
    raw = load(book([["项目", "值"], ["甲", value]], formats={"B2": code} if code else {}))
    assert rows(raw.elements[0])[1][1] == shown


def test_print_header_and_footer() -> None:
    workbook = openpyxl.Workbook()
    workbook.active.append(["序号", "内容"])
    workbook.active.append([1, "培训"])
    workbook.active.oddHeader.center.text = "云溪县科协任务表"
    workbook.active.oddHeader.center.size = 14
    workbook.active.oddFooter.center.text = "&P / &N"
    out = BytesIO()
    workbook.save(out)
    assert paragraphs(load(out.getvalue())) == [("云溪县科协任务表", "header", "Sheet")]


def test_first_cell_need_not_be_a1() -> None:
    grid: list[list[Any]] = [[], [], [None, None, "序号", "占比"], [None, None, 1, 0.5]]
    (table,) = load(book(grid, formats={"D4": "0%"})).elements
    assert rows(table) == [["序号", "占比"], ["1", "50%"]]
    assert table.origin.path == "表1!C3"


@pytest.mark.parametrize(
    ("row", "column", "name"), [(0, 0, "A1"), (6, 1, "B7"), (0, 25, "Z1"), (0, 26, "AA1"), (0, 702, "AAA1")]
)
def test_addresses(row: int, column: int, name: str) -> None:
    assert address(row, column) == name


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (book([]), "no filled cell"),
        (book([HEAD])[:-30], "damaged"),
        (scrambled(book([HEAD] * 50)), "damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "damaged"),
    ],
)
def test_bad_workbooks(data: bytes, words: str) -> None:
    with pytest.raises(UnreadableFileError, match=words) as caught:
        load(data)
    assert str(caught.value).startswith("台账.xlsx: ")
    assert "\n" not in str(caught.value)


def test_a_panic_of_the_reader_is_a_damaged_file(monkeypatch: pytest.MonkeyPatch) -> None:
    import python_calamine

    class PanicException(BaseException):
        pass

    def fail(data: object) -> None:
        raise PanicException("range end index 2 out of range")

    monkeypatch.setattr(python_calamine, "load_workbook", fail)
    with pytest.raises(UnreadableFileError, match="damaged"):
        load(book([HEAD]))


def test_a_sheet_that_claims_a_giant_area_is_refused() -> None:
    workbook = openpyxl.Workbook()
    workbook.active["A1"] = "一"
    workbook.active["XFD1048576"] = "二"
    out = BytesIO()
    workbook.save(out)
    with pytest.raises(LimitError, match="cells"):
        load(out.getvalue())


def test_a_bomb_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheetxml, "_MAX_UNPACKED", 100)
    with pytest.raises(LimitError, match="unpacks"):
        load(book([HEAD]))


CELL = st.text("科普培训6月,;\t\"'\n| ", max_size=6)


@pytest.mark.parametrize(
    ("name", "text", "expected", "reason"),
    [
        ("a.csv", "序号,内容\n1,培训\n", [["序号", "内容"], ["1", "培训"]], "the usual"),
        ("a.csv", "序号;内容\n1;a,b\n", [["序号", "内容"], ["1", "a,b"]], "semicolons"),
        ("a.csv", "序号\t内容\n1\t培训\n", [["序号", "内容"], ["1", "培训"]], "tabs under the name csv"),
        ("a.tsv", "序号\t内容\n1\ta,b,c\n", [["序号", "内容"], ["1", "a,b,c"]], "the name says so"),
        ("a.csv", '序号,内容\n1,"甲,乙\n丙"\n', [["序号", "内容"], ["1", "甲,乙\n丙"]], "quotes"),
    ],
)
@pytest.mark.parametrize("codec", ["utf-8-sig", "gb18030", "utf-16"])
def test_delimited(name: str, text: str, expected: list[list[str]], reason: str, codec: str) -> None:
    raw = delimited.LOADER.load(Input(name, text.encode(codec)), Options())
    (table,) = raw.elements
    assert rows(table) == expected, reason
    assert isinstance(table, RawTable)
    assert not table.merges_known


@given(st.lists(st.lists(CELL, min_size=2, max_size=5), min_size=1, max_size=8))
def test_delimited_text_loses_nothing(grid: list[list[str]]) -> None:
    import csv
    from io import StringIO

    out = StringIO()
    csv.writer(out, delimiter="\t").writerows(grid)
    try:
        raw = delimited.LOADER.load(Input("a.tsv", out.getvalue().encode()), Options())
    except (UnreadableFileError, EncodingError):
        assert not "".join("".join(row) for row in grid).strip()
        return
    found = "".join(
        e.text if isinstance(e, RawParagraph) else "".join(cell.text for row in e.rows for cell in row)
        for e in raw.elements
    )
    assert "".join(found.split()) == "".join("".join("".join(row) for row in grid).split())


def test_real_workbooks_lose_nothing(shared: Path) -> None:
    """Against openpyxl's reading; numbers there are numbers."""
    for path in sorted((shared / "corpus").glob("*.xlsx")):
        workbook = openpyxl.load_workbook(path)
        expected = "".join(
            str(cell)
            for sheet in workbook
            for row in sheet.iter_rows(values_only=True)
            for cell in row
            if cell is not None
        )
        found = "".join(
            e.text if isinstance(e, RawParagraph) else "".join(cell.text for row in e.rows for cell in row)
            for e in load(path.read_bytes(), path.name).elements
        )
        assert "".join(found.split()) == "".join(expected.split()), path.name


@pytest.mark.parametrize(("value", "text"), [("1e999", "inf"), ("-1e999", "-inf"), ("NaN", "NaN")])
@pytest.mark.parametrize("code", ["General", "0", "0.00", "0%", "#,##0"])
def test_endless_numbers_of_a_cell_are_kept_as_they_are(value: str, text: str, code: str) -> None:
    """A damaged or hostile workbook holds what no spreadsheet shows; whole numbers cannot be made of it."""
    from zipfile import ZipFile

    data = book([["序号", "数量"], [1, 7]], formats={"B2": code})
    out = BytesIO()
    with ZipFile(BytesIO(data)) as source, ZipFile(out, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            if name == "xl/worksheets/sheet1.xml":
                assert content.count(b"<v>7</v>") == 1
                content = content.replace(b"<v>7</v>", f"<v>{value}</v>".encode())
            target.writestr(name, content)
    table = load(out.getvalue()).elements[0]
    assert rows(table)[1][0] == "1"
    assert text.lower() in rows(table)[1][1].lower()
