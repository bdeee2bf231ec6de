"""Reading order, paragraphs, tables and furniture of pages, drawn here character by character."""

import itertools
from collections import Counter
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kexie_extract.layout.paged import elements
from kexie_extract.layout.paged.grid import grids
from kexie_extract.loaders.base import Input
from kexie_extract.loaders.pdf import LOADER
from kexie_extract.model.diagnostics import Note
from kexie_extract.model.options import Options
from kexie_extract.model.raw import PackedChars, RawPage, RawParagraph, RawRule, RawTable

from .drawing import FULL, LEFT, PITCH, PROSE, SIZE, box, draw, page, rows, set_prose, texts


class TestParagraphs:
    def test_lines_are_joined_and_indents_part(self) -> None:
        found = elements([page(set_prose(PROSE + "。", 100), set_prose(PROSE + "！", 200))], [])
        assert texts(found) == [PROSE + "。", PROSE + "！"]

    def test_order_of_the_file_does_not_matter(self) -> None:
        chars = set_prose(PROSE + "。", 100) + set_prose(PROSE + "！", 200)
        Random(7).shuffle(chars)
        assert texts(elements([page(chars)], [])) == [PROSE + "。", PROSE + "！"]

    def test_paragraph_cut_by_the_page_end_is_whole(self) -> None:
        whole = set_prose(PROSE + PROSE + "。", 700)
        head = [char for char in whole if char.top < 730]
        tail = [char._replace(top=char.top - 650, bottom=char.bottom - 650) for char in whole if char.top > 730]
        pages = [page(set_prose(PROSE + "。", 600), head), page(tail, set_prose(PROSE + "！", 250), number=2)]
        found = elements(pages, [])
        assert texts(found) == [PROSE + "。", PROSE + PROSE + "。", PROSE + "！"]
        assert [e.origin.page for e in found] == [1, 1, 2]

    def test_paragraph_that_ends_with_the_page_is_not_joined(self) -> None:
        pages = [page(set_prose(PROSE + "。", 700)), page(set_prose(PROSE + "！", 100), number=2)]
        assert texts(elements(pages, [])) == [PROSE + "。", PROSE + "！"]

    def test_latin_words_keep_their_space_where_the_line_breaks(self) -> None:
        first = draw("推广使用" + "Science" + "和技术能力提升和科学素质提升各项工作要求以及", LEFT, 100)
        line = draw("本年度重点建设的数字平台与服务体系名称为云溪科技" + " Open Science", LEFT + 2 * SIZE, 148)
        found = texts(elements([page(first, line, draw("Platform建设。", LEFT, 172))], []))
        assert found[-1].endswith("Open Science Platform建设。")

    def test_no_blank_between_chinese_and_digits(self) -> None:
        chars = draw("共有", 80, 100) + draw("120", 80 + 24 + 3, 100) + draw("家", 80 + 24 + 3 + 18 + 3, 100)
        assert texts(elements([page(chars)], [])) == ["共有120家"]

    def test_spaces_of_the_source_stay(self) -> None:
        assert texts(elements([page(draw("叶  青", 250, 100))], [])) == ["叶  青"]

    def test_gap_that_the_writer_left_for_a_space_becomes_one(self) -> None:
        chars = draw("张", 80, 100) + draw("伟同志", 80 + 12 + 8, 100)
        assert texts(elements([page(chars)], [])) == ["张 伟同志"]

    def test_centred_title_lines_stay_apart(self) -> None:
        title = draw("云溪县科学技术协会", 296 - 99, 80, 22), draw("二〇二五年工作要点", 296 - 99, 112, 22)
        found = elements([page(*title, set_prose(PROSE + "。", 200))], [])
        assert texts(found)[:2] == ["云溪县科学技术协会", "二〇二五年工作要点"]
        styles = [e.style for e in found if isinstance(e, RawParagraph)]
        assert [style.align for style in styles[:2]] == ["center", "center"]
        assert styles[2].indent == 2.0
        assert styles[0].size == 22

    def test_bold_lead_is_a_range_of_the_text(self) -> None:
        lead = draw("一、强化引领。", LEFT + 24, 100, bold=True)
        found = elements([page(lead, draw("各单位要抓好落实。", lead[-1].x1, 100))], [])
        assert isinstance(found[0], RawParagraph)
        start, end = found[0].style.bold[0]
        assert found[0].text[start:end] == "一、强化引领。"

    def test_list_with_hanging_numbers_is_paragraphs_not_a_table(self) -> None:
        items = []
        for n in range(4):
            y = 100 + n * 2 * PITCH
            items += (
                draw(f"{n + 1}.", LEFT, y) + draw(PROSE[:33], LEFT + 30, y) + draw("落实到位。", LEFT + 30, y + PITCH)
            )
        found = texts(elements([page(items)], []))
        assert found == [f"{n}. {PROSE[:33]}落实到位。" for n in range(1, 5)]

    def test_larger_heading_is_its_own_paragraph(self) -> None:
        head = draw("云溪县科普工作开展情况的调查与思考建议报告之一" + "二三四", LEFT, 100, 16)
        assert len(texts(elements([page(head, set_prose(PROSE + "。", 130, 0))], []))) == 2


