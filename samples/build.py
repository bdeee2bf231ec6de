"""Builds the binary samples from the text ones.

    python samples/build.py            needs python-docx, xlsxwriter and, for pdf and doc, LibreOffice (soffice)

The results are committed: tests read them as they are and do not need this script.
"""

import re
import subprocess
import tempfile
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import docx
import xlsxwriter
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt

HERE = Path(__file__).parent
NUMBER = re.compile(r"^(?:([一二三四五六七八九十]+、)|(\d{1,2}\.))")
COLUMNS = ("theme", "project", "content", "schedule", "departments")
MERGED = ("theme", "project", "departments")


def main() -> None:
    report()
    plan()
    newspaper()
    rows = task_rows()
    tasks_docx(rows)
    tasks_xlsx(rows)
    tasks_md(rows)
    convert("pdf", "report.docx", "plan-notice.docx", "newspaper.docx", "tasks.docx")
    convert("doc", "plan-notice.docx")
    scan(HERE / "plan-notice.pdf", HERE / "scan.pdf")
    ofd(HERE / "opinion.gb18030.txt", HERE / "opinion.ofd")


def new_document(*, landscape: bool = False) -> Any:
    """A4 with the fonts and margins of GB/T 9704."""
    document = docx.Document()
    style = document.styles["Normal"]
    style.font.name, style.font.size = "FangSong", Pt(12)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), "Noto Serif CJK SC")
    page = document.sections[0]
    page.page_width, page.page_height = Cm(21), Cm(29.7)
    if landscape:
        page.orientation, page.page_width, page.page_height = WD_ORIENT.LANDSCAPE, Cm(29.7), Cm(21)
    page.left_margin = page.right_margin = Cm(2.6)
    return document


def page_numbers(document: Any) -> None:
    """— 1 — in the footer."""
    paragraph = document.sections[0].footer.paragraphs[0]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for piece in (
        "<w:t xml:space='preserve'>— </w:t>",
        '<w:fldChar w:fldCharType="begin"/>',
        "<w:instrText>PAGE</w:instrText>",
        '<w:fldChar w:fldCharType="end"/>',
        "<w:t xml:space='preserve'> —</w:t>",
    ):
        paragraph._p.append(parse_xml(f"<w:r {nsdecls('w')}>{piece}</w:r>"))


@dataclass
class Numbering:
    """Automatic numbers as Chinese Word writes them: 一、 (japaneseCounting) over 1. (decimal)."""

    document: Any
    next_id: int = 90

    def start(self) -> int:
        """A new list that begins at 一、; its number id."""
        numbering = self.document.part.numbering_part.element
        self.next_id += 1
        levels = "".join(
            f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:suff w:val="nothing"/>'
            f'<w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/></w:lvl>'
            for level, form, text in ((0, "japaneseCounting", "%1、"), (1, "decimal", "%2."))
        )
        abstract = f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{self.next_id}">{levels}</w:abstractNum>'
        numbering.insert(0, parse_xml(abstract))
        numbering.append(
            parse_xml(
                f'<w:num {nsdecls("w")} w:numId="{self.next_id}"><w:abstractNumId w:val="{self.next_id}"/></w:num>'
            )
        )
        return self.next_id

    @staticmethod
    def apply(paragraph: Any, number: int, level: int) -> None:
        """Let Word number this paragraph."""
        xml = f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
        paragraph._p.get_or_add_pPr().append(parse_xml(xml))


def report() -> None:
    """The report with Word's own numbers in place of typed ones, and bold run-in headings."""
    document = new_document()
    page_numbers(document)
    numbering = Numbering(document)
    number = 0
    lines = (HERE / "report.txt").read_text(encoding="utf-8").splitlines()
    body = next(i for i, line in enumerate(lines) if line.startswith("各位"))
    for index, line in enumerate(lines):
        if not line.strip():
            continue
        found = NUMBER.match(line)
        paragraph = document.add_paragraph()
        if line.startswith("一、"):
            number = numbering.start()
        if found:
            add_numbered(paragraph, line[found.end() :], number, 0 if found[1] else 1)
        else:
            paragraph.add_run(line)
            if index < body:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
            elif not re.fullmatch(r"\d{4}年.{2,8}", line):
                paragraph.paragraph_format.first_line_indent = Pt(24)
    document.save(str(HERE / "report.docx"))


def add_numbered(paragraph: Any, text: str, number: int, level: int) -> None:
    Numbering.apply(paragraph, number, level)
    heading, stop, rest = text.partition("。")
    paragraph.add_run(heading + stop).bold = bool(rest)
    paragraph.add_run(rest)


