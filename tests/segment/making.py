"""Small Word documents for the cases."""

from io import BytesIO

LEVELS = (("chineseCountingThousand", "%1、"), ("chineseCountingThousand", "（%2）"))


def word(text: str) -> bytes:
    """A docx, one paragraph for each line.

    Tags before a line: `[title]` centred and large, `[h0]` `[h1]` numbered by Word (一、 and （一）), `[b]` bold and
    centred, `[s1]` `[s2]` styles Heading 1 and Heading 2.
    """
    import docx
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls
    from docx.shared import Pt

    document = docx.Document()
    numbering = document.part.numbering_part.element
    numbering.insert(0, parse_xml(_abstract(nsdecls("w"))))
    numbering.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="90"><w:abstractNumId w:val="90"/></w:num>'))
    for line in text.strip().split("\n"):
        tag, words = line[1:].split("]", 1) if line.startswith("[") else ("", line)
        if tag.startswith("s"):
            document.add_heading(words, int(tag[1]))
            continue
        paragraph = document.add_paragraph()
        run = paragraph.add_run(words)
        if tag in ("title", "b"):
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
            run.bold = True
            run.font.size = Pt(22) if tag == "title" else None
        elif tag:
            number = f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{tag[1]}"/><w:numId w:val="90"/></w:numPr>'
            paragraph._p.get_or_add_pPr().append(parse_xml(number))
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def _abstract(namespace: str) -> str:
    levels = "".join(
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:suff w:val="nothing"/>'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
        for level, (form, text) in enumerate(LEVELS)
    )
    kind = '<w:multiLevelType w:val="multilevel"/>'
    return f'<w:abstractNum {namespace} w:abstractNumId="90">{kind}{levels}</w:abstractNum>'