class TestColumns:
    def columns(self) -> RawPage:
        left = set_prose(FULL, 150, left=80, right=284)
        right = set_prose("二" + PROSE * 3 + "。", 150, 0, left=308, right=512)
        return page(draw("云溪县科协服务大局情况综述要闻", 84, 90, 28), left, right)

    def test_newspaper_page_reads_down_each_column(self) -> None:
        assert texts(elements([self.columns()], [])) == [
            "云溪县科协服务大局情况综述要闻",
            FULL + "二" + PROSE * 3 + "。",
        ]

    def test_also_when_the_file_is_shuffled(self) -> None:
        sheet = self.columns()
        sheet.chars = Random(3).sample(list(sheet.chars), len(sheet.chars))
        assert texts(elements([sheet], [])) == texts(elements([self.columns()], []))


class TestFurniture:
    def sheets(self, count: int = 3) -> list[RawPage]:
        return [
            page(
                draw("云溪县科协文件", 250, 40),
                set_prose(PROSE + "。", 100 + 30 * n),
                draw(f"— {n} —", 280, 800),
                number=n,
            )
            for n in range(1, count + 1)
        ]

    def test_running_heads_and_page_numbers_are_set_aside_in_their_place(self) -> None:
        found = elements(self.sheets(), [])
        assert [(e.role, e.origin.page) for e in found if isinstance(e, RawParagraph)] == [
            (role, n) for n in (1, 2, 3) for role in ("header", "body", "footer")
        ]

    @pytest.mark.parametrize(
        ("words", "role"),
        [
            ("— 3 —", "footer"),
            ("第3页 共10页", "footer"),
            ("3", "footer"),
            ("2025年3月1日", "body"),
            ("联系电话0555", "body"),
        ],
    )
    def test_last_line_of_a_single_page(self, words: str, role: str) -> None:
        found = elements([page(set_prose(PROSE + "。", 100), draw(words, 280, 800))], [])
        assert texts(found, role)[-1] == words

    def test_watermark_is_furniture(self) -> None:
        stamp = [char._replace(stamped=True) for char in draw("内部资料", 200, 300, 40)]
        notes: list[Note] = []
        found = elements([page(set_prose(PROSE + "。", 290), stamp)], notes)
        assert texts(found) == [PROSE + "。"]
        assert texts(found, "furniture") == ["内部资料"]
        assert [note.code for note in notes] == ["page.stamp"]

    def test_same_first_line_amid_the_page_is_body(self) -> None:
        pages = [page(draw("小结", 80, 300), set_prose(PROSE + "。", 400), number=n) for n in (1, 2, 3)]
        assert texts(elements(pages, [])).count("小结") == 3


