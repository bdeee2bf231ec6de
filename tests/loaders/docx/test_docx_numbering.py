"""Automatic numbers: what Word prints before a paragraph."""

# ruff: noqa: E501  (a case with its XML stands on one line)

from collections.abc import Callable

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from kexie_extract.loaders.docx.formats import FORMATS, spell
from kexie_extract.model.raw import RawDocument, RawParagraph
from kexie_extract.text.numerals import parse_numeral

Read = Callable[..., RawDocument]


def level(ilvl: int, text: str, fmt: str = "decimal", more: str = "", start: int = 1, suff: str = "nothing") -> str:
    """A `w:lvl`."""
    return (
        f'<w:lvl w:ilvl="{ilvl}"><w:start w:val="{start}"/><w:numFmt w:val="{fmt}"/>{more}'
        f'<w:suff w:val="{suff}"/><w:lvlText w:val="{text}"/></w:lvl>'
    )


def lists(*levels: str, num: str = "") -> str:
    """A numbering part with one definition (0) and one list (1); `num` holds the list's overrides or more lists."""
    return (
        f'<w:abstractNum w:abstractNumId="0">{"".join(levels)}</w:abstractNum>'
        f'<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>{num}'
    )


def line(ilvl: int | None = 0, num: int | None = 1, style: str = "", text: str = "抓好落实") -> str:
    """A paragraph, in a list where `num` or `ilvl` say so."""
    inner = f'<w:ilvl w:val="{ilvl}"/>' if ilvl is not None else ""
    inner += f'<w:numId w:val="{num}"/>' if num is not None else ""
    numbering = f"<w:numPr>{inner}</w:numPr>" if inner else ""
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f"<w:p><w:pPr>{named}{numbering}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def numbers(document: RawDocument) -> list[str | None]:
    """The generated numbers, None for a paragraph without one."""
    found: list[str | None] = []
    for element in document.elements:
        assert isinstance(element, RawParagraph)
        found.append(element.text[slice(*element.generated)] if element.generated else None)
    return found


# Verified spellings of Word 16, and the ends of the tables of enclosed characters.
SPELLINGS = [
    ("decimal", 12, "12"),
    ("decimalZero", 7, "07"),
    ("decimalFullWidth", 10, "１０"),
    ("decimalEnclosedCircle", 20, "⑳"),
    ("decimalEnclosedCircle", 21, "21"),  # no circled form in Word beyond twenty
    ("decimalEnclosedCircleChinese", 10, "⑩"),
    ("decimalEnclosedParen", 3, "⑶"),
    ("decimalEnclosedFullstop", 3, "⒊"),
    ("ideographEnclosedCircle", 2, "㊁"),
    ("chineseCounting", 10, "十"),
    ("chineseCounting", 11, "十一"),
    ("chineseCounting", 101, "一○一"),  # digit by digit from 100, with U+25CB
    ("chineseCountingThousand", 101, "一百〇一"),
    ("chineseLegalSimplified", 1, "壹"),
    ("chineseLegalSimplified", 10, "壹拾"),
    ("chineseLegalSimplified", 101, "壹佰零壹"),
    ("ideographLegalTraditional", 2, "貳"),
    ("japaneseCounting", 3, "三"),
    ("japaneseCounting", 101, "百一"),  # no 一 before 百
    ("ideographDigital", 10, "一〇"),
    ("ideographDigital", 11, "一一"),
    ("taiwaneseCountingThousand", 101, "一百零一"),
    ("ideographTraditional", 10, "癸"),
    ("ideographTraditional", 11, "11"),
    ("ideographZodiac", 12, "亥"),
    ("ideographZodiacTraditional", 60, "癸亥"),
    ("upperLetter", 26, "Z"),
    ("upperLetter", 28, "BB"),  # repeated, not AB as in a sheet
    ("lowerLetter", 1, "a"),
    ("upperRoman", 1994, "MCMXCIV"),
    ("lowerRoman", 4, "iv"),
    ("numberInDash", 2, "- 2 -"),
    ("ordinal", 11, "11th"),
    ("ordinal", 22, "22nd"),
    ("none", 5, ""),
]


@pytest.mark.parametrize(("name", "number", "expected"), SPELLINGS)
def test_spelling(name: str, number: int, expected: str) -> None:
    assert spell(number, name) == expected


def test_custom_format_pads_with_zeros() -> None:
    assert spell(7, "custom", "001, 002, 003, ...") == "007"
    assert spell(7, "custom", "甲, 乙") is None


PARSED = sorted(
    {"decimal", "decimalZero", "decimalFullWidth", "decimalFullWidth2", "decimalHalfWidth"}
    | {"decimalEnclosedCircle", "decimalEnclosedParen", "decimalEnclosedFullstop"}
    | {"chineseCounting", "chineseCountingThousand", "chineseLegalSimplified", "japaneseCounting"}
    | {"ideographDigital", "taiwaneseCounting", "taiwaneseCountingThousand"}
)


