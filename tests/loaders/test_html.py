"""HTML: the article without its site, tables with their spans, pages in old encodings."""

from pathlib import Path

import pytest

from kexie_extract.errors import LimitError, UnreadableFileError
from kexie_extract.loaders.base import Input
from kexie_extract.loaders.html import LOADER
from kexie_extract.model.options import Options
from kexie_extract.model.raw import RawDocument, RawElement, RawParagraph, RawTable

ARTICLE = (
    "<h1>云溪县科协2023年工作总结</h1><p>来源：云溪县科协</p>"
    "<p style='text-indent:2em'><strong>一、主要工作。</strong>全年举办培训班6场，"
    "培训农民1000余人次，发放读物三万册，受到广泛好评。</p>"
    "<p>（一）加强领导。各乡镇科协要提高认识，明确任务，落实责任，确保各项工作取得实效。</p>"
    "<p>附件：<a href='/files/a.docx'>1.任务分解表.docx</a></p>"
)
SITE = f"""<!DOCTYPE html><html><head><title>标题栏</title><style>p{{}}</style></head><body>
<div class="topnav"><ul><li><a href="/">首页</a></li><li><a href="/n">新闻</a></li>
<li><a href="/g">公告</a></li></ul></div>
<div class="breadcrumb">当前位置：<a href="/">首页</a> &gt; <a href="/g">公告</a></div>
<div id="content">{ARTICLE}</div>
<div class="sidebar"><ul><li><a href="/1">一则旧闻标题</a></li><li><a href="/2">又一则旧闻标题</a></li></ul></div>
<script>var a = "脚本";</script>
<div style="display:none">看不见的字</div>
<footer>版权所有 云溪县科协 <a href="http://x">备案</a></footer></body></html>"""


def load(text: str, name: str = "页.html") -> RawDocument:
    return LOADER.load(Input(name, text.encode()), Options())


def texts(elements: list[RawElement]) -> list[str]:
    return [element.text for element in elements if isinstance(element, RawParagraph)]


def rows(element: RawElement) -> list[list[str]]:
    assert isinstance(element, RawTable)
    return [[cell.text for cell in row] for row in element.rows]


def merges(element: RawElement) -> list[list[str | None]]:
    assert isinstance(element, RawTable)
    return [[cell.merge for cell in row] for row in element.rows]


def test_article_without_its_site() -> None:
    raw = load(SITE)
    assert texts(raw.elements) == texts(load(ARTICLE).elements)
    assert {note.code for note in raw.notes} == {"html.site-furniture-skipped", "html.hidden-skipped"}


def test_article_keeps_everything() -> None:
    found = load(ARTICLE).elements
    assert len(found) == 5
    first, _, lead = found[:3]
    assert isinstance(first, RawParagraph)
    assert first.style.outline_level == 1
    assert isinstance(lead, RawParagraph)
    assert (lead.style.bold, lead.style.indent) == ([(0, 7)], 2.0)


def test_page_set_with_tables() -> None:
    menu = "<table><tr><td><a href=/>首页</a></td><td><a href=/n>新闻</a></td></tr></table>"
    side = "<td><ul><li><a href=/1>规划计划</a></li><li><a href=/2>人事信息</a></li></ul></td>"
    data = "<table><tr><td><a href=a.doc>任务表</a></td><td>培训</td></tr><tr><td>1</td><td>2</td></tr></table>"
    raw = load(f"{menu}<table><tr>{side}<td><p>{'全年工作圆满完成。' * 9}</p>{data}</td></tr></table>")
    prose, table = raw.elements
    assert texts([prose]) == ["全年工作圆满完成。" * 9]
    assert rows(table) == [["任务表", "培训"], ["1", "2"]]


def test_article_element_with_its_heading_outside() -> None:
    raw = load(f"<div><h1>总结</h1><span>热点推荐</span></div><article><p>{'全年工作圆满完成。' * 9}</p></article>")
    assert texts(raw.elements)[0] == "总结"
    assert len(raw.elements) == 2
    assert [note.code for note in raw.notes] == ["html.site-furniture-skipped"]


@pytest.mark.parametrize(
    ("source", "expected", "reason"),
    [
        ("<p>甲<br>乙</p>", ["甲\n乙"], "a break is a line break"),
        ("<div>甲<p>乙</p>丙</div>", ["甲", "乙", "丙"], "text beside blocks"),
        ("<p>推进\n   科普</p>", ["推进科普"], "a break of the source between Chinese characters"),
        ("<p>the\n  county</p>", ["the county"], "a break of the source between words"),
        ("<p>A&nbsp;B&lt;C&ldquo;丁&rdquo;</p>", ["A\xa0B<C“丁”"], "entities"),
        ("<p><o:p></o:p><span>甲</span><span>乙</span></p>", ["甲乙"], "spans of Word"),
        ("<ol><li>培训</li><li>宣传</li></ol>", ["1.培训", "2.宣传"], "numbers that the browser shows"),
        ("<ol start='3'><li>培训</li></ol>", ["3.培训"], "a list that begins later"),
        ("<ol><li>1.培训</li></ol>", ["1.培训"], "a typed number is not doubled"),
        ("<ul><li>培训</li></ul>", ["培训"], "bullets are marks"),
        ("<table><tr><td><p>甲</p><p>乙</p></td></tr></table>", ["甲", "乙"], "a table that only places things"),
        ("<p>甲<!-- 注 -->乙</p>", ["甲乙"], "comments"),
        ("<div class='header-title'>总结</div><p>正文</p>", ["总结", "正文"], "a name alone drops no words"),
        ("<pre>一\n二</pre>", ["一二"], "as other text"),
    ],
)
def test_paragraphs(source: str, expected: list[str], reason: str) -> None:
    assert texts(load(source).elements) == expected, reason


