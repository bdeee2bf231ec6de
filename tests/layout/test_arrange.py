"""From raw documents to numbered blocks."""

from kexie_extract.layout.arrange import arrange
from kexie_extract.lexicon import default
from kexie_extract.model.diagnostics import Note
from kexie_extract.model.options import Options
from kexie_extract.model.raw import Origin, RawCell, RawDocument, RawElement, RawParagraph, RawTable, Style

HEAD = ["序号", "工作内容", "完成时限", "责任部门"]


def table(*rows: list[str], merges_known: bool = False) -> RawTable:
    return RawTable(
        [[RawCell(text) for text in row] for row in rows], merges_known=merges_known, origin=Origin("line 9")
    )


def document(*elements: RawElement) -> RawDocument:
    return RawDocument("md", list(elements), notes=[Note("md.image-skipped", "1 picture was not read", "info")])


def test_blocks_carry_what_the_file_says() -> None:
    heading = RawParagraph("一、工作", style=Style(outline_level=2), generated=(0, 2), origin=Origin("p[1]"))
    layout = arrange(document(heading, RawParagraph("第1页", role="footer")), Options(), default())
    first, second = layout.blocks
    assert (first.id, first.kind, first.generated, first.origin.path) == ("b1", "paragraph", (0, 2), "p[1]")
    assert first.style.outline_level == 2
    assert (second.id, second.kind, second.role) == ("b2", "furniture", "footer")
    assert layout.notes[0].code == "md.image-skipped"


def test_table_block() -> None:
    raw = RawTable([[RawCell("序号"), RawCell("内容")], [RawCell("1"), RawCell("", "above")]], 1, merges_known=True)
    (block,) = arrange(document(raw), Options(), default()).blocks
    assert block.kind == "table"
    assert block.table is not None
    assert block.table.raw_rows == [["序号", "内容"], ["1", ""]]
    assert block.table.filled() == [["序号", "内容"], ["1", "内容"]]
    assert (block.table.header_rows, block.table.merges_known) == (1, True)
    assert block.text == block.table.render()


def test_ids_are_dense_after_joins() -> None:
    one = table(HEAD, ["1", "开展培训", "6月底前", "办公室"], ["2", "开展宣传", "年底前", "科普部"])
    two = table(HEAD, ["3", "举办竞赛", "5月底前", "学会部"])
    after = RawParagraph("请认真抓好落实。")
    joined = arrange(document(one, two, after), Options(), default()).blocks
    apart = arrange(document(one, two, after), Options(join_tables=False), default()).blocks
    assert [block.id for block in joined] == ["b1", "b2"]
    assert [block.id for block in apart] == ["b1", "b2", "b3"]
