"""CSV, Excel and Markdown for people."""

import csv
import io
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kexie_extract.errors import OutputError
from kexie_extract.export.markdown import table_to_markdown
from kexie_extract.export.sheets import SHEETS, months_of
from kexie_extract.export.tabular import defused, is_formula, to_markdown, write_csv, write_xlsx
from kexie_extract.model.records import Block, Document, Metadata, Milestone, Section, Source, Span, Task

SPAN = Span(block="b1", start=0, end=1)
EVIL = "=HYPERLINK(1)"


def _task(**values: Any) -> Task:
    blank = dict.fromkeys(
        ("theme", "project", "content", "goal", "measures", "schedule", "progress", "remarks", "year")
    )
    lists: dict[str, Any] = {name: [] for name in ("departments", "supporting_departments", "owners", "repairs")}
    fixed: dict[str, Any] = {"id": "t1", "table": "b1", "row": 1, "number": "1", "milestones": [], "quantities": []}
    return Task(**(blank | lists | fixed | {"extra": {}} | values))


def _milestone(start: str | None, end: str | None, **values: Any) -> Milestone:
    fixed: dict[str, Any] = {"id": "m1", "text": "6月", "relation": "during", "recurrence": None, "action": "举办讲座"}
    fixed |= {"task": "t1", "item": None, "rule": "periods.month", "span": SPAN, "start": start, "end": end}
    return Milestone(**(fixed | values))


def _block(name: str, kind: Any, text: str, rows: list[list[str]] | None = None) -> Block:
    return Block(id=name, kind=kind, text=text, page=None, section=None, generated=None, rows=rows, raw_rows=rows)


def _document(**values: Any) -> Document:
    empty: dict[str, Any] = {name: [] for name in ("blocks", "sections", "items", "tasks", "quantities")}
    empty |= {"milestones": [], "entities": [], "diagnostics": []}
    source = Source(name="任务表.docx", format="docx", sha256="0" * 64, bytes=1)
    return Document(**({"source": source, "kind": "task_table", "metadata": Metadata()} | empty | values))


DOCUMENT = _document(
    tasks=[_task(content=EVIL, departments=["办公室", "学会部"], extra={"经费（万元）": "150万元"}, year=2024)],
    milestones=[_milestone("2024-06-01", "2024-06-30"), _milestone(None, "2024-09-30", id="m2", text="9月底前")],
)


def _workbook(document: Document, *, months: bool = False) -> Any:
    openpyxl = pytest.importorskip("openpyxl")
    stream = io.BytesIO()
    write_xlsx([document], stream, months=months)
    return openpyxl.load_workbook(io.BytesIO(stream.getvalue()))


def test_csv_stream_has_a_mark_for_excel_and_chinese_headers() -> None:
    stream = io.BytesIO()
    write_csv([DOCUMENT], stream)
    assert stream.getvalue().startswith(b"\xef\xbb\xbf")
    (row,) = csv.DictReader(io.StringIO(stream.getvalue().decode("utf-8-sig"), newline=""))
    assert row["文件"] == "任务表.docx"
    assert row["工作内容"] == f"'{EVIL}"
    assert row["责任部门"] == "办公室、学会部"
    assert row["其他栏"] == "经费（万元）：150万元"


def test_csv_folder_has_a_file_for_each_record_type(tmp_path: Path) -> None:
    write_csv([DOCUMENT, DOCUMENT], tmp_path / "out")
    assert {path.stem for path in (tmp_path / "out").iterdir()} == {sheet.records for sheet in SHEETS}
    with (tmp_path / "out" / "milestones.csv").open(encoding="utf-8-sig", newline="") as stream:
        lines = list(csv.DictReader(stream))
    assert [line["止"] for line in lines] == ["2024-06-30", "2024-09-30"] * 2
    assert [line["起"] for line in lines] == ["2024-06-01", ""] * 2


