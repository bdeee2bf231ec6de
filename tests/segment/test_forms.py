"""Every numbering form prints, reads and prints again."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kexie_extract.lexicon import default
from kexie_extract.model.blocks import Block
from kexie_extract.segment.forms import Form, Marker, forms, print_number, read_marker
from kexie_extract.segment.lines import lines_of

FORMS = [form for form in forms(default()) if form.numerals != "dash"]
REACH = {"enclosed": 10, "stem": 10, "letter": 26, "parts": 99}


def _read(text: str) -> Marker | None:
    return read_marker(lines_of([Block("b1", "paragraph", text)])[0], default())


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.id)
@given(data=st.data())
def test_printed_numbers_read_back(form: Form, data: st.DataObject) -> None:
    reach = 99 if form.id.endswith("arabic_space") else REACH.get(form.numerals, 999)
    ordinal = data.draw(st.integers(1, reach))
    printed = print_number(form, ordinal)
    assert printed is not None, "within reach every number has a spelling"
    marker = _read(f"{printed} 加强组织领导")
    assert marker is not None
    assert marker.ordinal == ordinal
    assert marker.family.startswith(form.family)


@pytest.mark.parametrize(
    ("text", "number", "ordinal"),
    [
        ("一、总体要求", "一、", 1),
        ("二十一、附则", "二十一、", 21),
        ("廿一、附则", "廿一、", 21),
        ("一〇、附则", "一〇、", 10),
        ("一○、附则", "一○、", 10),  # U+25CB as chineseCounting prints it
        ("一百零一、附则", "一百零一、", 101),
        ("⼀、总体要求", "⼀、", 1),  # Kangxi radical from a PDF font
        ("—、总体要求", "—、", 1),  # OCR dash
        ("一 、总体要求", "一 、", 1),
        ("（ 一 ）加强领导", "（ 一 ）", 1),
        ("(一)加强领导", "(一)", 1),
        ("（1)加强领导", "（1)", 1),  # mixed brackets
        ("（一）、加强领导", "（一）、", 1),
        ("1．加强领导", "1．", 1),
        ("１．加强领导", "１．", 1),
        ("１、加强领导", "１、", 1),
        ("3. 全面推进", "3.", 3),
        ("1）加强领导", "1）", 1),
        ("①加强领导", "①", 1),
        ("㉑加强领导", "㉑", 21),
        ("㈠加强领导", "㈠", 1),
        ("⑴加强领导", "⑴", 1),
        ("⒈加强领导", "⒈", 1),
        ("❶加强领导", "❶", 1),
        ("Ⅳ、附则", "Ⅳ、", 4),
        ("1.2.3 总体要求", "1.2.3", 3),
        ("A.1 一般规定", "A.1", 1),
        ("第一章 总则", "第一章", 1),
        ("第 一 章 总则", "第 一 章", 1),
        ("第　一　章　总则", "第　一　章", 1),
        ("第12条 本办法自印发之日起施行。", "第12条", 12),
        ("壹、工作回顾", "壹、", 1),
        ("甲、适用范围", "甲、", 1),
        ("\u00a0一、总体要求", "一、", 1),  # NBSP before the number
        ("\u3000\u3000一、总体要求", "一、", 1),
    ],
)
def test_spellings(text: str, number: str, ordinal: int) -> None:
    marker = _read(text)
    assert marker is not None
    assert (marker.number, marker.ordinal) == (number, ordinal)


@pytest.mark.parametrize(
    "text",
    [
        "加强组织领导",
        "一是加强领导",
        "2025年工作",
        "1000人次参加",
        "10个县",
        "24小时值班",
        "5G网络",
        "（试行）",
        "百名专家",
    ],
)
def test_no_number(text: str) -> None:
    assert _read(text) is None
