"""Peak memory and time of whole processes on long documents that are made for the purpose.

    python benchmarks/memory.py
    python benchmarks/memory.py --pages 100 1000 --rows 500 5000

Makes text PDFs and spreadsheets of those lengths with invented contents, converts each in a process of its own, and
prints peak memory, seconds, and seconds for a page or row: memory is to stay under 300 MB, time to grow in line.
"""

import argparse
import sys
import tempfile
from pathlib import Path

import xlsxwriter

from speed import process

_HEADER = ("序号", "主题", "工作内容", "序时进度", "责任部门")
_LINES = 28
"""Lines of a page."""
_PER_LINE = 34
"""Characters of a line."""
_PARAGRAPH = (
    "为提升公众科学素质，我会围绕中心工作组织开展系列活动。全年举办科普讲座{0}场，参加人数达{1}余人次，发放资料{0}份，"
    "同比增长12.5%。联合云溪县科学技术协会、青川市教育局建设科普基地{2}个，计划于{2}月底前完成验收。"
)


def main() -> None:
    """Make, convert and measure each document."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, nargs="+", default=[100, 1000])
    parser.add_argument("--rows", type=int, nargs="+", default=[500, 5000])
    choices = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        for count in choices.pages:
            path = Path(folder, f"report-{count}.pdf")
            path.write_bytes(text_pdf(count))
            report(path, count, "pages")
        for count in choices.rows:
            path = Path(folder, f"tasks-{count}.xlsx")
            write_tasks(path, count)
            report(path, count, "rows")


def report(path: Path, count: int, what: str) -> None:
    """Convert a file and print what it took."""
    output = path.with_suffix(".json")
    seconds, peak = process([sys.executable, "-m", "kexie_extract", str(path), "-o", str(output), "-q"])
    sys.stdout.write(
        f"{count:,} {what}: {seconds:.1f} s, {seconds / count * 1e3:.1f} ms each, peak {peak / 1e6:.0f} MB,"
        f" JSON {output.stat().st_size / 1e6:.1f} MB\n"
    )
    sys.stdout.flush()


def text_pdf(pages: int) -> bytes:
    """A PDF of running text under numbered headings, in a standard Chinese font that is not embedded."""
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Count {pages} /Kids [{' '.join(f'{5 + 2 * page} 0 R' for page in range(pages))}] >>",
        "<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [4 0 R] >>",
        "<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light"
        " /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 4 >> >>",
    ]
    for page in range(pages):
        content = _content(page)
        objects.append(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F 3 0 R >> >>"
            f" /Contents {6 + 2 * page} 0 R >>"
        )
        objects.append(f"<< /Length {len(content)} >>\nstream\n{content}\nendstream")
    out, offsets = bytearray(b"%PDF-1.5\n"), []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n".encode("ascii")
    start = len(out)
    table = "".join(f"{offset:010d} 00000 n \n" for offset in offsets)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}".encode("ascii")
    out += f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n".encode("ascii")
    return bytes(out)


def _content(page: int) -> str:
    """The drawing of one page: a heading, paragraphs indented by two characters, the page number."""
    lines = [f"{page + 1}.工作任务第{page + 1}类"]
    while len(lines) < _LINES:
        text = "　　" + _PARAGRAPH.format(page % 90 + 10, page * 10 + 100, page % 11 + 1)
        lines += [text[start : start + _PER_LINE] for start in range(0, len(text), _PER_LINE)]
    shown = [(56, 770 - 24 * row, line) for row, line in enumerate(lines[:_LINES])]
    shown.append((290, 40, f"- {page + 1} -"))
    return "\n".join(f"BT /F 14 Tf {x} {y} Td <{line.encode('utf-16-be').hex()}> Tj ET" for x, y, line in shown)


def write_tasks(path: Path, rows: int) -> None:
    """A task table with a theme merged over every ten rows."""
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("任务分解表")
        sheet.merge_range(0, 0, 0, 4, "云溪县科协2025年重点工作任务分解表")
        sheet.write_row(1, 0, _HEADER)
        for row in range(rows):
            if row % 10 == 0:
                sheet.merge_range(row + 2, 1, min(row + 11, rows + 1), 1, f"主题{row // 10 + 1}")
            sheet.write_number(row + 2, 0, row + 1)
            content = _PARAGRAPH.format(row % 90 + 10, row + 100, row % 11 + 1)
            sheet.write_row(row + 2, 2, (content, f"{row % 12 + 1}月底前完成", "学会部、科普部"))


if __name__ == "__main__":
    main()