def plan() -> None:
    """The notice with its plan and its task table."""
    document = new_document()
    page_numbers(document)
    table: list[list[str]] = []
    for line in (HERE / "plan-notice.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("|"):
            cells = [cell.strip() for cell in line.strip("|").split("|")]
            if not set(cells[0]) <= set("-: "):
                table.append(cells)
        elif line.strip():
            paragraph = document.add_paragraph(line)
            if len(line) > 40:
                paragraph.paragraph_format.first_line_indent = Pt(24)
    grid = document.add_table(rows=0, cols=len(table[0]), style="Table Grid")
    for row in table:
        for cell, text in zip(grid.add_row().cells, row, strict=True):
            cell.text = text
    document.save(str(HERE / "plan-notice.docx"))


def newspaper() -> None:
    """A title over the full width, then two columns."""
    document = new_document()
    lines = [line for line in (HERE / "newspaper.md").read_text(encoding="utf-8").splitlines() if line.strip()]
    title = next(i for i, line in enumerate(lines) if line.startswith("# "))
    for line in lines[: title + 1]:
        paragraph = document.add_paragraph()
        run = paragraph.add_run(line.removeprefix("# "))
        if line.startswith("# "):
            run.bold, run.font.size, paragraph.alignment = True, Pt(20), WD_ALIGN_PARAGRAPH.CENTER
    columns = document.add_section(0)
    columns._sectPr.append(parse_xml(f'<w:cols {nsdecls("w")} w:num="2" w:space="425"/>'))
    for line in lines[title + 1 :]:
        marks, _, text = line.partition(" ") if line.startswith("#") else ("", "", line)
        paragraph = document.add_paragraph()
        run = paragraph.add_run(text)
        if marks:
            run.bold, run.font.size = True, Pt(16 if marks == "##" else 14)
        else:
            paragraph.paragraph_format.first_line_indent = Pt(24)
    document.save(str(HERE / "newspaper.docx"))


def task_rows() -> list[dict[str, str]]:
    return list(tomllib.loads((HERE / "tasks.toml").read_text(encoding="utf-8"))["row"])


def task_head() -> tuple[str, list[str]]:
    head = tomllib.loads((HERE / "tasks.toml").read_text(encoding="utf-8"))
    return head["title"], head["header"]


def merges(rows: list[dict[str, str]], column: str) -> Iterator[tuple[int, int]]:
    """First and last row of each cell of a column; a missing value continues the cell above."""
    starts = [i for i, row in enumerate(rows) if column in row]
    for start, after in zip(starts, [*starts[1:], len(rows)], strict=True):
        yield start, after - 1


def tasks_docx(rows: list[dict[str, str]]) -> None:
    """Merged cells, and a header row that repeats on each page."""
    title, header = task_head()
    document = new_document(landscape=True)
    page_numbers(document)
    heading = document.add_paragraph()
    heading.alignment = WD_ALIGN_PARAGRAPH.CENTER
    heading.add_run(title).bold = True
    grid = document.add_table(rows=len(rows) + 1, cols=len(header), style="Table Grid")
    for cell, text in zip(grid.rows[0].cells, header, strict=True):
        cell.text = text
    grid.rows[0]._tr.get_or_add_trPr().append(parse_xml(f"<w:tblHeader {nsdecls('w')}/>"))
    for index, row in enumerate(rows, 1):
        grid.cell(index, 0).text = str(index)
        for column, name in enumerate(COLUMNS, 1):
            if name not in MERGED:
                grid.cell(index, column).text = row[name]
    for name in MERGED:
        column = COLUMNS.index(name) + 1
        for first, last in merges(rows, name):
            grid.cell(first + 1, column).merge(grid.cell(last + 1, column)).text = rows[first][name]
    widths = (1.2, 3.6, 2.8, 6.8, 7.6, 2.4)
    for grid_row in grid.rows:
        for cell, width in zip(grid_row.cells, widths, strict=True):
            cell.width = Cm(width)
    document.save(str(HERE / "tasks.docx"))


def tasks_xlsx(rows: list[dict[str, str]]) -> None:
    title, header = task_head()
    with xlsxwriter.Workbook(str(HERE / "tasks.xlsx")) as book:
        sheet = book.add_worksheet("任务分解")
        wrap = book.add_format({"text_wrap": True, "valign": "top"})
        sheet.merge_range(0, 0, 0, len(header) - 1, title, wrap)
        sheet.write_row(1, 0, header)
        for index, row in enumerate(rows, 1):
            sheet.write_number(index + 1, 0, index)
            for column, name in enumerate(COLUMNS, 1):
                if name not in MERGED:
                    sheet.write_string(index + 1, column, row[name], wrap)
        for name in MERGED:
            column = COLUMNS.index(name) + 1
            for first, last in merges(rows, name):
                if first == last:
                    sheet.write_string(first + 2, column, rows[first][name], wrap)
                else:
                    sheet.merge_range(first + 2, column, last + 2, column, rows[first][name], wrap)


def tasks_md(rows: list[dict[str, str]]) -> None:
    """As converters print it: three tables of one page each, merged cells blank, some rows slid left."""
    title, header = task_head()
    lines = [title, ""]
    for page in range(0, len(rows), 9):
        lines += ["| " + " | ".join(header) + " |", "|" + "---|" * len(header)]
        lines += [markdown_row(i, rows[i], header) for i in range(page, min(page + 9, len(rows)))]
        lines.append("")
    (HERE / "tasks.md").write_text("\n".join(lines), encoding="utf-8")


def markdown_row(index: int, row: dict[str, str], header: list[str]) -> str:
    cells = [str(index + 1), *(row.get(name, "") for name in COLUMNS)]
    if index % 7 == 4 and not row.get("theme"):  # what a converter does to the cells behind a lost merge
        filled = [cell for cell in cells if cell]
        cells = filled + [""] * (len(header) - len(filled))
    return "| " + " | ".join(cells) + " |"


def convert(form: str, *names: str) -> None:
    """Through LibreOffice, with a profile of its own."""
    with tempfile.TemporaryDirectory() as profile:
        command = ["soffice", f"-env:UserInstallation=file://{profile}", "--headless", "--convert-to", form]
        subprocess.run([*command, "--outdir", str(HERE), *(str(HERE / name) for name in names)], check=True)


def scan(source: Path, target: Path) -> None:
    """The first page as an image without text, 150 dots per inch."""
    import pypdfium2

    with pypdfium2.PdfDocument(str(source)) as pdf:
        page = pdf[0].render(scale=150 / 72, grayscale=True).to_pil()
    page.save(str(target), "PDF", resolution=150, quality=60)


def ofd(source: Path, target: Path) -> None:
    """A small OFD file (GB/T 33190-2016): one text object a line, millimetres."""
    import zipfile
    from xml.sax.saxutils import escape

    size, width, per_page = 4.23, 37, 40
    lines = [line for text in source.read_text(encoding="gb18030").splitlines() for line in wrapped(text, width)]
    pages = [lines[i : i + per_page] for i in range(0, len(lines), per_page)]
    space = 'xmlns:ofd="http://www.ofdspec.org/2016"'
    box = "<ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox>"
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        head = f'<ofd:OFD {space} Version="1.0" DocType="OFD"><ofd:DocBody><ofd:DocInfo/>'
        archive.writestr("OFD.xml", head + "<ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>")
        listed = "".join(f'<ofd:Page ID="{n}" BaseLoc="Pages/Page_{n}/Content.xml"/>' for n in range(len(pages)))
        common = f"<ofd:CommonData><ofd:PageArea>{box}</ofd:PageArea></ofd:CommonData>"
        archive.writestr(
            "Doc_0/Document.xml", f"<ofd:Document {space}>{common}<ofd:Pages>{listed}</ofd:Pages></ofd:Document>"
        )
        for number, page in enumerate(pages):
            objects = "".join(
                f'<ofd:TextObject ID="{100 + row}" Boundary="25 {25 + row * 6.2:.2f} 170 6" Font="1" Size="{size}">'
                f'<ofd:TextCode X="0" Y="{size}" DeltaX="{deltas(text, size)}">{escape(text)}'
                "</ofd:TextCode></ofd:TextObject>"
                for row, text in enumerate(page)
                if text
            )
            layer = f"<ofd:Content><ofd:Layer>{objects}</ofd:Layer></ofd:Content>"
            archive.writestr(f"Doc_0/Pages/Page_{number}/Content.xml", f"<ofd:Page {space}>{layer}</ofd:Page>")


def wrapped(text: str, width: int) -> Iterator[str]:
    """A paragraph's lines of at most `width` ems, the first one indented by two as offices print."""
    line, used = "", 0.0
    for char in ("\u3000\u3000" + text) if len(text) > width else text:
        advance = 0.5 if char.isascii() else 1.0
        if used + advance > width:
            yield line
            line, used = "", 0.0
        line, used = line + char, used + advance
    yield line


def deltas(text: str, size: float) -> str:
    """The advance of each character but the last: an em, half an em for digits and Latin letters."""
    return " ".join(f"{size / 2 if char.isascii() else size:.3f}" for char in text[:-1]) or "0"


if __name__ == "__main__":
    main()
