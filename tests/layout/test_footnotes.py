"""Notes at the foot of a page: what is one, what is not, and what becomes of the text around it."""

import pytest

from kexie_extract.layout.paged import elements
from kexie_extract.model.raw import RawChar, RawPage, RawParagraph, RawRule

from .drawing import LEFT, PITCH, PROSE, RIGHT, SIZE, draw, page, set_prose, texts

NOTE = 9.0
FOOT = 730.0
RULE = RawRule(LEFT, FOOT - 6, LEFT + 144, FOOT - 6)
WIDE = RawRule(LEFT, FOOT - 6, RIGHT, FOOT - 6)
TAIL = PROSE + PROSE + PROSE + "。"


def marked(before: str, mark: str, after: str, y: float, size: float = 7.0) -> list[RawChar]:
    """A line in which a superscript stands."""
    line = draw(before, LEFT + 2 * SIZE, y)
    raised = draw(mark, line[-1].x1, y - 2, size)
    return line + raised + draw(after, raised[-1].x1, y)


def cut(text: str, number: int, *foot: list[RawChar], rules: tuple[RawRule, ...] = (RULE,)) -> list[RawPage]:
    """A paragraph over two pages, with notes below its first part."""
    lines = set_prose(text, 600)
    top = 600 + 4 * PITCH
    head = [char for char in lines if char.top < top]
    tail = [char._replace(top=char.top - top + 80, bottom=char.bottom - top + 80) for char in lines if char.top >= top]
    first = page(marked("全县举办讲座20", "1", "场次。", 560), head, *foot, number=number, rules=rules)
    return [first, page(tail, number=number + 1)]


def test_notes_are_set_aside_and_the_paragraph_around_the_page_end_is_whole() -> None:
    foot = draw("1", LEFT, FOOT, NOTE) + draw("不含线上讲座，由各乡镇上报，" + PROSE[:30], LEFT + 16, FOOT, NOTE)
    more = draw("以年报为准。", LEFT + 16, FOOT + 12, NOTE)
    found = elements(cut(PROSE * 4 + "。", 1, foot, more), [])
    assert texts(found) == ["全县举办讲座20场次。", PROSE * 4 + "。"]
    assert texts(found, "footnote") == [f"1 不含线上讲座，由各乡镇上报，{PROSE[:30]}以年报为准。"]
    assert texts(found, "furniture") == ["1"]
    note = next(e for e in found if isinstance(e, RawParagraph) and e.role == "footnote")
    assert note.origin.page == 1
    assert note.style.size == NOTE
    assert found.index(note) == len(found) - 1


@pytest.mark.parametrize(
    ("mark", "beginning", "reason"),
    [
        ("①", "① ", "Chinese books number the notes of each page from ①"),
        ("1", "1", "WPS sets no space"),
        ("[1]", "[1]", "GB/T 7714"),
        ("*", "* ", "a note on the title"),
        ("※", "※", "small print of offices"),
        ("ii", "ii ", "LibreOffice's endnotes"),
        ("12", "12. ", "a full stop after the number"),
    ],
)
def test_marks(mark: str, beginning: str, reason: str) -> None:
    body = marked("全县举办讲座", mark, "二十场。", 200)
    found = elements([page(body, draw(beginning + "不含线上讲座。", LEFT, FOOT, NOTE))], [])
    assert texts(found) == ["全县举办讲座二十场。"], reason
    assert texts(found, "footnote") == [beginning + "不含线上讲座。"], reason
    assert texts(found, "furniture") == [mark], reason


def test_several_notes_and_lines_that_only_look_like_notes() -> None:
    body = marked("全县举办讲座", "1", "二十场。", 200) + marked("培训", "2", "三百人。", 240)
    lines = [
        "1 数据由各乡镇街道科协在年底以前汇总上报，其中县级以上讲座",
        "3 场，其余各场由乡镇组织。",
        "2 含县外学员。",
    ]
    foot = [draw(line, LEFT, FOOT + 12 * i, NOTE) for i, line in enumerate(lines)]
    found = elements([page(body, *foot, rules=[RULE])], [])
    assert texts(found, "footnote") == [lines[0] + lines[1], lines[2]]


