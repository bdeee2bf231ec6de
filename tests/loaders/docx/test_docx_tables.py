"""Tables: merges, nesting, and what only looks like a table."""

# ruff: noqa: E501  (a case with its XML stands on one line)

from collections.abc import Callable

import pytest

from kexie_extract.errors import LimitError
from kexie_extract.loaders.docx import story
from kexie_extract.model.raw import RawDocument, RawParagraph, RawTable

Read = Callable[..., RawDocument]


def tc(text: str = "", properties: str = "", more: str = "") -> str:
    """A cell."""
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{more}<w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>"


def tr(*cells: str, properties: str = "") -> str:
    """A row."""
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def tbl(*rows: str) -> str:
    """A table."""
    return f"<w:tbl>{''.join(rows)}</w:tbl>"


def grid(document: RawDocument) -> list[list[str | None]]:
    """The only table: words, or where a merged cell's words come from in angle brackets."""
    (table,) = [element for element in document.elements if isinstance(element, RawTable)]
    return [[f"<{cell.merge}>" if cell.merge else cell.text for cell in row] for row in table.rows]


DOWN, GOES_ON = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
WIDE = '<w:gridSpan w:val="2"/>'
CONTROL = "<w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt>"

CASES = [
    ("plain", tbl(tr(tc("甲"), tc("乙"))), [["甲", "乙"]]),
    ("merged down", tbl(tr(tc("甲", DOWN), tc("1")), tr(tc("", GOES_ON), tc("2"))), [["甲", "1"], ["<above>", "2"]]),
    ("merged across", tbl(tr(tc("甲", WIDE), tc("丙"))), [["甲", "<left>", "丙"]]),
    ("both ways", tbl(tr(tc("甲", WIDE + DOWN), tc("1")), tr(tc("", WIDE + GOES_ON), tc("2"))),
     [["甲", "<left>", "1"], ["<above>", "<left>", "2"]]),
    ("old horizontal merge", tbl(tr(tc("甲", '<w:hMerge w:val="restart"/>'), tc("", "<w:hMerge/>"))), [["甲", "<left>"]]),
    ("merge that nothing begins", tbl(tr(tc("甲", GOES_ON), tc("1")), tr(tc("乙"), tc("2"))), [["甲", "1"], ["乙", "2"]]),
    ("merge below an unmerged cell", tbl(tr(tc("甲"), tc("1")), tr(tc("乙", GOES_ON), tc("2"))), [["甲", "1"], ["乙", "2"]]),
    ("skipped columns", tbl(tr(tc("甲"), tc("乙")), tr(tc("丙"), properties='<w:gridBefore w:val="1"/>')),
     [["甲", "乙"], ["", "丙"]]),
    ("skipped columns at the end", tbl(tr(tc("甲"), properties='<w:gridAfter w:val="1"/>'), tr(tc("乙"), tc("丙"))),
     [["甲"], ["乙", "丙"]]),
    ("rows and cells in content controls",
     tbl(f"<w:sdt><w:sdtContent>{tr(tc('甲'), CONTROL.format(tc('乙')))}</w:sdtContent></w:sdt>"),
     [["甲", "乙"]]),
    ("paragraphs in a cell", tbl(tr(tc("乙", more="<w:p><w:r><w:t>甲</w:t></w:r></w:p><w:p/>"), tc("丙"))), [["甲\n乙", "丙"]]),
    ("inserted row", tbl(tr(tc("甲"), tc("乙"), properties="<w:ins/>")), [["甲", "乙"]]),
    ("ragged", tbl(tr(tc("甲"), tc("乙")), tr(tc("丙"))), [["甲", "乙"], ["丙"]]),
]  # fmt: skip


@pytest.mark.parametrize(("body", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_grid(read: Read, body: str, expected: list[list[str]]) -> None:
    document = read(body)
    assert grid(document) == expected
    assert not document.notes


def test_header_rows_are_the_leading_ones(read: Read) -> None:
    head = "<w:tblHeader/>"
    body = tbl(
        tr(tc("序号"), tc("任务"), properties=head), tr(tc("1"), tc("甲")), tr(tc("2"), tc("乙"), properties=head)
    )
    table = read(body).elements[0]
    assert isinstance(table, RawTable)
    assert table.header_rows == 1


def test_deleted_row_is_left_out_and_told(read: Read) -> None:
    document = read(tbl(tr(tc("甲"), tc("乙")), tr(tc("丙"), tc("丁"), properties="<w:del/>")))
    assert grid(document) == [["甲", "乙"]]
    assert [note.code for note in document.notes] == ["docx.tracked-changes"]


def test_words_under_a_merge_are_told(read: Read) -> None:
    document = read(tbl(tr(tc("甲", DOWN), tc("1")), tr(tc("遮住", GOES_ON), tc("2"))))
    assert grid(document) == [["甲", "1"], ["<above>", "2"]]
    assert [note.code for note in document.notes] == ["docx.hidden-cell"]


def test_nested_table_is_part_of_its_cell(read: Read) -> None:
    inner = tbl(tr(tc("子1"), tc("子2")), tr(tc("子3"), tc("子4")))
    document = read(tbl(tr(tc("左"), tc("后", more="<w:p><w:r><w:t>前</w:t></w:r></w:p>" + inner))))
    assert grid(document) == [["左", "前\n子1\t子2\n子3\t子4\n后"]]
    assert [note.code for note in document.notes] == ["docx.nested-table"]


def test_table_of_one_column_is_running_text(read: Read) -> None:
    inner = tbl(tr(tc("序号"), tc("任务")))
    document = read(tbl(tr(tc("云溪县科协")), tr(tc("说明", more=inner))))
    assert [type(element) for element in document.elements] == [RawParagraph, RawTable, RawParagraph]
    assert grid(document) == [["序号", "任务"]]
    assert [note.code for note in document.notes] == ["docx.frame-table"]


def test_number_alone_in_a_cell_has_no_white_space(read: Read) -> None:
    numbering = (
        '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:lvlText w:val="%1"/></w:lvl></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    )
    count = '<w:tc><w:p><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:p></w:tc>'
    assert grid(read(tbl(tr(count, tc("甲")), tr(count, tc("乙"))), numbering=numbering)) == [["1", "甲"], ["2", "乙"]]


def test_spans_beyond_the_limit(read: Read, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(story, "MAX_GRID_POSITIONS", 2_000)
    wide = '<w:gridSpan w:val="999999999"/>'
    with pytest.raises(LimitError, match="cells"):
        read(tbl(*(tr(tc("甲", wide), tc("乙", wide)) for _ in range(3))))


def test_tables_nested_as_deep_as_the_parser_allows(read: Read) -> None:
    body = "<w:p><w:r><w:t>底</w:t></w:r></w:p>"
    for _ in range(80):
        body = tbl(f"<w:tr><w:tc>{body}<w:p/></w:tc><w:tc><w:p/></w:tc></w:tr>")
    assert "底" in (grid(read(body))[0][0] or "")


def test_blank_table_is_no_element(read: Read) -> None:
    assert read(tbl(tr(tc(), tc()))).elements == []


def test_paths_name_row_and_cell(read: Read) -> None:
    body = "<w:p><w:r><w:t>前</w:t></w:r></w:p>" + tbl(tr(tc("甲"), tc("乙")), tr(tc("丙", WIDE)))
    table = read(body).elements[1]
    assert isinstance(table, RawTable)
    assert [cell.origin.path for cell in table.rows[1]] == ["body/tbl[1]/tr[2]/tc[1]"] * 2
    assert table.rows[0][1].origin.path == "body/tbl[1]/tr[1]/tc[2]"
