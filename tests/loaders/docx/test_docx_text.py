"""What a reader sees of a paragraph: fields, changes, symbols, text boxes, notes; and its evidence."""

# ruff: noqa: E501  (a case with its XML stands on one line)

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kexie_extract.model.raw import RawDocument, RawParagraph

Read = Callable[..., RawDocument]


def p(inner: str, properties: str = "") -> str:
    """A paragraph."""
    return f"<w:p><w:pPr>{properties}</w:pPr>{inner}</w:p>"


def r(text: str, properties: str = "") -> str:
    """A run."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def field(code: str, result: str = "") -> str:
    """A complex field in one paragraph."""
    parts = ['<w:fldChar w:fldCharType="begin"/>', f"<w:instrText>{code}</w:instrText>"]
    parts += ['<w:fldChar w:fldCharType="separate"/>', f"<w:t>{result}</w:t>"] if result else []
    parts.append('<w:fldChar w:fldCharType="end"/>')
    return "".join(f"<w:r>{part}</w:r>" for part in parts)


def paragraphs(document: RawDocument) -> list[RawParagraph]:
    """All paragraphs."""
    return [element for element in document.elements if isinstance(element, RawParagraph)]


def texts(document: RawDocument) -> list[str]:
    """Their texts."""
    return [paragraph.text for paragraph in paragraphs(document)]


def codes(document: RawDocument) -> list[str]:
    """Codes of the diagnostics."""
    return [note.code for note in document.notes]


BOX = "<w:txbxContent><w:p><w:r><w:t>云溪县科协文件</w:t></w:r></w:p></w:txbxContent>"
ALTERNATIVE = (
    "<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wp:anchor><a:graphic><a:graphicData><wps:wsp>"
    f"<wps:txbx>{BOX}</wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice>"
    f"<mc:Fallback><w:pict><v:shape><v:textbox>{BOX}</v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
)

CASES = [
    ("soft line break", p("<w:r><w:t>上</w:t><w:br/><w:t>下</w:t></w:r>"), ["上\n下"]),
    ("page break inside", p('<w:r><w:t>上</w:t><w:br w:type="page"/><w:t>下</w:t></w:r>'), ["上\n下"]),
    ("page break before the words", p('<w:r><w:br w:type="page"/><w:t>附件</w:t></w:r>'), ["附件"]),
    ("tab", p("<w:r><w:t>组长</w:t><w:tab/><w:t>周岚</w:t></w:r>"), ["组长\t周岚"]),
    ("hyphens", p("<w:r><w:t>5</w:t><w:noBreakHyphen/><w:t>6</w:t><w:softHyphen/></w:r>"), ["5-6"]),
    ("blank run", p(r("陆") + r(" ") + r("锦")), ["陆 锦"]),
    ("hyperlink", p(f"<w:hyperlink>{r('县科协网站')}</w:hyperlink>"), ["县科协网站"]),
    ("smart tag", p(f"<w:smartTag>{r('青川市')}</w:smartTag>{r('科协')}"), ["青川市科协"]),
    ("content control", f"<w:sdt><w:sdtContent>{p(r('控件'))}</w:sdtContent></w:sdt>", ["控件"]),
    ("inline content control", p(f"<w:sdt><w:sdtContent>{r('控')}</w:sdtContent></w:sdt>{r('件')}"), ["控件"]),
    ("field result", p(r("第") + field("PAGE", "3") + r("页")), ["第3页"]),
    ("field without result", p(r("甲") + field("SEQ x") + r("乙")), ["甲乙"]),
    ("simple field", p(f'<w:fldSimple w:instr="DATE">{r("2024年")}</w:fldSimple>'), ["2024年"]),
    ("enclosed number", p(field(r"eq \o\ac(○,21)") + r("巡展")), ["㉑巡展"]),
    ("enclosed word", p(field(r"EQ \o\ac(○,急)")), ["急"]),
    ("nested field", p(r("<w:x/>").replace("<w:x/>", "前") + field("IF 1", "后")), ["前后"]),
    ("symbol", p('<w:r><w:sym w:font="Wingdings" w:char="F0FE"/><w:t>同意</w:t></w:r>'), ["☑同意"]),
    ("symbol as text", p('<w:r><w:rPr><w:rFonts w:ascii="Wingdings 2"/></w:rPr><w:t>R</w:t></w:r>'), ["☑"]),
    ("Chinese in a symbol font", p(r("同意", '<w:rFonts w:ascii="Wingdings"/>')), ["同意"]),
    ("formula", p("<m:oMath><m:f><m:num><m:r><m:t>a</m:t></m:r></m:num><m:den><m:r><m:t>b</m:t></m:r></m:den></m:f></m:oMath>"), ["a/b"]),
    ("formula between paragraphs", p(r("甲")) + "<m:oMathPara><m:oMath><m:r><m:t>a=b</m:t></m:r></m:oMath></m:oMathPara>", ["甲", "a=b"]),
    ("newer form of text", p("<w:r><mc:AlternateContent><mc:Choice><w:t>新</w:t></mc:Choice><mc:Fallback><w:t>旧</w:t></mc:Fallback></mc:AlternateContent></w:r>"), ["新"]),
    ("text box once, before its paragraph", p(ALTERNATIVE + r("正文")), ["云溪县科协文件", "正文"]),
    ("text box after the words before it", p(r("正文") + ALTERNATIVE), ["正文", "云溪县科协文件"]),
    ("blank paragraph", p("") + p(r("　")) + p(r("有")), ["有"]),
    ("inserted", p(f"<w:ins>{r('新增')}</w:ins>"), ["新增"]),
    ("moved here", p(f"<w:moveTo>{r('移来')}</w:moveTo>"), ["移来"]),
    ("drop cap", p(r("科"), '<w:framePr w:dropCap="drop"/>') + p(r("协工作")), ["科协工作"]),
    ("deleted paragraph mark", p(r("上半"), "<w:rPr><w:del/></w:rPr>") + p(r("下半")), ["上半下半"]),
    ("deleted mark at the end", p(r("末段"), "<w:rPr><w:del/></w:rPr>"), ["末段"]),
]  # fmt: skip


@pytest.mark.parametrize(("body", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_text(read: Read, body: str, expected: list[str]) -> None:
    assert texts(read(body)) == expected


LOSSES = [
    ("deletion", p(r("留") + "<w:del><w:r><w:delText>删</w:delText></w:r></w:del>"), "docx.tracked-changes"),
    ("move away", p(r("留") + f"<w:moveFrom>{r('移走')}</w:moveFrom>"), "docx.tracked-changes"),
    ("hidden text", p(r("留") + r("藏", "<w:vanish/>")), "docx.hidden-text"),
    ("phonetic guide", p(f"<w:r><w:ruby><w:rt>{r('liu')}</w:rt><w:rubyBase>{r('留')}</w:rubyBase></w:ruby></w:r>"),
     "docx.phonetic-guide"),
    ("comment", p(r("留") + '<w:r><w:commentReference w:id="0"/></w:r>'), "docx.comments"),
    ("picture", p(r("留") + "<w:r><w:drawing><a:blip/></w:drawing></w:r>"), "docx.pictures"),
    ("object", p(r("留") + "<w:r><w:object/></w:r>"), "docx.embedded-object"),
    ("embedded document", p(r("留")) + "<w:altChunk/>", "docx.embedded-document"),
    ("watermark", p(r("留") + '<w:r><w:pict><v:textpath string="机密"/></w:pict></w:r>'), "docx.watermark"),
]  # fmt: skip


@pytest.mark.parametrize(("body", "code"), [case[1:] for case in LOSSES], ids=[case[0] for case in LOSSES])
def test_what_is_left_out_is_told(read: Read, body: str, code: str) -> None:
    document = read(body)
    assert texts(document) == ["留"]
    assert codes(document) == [code]


def test_unknown_sign_keeps_its_code_point(read: Read) -> None:
    document = read(p('<w:r><w:sym w:font="Wingdings 3" w:char="F07C"/></w:r>'))
    assert texts(document) == ["\uf07c"]
    assert codes(document) == ["docx.private-symbol"]


def test_check_box_of_a_form(read: Read) -> None:
    begin = '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox><w:checked/></w:checkBox></w:ffData></w:fldChar></w:r>'
    end = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    assert texts(read(p(begin + end + r("是")))) == ["☑是"]


STYLES = (
    '<w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val="21"/></w:rPr></w:rPrDefault></w:docDefaults>'
    '<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/><w:pPr><w:jc w:val="both"/>'
    '<w:ind w:firstLineChars="200"/></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="h"><w:name w:val="heading 2"/><w:basedOn w:val="a"/>'
    '<w:rPr><w:b/><w:sz w:val="32"/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="wps"><w:name w:val="标题 3"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="own"><w:name w:val="公文一级"/><w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="heir"><w:name w:val="公文一级改"/><w:basedOn w:val="own"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="loop"><w:name w:val="循环"/><w:basedOn w:val="loop"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="cap"><w:name w:val="caption"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="toc1"><w:name w:val="toc 1"/></w:style>'
    '<w:style w:type="character" w:styleId="strong"><w:name w:val="Strong"/><w:rPr><w:b/></w:rPr></w:style>'
    '<w:style w:type="character" w:styleId="light"><w:name w:val="轻"/><w:rPr><w:b w:val="0"/></w:rPr></w:style>'
)


@pytest.mark.parametrize(
    ("properties", "level"),
    [
        ('<w:pStyle w:val="h"/>', 2),  # by the style's name alone
        ('<w:pStyle w:val="wps"/>', 3),  # WPS names it in Chinese
        ('<w:pStyle w:val="own"/>', 1),  # a private style with an outline level
        ('<w:pStyle w:val="heir"/>', 1),  # inherited
        ('<w:pStyle w:val="own"/><w:outlineLvl w:val="9"/>', None),  # body text by its own word
        ('<w:outlineLvl w:val="4"/>', 5),
        ('<w:pStyle w:val="loop"/>', None),  # a style based on itself ends
        ('<w:pStyle w:val="missing"/>', None),
        ("", None),
    ],
)
def test_outline_level(read: Read, properties: str, level: int | None) -> None:
    assert paragraphs(read(p(r("题"), properties), styles=STYLES))[0].style.outline_level == level


@pytest.mark.parametrize(
    ("body", "bold"),
    [
        (p(r("强化引领。", "<w:b/>") + r("开展学习")), [(0, 5)]),
        (p(r("强化", "<w:b/>") + r(" ") + r("引领", "<w:b/>")), [(0, 5)]),  # one stretch over a blank
        (p(r("甲", '<w:b w:val="0"/>')), []),
        (p(r("甲乙"), '<w:pStyle w:val="h"/>'), [(0, 2)]),
        (p(r("甲", '<w:rStyle w:val="strong"/>') + r("乙")), [(0, 1)]),
        (p(r("甲", '<w:rStyle w:val="strong"/>') + r("乙"), '<w:pStyle w:val="h"/>'), [(1, 2)]),  # bold toggles
        (p("<w:r><w:br/></w:r>" + r("甲", "<w:b/>")), [(0, 1)]),  # offsets after the break that is left out
    ],
)
def test_bold_ranges(read: Read, body: str, bold: list[tuple[int, int]]) -> None:
    assert paragraphs(read(body, styles=STYLES))[0].style.bold == bold


def face(name: str) -> str:
    """A Chinese typeface."""
    return f'<w:rFonts w:eastAsia="{name}"/>'


@pytest.mark.parametrize(
    ("body", "bold"),
    [
        (p(r("强化引领。", face("楷体_GB2312")) + r("开展学习", face("仿宋"))), [(0, 5)]),
        (p(r("强化", face("黑体")) + r("引领。", face("黑体")) + r("开展学习", face("宋体"))), [(0, 5)]),
        (p(r("强化引领。开展学习", face("楷体"))), []),  # the whole paragraph says nothing
        (p(r("强化引领", face("楷体")) + r("开展学习", face("仿宋"))), []),  # no sentence ends there
        (p(r("引领。", face("楷体")) + r("学习", face("仿宋")) + r("实践", face("楷体"))), []),  # it comes again
        (p(r("引领。", face("仿宋")) + r("学习", face("楷体"))), []),  # body type first
    ],
)
def test_lead_in_a_typeface_of_headings_is_bold(read: Read, body: str, bold: list[tuple[int, int]]) -> None:
    assert paragraphs(read(body))[0].style.bold == bold


def test_bold_lead_counts_the_generated_number(read: Read) -> None:
    numbering = (
        '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/>'
        '<w:suff w:val="space"/><w:lvlText w:val="%1."/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    )
    listed = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    paragraph = paragraphs(read(p(r("要点。", "<w:b/>") + r("内容"), listed), numbering=numbering))[0]
    assert paragraph.text[slice(*paragraph.style.bold[0])] == "1. 要点。"


def test_size_alignment_and_indent(read: Read) -> None:
    document = read(
        p(r("正文"))
        + p(r("标题"), '<w:pStyle w:val="h"/><w:jc w:val="center"/><w:ind w:firstLineChars="0" w:firstLine="0"/>')
        + p(r("大" * 9, '<w:sz w:val="44"/>') + r("小"), '<w:ind w:firstLineChars="0" w:firstLine="880"/>')
        + p(r("悬挂"), '<w:ind w:firstLineChars="0" w:hanging="420"/>'),
        styles=STYLES,
    )
    read_styles = [(s.size, s.align, s.indent) for s in (paragraph.style for paragraph in paragraphs(document))]
    assert read_styles == [
        (10.5, "justify", 2.0),  # document defaults, default style
        (16.0, "center", 0.0),
        (22.0, "justify", 2.0),  # 44 points of indent at 22 points
        (10.5, "justify", -2.0),
    ]


def test_roles_by_style(read: Read) -> None:
    document = read(p(r("图1"), '<w:pStyle w:val="cap"/>') + p(r("一、"), '<w:pStyle w:val="toc1"/>'), styles=STYLES)
    assert [paragraph.role for paragraph in paragraphs(document)] == ["caption", "toc"]


def toc(end: str) -> str:
    """A table of contents over three paragraphs, and one after it."""
    begin = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> TOC \\o "1-3"</w:instrText></w:r>'
    begin += '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    return p(begin + r("一、甲\t1")) + p(r("二、乙\t2") + field("PAGEREF x", "2")) + p(r("三") + end) + p(r("正文"))


def test_table_of_contents_by_its_field(read: Read) -> None:
    document = read(toc('<w:r><w:fldChar w:fldCharType="end"/></w:r>'))
    assert [paragraph.role for paragraph in paragraphs(document)] == ["toc", "toc", "toc", "body"]


def test_table_of_contents_without_end_keeps_the_body(read: Read) -> None:
    document = read(toc(""))
    assert {paragraph.role for paragraph in paragraphs(document)} == {"body"}
    assert codes(document) == ["docx.unclosed-field"]


def test_table_of_contents_by_its_gallery(read: Read) -> None:
    gallery = '<w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr>'
    document = read(f"<w:sdt>{gallery}<w:sdtContent>{p(r('一、甲'))}</w:sdtContent></w:sdt>{p(r('正文'))}")
    assert [paragraph.role for paragraph in paragraphs(document)] == ["toc", "body"]


def test_notes_follow_the_body(read: Read) -> None:
    notes = '<w:footnote w:type="separator" w:id="0"><w:p/></w:footnote>'
    notes += f'<w:footnote w:id="2">{p(r("脚注二"))}</w:footnote><w:footnote w:id="3">{p(r("没有引用"))}</w:footnote>'
    ends = f'<w:endnote w:id="1">{p(r("尾注一"))}</w:endnote>'
    body = p(r("正文") + '<w:r><w:endnoteReference w:id="1"/></w:r><w:r><w:footnoteReference w:id="2"/></w:r>') + p(
        r("末段")
    )
    document = read(body, footnotes=notes, endnotes=ends)
    assert texts(document) == ["正文", "末段", "脚注二", "尾注一"]
    assert [paragraph.role for paragraph in paragraphs(document)] == ["body", "body", "footnote", "footnote"]


def section(*references: str, more: str = "") -> str:
    """A `w:sectPr`."""
    return f"<w:sectPr>{''.join(references)}{more}</w:sectPr>"


def reference(kind: str, part: str, which: str = "default") -> str:
    """A reference to a header or footer."""
    return f'<w:{kind}Reference w:type="{which}" r:id="{part}"/>'


def test_headers_and_footers_once_each(read: Read) -> None:
    first = section(reference("header", "header1"), reference("footer", "footer1"))
    second = section(reference("header", "header2"), reference("header", "header3", "first"))
    body = p(r("甲"), first) + p(r("乙")) + second
    document = read(
        body,
        header1=p(r("云溪县科协")),
        header2=p(r("云溪县科协")),  # the same words again
        header3=p(r("首页")),  # not printed: the section has no title page
        footer1=p(r("— ") + field("PAGE", "1") + r(" —")),
    )
    assert [(e.role, e.text) for e in paragraphs(document)] == [
        ("header", "云溪县科协"),
        ("body", "甲"),
        ("body", "乙"),
        ("footer", "— 1 —"),
    ]


def test_footers_that_differ_in_page_numbers_only_are_one(read: Read) -> None:
    parts = {f"footer{n}": p(r("— ") + field("PAGE", str(n)) + r(" —")) for n in (1, 2)}
    body = p(r("甲"), section(reference("footer", "footer1"))) + p(r("乙")) + section(reference("footer", "footer2"))
    assert texts(read(body, **parts)) == ["甲", "乙", "— 1 —"]


def test_headers_that_differ_in_a_year_are_two(read: Read) -> None:
    parts = {"header1": p(r("2023年度")), "header2": p(r("2024年度"))}
    body = p(r("甲"), section(reference("header", "header1"))) + p(r("乙")) + section(reference("header", "header2"))
    assert texts(read(body, **parts)) == ["2023年度", "2024年度", "甲", "乙"]


def test_header_of_the_first_page_where_it_is_printed(read: Read) -> None:
    body = p(r("甲")) + section(reference("header", "header1", "first"), more="<w:titlePg/>")
    assert texts(read(body, header1=p(r("首页")))) == ["首页", "甲"]


def test_diagram_words(read: Read) -> None:
    drawing = '<w:r><w:drawing><a:graphicData><dgm:relIds r:dm="diagramData1"/></a:graphicData></w:drawing></w:r>'
    spaces = (
        'xmlns:dgm="http://schemas.openxmlformats.org/drawingml/2006/diagram" '
        'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    )
    data = f"<dgm:dataModel {spaces}><dgm:pt><dgm:t><a:p><a:r><a:t>领导小组</a:t></a:r></a:p></dgm:t></dgm:pt></dgm:dataModel>"
    document = read(p(r("机构图") + drawing), diagramData1=data)
    assert [(e.role, e.text) for e in paragraphs(document)] == [("body", "机构图"), ("textbox", "领导小组")]


def test_paths_name_the_place(read: Read) -> None:
    body = p(r("甲")) + p("") + f"<w:sdt><w:sdtContent>{p(r('乙'))}</w:sdtContent></w:sdt>" + p(ALTERNATIVE + r("丙"))
    assert [paragraph.origin.path for paragraph in paragraphs(read(body))] == [
        "body/p[1]",
        "body/sdt[1]/p[1]",
        "body/p[3]/txbx[1]/p[1]",
        "body/p[3]",
    ]


WORDS = st.text(st.characters(codec="utf-8", categories=["L", "N", "P", "Zs"]), max_size=12)


@given(st.lists(st.lists(WORDS, max_size=5), max_size=6))
def test_every_character_of_the_body_is_there(read: Read, content: list[list[str]]) -> None:
    escaped = [[run.replace("&", "").replace("<", "").replace(">", "") for run in runs] for runs in content]
    document = read("".join(p("".join(r(run) for run in runs)) for runs in escaped))
    assert (
        "".join(texts(document)).split() == "".join("".join(runs) for runs in escaped if "".join(runs).strip()).split()
    )