def test_note_goes_on_at_the_foot_of_the_next_page() -> None:
    pages = [
        page(marked("全县举办讲座", "1", "二十场。", 200), draw("1 数据由各乡镇街道", LEFT, FOOT, NOTE), rules=[RULE]),
        page(set_prose(TAIL, 80), draw("科协汇总上报。", LEFT, FOOT, NOTE), number=2, rules=[RULE]),
    ]
    found = elements(pages, [])
    assert texts(found, "footnote") == ["1 数据由各乡镇街道科协汇总上报。"]
    assert texts(found) == ["全县举办讲座二十场。", TAIL]


def test_endnotes_take_their_references_from_the_pages_before() -> None:
    rule = RawRule(LEFT, 290, LEFT + 144, 290)
    pages = [
        page(marked("全县举办讲座", "i", "二十场。", 200)),
        page(set_prose(TAIL, 80), draw("i 不含线上讲座。", LEFT, 300, NOTE), number=2, rules=[rule]),
    ]
    found = elements(pages, [])
    assert texts(found, "footnote") == ["i 不含线上讲座。"]
    assert texts(found) == ["全县举办讲座二十场。", TAIL]


@pytest.mark.parametrize(
    ("foot", "size", "rules", "reason"),
    [
        ("1.各乡镇街道按期上报。", NOTE, (), "small print with a number, to which nothing refers"),
        ("1 各乡镇街道按期上报。", SIZE, (RULE,), "type of the text's own size below a stroke"),
        ("注：以上数据由各乡镇街道上报。", NOTE, (RULE,), "no mark of a note"),
        ("抄送：县委办公室。", NOTE, (WIDE,), "the imprint below its full-width rule"),
        ("2025年12月31日印发", NOTE, (RULE,), "a year is no mark"),
    ],
)
def test_other_lines_at_the_foot_stay(foot: str, size: float, rules: tuple[RawRule, ...], reason: str) -> None:
    found = elements([page(set_prose(TAIL, 100), draw(foot, LEFT, FOOT - 40, size), rules=rules)], [])
    assert texts(found) == [TAIL, foot], reason


@pytest.mark.parametrize(
    ("before", "mark", "reason"), [("展区面积500m", "2", "an area"), ("计数单位为3×10", "1", "a power of ten")]
)
def test_powers_stay_in_the_text(before: str, mark: str, reason: str) -> None:
    body = marked(before, mark, "。", 200) + marked("全县举办讲座", mark, "二十场。", 240)
    found = elements([page(body, draw(mark + " 不含线上讲座。", LEFT, FOOT, NOTE), rules=[RULE])], [])
    assert texts(found) == [before + mark + "。", "全县举办讲座二十场。"], reason


def test_superscripts_without_a_note_stay() -> None:
    assert texts(elements([page(marked("全县举办讲座", "3", "二十场。", 200))], [])) == ["全县举办讲座3二十场。"]


def test_stroke_amid_the_page_sets_nothing_off() -> None:
    stroke = RawRule(LEFT, 290, LEFT + 144, 290)
    parts = set_prose(TAIL, 60), draw("1 小结", LEFT, 300, NOTE), set_prose(TAIL, 400)
    assert texts(elements([page(*parts, rules=[stroke])], [])) == [TAIL, "1 小结", TAIL]


def test_mark_and_words_of_a_note_may_stand_at_different_heights() -> None:
    """Endnotes of LibreOffice: a page of their own, without a rule, the mark a piece of its own."""
    body = page(marked("全县举办讲座", "i", "二十场。", 200) + marked("培训", "ii", "三百人。", 240))
    lines = []
    for n, mark in enumerate(("i", "ii")):
        y = 80 + 14 * n
        lines += draw(mark, LEFT, y + 0.4, NOTE) + draw("不含线上讲座。", LEFT + 20, y, NOTE)
    found = elements([body, page(lines, number=2)], [])
    assert texts(found, "footnote") == ["i 不含线上讲座。", "ii 不含线上讲座。"]
    assert texts(found) == ["全县举办讲座二十场。", "培训三百人。"]
