"""Whatever the lines are, nothing of them is lost and everything lies where it is said to lie."""

# ruff: noqa: E501  (a case stays on one line; wide characters count twice)

from hypothesis import given, settings
from hypothesis import strategies as st

from kexie_extract.lexicon import default
from kexie_extract.model.blocks import Block
from kexie_extract.model.outline import Outline
from kexie_extract.model.raw import Style
from kexie_extract.segment.outline import segment

LONG = "各部门认真组织，各单位积极参与，全县上下形成了推动工作落实的强大合力。"
PIECES = [
    "一、", "二、", "三.", "（一）", "（二）", "1.", "2.", "3、", "（1）", "①", "1.1 ", "第一章 ", "第一条 ", "附件", "附件1：", "一是", "二是",
    "加强领导", "科普工作。", "2019年工作回顾", "关于做好工作的通知", "各乡镇科协：", "各位代表！", "谢谢大家！", "云溪县科学技术协会", "2019年3月2日",
    "（征求意见稿）", "目录", "参考文献", "术语：解释。", "；", "“引号。", "（括号", "\n", " ", "\u3000", LONG, "——", "抄送：县委办。", "1.5亿元",
]  # fmt: skip
LINES = st.lists(st.sampled_from(PIECES), min_size=1, max_size=5).map("".join)


@st.composite
def documents(draw: st.DrawFn) -> list[Block]:
    """Blocks of pieces that the segmenter looks for, some bold, some with outline levels."""
    blocks = []
    for index, text in enumerate(draw(st.lists(LINES, max_size=14)), 1):
        level = draw(st.sampled_from([None, None, None, 1, 2]))
        end = draw(st.integers(0, len(text)))
        style = Style(outline_level=level, bold=[(0, end)] if end and draw(st.booleans()) else [])
        blocks.append(Block(f"b{index}", "paragraph", text, style=style))
    return blocks


@settings(max_examples=300, deadline=None)
@given(blocks=documents())
def test_nothing_is_lost(blocks: list[Block]) -> None:
    outline = segment(blocks, default())
    texts = {block.id: block.text for block in blocks}
    covered = _covered(outline, texts)
    for block in blocks:
        part = outline.parts.get(block.id)
        assert part is not None or not block.text.strip()
        lost = [
            char
            for index, char in enumerate(block.text)
            if index not in covered[block.id] and not char.isspace() and part == "body"
        ]
        # between a heading and its text only closing punctuation stands
        assert set(lost) <= set("。；：！？，、.!…—-") or _is_heading_elsewhere(outline, "".join(lost))


def _covered(outline: Outline, texts: dict[str, str]) -> dict[str, set[int]]:
    covered: dict[str, set[int]] = {block: set() for block in texts}
    for _, (block, start, end) in outline.slices:
        covered[block].update(range(start, end))
    for section in outline.sections:
        for piece in (section.span, *section.body):
            assert 0 <= piece.start <= piece.end <= len(texts[piece.block])
            covered[piece.block].update(range(piece.start, piece.end))
    return covered


def _is_heading_elsewhere(outline: Outline, lost: str) -> bool:
    """A title on the lines after 附件 or 第三章, where the span is in the other block."""
    headings = ("".join((section.number or "") + (section.heading or "") for section in outline.sections)).split()
    return all(char in "".join(headings) + "。；：！？，、.!…—-（）" for char in lost)


@settings(max_examples=200, deadline=None)
@given(blocks=documents())
def test_the_tree_is_a_tree(blocks: list[Block]) -> None:
    sections = segment(blocks, default()).sections
    by_id = {section.id: section for section in sections}
    assert [section.id for section in sections] == [f"s{number}" for number in range(1, len(sections) + 1)]
    for section in sections:
        parent = by_id[section.parent] if section.parent else None
        assert section.level == (parent.level + 1 if parent else 1)
        assert parent is None or section.id in parent.children
        assert all(by_id[child].parent == section.id for child in section.children)


@settings(max_examples=200, deadline=None)
@given(blocks=documents())
def test_own_texts_do_not_overlap(blocks: list[Block]) -> None:
    seen: dict[str, set[int]] = {block.id: set() for block in blocks}
    for section in segment(blocks, default()).sections:
        for block, start, end in section.body:
            own = set(range(start, end))
            assert not own & seen[block]
            seen[block] |= own


@given(blocks=documents())
def test_same_outline_on_every_run(blocks: list[Block]) -> None:
    again = [Block(block.id, "paragraph", block.text, style=block.style) for block in blocks]
    assert segment(blocks, default()).sections == segment(again, default()).sections
