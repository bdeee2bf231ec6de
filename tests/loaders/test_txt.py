"""Plain text: every physical line with its number."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kexie_extract.errors import UnreadableFileError
from kexie_extract.layout.arrange import arrange
from kexie_extract.lexicon import default
from kexie_extract.loaders import registry
from kexie_extract.loaders.base import Input
from kexie_extract.loaders.txt import LOADER, lines
from kexie_extract.model.options import Options
from kexie_extract.model.raw import RawParagraph, RawTable


def test_lines_and_their_numbers() -> None:
    found = [e for e in lines("\n　　甲\r\n\r\n  乙\r丙\u2028丁") if isinstance(e, RawParagraph)]
    assert [(e.text, e.origin.path, e.style.indent) for e in found] == [
        ("　　甲", "line 2", 2.0),
        ("  乙", "line 4", 1.0),
        ("丙", "line 5", 0.0),
        ("丁", "line 6", 0.0),
    ]
    assert all(e.physical_line for e in found)


@given(st.text(max_size=200))
def test_no_character_is_lost(text: str) -> None:
    found = "".join(e.text for e in lines(text) if isinstance(e, RawParagraph))
    assert "".join(found.split()) == "".join(text.split())


def test_the_callers_encoding() -> None:
    raw = LOADER.load(Input("a.txt", "報告".encode("big5")), Options(encoding="big5"))
    assert raw.encoding == "big5"


def test_only_white_space() -> None:
    with pytest.raises(UnreadableFileError, match="no text"):
        LOADER.load(Input("a.txt", b"\xef\xbb\xbf \n"), Options())


@pytest.mark.parametrize("folder", ["corpus", "unlabelled"])
def test_real_documents_lose_nothing(shared: Path, folder: str) -> None:
    """The blocks' characters, furniture and captions among them, are the file's, in order."""
    for path in sorted((shared / folder).glob("*.txt")):
        data = path.read_bytes()
        source = data.decode("gb18030" if ".gb18030." in path.name else "utf-8-sig")
        layout = arrange(registry.load(Input(path.name, data), Options()), Options(), default())
        text = "".join(block.text for block in layout.blocks)
        assert "".join(text.split()) == "".join(source.split()), path.name
        assert [block.id for block in layout.blocks] == [f"b{n}" for n in range(1, len(layout.blocks) + 1)]


@pytest.mark.parametrize(
    ("text", "grid", "reason"),
    [
        ("|序号|任务|\n|---|---|\n|1|讲座|", [["序号", "任务"], ["1", "讲座"]], "bars under a ruling"),
        (
            "序号\t任务\t部门\n1\t讲座\t\n2\t巡展\t科普部",
            [["序号", "任务", "部门"], ["1", "讲座", ""], ["2", "巡展", "科普部"]],
            "tabs",
        ),
        ("甲|乙\n丙|丁\n戊|己", None, "bars without a ruling"),
        ("联系人：\t张三\t电话\n2024年", None, "one line with tabs"),
        ("\t一、概述\n\t二、任务\n\t三、要求", None, "tabs as indents"),
    ],
)
def test_tables(text: str, grid: list[list[str]] | None, reason: str) -> None:
    found = LOADER.load(Input("a.txt", text.encode()), Options()).elements
    tables = [[[cell.text for cell in row] for row in e.rows] for e in found if isinstance(e, RawTable)]
    assert tables == ([grid] if grid else []), reason