def test_generated_number_is_marked() -> None:
    (item,) = load("<ol><li><b>培训</b>农民</li></ol>").elements
    assert isinstance(item, RawParagraph)
    assert item.generated == (0, 2)
    assert [item.text[a:b] for a, b in item.style.bold] == ["培训"]


def test_spans() -> None:
    source = (
        "<table><caption>任务分解表</caption><thead><tr><th>主题</th><th colspan=2>内容</th></tr></thead>"
        "<tr><td rowspan=2>甲</td><td>1</td><td>2</td></tr><tr><td colspan=2>3</td></tr></table>"
    )
    caption, table = load(source).elements
    assert texts([caption]) == ["任务分解表"]
    assert rows(table) == [["主题", "内容", ""], ["甲", "1", "2"], ["", "3", ""]]
    assert merges(table) == [[None, None, "left"], [None, None, None], ["above", None, "left"]]
    assert isinstance(table, RawTable)
    assert (table.header_rows, table.merges_known) == (1, True)


def test_block_over_rows_and_columns() -> None:
    (table,) = load("<table><tr><td rowspan=2 colspan=2>甲</td><td>1</td></tr><tr><td>2</td></tr></table>").elements
    assert rows(table) == [["甲", "", "1"], ["", "", "2"]]
    assert merges(table) == [[None, "left", None], ["above", "left", None]]


def test_layout_table_around_a_data_table() -> None:
    source = (
        "<table><tr><td><p>工作总结</p><table><tr><td>序号</td><td>内容</td></tr>"
        "<tr><td>1</td><td>培训</td></tr></table></td></tr></table>"
    )
    prose, table = load(source).elements
    assert texts([prose]) == ["工作总结"]
    assert rows(table) == [["序号", "内容"], ["1", "培训"]]


def test_cell_of_several_paragraphs() -> None:
    (table,) = load("<table><tr><td><p>甲</p><p>乙</p></td><td>3月<br>4月</td></tr></table>").elements
    assert rows(table) == [["甲\n乙", "3月\n4月"]]


@pytest.mark.parametrize(
    ("codec", "declared", "told"),
    [
        ("gbk", "gb2312", "gb18030"),
        ("utf-8", "utf-8", "utf-8"),
        ("utf-8", "gb2312", "utf-8"),
        ("gbk", "utf-8", "gb18030"),
        ("big5", "big5", "big5"),
        ("utf-16", "utf-16", "utf-16"),
    ],
)
def test_encodings(codec: str, declared: str, told: str) -> None:
    words = "工作公告：和平、中文、文化、人民大同，山水有情。" * 2
    data = f'<html><head><meta charset="{declared}"></head><body><p>{words}</p></body></html>'.encode(codec)
    raw = LOADER.load(Input("页.html", data), Options())
    assert texts(raw.elements) == [words]
    assert raw.encoding == told


@pytest.mark.parametrize("source", ["<html></html>", "<script>x</script>", "<!-- x -->"])
def test_no_text(source: str) -> None:
    with pytest.raises(UnreadableFileError, match="no text"):
        load(source)


def test_hostile_pages_end() -> None:
    with pytest.raises(LimitError, match=r"^页\.html: "):
        load("<table>" + "<tr><td rowspan=60000 colspan=1000>x</td><td>y</td></tr>" * 3000 + "</table>")


def test_deep_nesting_ends() -> None:
    """The parser cuts nesting off at a depth of its own; nothing runs out of stack."""
    assert texts(load("<p>甲</p>" + "<div>" * 20000).elements) == ["甲"]


@pytest.mark.parametrize("folder", ["corpus", "unlabelled"])
def test_real_tables_lose_nothing(shared: Path, folder: str) -> None:
    from lxml import html

    for path in sorted((shared / folder).glob("*.html")):
        expected = "".join(map(str, html.fromstring(path.read_bytes()).itertext()))
        out = "".join(
            element.text if isinstance(element, RawParagraph) else "".join(c.text for row in element.rows for c in row)
            for element in LOADER.load(Input(path.name, path.read_bytes()), Options()).elements
        )
        assert "".join(out.split()) == "".join(expected.split()), path.name


@pytest.mark.parametrize(
    ("source", "role"),
    [
        ('<div title="footer"><p>— <sdfield type=PAGE>3</sdfield> —</p></div>', "footer"),
        ('<div title="header"><p>云溪县科协文件</p></div>', "header"),
        ('<div id="sdfootnote1"><p>1 数据截至六月底。</p></div>', "footnote"),
        ("<div style='mso-element:footer'><p>第3页</p></div>", "footer"),
        ("<div style='mso-element:footnote-list'><p>正文</p></div>", "body"),
    ],
)
def test_parts_of_a_printed_page(source: str, role: str) -> None:
    """As LibreOffice and Word save them; a page number is one paragraph with its dashes."""
    found = [e for e in load(f"<p>正文一段。</p>{source}").elements if isinstance(e, RawParagraph)]
    assert [e.role for e in found] == ["body", role]


@pytest.mark.parametrize(
    ("attributes", "number"),
    [("", "1."), ('type="A"', "A."), ('style="list-style-type: cjk-ideographic"', "一、")],
)
def test_numbers_of_lists(attributes: str, number: str) -> None:
    assert texts(load(f"<ol {attributes}><li>加强领导</li></ol>").elements) == [f"{number}加强领导"]


def test_sizes_and_indents() -> None:
    found = load("<p style='text-indent:0.44in'><font style='font-size: 22pt'>标题</font></p>").elements[0]
    assert isinstance(found, RawParagraph)
    assert (found.style.size, found.style.indent) == (22.0, 2.0)
