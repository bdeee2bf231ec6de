"""Documents of our own, laid out as offices do and printed to PDF: the records are those of the Word file."""

import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from kexie_extract import Document, extract

TAGGED = 'pdf:writer_pdf_Export:{"UseTaggedPDF":{"type":"boolean","value":"true"}}'
DUTY = "坚持问题导向，建立健全工作机制，明确责任分工，细化工作措施，加强督促检查，确保各项任务落到实处"
COUNTS = "举办科普讲座126场，发放资料3.2万份，受益群众达8.6万人次"
LAYOUTS = {
    "official": ("Noto Serif CJK SC", 16.0, 28.0, 28.0, 2.0),
    "without indents": ("Noto Sans CJK SC", 12.0, 20.0, 25.0, 0.0),
    "small": ("Noto Serif CJK SC", 10.5, 18.0, 31.8, 2.0),
}
"""Font, size in points, line spacing in points, side margins in millimetres, indent in characters."""
LONG = "聚焦主责主业，着力提升服务科技工作者的精准性、实效性和持续性，打造科技工作者之家"
NAMES = (
    "2025年云溪县全民科学素质大赛报名表（学校组和机关企事业单位组通用）",
    "2025年全民科学素质大赛评分标准及奖项设置办法",
)
DOCUMENTS = (*(f"{kind} {layout}" for layout in LAYOUTS for kind in ("notice", "report")), "noted")
RECORDS: dict[str, tuple[str, ...]] = {
    "sections": ("level", "number", "heading", "status", "run_in"),
    "items": ("number", "heading", "text", "status", "departments"),
    "quantities": ("text", "value", "unit", "comparator", "object"),
    "milestones": ("text", "start", "end", "relation", "action"),
    "entities": ("type", "text"),
}


class Sheet:
    """A Word document in one layout."""

    def __init__(self, layout: str, page_number: str) -> None:
        from docx import Document as Word
        from docx.enum.text import WD_ALIGN_PARAGRAPH
        from docx.oxml import parse_xml
        from docx.oxml.ns import nsdecls
        from docx.shared import Mm

        self.font, self.size, self.pitch, margin, self.indent = LAYOUTS[layout]
        self.word = Word()
        section = self.word.sections[0]
        section.page_width, section.page_height = Mm(210), Mm(297)
        section.left_margin = section.right_margin = Mm(margin)
        self.align = {"c": WD_ALIGN_PARAGRAPH.CENTER, "r": WD_ALIGN_PARAGRAPH.RIGHT, "j": WD_ALIGN_PARAGRAPH.JUSTIFY}
        foot = section.footer.paragraphs[0]
        foot.alignment = self.align["c"]
        before, after = page_number.split("#")
        foot.add_run(before)
        foot._p.append(parse_xml(f'<w:fldSimple {nsdecls("w")} w:instr="PAGE"><w:r><w:t>1</w:t></w:r></w:fldSimple>'))
        foot.add_run(after)

    def add(self, text: str, align: str = "j", indent: float | None = None, hang: float = 0, **look: Any) -> Any:
        """A paragraph; `indent` of its first line and `hang` of the others in characters."""
        from docx.oxml.ns import qn
        from docx.shared import Pt

        size = look.get("size", self.size)
        paragraph = self.word.add_paragraph()
        form = paragraph.paragraph_format
        form.space_after, form.line_spacing = Pt(0), Pt(max(self.pitch, 1.4 * size))
        first = self.indent if indent is None else indent
        form.left_indent, form.first_line_indent = Pt(hang * size), Pt((first - hang) * size)
        form.page_break_before = look.get("page", False)
        paragraph.alignment = self.align[align]
        for number, line in enumerate(text.split("\n")):
            run = paragraph.add_run(line)
            if number:
                run._r.insert(0, run._r.makeelement(qn("w:br"), {}))
            run.bold, run.font.size, run.font.name = look.get("bold", False), Pt(size), self.font
            run._r.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), self.font)
        return paragraph


def notice(layout: str) -> Sheet:
    """A red-head notice with wrapped attachment names, two issuers, a wrapped copy line and two attachments."""
    sheet = Sheet(layout, "— # —")
    sheet.add("云科协联〔2025〕12号", "c", 0)
    sheet.add("关于举办2025年云溪县全民科学素质\n大赛暨青少年科技创新系列活动的通知", "c", 0, size=20, bold=True)
    sheet.add("各乡镇（街道）科协，县直各学校，各有关单位：", indent=0)
    sheet.add("为贯彻落实《全民科学素质行动规划纲要》，" + DUTY + "，决定举办系列活动。现将有关事项通知如下：")
    for number, (heading, text) in enumerate((("活动时间", "2025年4月10日至5月30日。"), ("有关要求", DUTY + "。"))):
        sheet.add(f"{'一二'[number]}、{heading}")
        sheet.add(text * (1 if number == 0 else 9))
    names = (
        "2025年云溪县全民科学素质大赛报名表（学校组和机关企事业单位组通用）",
        "2025年全民科学素质大赛评分标准及奖项设置办法",
    )
    sheet.add("附件：1." + names[0], indent=2, hang=6)
    sheet.add("2." + names[1], indent=5, hang=6)
    sheet.add("云溪县科学技术协会", "r", 0)
    sheet.add("2025年3月5日", "r", 0)
    sheet.add(
        "抄送：市科协、市教育局，县委办公室、县政府办公室，县人大常委会办公室，县直各单位，驻云各单位。",
        indent=1,
        hang=4,
    )
    for number, name in enumerate(NAMES, 1):
        sheet.add(f"附件{number}", indent=0, page=True)
        sheet.add(name, "c", 0, size=20, bold=True)
        sheet.add("一、评分标准")
        sheet.add("科学性30分，创新性40分，展示效果30分。" + DUTY + "。")
    return sheet