class TestRuledTables:
    XS, YS = [80.0, 130.0, 230.0, 400.0], [100.0, 130.0, 200.0, 270.0]

    def test_words_go_to_their_cells_and_nothing_stays_outside(self) -> None:
        chars = draw("序号", 90, 110), draw("任务", 160, 110), draw("措施", 300, 110), draw("1", 100, 140)
        found = elements([page(*chars, draw("前言。", 80, 60), rules=box(self.XS, self.YS))], [])
        assert rows(found) == [[["序号", "任务", "措施"], ["1", "", ""], ["", "", ""]]]
        assert texts(found) == ["前言。"]
        assert not found[1].merges_known  # type: ignore[union-attr]

    def test_wrapped_words_are_joined_and_short_lines_kept(self) -> None:
        wrapped = draw("提升全民科学素质", 135, 140) + draw("行动", 135, 156)
        listed = draw("办公室", 235, 140) + draw("学会部", 235, 156)
        latin = draw("Growth Index of", 135, 210) + draw("programs", 135, 226)
        found = elements([page(wrapped, listed, latin, rules=box(self.XS, self.YS))], [])
        assert rows(found)[0][1:] == [
            ["", "提升全民科学素质行动", "办公室\n学会部"],
            ["", "Growth Index of programs", ""],
        ]

    def test_spans_that_the_rules_show_are_merges(self) -> None:
        rules = [rule for rule in box(self.XS, self.YS) if rule.top != 200.0]
        rules += [RawRule(130, 200, 400, 200)]
        chars = draw("表头", 90, 110), draw("一", 90, 180), draw("甲", 140, 150), draw("乙", 140, 220)
        table = next(e for e in elements([page(*chars, rules=rules)], []) if isinstance(e, RawTable))
        assert [[cell.merge for cell in row] for row in table.rows] == [
            [None, None, None],
            [None, None, None],
            ["above", None, None],
        ]
        assert [row[1].text for row in table.rows] == ["", "甲", "乙"]

    def test_header_over_two_columns(self) -> None:
        rules = [RawRule(80, y, 400, y) for y in self.YS]
        rules += [RawRule(x, 100, x, 270) for x in (80, 130, 400)] + [RawRule(230, 130, 230, 270)]
        table = next(
            e
            for e in elements(
                [page(draw("共同", 240, 110), draw("甲", 140, 150), draw("乙", 300, 150), rules=rules)], []
            )
            if isinstance(e, RawTable)
        )
        assert next([cell.merge for cell in row] for row in table.rows) == [None, None, "left"]
        assert table.rows[0][1].text == "共同"

    def test_sides_left_open_are_closed(self) -> None:
        """Three-line style with column rules but without outer borders."""
        rules = [RawRule(80, y, 400, y) for y in self.YS] + [RawRule(x, 100, x, 270) for x in (130, 230)]
        assert [(grid.xs, grid.ys) for grid in grids(rules)] == [(self.XS, self.YS)]

    def test_frame_around_one_text_is_no_table(self) -> None:
        found = elements([page(set_prose(PROSE + "。", 110), rules=box([70.0, 520.0], [90.0, 200.0]))], [])
        assert texts(found) == [PROSE + "。"]

    def test_row_cut_by_the_page_end_is_a_table_on_each_page(self) -> None:
        first = page(draw("1", 90, 110), draw("甲", 140, 110), rules=box(self.XS, [100, 130]))
        rest = page(draw("续", 140, 60), rules=box(self.XS, [50, 80]), number=2)
        found = elements([first, rest], [])
        assert [(e.origin.page, len(e.rows)) for e in found if isinstance(e, RawTable)] == [(1, 1), (2, 1)]

    @settings(max_examples=40, deadline=None)
    @given(
        st.lists(st.floats(20, 90), min_size=1, max_size=6),
        st.lists(st.floats(12, 90), min_size=1, max_size=8),
        st.floats(0, 1),
        st.randoms(use_true_random=False),
    )
    def test_every_drawn_grid_is_found(
        self, widths: list[float], heights: list[float], jitter: float, random: Random
    ) -> None:
        """Borders drawn cell by cell in any order, each a little off, give the grid that was meant."""
        xs, ys = [50.0], [50.0]
        for width in widths:
            xs.append(xs[-1] + width)
        for height in heights:
            ys.append(ys[-1] + height)
        rules = []
        for x0, x1 in itertools.pairwise(xs):
            for y0, y1 in itertools.pairwise(ys):
                off = random.uniform(-jitter, jitter) / 2
                rules += [RawRule(x0, y0 + off, x1, y0 + off), RawRule(x0, y1 + off, x1, y1 + off)]
                rules += [RawRule(x0 + off, y0, x0 + off, y1), RawRule(x1 + off, y0, x1 + off, y1)]
        random.shuffle(rules)
        found = grids(rules)
        if len(widths) * len(heights) == 1:
            assert found == []
            return
        assert len(found) == 1
        assert found[0].xs == pytest.approx(xs, abs=1.5)
        assert found[0].ys == pytest.approx(ys, abs=1.5)
        assert len(found[0].regions) == len(widths) * len(heights)


