"""Fragments of one table are joined; two tables never are."""

import pytest

from kexie_extract.layout.joins import join_tables
from kexie_extract.lexicon import default
from kexie_extract.model.blocks import Block, BlockKind, Cell, Table
from kexie_extract.model.diagnostics import Note
from kexie_extract.model.raw import Origin

HEADER = ["序号", "工作内容", "责任部门"]
FIRST = ["1", "举办讲座", "科普部"]
SECOND = ["2", "开展走访", "学会部"]


def _table(name: str, rows: list[list[str]], page: int | None = None, box: tuple[float, ...] | None = None) -> Block:
    table = Table([[Cell(text) for text in row] for row in rows], [list(row) for row in rows], 0, False)
    if page:
        table.pages = [page]
    origin = Origin(None, page, (box[0], 0.0, box[1], 9.0)) if box else Origin(None, page)
    return Block(name, "table", table.render(), page=page, table=table, origin=origin)


def _line(text: str, kind: BlockKind = "paragraph") -> Block:
    return Block("p", kind, text)


def _tables(*blocks: Block) -> int:
    notes: list[Note] = []
    joined = join_tables(list(blocks), notes, default())
    assert sum(block.table is None for block in joined) == sum(block.table is None for block in blocks)
    return sum(block.table is not None for block in joined)


ONE = [
    ("the header again", [_table("a", [HEADER, FIRST]), _table("b", [HEADER, SECOND])]),
    (
        "the header again with an empty column",
        [_table("a", [HEADER, FIRST]), _table("b", [["序号", "工作内容", "", "责任部门"], ["2", "x", "", "y"]])],
    ),
    (
        "the header set with spaces",
        [_table("a", [HEADER, FIRST]), _table("b", [["序 号", "工作内容", "责任 部门"], SECOND])],
    ),
    (
        "page furniture between",
        [_table("a", [HEADER, FIRST], 1), _line("— 1 —", "furniture"), _table("b", [HEADER, SECOND], 2)],
    ),
    ("no header on the next page", [_table("a", [HEADER, FIRST], 1), _table("b", [SECOND], 2)]),
    ("a row cut by the page end", [_table("a", [HEADER, FIRST], 1), _table("b", [["", "覆盖全县", ""], SECOND], 2)]),
    ("no header, but counting on", [_table("a", [HEADER, FIRST]), _table("b", [SECOND])]),
    ("a line 续表 between", [_table("a", [HEADER, FIRST]), _line("续表"), _table("b", [["", "又", "办公室"]])]),
]


@pytest.mark.parametrize(("reason", "blocks"), ONE, ids=[reason for reason, _ in ONE])
def test_fragments_are_joined(reason: str, blocks: list[Block]) -> None:
    assert _tables(*blocks) == 1, reason


TWO = [
    (
        "another header",
        [_table("a", [HEADER, FIRST], 1), _table("b", [["序号", "项目", "责任人"], ["2", "x", "王敏"]], 2)],
    ),
    ("a heading between", [_table("a", [HEADER, FIRST]), _line("二、科普工作"), _table("b", [HEADER, SECOND])]),
    (
        "a title row above the header",
        [_table("a", [HEADER, FIRST]), _table("b", [["学会任务表", "", ""], HEADER, SECOND])],
    ),
    ("counting from 1 again under the same header", [_table("a", [HEADER, FIRST]), _table("b", [HEADER, FIRST])]),
    ("counting from 1 again without header", [_table("a", [HEADER, FIRST], 1), _table("b", [FIRST], 2)]),
    ("other columns", [_table("a", [HEADER, FIRST], 1), _table("b", [["甲", "乙"]], 2)]),
    ("a page between", [_table("a", [HEADER, FIRST], 1), _table("b", [SECOND], 3)]),
    ("other sides", [_table("a", [HEADER, FIRST], 1, (50, 550)), _table("b", [SECOND], 2, (150, 400))]),
    ("neither header nor count in a flowing format", [_table("a", [["甲", "乙"]]), _table("b", [["丙", "丁"]])]),
]


@pytest.mark.parametrize(("reason", "blocks"), TWO, ids=[reason for reason, _ in TWO])
def test_two_tables_stay_two(reason: str, blocks: list[Block]) -> None:
    assert _tables(*blocks) == 2, reason


def test_nothing_is_lost_and_fragments_are_marked() -> None:
    notes: list[Note] = []
    blocks = [_table("a", [HEADER, FIRST], 1), _table("b", [HEADER, SECOND], 2)]
    (block,) = join_tables(blocks, notes, default())
    assert block.table is not None
    assert block.table.raw_rows == [HEADER, FIRST, HEADER, SECOND]
    assert block.table.fragments == [2]
    assert block.table.pages == [1, 2]
    assert [note.code for note in notes] == ["table.joined"]
    assert block.text == block.table.render()
