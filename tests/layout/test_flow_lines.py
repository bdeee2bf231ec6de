"""Which lines of a flowing document become one paragraph."""

import textwrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kexie_extract.layout import flow
from kexie_extract.lexicon import default
from kexie_extract.loaders.txt import lines
from kexie_extract.model.diagnostics import Note
from kexie_extract.model.raw import RawElement, RawParagraph, RawTable, Style

PROSE = (
    "全县科协系统围绕中心服务大局，组织科技志愿服务队深入乡镇开展农技培训，全年培训农民1000人次以上，发放科普读物3.5万册，"
    "建成科普示范基地十二个，推动科技资源下沉到村到户，广大科技工作者的获得感明显增强，基层科协组织覆盖面持续扩大。"
)
OTHER = (
    "下一步，各乡镇科协要对照年度任务清单，逐项明确责任人和完成时限，每季度报送一次进展情况，县科协将适时组织督查，"
    "对工作推进不力的单位予以通报，确保各项任务按期完成，以实际行动迎接县科协成立四十周年。"
)


def wrapped(text: str, width: int, first: str = "") -> str:
    """A paragraph cut at a number of characters, with an indent on its first line."""
    text = first + text
    return "\n".join(text[i : i + width] for i in range(0, len(text), width))


def paragraphs(source: str) -> list[str]:
    return [e.text for e in flow.elements(lines(source), [], default()) if isinstance(e, RawParagraph)]


@pytest.mark.parametrize("width", [20, 28, 36])
@pytest.mark.parametrize(
    ("separator", "indent"),
    [
        pytest.param("\n\n", "", id="paragraphs apart by a blank line"),
        pytest.param("\n", "　　", id="paragraphs begin with an indent"),
        pytest.param("\n\n", "　　", id="both"),
    ],
)
def test_hard_wrapped_text_is_rejoined(width: int, separator: str, indent: str) -> None:
    source = separator.join(wrapped(text, width, indent) for text in (PROSE, OTHER, PROSE, OTHER))
    assert paragraphs(source) == [PROSE, OTHER, PROSE, OTHER]


def test_hard_wrapped_headings_stay_apart() -> None:
    source = "\n".join(
        [
            "云溪县科协2023年工作总结",
            "一、主要工作",
            wrapped(PROSE, 24, "　　"),
            "二、下步打算",
            wrapped(OTHER, 24, "　　"),
            "云溪县科学技术协会",
            "2023年12月20日",
        ]
    )
    expected = ["云溪县科协2023年工作总结", "一、主要工作", PROSE, "二、下步打算", OTHER]
    assert paragraphs(source) == [*expected, "云溪县科学技术协会", "2023年12月20日"]


def test_lines_of_blank_separated_wrapping() -> None:
    """Every line of a paragraph is followed by a blank line, a paragraph by two: gaps tell them apart."""
    source = "\n\n\n".join("\n\n".join(wrapped(text, 24).split("\n")) for text in (PROSE, OTHER, PROSE))
    assert paragraphs(source) == [PROSE, OTHER, PROSE]


@pytest.mark.parametrize(
    ("one", "two", "reason"),
    [
        ("推进建家交友。牢记为科技工作者服务职", "责，把服务送到基层一线，让群众满意。", "a word is cut"),
        ("加强培训。全年举办培训班，培训农民", "，发放资料两万份。", "the next begins with a comma"),
        ("提升能力。按照“政治过硬、", "本领高强”的要求，抓好队伍建设。", "quotation marks are open"),
        ("服务企业。组织专家走访企业30", "0余次，解决难题四十个。", "a number is cut"),
        ("创建品牌。举办展览、论坛、", "讲座等活动二十余场，受到群众欢迎。", "an enumeration goes on"),
    ],
)
def test_cut_paragraph_is_rejoined(one: str, two: str, reason: str) -> None:
    assert paragraphs(f"{one}\n\n{two}") == [one + two], reason