class TestTablesWithoutRules:
    def test_columns_by_alignment(self) -> None:
        cells = [
            ["姓名", "单位", "电话"],
            ["张伟", "云溪县第一中学", "1111"],
            ["李晓明", "县医院", "2222"],
            ["王芳", "县农技中心", "3333"],
        ]
        drawn = [
            draw(word, x, 100 + 24 * i)
            for i, row in enumerate(cells)
            for word, x in zip(row, (80, 180, 320), strict=True)
        ]
        assert rows(elements([page(*drawn)], [])) == [cells]

    def test_wrapped_cell_goes_back_to_its_row(self) -> None:
        drawn = [draw(w, x, y) for w, x, y in [
            ("序号", 80, 100), ("任务", 140, 100), ("单位", 320, 100),
            ("1", 80, 124), ("开展科普进校园活动和", 140, 124), ("科普部", 320, 124), ("培训", 140, 140),
            ("2", 80, 164), ("举荐人才", 140, 164), ("办公室", 320, 164),
        ]]  # fmt: skip
        assert rows(elements([page(*drawn)], [])) == [
            [["序号", "任务", "单位"], ["1", "开展科普进校园活动和培训", "科普部"], ["2", "举荐人才", "办公室"]]
        ]

    def test_two_rows_are_no_table(self) -> None:
        drawn = draw("组长", 80, 100), draw("张伟", 180, 100), draw("成员", 80, 124), draw("王芳", 180, 124)
        assert rows(elements([page(*drawn)], [])) == []


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.text("科普工作会议，。2025abc（一）—①*", min_size=1, max_size=30),
            st.floats(20, 500),
            st.floats(10, 820),
            st.sampled_from([6.0, 9.0, 12.0, 22.0]),
            st.booleans(),
        ),
        max_size=40,
    ),
    st.lists(st.tuples(st.floats(20, 560), st.floats(20, 800), st.floats(5, 300), st.booleans()), max_size=14),
)
def test_nothing_is_lost_or_doubled(
    lines: list[tuple[str, float, float, float, bool]], strokes: list[tuple[float, float, float, bool]]
) -> None:
    """Whatever stands wherever on the page, every character is in exactly one element."""
    chars = [char for text, x, y, size, bold in lines for char in draw(text, x, y, size, bold)]
    rules = [RawRule(x, y, x + length, y) if level else RawRule(x, y, x, y + length) for x, y, length, level in strokes]
    found = elements([page(chars, rules=rules)], [])
    words = [e.text for e in found if isinstance(e, RawParagraph)]
    words += [cell for table in rows(found) for row in table for cell in row]
    kept = Counter("".join(words))
    for blank in " \n":
        kept.pop(blank, None)
    assert kept == Counter(char.text for char in chars if not char.text.isspace())