@given(st.sampled_from(PARSED), st.integers(1, 199))
def test_numerals_read_back_what_a_format_writes(name: str, number: int) -> None:
    assume(name != "japaneseCounting" or number <= 100)  # its 百一 is 101, which readers take for 110
    neighbours = number in {12, 21, 23, 32, 34, 43, 45, 54, 56, 65, 67, 76, 78, 87, 89, 98}
    assume(name != "ideographDigital" or not neighbours)  # 一二 reads as "one or two"
    assert parse_numeral(spell(number, name) or "") == number


@given(st.sampled_from(sorted(FORMATS)), st.integers(0, 10**6))
def test_every_format_spells_every_number(name: str, number: int) -> None:
    assert spell(number, name)


def test_number_is_put_before_the_text(read: Read) -> None:
    document = read(line(text="加强领导"), numbering=lists(level(0, "%1、", "japaneseCounting")))
    paragraph = document.elements[0]
    assert isinstance(paragraph, RawParagraph)
    assert (paragraph.text, paragraph.generated) == ("一、加强领导", (0, 2))


@pytest.mark.parametrize(("suff", "expected"), [("tab", "1.\t抓"), ("space", "1. 抓"), ("nothing", "1.抓")])
def test_what_stands_after_the_number(read: Read, suff: str, expected: str) -> None:
    document = read(line(text="抓"), numbering=lists(level(0, "%1.", suff=suff)))
    assert document.elements[0].text == expected  # type: ignore[union-attr]


def test_levels_restart_below_a_higher_one(read: Read) -> None:
    definition = lists(level(0, "%1、", "chineseCounting"), level(1, "%2."))
    body = line(0) + line(1) + line(1) + line(0) + line(1)
    assert numbers(read(body, numbering=definition)) == ["一、", "1.", "2.", "二、", "1."]


def test_level_that_never_restarts(read: Read) -> None:
    definition = lists(level(0, "%1、"), level(1, "%2.", more='<w:lvlRestart w:val="0"/>'))
    body = line(0) + line(1) + line(0) + line(1)
    assert numbers(read(body, numbering=definition)) == ["1、", "1.", "2、", "2."]


def test_level_that_restarts_only_below_the_first(read: Read) -> None:
    restart = '<w:lvlRestart w:val="1"/>'
    definition = lists(level(0, "%1、"), level(1, "%2."), level(2, "(%3)", more=restart))
    body = line(0) + line(1) + line(2) + line(1) + line(2) + line(0) + line(2)
    assert numbers(read(body, numbering=definition)) == ["1、", "1.", "(1)", "2.", "(2)", "2、", "(1)"]


def test_levels_in_one_number(read: Read) -> None:
    definition = lists(level(0, "第%1章", "japaneseCounting"), level(1, "%1.%2", more="<w:isLgl/>"), level(2, "%1-%3"))
    body = line(0) + line(0) + line(1) + line(2)
    assert numbers(read(body, numbering=definition)) == ["第一章", "第二章", "2.1", "二-1"]


def test_skipped_level_counts_as_begun(read: Read) -> None:
    definition = lists(level(0, "%1.", start=3), level(1, "%1.%2"))
    assert numbers(read(line(1) + line(1) + line(0), numbering=definition)) == ["3.1", "3.2", "4."]


def test_start_value_and_zero(read: Read) -> None:
    assert numbers(read(line() + line(), numbering=lists(level(0, "%1.", start=0)))) == ["0.", "1."]


SECOND = '<w:num w:numId="2"><w:abstractNumId w:val="0"/>{}</w:num>'


def test_lists_of_one_definition_count_on(read: Read) -> None:
    definition = lists(level(0, "%1."), num=SECOND.format(""))
    assert numbers(read(line() + line(num=2), numbering=definition)) == ["1.", "2."]


def test_start_override_begins_anew_once(read: Read) -> None:
    override = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>'
    definition = lists(level(0, "%1."), num=SECOND.format(override))
    body = line() + line(num=2) + line(num=2) + line()
    assert numbers(read(body, numbering=definition)) == ["1.", "5.", "6.", "7."]


def test_level_override_replaces_the_form(read: Read) -> None:
    override = f'<w:lvlOverride w:ilvl="0">{level(0, "（%1）", "chineseCounting")}</w:lvlOverride>'
    definition = lists(level(0, "%1."), num=SECOND.format(override))
    assert numbers(read(line() + line(num=2), numbering=definition)) == ["1.", "（二）"]


BASE = (
    '<w:style w:type="paragraph" w:styleId="base"><w:name w:val="公文层次"/><w:pPr><w:numPr><w:ilvl w:val="1"/>'
    '<w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="child"><w:name w:val="子层次"/><w:basedOn w:val="base"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="linked"><w:name w:val="条目"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr>'
    "</w:pPr></w:style>"
    '<w:style w:type="paragraph" w:styleId="off"><w:name w:val="不编号"/><w:basedOn w:val="base"/><w:pPr><w:numPr>'
    '<w:numId w:val="0"/></w:numPr></w:pPr></w:style>'
)
LINKED = lists(level(0, "%1、"), level(1, "（%2）"), level(2, "%3.", more='<w:pStyle w:val="linked"/>'))


