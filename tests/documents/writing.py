"""Word files and workbooks from lines of text, with what offices use and python-docx has no words for.

A line of a Word text may begin with tags: `[title]` centred, bold and large; `[center]` and `[right]`; `[big]` bold and
larger; `[n:LIST:LEVEL]` numbered by Word; `[s1]` a style with an outline level and a name of its own; `[o1]` an outline
level without a style; `[box]` in a text box; `[sdt]` in a content control. `[table]` to `[/table]` are rows of cells
parted by bars. Inside a line `**…**` is bold, `{+…+}` inserted and `{-…-}` deleted with tracking, `␤` a soft break.

In a workbook a line is a row of cells parted by bars; `@name` and `@merge` name the sheet and merge a range.
"""

import re
import zipfile
from io import BytesIO
from xml.sax.saxutils import escape

Numbering = dict[str, list[tuple[str, ...]]]
"""For each list its levels: number format, text with %1 …, and what follows the number (nothing if not given)."""

_OFFICE = "http://schemas.openxmlformats.org"
_NAMESPACES = " ".join(
    f'xmlns:{prefix}="{address}"'
    for prefix, address in {
        "w": f"{_OFFICE}/wordprocessingml/2006/main",
        "wp": f"{_OFFICE}/drawingml/2006/wordprocessingDrawing",
        "a": f"{_OFFICE}/drawingml/2006/main",
        "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
        "mc": f"{_OFFICE}/markup-compatibility/2006",
    }.items()
)
_INLINE = re.compile(r"(\*\*.+?\*\*|\{\+.+?\+\}|\{-.+?-\})")
_TAG = re.compile(r"\[([a-z]+\d?(?::[^\]]*)?)\]")
_LOOKS = {
    "title": ('<w:jc w:val="center"/>', '<w:b/><w:sz w:val="44"/>'),
    "center": ('<w:jc w:val="center"/>', ""),
    "right": ('<w:jc w:val="right"/>', ""),
    "big": ("", '<w:b/><w:sz w:val="36"/>'),
}


def word(text: str, numbering: Numbering) -> bytes:
    """A docx."""
    body: list[str] = []
    rows: list[str] = []
    inside = False
    for line in text.strip("\n").split("\n"):
        if line == "[table]":
            rows, inside = [], True
        elif line == "[/table]":
            body.append(f"<w:tbl><w:tblPr/><w:tblGrid/>{''.join(rows)}</w:tbl>")
            inside = False
        elif inside:
            cells = "".join(f"<w:tc><w:tcPr/>{_paragraph(cell)}</w:tc>" for cell in line.split("|"))
            rows.append(f"<w:tr>{cells}</w:tr>")
        elif line.strip():
            body.append(_paragraph(line))
    return _package("".join(body), "".join(_list(key, levels) for key, levels in numbering.items()), list(numbering))


def _paragraph(line: str) -> str:
    properties = look = frame = ""
    while tag := _TAG.match(line):
        name, line = tag[1], line[tag.end() :]
        if name in _LOOKS:
            properties, look = properties + _LOOKS[name][0], look + _LOOKS[name][1]
        elif name.startswith("n:"):
            _, key, level = name.split(":")
            properties += f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{key}"/></w:numPr>'
        elif re.fullmatch(r"s\d", name):
            properties += f'<w:pStyle w:val="S{name[1]}"/>'
        elif re.fullmatch(r"o\d", name):
            properties += f'<w:outlineLvl w:val="{int(name[1]) - 1}"/>'
        else:
            frame = name
    paragraph = f"<w:p><w:pPr>{properties}</w:pPr>{_runs(line, look)}</w:p>"
    if frame == "sdt":
        return f"<w:sdt><w:sdtPr/><w:sdtContent>{paragraph}</w:sdtContent></w:sdt>"
    return _text_box(paragraph) if frame == "box" else paragraph


def _text_box(paragraph: str) -> str:
    shape = f"<wps:wsp><wps:txbx><w:txbxContent>{paragraph}</w:txbxContent></wps:txbx></wps:wsp>"
    graphic = f'<a:graphic><a:graphicData uri="x">{shape}</a:graphicData></a:graphic>'
    drawing = f"<w:drawing><wp:inline>{graphic}</wp:inline></w:drawing>"
    choice = f'<mc:Choice Requires="wps">{drawing}</mc:Choice>'
    return f"<w:p><w:r><mc:AlternateContent>{choice}</mc:AlternateContent></w:r></w:p>"