@given(
    st.lists(
        st.tuples(st.characters(categories=["L", "N", "P"]), st.floats(0, 800, width=32), st.booleans()), max_size=30
    )
)
def test_packed_characters_are_the_characters(data: list[tuple[str, float, bool]]) -> None:
    from array import array

    looks = [(12.0, False, False), (12.0, True, False)]
    boxes = array("f", [value for _, x, _ in data for value in (x, 1.0, x + 2, 3.0)])
    packed = PackedChars("".join(c for c, _, _ in data), boxes, looks, array("H", [bold for *_, bold in data]))
    assert len(packed) == len(data)
    assert [(c.text, c.x0, c.bold) for c in packed] == data
    assert packed[:] == list(packed)


@pytest.mark.parametrize(
    "name",
    [
        "jiaxing-2019-plan",
        "jiaxing-2019-plan-styles",
        "jingzhou-2021-newspaper",
        "lianyungang-2019-tasks-merged",
        "taixing-2018-report",
    ],
)
def test_real_files_are_kept_whole(shared: Path, name: str) -> None:
    source = shared / "corpus" / f"{name}.pdf"
    document = LOADER.load(Input(source.name, source.read_bytes()), Options())
    found = elements(document.pages, [])
    words = [e.text for e in found if isinstance(e, RawParagraph)]
    words += [cell for table in rows(found) for row in table for cell in row]
    kept = Counter(char for word in words for char in word if not char.isspace())
    assert kept == Counter(char.text for p in document.pages for char in p.chars if not char.text.isspace())
    assert len(texts(found, "header")) >= len(document.pages) - 1
    assert len(texts(found, "footer")) == len(document.pages)


@pytest.mark.parametrize(
    ("name", "cut_amid_a_sentence"),
    [
        ("jiaxing-2019-plan", 1),
        ("jiaxing-2019-plan-styles", 1),
        ("taixing-2018-report", 0),
        ("jingzhou-2021-newspaper", 7),
    ],
)
def test_paragraphs_are_those_of_the_word_file(shared: Path, name: str, cut_amid_a_sentence: int) -> None:
    """Without automatic numbers. The newspaper's Word file has cut seven paragraphs in two, the plans their title."""
    from docx import Document

    def bare(text: str) -> str:
        text = "".join(text.split())
        return text.lstrip("0123456789.．、一二三四五六七八九十（）()")

    source = shared / "corpus" / f"{name}.pdf"
    found = texts(elements(LOADER.load(Input(source.name, source.read_bytes()), Options()).pages, []))
    meant = [bare(p.text) for p in Document(str(source.with_suffix(".docx"))).paragraphs if p.text.strip()]
    read = [bare(text) for text in found]
    assert len(meant) - len(read) == cut_amid_a_sentence
    assert "".join(read) == "".join(meant) or not cut_amid_a_sentence
    assert len([text for text in meant if text not in read]) == 2 * cut_amid_a_sentence


def test_ends_of_sentences_are_no_running_heads() -> None:
    """The last words of paragraphs may stand alone, and alike but for a number, at the head of several pages."""
    pages = [page(draw(f"{n}篇。", LEFT, 60), set_prose(PROSE, 120), number=n) for n in (1, 2, 3)]
    assert texts(elements(pages, []), "header") == []


@pytest.mark.parametrize(
    ("ending", "beginning", "joined"),
    [
        ("（各县区科协负责）", "三、提升能力", False),
        ("（各县区科协", "一、二组分别负责）", True),
        ("经费不少于", "（二）项所列的数", True),
    ],
)
def test_numbering_is_the_rest_of_a_paragraph_only_on_proof(ending: str, beginning: str, joined: bool) -> None:
    """Above it a full line of prose without an indent below, as a page's end leaves it."""
    text = PROSE[: 34 + 36 - len(ending)]
    found = texts(elements([page(set_prose(text + ending, 100), draw(beginning, LEFT, 100 + 2 * PITCH))], []))
    assert (text + ending + beginning in found) is joined