def test_csv_into_a_file_as_folder_is_an_output_error(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("")
    with pytest.raises(OutputError, match="cannot be written"):
        write_csv([DOCUMENT], tmp_path / "out")


def test_csv_of_unknown_records_is_an_output_error() -> None:
    with pytest.raises(OutputError, match="no records 'wrong'"):
        write_csv([DOCUMENT], io.BytesIO(), "wrong")


FORMULAS = [
    ("=1+1", True),
    ("+86", True),
    ("-举办", True),
    ("@SUM(A1)", True),
    ("\t=1", True),
    ("\r=1", True),
    (" =1", True),
    ("＝1", True),
    ("1=1", False),
    ("举办讲座", False),
    ("", False),
    ("—", False),
]


@pytest.mark.parametrize(("text", "formula"), FORMULAS)
def test_formulas_are_known(text: str, formula: bool) -> None:
    assert is_formula(text) is formula


@given(st.text(max_size=8))
def test_no_text_begins_as_a_formula_once_defused(text: str) -> None:
    found = defused(text)
    assert isinstance(found, str)
    assert found.removeprefix("'") == text.removeprefix("'")
    assert not is_formula(found)


def test_workbook_has_a_sheet_for_each_record_type() -> None:
    book = _workbook(DOCUMENT)
    assert book.sheetnames == [sheet.name for sheet in SHEETS]
    for page in book:
        assert page.freeze_panes == "A2"
        assert page.auto_filter.ref.startswith("A1:")
        assert page["A1"].value == "文件"


def test_workbook_cells_are_what_they_are() -> None:
    book = _workbook(DOCUMENT)
    tasks = dict(zip(*book["任务"].rows, strict=True))
    cells = {header.value: cell for header, cell in tasks.items()}
    assert cells["工作内容"].value == EVIL
    assert cells["工作内容"].data_type == "s"
    assert cells["工作内容"].quotePrefix
    assert cells["工作内容"].alignment.wrap_text
    assert cells["年度"].value == 2024
    dates = [row[3].value for row in book["时间节点"].iter_rows(min_row=2)]
    assert [value.date() for value in dates] == [date(2024, 6, 30), date(2024, 9, 30)]


def test_workbook_hides_what_is_empty_and_opens_at_its_tasks() -> None:
    book = _workbook(_document(tasks=[_task(content="举办科普讲座")]))
    tasks = book["任务"]
    hidden = {cell.value for cell in tasks[1] if tasks.column_dimensions[cell.column_letter].hidden}
    assert "目标" in hidden
    assert not hidden & {"工作内容", "完成情况", "备注"}, "people fill these in"
    assert book.active.title == "任务"
    assert [page.title for page in book if page.sheet_state == "visible"] == ["文档", "任务"]


def test_rows_are_as_high_as_their_texts() -> None:
    page = _workbook(_document(tasks=[_task(content="科普" * 60), _task(content="讲座")]))["任务"]
    assert page.row_dimensions[2].height > 5 * page.row_dimensions[3].height / 2


def test_pages_print_landscape_in_one_width_with_their_header() -> None:
    page = _workbook(DOCUMENT)["任务"]
    assert page.page_setup.orientation == "landscape"
    assert (page.page_setup.fitToHeight, page.sheet_properties.pageSetUpPr.fitToPage) == (0, True)
    assert page.print_title_rows == "$1:$1"


def test_months_become_columns() -> None:
    rows = list(_workbook(DOCUMENT, months=True)["任务"].values)
    assert rows[0][-2:] == ("2024年6月", "2024年9月")
    assert rows[1][-2:] == ("6月：举办讲座", "9月底前：举办讲座")


MONTHS = [
    ("2024-11-01", "2025-01-31", [(2024, 11), (2024, 12), (2025, 1)], "over the end of a year"),
    (None, "2024-11-30", [(2024, 11)], "a deadline stands in its last month"),
    ("2024-05-01", None, [(2024, 5)], "an open end in its first"),
    (None, None, [], "an unknown time in none"),
    ("2020-01-01", "2030-12-31", [(2020, month) for month in range(1, 13)], "a long time in its first twelve"),
]


@pytest.mark.parametrize(("start", "end", "months", "reason"), MONTHS)
def test_months_of_a_milestone(start: str | None, end: str | None, months: list[tuple[int, int]], reason: str) -> None:
    assert months_of(_milestone(start, end)) == months, reason


def test_same_documents_give_the_same_workbook() -> None:
    one, other = io.BytesIO(), io.BytesIO()
    write_xlsx([DOCUMENT], one)
    write_xlsx([DOCUMENT], other)
    assert one.getvalue() == other.getvalue()


def test_long_cells_say_that_they_are_cut() -> None:
    book = _workbook(_document(tasks=[_task(content="科" * 40000)]))
    text = book["任务"]["E2"].value
    assert len(text) == 32767
    assert text.endswith("JSON）")


def test_empty_document_has_headers() -> None:
    book = _workbook(_document())
    assert [page["A1"].value for page in book] == ["文件"] * len(SHEETS)


def test_error_leaves_no_workbook() -> None:
    stream = io.BytesIO()

    def documents() -> Any:
        yield DOCUMENT
        raise OutputError("stop")

    with pytest.raises(OutputError, match="stop"):
        write_xlsx(documents(), stream)
    assert not stream.getvalue()


def test_markdown_has_headings_paragraphs_and_repaired_tables() -> None:
    section = Section(
        id="s1", parent=None, level=1, number="一、", heading="总体要求", run_in=False, status=None, period=None,
        evidence="numbering", span=Span(block="b2", start=0, end=6),
    )  # fmt: skip
    blocks = [
        _block("b1", "title", "云溪县科协\n任务表"),
        _block("b2", "heading", "一、总体要求"),
        _block("b3", "paragraph", "1.举办讲座\n# 不是标题 <b>"),
        _block("b4", "furniture", "— 1 —"),
        _block("b5", "table", "", [["序号", "内容"], ["1", "甲|乙\n丙"]]),
    ]
    assert to_markdown(_document(blocks=blocks, sections=[section])).split("\n\n") == [
        "# 云溪县科协 任务表",
        "## 一、总体要求",
        "1\\.举办讲座  \n\\# 不是标题 \\<b\\>",
        "| 序号 | 内容 |\n| --- | --- |\n| 1 | 甲\\|乙<br>丙 |\n",
    ]


def test_markdown_of_full_width_rows() -> None:
    rows = [["任务表"] * 3, ["序号", "内容", "部门"], ["一、科普"] * 3, ["1", "举办讲座", "科普部"]]
    assert table_to_markdown(rows).splitlines() == [
        "**任务表**",
        "",
        "| 序号 | 内容 | 部门 |",
        "| --- | --- | --- |",
        "| 一、科普 |  |  |",
        "| 1 | 举办讲座 | 科普部 |",
    ]


@pytest.mark.parametrize("rows", [[], [[]], [[""]], [["甲"]], [["甲", "甲"]]])
def test_markdown_of_small_tables(rows: list[list[str]]) -> None:
    assert "\n\n\n" not in table_to_markdown(rows)


@given(st.lists(st.lists(st.text(alphabet="甲|\n\\<*", max_size=4), min_size=3, max_size=3), min_size=1, max_size=4))
def test_markdown_tables_keep_their_columns(rows: list[list[str]]) -> None:
    lines = [line for line in table_to_markdown(rows).splitlines() if line.startswith("|")]
    bare = [line.replace("\\\\", "").replace("\\|", "") for line in lines]
    assert all(line.count("|") == 4 for line in bare)
