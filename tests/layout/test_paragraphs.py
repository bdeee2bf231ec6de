"""Paragraphs of real offices: hanging lists, labels, bullets, wrapped subtitles, stretched lines."""

import pytest

from kexie_extract.layout.paged import elements
from kexie_extract.model.raw import RawChar, RawParagraph

from .drawing import LEFT, PITCH, PROSE, RIGHT, SIZE, draw, page, set_prose, texts

CENTRE = (LEFT + RIGHT) / 2
ABOVE = set_prose(PROSE * 3 + "。", 60)
"""A paragraph that shows the margins and that paragraphs are set in."""


def hang(text: str, y: float, first: float, rest: float) -> list[RawChar]:
    """A paragraph whose first line begins at `first` ems from the margin, and the others at `rest`."""
    chars, x = [], LEFT + first * SIZE
    for char in text:
        width = SIZE * (0.5 if char.isascii() else 1.0)
        if x + width > RIGHT + 0.1:
            x, y = LEFT + rest * SIZE, y + PITCH
        chars += draw(char, x, y)
        x += width
    return chars


def centred(text: str, y: float) -> list[RawChar]:
    width = SIZE * sum(0.5 if char.isascii() else 1.0 for char in text)
    return draw(text, CENTRE - width / 2, y)


def read(*parts: list[RawChar]) -> list[str]:
    return texts(elements([page(ABOVE, *parts)], []))[1:]


FORM = "2025年云溪县全民科学素质大赛报名表（学校组和机关企事业单位组通用，由各单位自行复制）"
RULES = "2025年云溪县全民科学素质大赛评分标准及奖项设置办法和获奖作品展示展览管理规定"
NAMES = "县委办公室、县政府办公室，县人大常委会办公室、县政协办公室，县纪委监委，县直各单位。"


@pytest.mark.parametrize(
    ("parts", "expected", "reason"),
    [
        (
            [hang("附件：1." + FORM, 200, 2, 6), hang("2." + RULES, 260, 5, 6), hang("3.参赛承诺书", 320, 5, 6)],
            ["附件：1." + FORM, "2." + RULES, "3.参赛承诺书"],
            "lines hang below the words after 附件：1.",
        ),
        (
            [hang("附件：1." + FORM, 200, 0, 3), hang("2." + RULES, 248, 3, 4)],
            ["附件：1." + FORM, "2." + RULES],
            "the second entry stands where a line of the first could hang, and is told by its number",
        ),
        ([hang("抄送：" + NAMES, 200, 1, 4)], ["抄送：" + NAMES], "lines hang below the words after the label"),
        ([hang("●" + PROSE[:50], 200, 0, 2)], ["●" + PROSE[:50]], "a hanging line a little off the words"),
    ],
)
def test_hanging_lines(parts: list[list[RawChar]], expected: list[str], reason: str) -> None:
    assert read(*parts) == expected, reason


def test_hanging_line_that_stands_in_the_middle_by_chance() -> None:
    rest = draw("县政协办公室，县直各单位，各有关单位。", LEFT + 8 * SIZE, 200 + PITCH)
    first = "抄送：" + PROSE[:28]
    assert read(draw(first, LEFT + 5 * SIZE, 200), rest) == [first + "县政协办公室，县直各单位，各有关单位。"]


@pytest.mark.parametrize(
    ("first", "second", "reason"),
    [
        ("抄送：县委办公室。", "云溪县科学技术协会办公室", "a line that had room for more"),
        ("抄送：" + PROSE[:32] + "。", "云溪县科学技术协会办公室", "a sentence that ends with a full line"),
    ],
)
def test_set_in_lines_that_do_not_hang(first: str, second: str, reason: str) -> None:
    found = read(draw(first, LEFT, 200), draw(second, LEFT + 5 * SIZE, 200 + PITCH))
    assert found == [first, second], reason


def test_attachment_numbers_at_the_head_of_pages_are_no_running_head() -> None:
    pages = [page(draw(f"附件{n}", LEFT, 60), set_prose(PROSE * n + "。", 120), number=n) for n in (1, 2, 3)]
    assert texts(elements(pages, []), "header") == []
    same = [page(draw("附件1", LEFT, 60), set_prose(PROSE * n + "。", 120), number=n) for n in (1, 2, 3)]
    assert texts(elements(same, []), "header") == ["附件1"] * 3


def test_stock_phrase_at_the_head_of_two_pages_is_text() -> None:
    """Three lines of one text with the same distances; a running head stands apart from it."""
    pages = [page(set_prose(PROSE * 2 + f"其{n}。", 60), number=n) for n in (1, 2)]
    assert texts(elements(pages, []), "header") == []
    apart = [page(draw(PROSE[:34], LEFT, 40), set_prose(PROSE * n + "。", 100), number=n) for n in (2, 3)]
    assert texts(elements(apart, []), "header") == [PROSE[:34]] * 2


class TestBullets:
    def test_drawn_bullet_is_furniture_and_its_paragraph_an_entry(self) -> None:
        mark = draw("\uf0b7", LEFT, 200, 10.0)
        found = elements([page(ABOVE, mark, hang(PROSE, 200, 1.5, 1.5))], [])
        assert texts(found)[1:] == [PROSE]
        assert texts(found, "furniture") == ["\uf0b7"]
        entry = found[-1]
        assert isinstance(entry, RawParagraph)
        assert entry.style.list_item

    def test_bold_ranges_move_with_the_text(self) -> None:
        lead = [char._replace(bold=True) for char in hang("加强领导。", 200, 1.5, 1.5)]
        found = elements([page(ABOVE, draw("•", LEFT, 200), lead, draw("落实到位。", lead[-1].x1, 200))], [])
        entry = found[-1]
        assert isinstance(entry, RawParagraph)
        assert [entry.text[start:end] for start, end in entry.style.bold] == ["加强领导。"]

    @pytest.mark.parametrize("text", ["●加强领导。", "加强•领导。", "\uf0b7"])
    def test_typed_marks_stay(self, text: str) -> None:
        assert read(draw(text, LEFT, 200)) == [text]