@pytest.mark.parametrize(
    ("paragraph", "expected"),
    [
        (line(None, None, "child"), "（1）"),  # list and level through basedOn
        (line(0, None, "child"), "1、"),  # own level, the style's list
        (line(None, 1, "child"), "（1）"),  # own list, the style's level
        (line(None, None, "linked"), "1."),  # level recovered from the one that names the style
        (line(None, 0, "child"), None),  # list 0 switches off
        (line(None, None, "off"), None),  # so does a style
        (line(None, 9, "child"), None),  # a list that does not exist
        (line(7, 1), None),  # a level that does not exist
    ],
)
def test_list_and_level_are_inherited_apart(read: Read, paragraph: str, expected: str | None) -> None:
    assert numbers(read(paragraph, numbering=LINKED, styles=BASE)) == [expected]


def test_definition_through_a_list_style(read: Read) -> None:
    numbering = (
        lists(level(0, "%1）")).replace("<w:abstractNum ", "<w:abstractNum ", 1)
        + '<w:abstractNum w:abstractNumId="7"><w:numStyleLink w:val="mine"/></w:abstractNum>'
        + '<w:num w:numId="7"><w:abstractNumId w:val="7"/></w:num>'
    )
    styles = (
        '<w:style w:type="numbering" w:styleId="mine"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    )
    assert numbers(read(line(num=7), numbering=numbering, styles=styles)) == ["1）"]


def test_bullets_are_no_counters(read: Read) -> None:
    document = read(line(text="宣传"), numbering=lists(level(0, "", "bullet")))
    paragraph = document.elements[0]
    assert isinstance(paragraph, RawParagraph)
    assert (paragraph.text, paragraph.generated, paragraph.style.list_item) == ("宣传", None, True)


def test_format_none_prints_its_words_only(read: Read) -> None:
    assert numbers(read(line(), numbering=lists(level(0, "附件%1：", "none")))) == ["附件："]


def test_unknown_format_is_decimal_and_told(read: Read) -> None:
    document = read(line() + line(), numbering=lists(level(0, "%1.", "hindiVowels")))
    assert numbers(document) == ["1.", "2."]
    assert [note.code for note in document.notes] == ["docx.unknown-number-format"]
    assert "hindiVowels" in document.notes[0].message


def test_number_of_a_newer_format_is_read_from_its_alternative(read: Read) -> None:
    wrapped = (
        '<mc:AlternateContent><mc:Choice Requires="w14"><w:numFmt w:val="custom" w:format="01, 02, 03, ..."/>'
        '</mc:Choice><mc:Fallback><w:numFmt w:val="decimal"/></mc:Fallback></mc:AlternateContent>'
    )
    definition = lists(level(0, "%1.").replace('<w:numFmt w:val="decimal"/>', wrapped))
    assert numbers(read(line(), numbering=definition)) == ["01."]


def test_numbers_in_cells_count_with_those_outside(read: Read) -> None:
    table = f"<w:tbl><w:tr><w:tc>{line(text='甲')}{line(text='乙')}</w:tc><w:tc>{line(text='丙')}</w:tc></w:tr></w:tbl>"
    document = read(line(text="首") + table + line(text="尾"), numbering=lists(level(0, "%1.")))
    first, grid, last = document.elements
    assert not isinstance(grid, RawParagraph)
    assert [cell.text for cell in grid.rows[0]] == ["2.甲\n3.乙", "4.丙"]
    assert (first.text, last.text) == ("1.首", "5.尾")  # type: ignore[union-attr]


@given(st.lists(st.integers(0, 3), min_size=1, max_size=25))
def test_an_outline_counts_as_a_reader_would(read: Read, depths: list[int]) -> None:
    definition = lists(*(level(depth, f"%{depth + 1}.") for depth in range(4)))
    counts, expected = [0, 0, 0, 0], []
    for depth in depths:
        counts[:depth] = [count or 1 for count in counts[:depth]]  # a skipped level counts as begun
        counts[depth] += 1
        counts[depth + 1 :] = [0] * (3 - depth)
        expected.append(f"{counts[depth]}.")
    assert numbers(read("".join(line(depth) for depth in depths), numbering=definition)) == expected


def test_text_boxes_count_apart_from_the_body(read: Read) -> None:
    box = f"<w:r><w:pict><w:txbxContent>{line() + line()}</w:txbxContent></w:pict></w:r>"
    anchor = line().replace("</w:p>", f"{box}</w:p>")
    assert numbers(read(line() + anchor + line(), numbering=lists(level(0, "%1.")))) == ["1.", "2.", "1.", "2.", "3."]
