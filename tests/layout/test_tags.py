"""What the structure tree of a tagged PDF decides, and when it is not believed."""

from kexie_extract.layout.paged import elements
from kexie_extract.model.raw import RawChar, RawPage, RawParagraph, RawTag

from .drawing import LEFT, PITCH, PROSE, SIZE, draw, page, set_prose, texts

LINE = (PROSE * 3)[:36]
"""As wide as the column."""
TAGS = [RawTag(), *(RawTag("P") for _ in range(9))]


def tagged(chars: list[RawChar], tag: int) -> list[RawChar]:
    return [char._replace(tag=tag) for char in chars]


def sheet(*parts: list[RawChar], tags: list[RawTag] = TAGS, number: int = 1) -> RawPage:
    made = page(*parts, number=number)
    made.tags = tags
    return made


def flush(text: str, y: float, tag: int) -> list[RawChar]:
    """A paragraph without an indent."""
    return tagged(set_prose(text, y, 0), tag)


def test_paragraphs_without_indents_that_end_with_a_full_line_stay_apart() -> None:
    """Geometry alone cannot tell where the first one ends."""
    first, second = LINE[:35] + "各", PROSE[10:40]
    parts = flush(PROSE * 2, 60, 1), flush(first, 300, 2), flush(second, 300 + PITCH, 3)
    assert texts(elements([sheet(*parts)], [])) == [PROSE * 2, first, second]
    assert texts(elements([sheet(*parts, tags=[])], [])) == [PROSE * 2, first + second]


def test_paragraph_with_a_hanging_line_is_whole() -> None:
    parts = tagged(set_prose(PROSE + "。", 60), 1), tagged(draw(LINE, LEFT, 200), 2)
    rest = tagged(draw("落实到位。", LEFT + 3.4 * SIZE, 200 + PITCH), 2)
    assert texts(elements([sheet(*parts, rest)], []))[-1] == LINE + "落实到位。"


def test_paragraph_goes_on_where_both_pages_say_so() -> None:
    """Its first part ends with a full stop at the end of the page, where geometry ends paragraphs."""
    first = flush(PROSE[:35] + "。", 740, 1)
    second = flush(PROSE, 80, 1)
    cut = [RawTag(), RawTag("P", None, False, True)], [RawTag(), RawTag("P", None, True, False)]
    pages = [sheet(first, tags=cut[0]), sheet(second, tags=cut[1], number=2)]
    assert texts(elements(pages, [])) == [PROSE[:35] + "。" + PROSE]
    whole = [RawTag(), RawTag("P")]
    assert len(texts(elements([sheet(first, tags=whole), sheet(second, tags=whole, number=2)], []))) == 2


def test_heading_tags_are_levels() -> None:
    tags = [RawTag(), RawTag("H2", 2), RawTag("P"), RawTag("P")]
    parts = tagged(draw("科普工作", LEFT, 60), 1), flush(PROSE * 2, 100, 2), flush(PROSE * 2, 300, 3)
    found = elements([sheet(*parts, tags=tags)], [])
    assert [e.style.outline_level for e in found if isinstance(e, RawParagraph)] == [2, None, None]


def test_headings_all_over_are_not_believed() -> None:
    tags = [RawTag(), *(RawTag("H1", 1) for _ in range(9))]
    parts = [flush(PROSE, 60 + 100 * n, n) for n in range(1, 6)]
    found = elements([sheet(*parts, tags=tags)], [])
    assert {e.style.outline_level for e in found if isinstance(e, RawParagraph)} == {None}


def test_artifacts_at_head_and_foot_are_furniture_on_a_single_page() -> None:
    """Without the tag, words that do not come again on other pages are body."""
    parts = (
        tagged(draw("云溪县科协内部资料", LEFT, 40), -1),
        flush(PROSE * 2, 120, 1),
        tagged(draw("科普部印制", LEFT, 800), -1),
    )
    found = elements([sheet(*parts)], [])
    assert (texts(found, "header"), texts(found, "footer")) == (["云溪县科协内部资料"], ["科普部印制"])
    assert len(texts(elements([sheet(*parts, tags=[])], []))) == 3


def test_text_below_a_running_head_is_text_though_it_comes_again() -> None:
    def numbered(n: int, head: int) -> RawPage:
        return sheet(
            tagged(draw("云溪县科协内部资料", LEFT, 40), head),
            tagged(draw("小结", LEFT, 80), 1),
            flush(PROSE * (n + 1), 120, 2),
            number=n,
        )

    assert texts(elements([numbered(n, -1) for n in (1, 2, 3)], [])).count("小结") == 3
    assert "小结" not in texts(elements([numbered(n, 3) for n in (1, 2, 3)], []))


def test_artifact_amid_the_page_is_text() -> None:
    found = elements(
        [sheet(flush(PROSE * 2, 60, 1), tagged(draw("表头", LEFT, 400), -1), flush(PROSE * 2, 440, 2))], []
    )
    assert "表头" in texts(found)


def test_tags_of_each_line_are_not_believed() -> None:
    text = PROSE * 3
    lines = [draw(text[i : i + 36], LEFT, 60 + PITCH * n) for n, i in enumerate(range(0, len(text), 36))]
    found = elements([sheet(*(tagged(line, n) for n, line in enumerate(lines, 1)))], [])
    assert texts(found) == [text]


def test_tags_that_leave_out_text_are_not_believed() -> None:
    first, second = LINE[:35] + "各", PROSE[10:40]
    parts = flush(PROSE * 2, 60, 1), flush(first, 300, 2), flush(second, 300 + PITCH, 3), set_prose(PROSE * 3, 500)
    assert first + second in texts(elements([sheet(*parts)], []))


def test_sentence_that_the_word_file_has_cut_is_put_together() -> None:
    """As without tags: prose that stops amid a sentence at a full line."""
    first = "要抓好落实。" + (PROSE * 2)[:28]
    parts = flush(PROSE * 3, 60, 1), tagged(draw(first, LEFT + 2 * SIZE, 300), 2)
    rest = tagged(draw("工作任务和要求。", LEFT, 300 + PITCH), 3)
    assert texts(elements([sheet(*parts, rest)], []))[-1] == first + "工作任务和要求。"
