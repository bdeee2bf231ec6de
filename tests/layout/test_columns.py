"""Reading order of pages with columns, and of what stands across, above, between and below them."""

import pytest

from kexie_extract.layout.paged import elements
from kexie_extract.model.raw import RawChar

from .drawing import LEFT, PITCH, PROSE, RIGHT, SIZE, box, draw, page, rows, set_prose, texts

GAP = 24.0
TITLE = draw("云溪县科协服务大局情况综述要闻", 84, 90, 28)
PARAGRAPH = "全宽" + PROSE * 2 + "。"


def columns(names: str, top: float = 150, lengths: tuple[int, ...] = (3, 3, 3)) -> list[RawChar]:
    """Columns side by side, each a paragraph that begins with its name and has its prose so often."""
    width = (RIGHT - LEFT - GAP * (len(names) - 1)) / len(names) // SIZE * SIZE
    chars: list[RawChar] = []
    for index, (name, times) in enumerate(zip(names, lengths, strict=False)):
        left = LEFT + index * (width + GAP)
        chars += set_prose(name + PROSE * times + "。", top, 2, left, left + width)
    return chars


def foot(chars: list[RawChar]) -> float:
    return max(char.bottom for char in chars)


def order(*parts: list[RawChar]) -> list[str]:
    """The first character of each paragraph."""
    return [text[0] for text in texts(elements([page(TITLE, *parts)], []))]


TWO, THREE = columns("甲乙"), columns("甲乙丙")


@pytest.mark.parametrize(
    ("above", "below", "expected", "reason"),
    [
        (TWO, set_prose(PARAGRAPH, foot(TWO) + 20), "云甲乙全", "a paragraph over the full width"),
        (TWO, draw("（联系电话：0555）", LEFT, foot(TWO) + 20), "云甲乙（", "a line that does not reach the gutter"),
        (TWO, draw("编印：云溪县科协办公室", 236, foot(TWO) + 20), "云甲乙编", "a centred line"),
        (TWO, draw("日期：2025年3月", 430, foot(TWO) + 20), "云甲乙日", "a line at the right"),
        (THREE, set_prose(PARAGRAPH, foot(THREE) + 20), "云甲乙丙全", "below three columns"),
        (THREE, draw("（联系电话：0555）", LEFT, foot(THREE) + 20), "云甲乙丙（", "a short line below three columns"),
    ],
)
def test_what_stands_below_columns_comes_after_the_last(
    above: list[RawChar], below: list[RawChar], expected: str, reason: str
) -> None:
    assert "".join(order(above, below)) == expected, reason


@pytest.mark.parametrize(
    ("between", "names", "expected", "reason"),
    [
        (draw("要闻综述服务大局", 200, 0, 22), "丁戊", "云甲乙要丁戊", "a heading over the gutter"),
        (draw("简讯", LEFT, 0, 22), "丁戊", "云甲乙简丁戊", "a heading at the left with nothing beside it"),
        (draw("第二版要闻综述", 200, 0, 22), "丁戊己", "云甲乙第丁戊己", "three columns below two"),
    ],
)
def test_heading_between_columns(between: list[RawChar], names: str, expected: str, reason: str) -> None:
    top = foot(TWO) + 30
    heading = [char._replace(top=char.top + top, bottom=char.bottom + top) for char in between]
    assert "".join(order(TWO, heading, columns(names, top + 50))) == expected, reason


def test_two_columns_below_three() -> None:
    heading = draw("第二版要闻综述服务大局", 200, foot(THREE) + 30, 22)
    assert "".join(order(THREE, heading, columns("丁戊", foot(THREE) + 80))) == "云甲乙丙第丁戊"


def test_paragraph_between_columns() -> None:
    middle = set_prose(PARAGRAPH, foot(TWO) + 20)
    assert "".join(order(TWO, middle, columns("丁戊", foot(middle) + 30))) == "云甲乙全丁戊"


def test_table_below_columns() -> None:
    top = foot(TWO) + 20
    words = draw("序号", 90, top + 5), draw("任务", 210, top + 5), draw("1", 90, top + 35), draw("科普", 210, top + 35)
    found = elements([page(TITLE, TWO, *words, rules=box([80, 200, 512], [top, top + 30, top + 60]))], [])
    assert rows(found[-1:]) == [[["序号", "任务"], ["1", "科普"]]]


def test_end_of_a_longer_left_column_stays_in_it() -> None:
    """The right column ends early, and a wider gap in the left one is its own."""
    sides = columns("甲乙", lengths=(6, 2))
    last = draw("又讯", LEFT, foot(sides) + 24)
    assert "".join(order(sides, last)) == "云甲又乙"


def test_headings_at_one_height_in_both_columns_are_their_columns() -> None:
    top = foot(TWO) + 30
    heads = draw("简讯", LEFT, top, 18) + draw("要闻", LEFT + 228, top, 18)
    assert "".join(order(TWO, heads, columns("丁戊", top + 50))) == "云甲简丁乙要戊"


def test_list_of_two_columns_between_paragraphs_is_not_cut_apart() -> None:
    """Label and name on each line: read line by line."""
    pairs = [("组长", "张伟"), ("副组长", "李晓明"), ("成员", "王芳")]
    drawn = [
        draw(word, x, 300 + PITCH * n)
        for n, pair in enumerate(pairs)
        for word, x in zip(pair, (LEFT, LEFT + 200), strict=True)
    ]
    found = elements([page(set_prose(PARAGRAPH, 150), *drawn, set_prose(PARAGRAPH, 420))], [])
    flat = [text for text in texts(found) if not text.startswith("全")] or [" ".join(row) for row in rows(found)[0]]
    assert flat == [" ".join(pair) for pair in pairs]