@pytest.mark.parametrize(
    ("one", "two", "reason"),
    [
        ("加强学习。开展集中学习十二次。", "抓好宣传。发布信息三百条。", "both are whole"),
        ("开展培训。全年培训1000人次", "一、强化组织领导", "numbering opens a section"),
        ("制定方案，明确任务，", "（二）开展自查，形成台账。", "a list whose items end with commas"),
        ("在云溪县科协六届三次", "全委会议上的报告", "lines of a title without a mark that spans them"),
        ("云溪县科学技术协会", "2023年3月5日", "signature and date"),
        ("推动落实。（县农业农村局负责）", "建立机制，定期会商，形成合力。", "a bracket after the last sentence"),
        ("各乡镇科协，县级学会：", "现将有关事项通知如下。", "recipients end with a colon"),
        ("第一，把好方向。工作任务要逐项落实到人", "各单位要高度重视，认真组织实施。", "only a full stop is missing"),
    ],
)
def test_separate_paragraphs_stay_separate(one: str, two: str, reason: str) -> None:
    assert paragraphs(f"{one}\n\n{two}") == [one, two], reason


def test_title_broken_inside_name_marks_is_one() -> None:
    """Its name is one record, so it must stand in one block; the break stays."""
    assert paragraphs("关于印发《云溪县科协2023年\n\n工作要点（试行）》的通知") == [
        "关于印发《云溪县科协2023年\n工作要点（试行）》的通知"
    ]
    assert len(paragraphs("关于印发《云溪县科协2023年\n\n一、工作要点》的通知")) == 2


def test_missing_stop_is_a_cut_where_others_are_proven() -> None:
    proven = "推进建家交友。牢记为科技工作者服务职\n\n责，把服务送到基层一线，让群众满意。"
    likely = "抓好活动。按照上下同步、部门联合\n\n联动、社会参与的要求，精心组织，扩大影响。"
    assert len(paragraphs(f"{proven}\n\n{likely}")) == 2


def test_joined_around_a_byline() -> None:
    source = "建设家园。牢记为科技工作者服务职\n\n本报记者 王小明 通讯员 李华\n\n责，把服务送到一线，让群众满意。"
    found = flow.elements(lines(source), [], default())
    assert [(e.text, e.role) for e in found if isinstance(e, RawParagraph)] == [
        ("建设家园。牢记为科技工作者服务职责，把服务送到一线，让群众满意。", "body"),
        ("本报记者 王小明 通讯员 李华", "furniture"),
    ]


def test_latin_words_keep_a_blank() -> None:
    text = "The association held lectures in twelve towns and gave books to farmers, pupils and teachers of the county."
    source = "\n".join(textwrap.wrap(text, 40) * 3)
    assert "towns and gave" in " ".join(paragraphs(source))
    assert "townsand" not in "".join(paragraphs(source))


def test_what_was_joined_is_noted() -> None:
    notes: list[Note] = []
    flow.elements(lines("加强培训。全年举办培训班，培训农民\n\n，发放资料两万份。"), notes, default())
    assert [note.code for note in notes] == ["flow.lines-joined"]


def test_bold_and_style_of_the_first_line_stay() -> None:
    one = RawParagraph("强化引领。牢记为科技工作者服务职", style=Style(bold=[(0, 5)]))
    two = RawParagraph("责，让群众满意。重点推进。", style=Style(bold=[(8, 13)]))
    (joined,) = flow.elements([one, two], [], default())
    assert isinstance(joined, RawParagraph)
    assert [joined.text[a:b] for a, b in joined.style.bold] == ["强化引领。", "重点推进。"]


def test_line_breaks_inside_a_paragraph_are_lines() -> None:
    """A soft break that ends a sentence or comes before a number begins a paragraph; a heading keeps its break."""
    body = RawParagraph("完成了全年任务。\n一、主要工作\n组织培训。")
    heading = RawParagraph("云溪县科协\n工作总结", style=Style(outline_level=1))
    found = flow.elements([heading, body], [], default())
    texts = [element.text for element in found if isinstance(element, RawParagraph)]
    assert texts == ["云溪县科协\n工作总结", "完成了全年任务。", "一、主要工作", "组织培训。"]


@pytest.mark.parametrize(
    ("line", "role"),
    [
        ("— 3 —", "furniture"),
        ("第 3 页 共 10 页", "furniture"),
        ("本版文图：记者 赵一凡 通讯员 钱多多", "furniture"),
        ("来源：云溪县科协 发布时间：2023-03-05", "furniture"),
        ("图为志愿者在社区讲解急救知识。", "caption"),
        ("科技馆里的小观众。（李明 摄）", "caption"),
        ("主办单位：县科协、县教育局", "body"),
        ("2023", "body"),
        ("图书馆建设稳步推进。", "body"),
    ],
)
def test_roles(line: str, role: str) -> None:
    (found,) = flow.elements([RawParagraph(line)], [], default())
    assert isinstance(found, RawParagraph)
    assert found.role == role