class TestCentredLines:
    SUBTITLE = "——在云溪县科学技术协会第六届委员会第三次全体会议上作的工作报告和建议与"

    def test_wrapped_subtitle_is_whole(self) -> None:
        assert read(centred(self.SUBTITLE, 200), centred("的说明", 224)) == [self.SUBTITLE + "的说明"]

    @pytest.mark.parametrize("below", ["（2025年3月18日）", "2025年3月18日", "二〇二五年三月"])
    def test_date_below_a_full_subtitle_is_its_own_line(self, below: str) -> None:
        assert read(centred(self.SUBTITLE, 200), centred(below, 224)) == [self.SUBTITLE, below]

    def test_name_below_a_short_subtitle_is_its_own_line(self) -> None:
        assert read(centred(self.SUBTITLE[:24], 200), centred("王建国", 224)) == [self.SUBTITLE[:24], "王建国"]

    def test_wrapped_heading_whose_number_is_not_bold(self) -> None:
        title = "服务团成员的遴选条件、聘任程序、工作职责以及服务期满后的考核评价"
        number = centred("第二章 " + title, 200)
        first = [char._replace(bold=n > 3) for n, char in enumerate(number)]
        second = [char._replace(bold=True) for char in centred("解聘工作机制", 224)]
        assert read(first, second) == ["第二章 " + title + "解聘工作机制"]


def test_long_line_set_to_the_right_is_no_beginning_of_the_next_paragraph() -> None:
    """It begins left of the middle and fills the line."""
    name = "云溪县科学技术协会青川市科学技术协会龙泉镇科学技术协会"
    found = read(draw(name, RIGHT - len(name) * SIZE, 200), draw("（一）" + PROSE[:30], LEFT + 2 * SIZE, 224))
    assert found == [name, "（一）" + PROSE[:30]]


@pytest.mark.parametrize(("apart", "joined"), [(0.0, True), (6.0, False)])
def test_paragraphs_without_indents_stand_a_little_apart(apart: float, joined: bool) -> None:
    """The first ends with a full line; without a gap nothing tells them apart."""
    first, second = PROSE[:35] + "。", PROSE[:30] + "。"
    block = set_prose(PROSE * 3 + "。", 60, 0), set_prose(first, 220, 0), set_prose(second, 220 + PITCH + apart, 0)
    found = texts(elements([page(*block)], []))[1:]
    assert found == ([first + second] if joined else [first, second])


@pytest.mark.parametrize("beginning", ["●", "三、", "（二）"])
def test_full_heading_above_a_number_or_bullet_without_indents(beginning: str) -> None:
    """No sentence ends the heading; yet what begins so is the next paragraph."""
    heading, text = "二、" + PROSE[:34], beginning + PROSE[:20] + "。"
    block = set_prose(PROSE * 3 + "。", 60, 0), draw(heading, LEFT, 220), draw(text, LEFT, 220 + PITCH)
    assert texts(elements([page(*block)], []))[1:] == [heading, text]


def test_uneven_lines_of_paragraphs_with_indents_stay_together() -> None:
    """Where paragraphs are set in, the indent tells them apart, not a gap that another font makes."""
    first = set_prose("要抓好落实" + PROSE[:28] + "。", 200)
    found = read(first, draw("再落实到位。", LEFT, 200 + 1.2 * PITCH))
    assert found == ["要抓好落实" + PROSE[:28] + "。再落实到位。"]


def test_last_character_of_a_signature() -> None:
    name = draw("中国银行业监督管理委员会云溪监管", RIGHT - 16 * SIZE, 200)
    found = read(name, draw("局", RIGHT - SIZE, 224), draw("2025年9月9日", RIGHT - 6 * SIZE, 248))
    assert found == ["中国银行业监督管理委员会云溪监管局", "2025年9月9日"]


def test_long_text_without_an_end_goes_on_in_a_line_that_is_not_set_in() -> None:
    text = "1." + PROSE[:40]
    broken = hang(text, 200, 2, 0), draw("生班，积极宣传动员。", LEFT, 200 + 2 * PITCH)
    assert read(*broken) == [text + "生班，积极宣传动员。"]


def test_short_line_above_one_that_is_not_set_in_is_its_own() -> None:
    parts = draw("四、报名方式", LEFT + 2 * SIZE, 200), draw("请各单位按期报名。", LEFT, 224)
    assert read(*parts) == ["四、报名方式", "请各单位按期报名。"]


def test_stretched_line_with_a_number_has_no_blanks() -> None:
    """Justified: a long address moved to the next line; Latin letters and digits keep together."""
    chars, x = [], LEFT
    for char in "联系人：李明，联系电话：0555-1234567，电子邮箱：":
        chars += draw(char, x, 200)
        x = chars[-1].x1 + (0.0 if char in "0123456789-" else 6.0)
    assert read(chars) == ["联系人：李明，联系电话：0555-1234567，电子邮箱："]