def _runs(text: str, look: str) -> str:
    runs = []
    for part in filter(None, _INLINE.split(text)):
        change = {"{+": "ins", "{-": "del"}.get(part[:2], "")
        bold = part.startswith("**")
        words = part[2:-2] if bold or change else part
        tag = "delText" if change == "del" else "t"
        pieces = (f'<w:{tag} xml:space="preserve">{escape(piece)}</w:{tag}>' for piece in words.split("␤"))
        run = f"<w:r><w:rPr>{look}{'<w:b/>' if bold else ''}</w:rPr>{'<w:br/>'.join(pieces)}</w:r>"
        author = 'w:id="1" w:author="a" w:date="2024-01-01T00:00:00Z"'
        runs.append(f"<w:{change} {author}>{run}</w:{change}>" if change else run)
    return "".join(runs)


def _list(key: str, levels: list[tuple[str, ...]]) -> str:
    defined = "".join(
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
        f'<w:suff w:val="{"".join(after) or "nothing"}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for depth, (form, text, *after) in enumerate(levels)
    )
    return f'<w:abstractNum w:abstractNumId="{key}"><w:multiLevelType w:val="multilevel"/>{defined}</w:abstractNum>'


def _package(body: str, lists: str, keys: list[str]) -> bytes:
    """The parts of a docx."""
    lists += "".join(f'<w:num w:numId="{key}"><w:abstractNumId w:val="{key}"/></w:num>' for key in keys)
    styles = '<w:style w:type="paragraph" w:default="1" w:styleId="N"><w:name w:val="Normal"/></w:style>'
    styles += "".join(
        f'<w:style w:type="paragraph" w:styleId="S{level}"><w:name w:val="公文标题{level}"/><w:basedOn w:val="N"/>'
        f'<w:pPr><w:outlineLvl w:val="{level - 1}"/></w:pPr></w:style>'
        for level in range(1, 5)
    )
    main = "application/vnd.openxmlformats-officedocument.wordprocessingml"
    kinds = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{main}.{kind}+xml"/>'
        for name, kind in (("document", "document.main"), ("numbering", "numbering"), ("styles", "styles"))
    )
    default = '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    default += '<Default Extension="xml" ContentType="application/xml"/>'
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{_OFFICE}/package/2006/content-types">{default}{kinds}</Types>',
        "_rels/.rels": _relations({"officeDocument": "word/document.xml"}),
        "word/_rels/document.xml.rels": _relations({"numbering": "numbering.xml", "styles": "styles.xml"}),
        "word/document.xml": f"<w:document {_NAMESPACES}><w:body>{body}</w:body></w:document>",
        "word/numbering.xml": f"<w:numbering {_NAMESPACES}>{lists}</w:numbering>",
        "word/styles.xml": f"<w:styles {_NAMESPACES}>{styles}</w:styles>",
    }
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for name, content in parts.items():
            package.writestr(name, f'<?xml version="1.0" encoding="UTF-8"?>{content}')
    return out.getvalue()


def _relations(targets: dict[str, str]) -> str:
    entries = "".join(
        f'<Relationship Id="r{n}" Type="{_OFFICE}/officeDocument/2006/relationships/{kind}" Target="{target}"/>'
        for n, (kind, target) in enumerate(targets.items())
    )
    return f'<Relationships xmlns="{_OFFICE}/package/2006/relationships">{entries}</Relationships>'


def sheet(text: str) -> bytes:
    """An xlsx."""
    from openpyxl import Workbook

    book = Workbook()
    page = book.worksheets[0]
    merges = []
    for line in text.strip("\n").split("\n"):
        if line.startswith("@merge "):
            merges.append(line.split()[1])
        elif line.startswith("@name "):
            page.title = line.removeprefix("@name ")
        else:
            page.append([cell or None for cell in line.split("|")])
    for area in merges:
        page.merge_cells(area)
    out = BytesIO()
    book.save(out)
    return out.getvalue()