def test_running_head_beside_page_numbers() -> None:
    page = "云溪县科协工作报告\n— {} —\n会议审议并通过了工作报告第{}部分。"
    source = "\n".join(page.format(n, n) for n in range(1, 5))
    found = flow.elements(lines(source), [], default())
    assert [e.role for e in found if isinstance(e, RawParagraph)] == ["furniture", "furniture", "body"] * 4


def test_bare_page_numbers_count_on() -> None:
    source = "".join(f"{PROSE * 3}\n\n{number}\n\n" for number in range(4, 8))
    found = flow.elements(lines(source), [], default())
    assert [e.text for e in found if isinstance(e, RawParagraph) and e.role == "furniture"] == ["4", "5", "6", "7"]


def test_serial_numbers_on_lines_of_their_own_are_no_page_numbers() -> None:
    found = flow.elements(lines("1\n开展培训\n2\n开展宣传\n3\n举办竞赛"), [], default())
    assert all(e.role == "body" for e in found if isinstance(e, RawParagraph))


def test_rows_set_with_blanks_stay_rows() -> None:
    row = "培训农民　　三月底前完成　　责任单位办公室及各乡镇科协"
    assert paragraphs("\n".join([row] * 6)) == [row] * 6


LINE = st.text("科协工作会议，。；：、（）《》“”1.一二 　年月日abcA\t", max_size=60)


@given(st.lists(LINE, max_size=30))
def test_nothing_is_lost(source: list[str]) -> None:
    """Whatever the lines, their characters come out in order."""
    raw = lines("\n".join(source))
    found = flow.elements(raw, [], default())
    body = "".join(e.text for e in found if isinstance(e, RawParagraph) and e.role == "body")
    kept = "".join(e.text for e in flow.mark([*raw], default()) if isinstance(e, RawParagraph) and e.role == "body")
    assert "".join(body.split()) == "".join(kept.split())
    assert sum(len("".join(e.text.split())) for e in found if isinstance(e, RawParagraph)) == len(
        "".join("".join(source).split())
    )


@given(st.lists(st.one_of(LINE.map(RawParagraph), st.just(RawTable([]))), max_size=20))
def test_tables_keep_their_place(raw: list[RawElement]) -> None:
    """Text never moves over a table."""

    def stretches(elements: list[RawElement]) -> list[str]:
        out = [""]
        for element in elements:
            if isinstance(element, RawTable):
                out.append("")
            else:
                out[-1] += "".join(element.text.split())
        return [("".join(sorted(text))) for text in out]

    assert stretches(flow.elements(raw, [], default())) == stretches(raw)


FLUSH = """\
    县科协坚持党建引领，全年组织专题学习十二次，深入乡镇
开展调研，形成报告三篇。
    一、活动主题
    弘扬科学精神
    二、主要活动
    （一）组织科技志愿服务队进村入户，全年服务群众不少于
三千人次。
    （二）开放科技馆，每周开放六天。各单位要提前公布安排。
凭身份证领取门票。
    三、活动时间
    5月25日至31日
"""


def test_flush_lines_go_on_where_first_lines_are_set_in() -> None:
    """Cut by hand at no sure width, with too many short lines to tell one."""
    assert paragraphs(FLUSH) == [
        "县科协坚持党建引领，全年组织专题学习十二次，深入乡镇开展调研，形成报告三篇。",
        "一、活动主题",
        "弘扬科学精神",
        "二、主要活动",
        "（一）组织科技志愿服务队进村入户，全年服务群众不少于三千人次。",
        "（二）开放科技馆，每周开放六天。各单位要提前公布安排。凭身份证领取门票。",
        "三、活动时间",
        "5月25日至31日",
    ]


@pytest.mark.parametrize(
    ("flush", "reason"),
    [
        ("上半年工作总结", "a heading below a sentence that ends"),
        ("四、保障措施", "a number opens a paragraph"),
        ("抄送：县委办。", "a label opens one"),
    ],
)
def test_flush_lines_of_their_own_stay_apart(flush: str, reason: str) -> None:
    source = FLUSH.replace("    弘扬科学精神\n", f"    弘扬科学精神，讲述身边故事。\n{flush}\n")
    assert flush in paragraphs(source), reason


def test_flush_lines_without_indents_say_nothing() -> None:
    source = FLUSH.replace("    ", "")
    assert "开展调研，形成报告三篇。" in paragraphs(source)
