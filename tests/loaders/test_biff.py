"""Number formats of old workbooks, which LibreOffice writes here; damaged ones end quietly."""

import random
import subprocess
from io import BytesIO
from pathlib import Path

import pytest

from kexie_extract.loaders import biff, office, ole, xlsx
from kexie_extract.loaders.base import Input
from kexie_extract.model.options import Options
from kexie_extract.model.raw import RawTable

ROWS = [("项目", "比例", "平均", "人数"), ("科普", 0.5, 3.14159, 1200), ("学会", 0.125, 2, 30)]
FORMATS = ("General", "0%", "0.00", "#,##0")


@pytest.fixture(scope="module", params=[3, 400], ids=["small", "large"])
def workbook(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """An xls file; a small one lies in the small sectors of its container."""
    from openpyxl import Workbook

    program = office.find_soffice()
    if not program:
        pytest.skip("LibreOffice is not installed")
    book = Workbook()
    page = book.worksheets[0]
    page.title = "指标"
    for number in range(request.param):
        page.append(ROWS[number] if number < len(ROWS) else (f"第{number}项", number / 1000, number / 7, number))
    for row in page.iter_rows(min_row=2):
        for cell, code in zip(row, FORMATS, strict=True):
            cell.number_format = code
    buffer = BytesIO()
    book.save(buffer)
    folder: Path = tmp_path_factory.mktemp("biff")
    (folder / "指标.xlsx").write_bytes(buffer.getvalue())
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [
        program,
        profile,
        "--headless",
        "--convert-to",
        "xls",
        "--outdir",
        str(folder),
        str(folder / "指标.xlsx"),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return (folder / "指标.xls").read_bytes()


def test_numbers_as_the_sheet_shows_them(workbook: bytes) -> None:
    (table,) = xlsx.LOADER.load(Input("指标.xls", workbook), Options()).elements
    assert isinstance(table, RawTable)
    assert [[cell.text for cell in row] for row in table.rows[:3]] == [
        ["项目", "比例", "平均", "人数"],
        ["科普", "50%", "3.14", "1,200"],
        ["学会", "13%", "2.00", "30"],
    ]


def test_formats_by_sheet_and_cell(workbook: bytes) -> None:
    found = biff.formats(workbook, {9: "0%"})
    assert list(found) == ["指标"]
    assert found["指标"][1, 1] == "0%"
    assert (1, 0) not in found["指标"], "a cell of words"


def test_a_changed_byte_never_crashes(workbook: bytes) -> None:
    generator = random.Random(7)
    for _ in range(200):
        data = bytearray(workbook)
        for _ in range(3):
            data[generator.randrange(len(data))] = generator.randrange(256)
        biff.formats(bytes(data), {})


@pytest.mark.parametrize("data", [b"", ole.SIGNATURE, ole.SIGNATURE + b"\0" * 600, ole.SIGNATURE + b"\xff" * 5000])
def test_no_workbook(data: bytes) -> None:
    assert ole.stream(data, "Workbook") == b""
    assert biff.formats(data, {}) == {}


def test_a_sheet_whose_merges_are_not_told(tmp_path: Path) -> None:
    """LibreOffice's own form: the reader tells no merges, so blank cells may be merged ones."""
    from openpyxl import Workbook

    program = office.find_soffice()
    if not program:
        pytest.skip("LibreOffice is not installed")
    book = Workbook()
    for row in (("主题", "内容", "责任部门"), ("科普", "讲座", "科普部"), (None, "展览", "科普部")):
        book.worksheets[0].append(row)
    book.worksheets[0].merge_cells("A2:A3")
    book.save(tmp_path / "任务.xlsx")
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [
        program,
        profile,
        "--headless",
        "--convert-to",
        "ods",
        "--outdir",
        str(tmp_path),
        str(tmp_path / "任务.xlsx"),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    for name, known in (("任务.xlsx", True), ("任务.ods", False)):
        (table,) = xlsx.LOADER.load(Input(name, (tmp_path / name).read_bytes()), Options()).elements
        assert isinstance(table, RawTable)
        assert table.merges_known is known