def report(layout: str) -> Sheet:
    """A work report with a wrapped subtitle, bullets of Word's own, and headings that wrap."""
    sheet = Sheet(layout, "- # -")
    sheet.add("凝心聚力 开拓创新\n为建设创新型云溪作出新的更大贡献", "c", 0, size=22, bold=True)
    sheet.add("——在云溪县科学技术协会第六届委员会第三次全体会议上的工作报告", "c", 0)
    sheet.add("（2025年3月18日）", "c", 0)
    sheet.add("各位委员：", indent=0)
    sheet.add("我受常务委员会委托，向全委会作工作报告，请予审议。")
    sheet.add("一、2024年工作回顾")
    for number, heading in enumerate(
        ("强化政治引领", "聚焦主责主业，着力提升服务科技工作者的精准性、实效性和持续性，打造科技工作者之家")
    ):
        sheet.add(f"（{'一二'[number]}）{heading}")
        sheet.add(f"{COUNTS}。{DUTY}。" * 4)
        for entry in (COUNTS, "走访慰问科技工作者36人次"):
            sheet.add(entry + "；", indent=0).style = sheet.word.styles["List Bullet"]
    sheet.add("二、2025年主要任务")
    for number in range(1, 5):
        sheet.add(f"{number}.建设科普阵地。{DUTY}，{number + 2}月底前完成，全年举办活动{number}0场以上。")
    return sheet


NOTED = """<?xml version="1.0" encoding="UTF-8"?>
<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" office:version="1.2"
 office:mimetype="application/vnd.oasis.opendocument.text"><office:body><office:text>{}</office:text></office:body>
</office:document>"""


def noted() -> str:
    """A report with footnotes on several pages, one after a number: 20 with a mark 1."""
    body = ["<text:p>云溪县科协2025年工作报告</text:p>", "<text:p>一、2024年工作回顾</text:p>"]
    for number in range(1, 13):
        note = (
            f'<text:note text:note-class="footnote"><text:note-citation>{number}</text:note-citation><text:note-body>'
            f"<text:p>数据截至{number}月底，由各乡镇科协汇总上报，含线上场次，以年报为准。</text:p></text:note-body></text:note>"
        )
        body.append(
            f"<text:p>{number}.科普工作。全年讲座20{note}场，{DUTY}，{COUNTS}。{DUTY}，{DUTY}，{DUTY}。</text:p>"
        )
    return NOTED.format("".join(body))


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory, needs: Callable[[str], None]) -> Path:
    """A folder with the Word files, and one for each kind of PDF."""
    needs("soffice")
    folder = tmp_path_factory.mktemp("printed")
    for layout in LAYOUTS:
        for make in (notice, report):
            make(layout).word.save(str(folder / f"{make.__name__} {layout}.docx"))
    (folder / "noted.fodt").write_text(noted(), encoding="utf-8")
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"

    def convert(kind: str, target: str, paths: Iterator[Path]) -> None:
        command = ["soffice", profile, "--headless", "--convert-to", kind, "--outdir", str(folder / target)]
        subprocess.run([*command, *map(str, paths)], check=True, capture_output=True, timeout=300)

    convert("docx", ".", folder.glob("*.fodt"))
    convert("pdf", "plain", folder.glob("*.docx"))
    convert(TAGGED, "tagged", folder.glob("*.docx"))
    return folder


def squeeze(value: Any) -> Any:
    """Without white space: line breaks of a form are not the document's."""
    if isinstance(value, list):
        return [squeeze(part) for part in value]
    return "".join(value.split()) if isinstance(value, str) else value


def shape(document: Document) -> dict[str, Any]:
    """What must be alike."""
    shapes: dict[str, Any] = {"kind": document.kind}
    about = document.metadata.model_dump()
    shapes["metadata"] = {name: squeeze(value) for name, value in about.items()}
    for name, fields in RECORDS.items():
        shapes[name] = [[squeeze(getattr(record, field)) for field in fields] for record in getattr(document, name)]
    return shapes


@pytest.mark.parametrize("kind", ["plain", "tagged"])
@pytest.mark.parametrize(
    "name", [*(f"{kind} {layout}" for layout in LAYOUTS for kind in ("notice", "report")), "noted"]
)
def test_print_gives_the_records_of_the_word_file(printed: Path, name: str, kind: str) -> None:
    meant, read = (shape(extract(path)) for path in (printed / f"{name}.docx", printed / kind / f"{name}.pdf"))
    for part, records in meant.items():
        assert read[part] == records, part


def test_footnotes_belong_to_no_section(printed: Path) -> None:
    document = extract(printed / "plain" / "noted.pdf")
    notes = [block for block in document.blocks if "以年报为准" in block.text]
    assert len(notes) == 12
    assert {block.section for block in notes} == {None}
    assert not any("以年报为准" in item.text for item in document.items)
    assert {quantity.value for quantity in document.quantities if quantity.unit == "场"} == {20, 126}
