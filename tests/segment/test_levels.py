"""Levels come from the document's own order of forms."""

# ruff: noqa: E501  (a case stays on one line; wide characters count twice)

from collections.abc import Callable

import pytest

from kexie_extract.model.outline import Outline

BODY = "各部门认真组织，各单位积极参与，全县上下形成了推动工作落实的强大合力。"
TITLE = "云溪县科协2019年工作总结"
RULE = "主席办公会议由主席召集和主持，原则上每月召开一次，讨论本会工作中的重要事项和各部室提请研究的其他事项。"

Entry = tuple[int, str | None, str | None]


@pytest.mark.parametrize(
    ("text", "levels", "reason"),
    [
        (["一、甲事", BODY, "（一）乙事", BODY, "1.丙事", BODY, "（1）丁事", BODY], [1, 2, 3, 4], "GB/T 9704 order"),
        (["一、甲事", BODY, "1.乙事", BODY, "2.丙事", BODY], [1, 2, 2], "a level is skipped"),
        (["（一）甲事", BODY, "（二）乙事", BODY], [1, 1], "the document starts at （一）"),
        (["一、甲事", "1.乙事", BODY, "①丙事", BODY, "②丁事", BODY, "二、戊事", BODY], [1, 2, 3, 3, 1], "back to the top"),
        (["1.甲事", "一、乙事", BODY, "二、丙事", BODY, "2.丁事", "一、戊事", BODY, "二、己事", BODY, "3.庚事", "一、辛事", BODY],
         [1, 2, 2, 1, 2, 2, 1, 2], "一、 restarts below each 1."),
        (["一、甲事", "1.乙事", BODY, "2.丙事", BODY, "二、丁事", "3.戊事", BODY, "4.己事", BODY], [1, 2, 2, 1, 2, 2],
         "numbering runs on across sections"),
        (["第一章 总则", "第一条 为了规范管理，制定本办法。", "第二章 职责", "第二条 科协负责实施。"], [1, 2, 1, 2],
         "chapters and articles"),
        (["第一部分 工作回顾", "一、甲事", BODY, "第二部分 工作安排", "一、乙事", BODY], [1, 2, 1, 2], "parts with numbers"),
        (["1 范围", BODY, "2 术语", BODY, "2.1 甲事", BODY, "2.2 乙事", BODY, "3 要求", BODY], [1, 1, 2, 2, 1], "a standard"),
        (["1.甲事", BODY, "2.乙事", BODY, "3、丙事", BODY], [1, 1, 1], "a like form goes on with the numbering"),
        (["2019年工作回顾", BODY, "一、甲事", BODY, "二、乙事", BODY, "2020年工作安排", BODY, "一、丙事", BODY], [1, 2, 2, 1, 2],
         "parts above 一、"),
        (["# 工作回顾", "## 科普工作", BODY, "## 学会工作", BODY, "# 工作安排", BODY], [1, 2, 2, 1], "outline levels"),
        (["指导思想", BODY, "主要工作：", "一、甲事", BODY, "二、乙事", BODY, "保障措施", BODY], [1, 1, 2, 2, 1],
         "parts of a plan, with a colon or without"),
        (["工作目标", BODY, "工作措施：", "1.甲事", BODY, "2.乙事", BODY], [1, 1, 2, 2], "above 1."),
        (["本届协会的指导思想：", BODY, "一、甲事", BODY, "二、乙事", BODY], [1, 1], "a sentence that a colon ends is none"),
        (["学会工作：", "1、甲事", BODY, "2、乙事", BODY, "科普工作：", "1、丙事", BODY, "2、丁事", BODY], [1, 2, 2, 1, 2, 2],
         "labels with a colon above lists"),
        (["一、甲事", "学会方面：", "（1）乙事。", "（2）丙事。", "科普方面：", "（1）丁事。", "（2）戊事。", "二、己事", BODY],
         [1, 2, 3, 3, 2, 3, 3, 1], "also below a number"),
        (["主要做法如下：", "1、甲事", BODY, "2、乙事", BODY, "要求如下：", "1、丙事", BODY, "2、丁事", BODY], [1, 1, 1, 1],
         "lead-ins are none"),
        (["参加人员：", "1、甲会。", "2、乙会。", "报送时间：", "1、丙日。", "2、丁日。"], [1, 1, 1, 1], "nor labels of values"),
        (["学会工作：", "1、甲事", BODY, "2、乙事", BODY], [1, 1], "nor a single one"),
        (["一、甲事", "指导思想", BODY, "基本原则", BODY, "二、乙事", BODY], [1, 2, 2, 1], "below a number they are its parts"),
        (["关于2019年主要工作", BODY, "一、甲事", BODY, "二、乙事", BODY, "关于2020年主要任务", BODY, "三、丙事", BODY], [1, 2, 2, 1, 2],
         "关于 before a part, numbers that run on"),
        (["**科普工作**", BODY, "**学会工作**", BODY], [1, 1], "bold lines"),
        (["科普工作蓬勃开展", BODY, "学会工作稳步推进", BODY], [1, 1], "short lines between paragraphs"),
        (["科协概况", BODY, "科普工作稳步推进", "1、甲事", BODY, "2、乙事", BODY, "下一步工作打算", BODY], [1, 1, 2, 2, 1],
         "a part behind plain headings is one of them"),
        (["科普工作稳步推进", "1.甲事", BODY, "2.乙事", BODY, "学会工作蓬勃开展", "1.丙事", BODY, "存在的问题", BODY], [1, 2, 2, 1, 2, 1],
         "also where numbers begin again"),
        (["一、甲事", "主要做法", BODY, "1.乙事", BODY, "2.丙事", BODY, "二、丁事", BODY], [1, 2, 3, 3, 1],
         "without plain headings it stands where it stood"),
    ],
)  # fmt: skip
def test_levels(tree: Callable[[str], list[Entry]], text: list[str], levels: list[int], reason: str) -> None:
    assert [level for level, _, _ in tree("\n".join([TITLE, BODY, *text]))] == levels, reason


def test_chapter_title_on_the_next_line(tree: Callable[[str], list[Entry]]) -> None:
    found = tree(f"云溪县科普管理办法\n第一章\n总则\n第一条 为了规范管理，制定本办法。\n第二章\n职责\n第二条 {BODY}")
    assert [entry[:2] + entry[2:] for entry in found if entry[0] == 1] == [(1, "第一章", "总则"), (1, "第二章", "职责")]


@pytest.mark.parametrize(
    ("lines", "headings", "reason"),
    [
        (["1.加强领导。各单位要高度重视。", "2.加强宣传。各单位要广泛宣传。"], ["加强领导", "加强宣传"], "run in"),
        (["1.加强领导", BODY, "2.加强宣传", BODY], ["加强领导", "加强宣传"], "alone on the line"),
        (["1.各单位要高度重视，加强领导。", "2.各单位要广泛宣传，营造氛围。"], [None, None], "leaves of one sentence"),
        (["1.加强领导；", "2.加强宣传；", "3.加强督查。"], [None, None, None], "closing punctuation and no text"),
        (["1.各单位要加强领导。", "2.各单位要广泛宣传。", "3.各单位要加强督查。要按时报送情况。"], [None, None, None],
         "most siblings are null"),
        (["1.各单位要加强领导。（县科协负责）", "2.各单位要广泛宣传。（宣传部负责）"], [None, None],
         "a bracket of responsibility is no sentence"),
        (["第一条 为了规范管理，制定本办法。本办法适用于全县。", "第二条 科协负责实施。"], [None, None], "articles"),
        (["1.科技小院：建在生产一线的服务平台。", "2.三长：医院院长、学校校长、农技站站长。"], ["科技小院", "三长"], "a glossary"),
        (["1.“四个必须”：必须学习、必须宣传、必须落实、必须督查。", "2.六大行动：科普、学会、人才、智库、合作、党建行动。"],
         ["“四个必须”", "六大行动"], "numbers and marks are of the term"),
        (["1.干部要增强两种意识：大局意识、服务意识。", "2.会员必须做到三点：学习、宣传、落实。"], [None, None], "what asks is no term"),
        (["1.各部室要用好两种平台：网站、展厅。", "2.继续办好展览。", "3.分工如下：办公室筹备，科普部实施。"], [None, None, None],
         "nor among other sentences"),
        (["1.书法展（负责部门：展教部）", "2.摄影展（负责部门：学会部）"], ["书法展（负责部门：展教部）", "摄影展（负责部门：学会部）"],
         "a colon in a bracket ends no term"),
        (["1.小院（试点）：建在村里的平台。", "2.三长：医院院长、学校校长。"], ["小院（试点）", "三长"], "a term may have a bracket"),
        (["1.下列材料应当报送：", "（1）申请表；", "（2）证明材料。"], ["下列材料应当报送", None, None], "numbered lines below"),
        (["1.加强领导。", BODY, "2.加强宣传。", BODY], ["加强领导", "加强宣传"], "text runs on below"),
        (["1.加强“学会+企业”协作。组织对接。", "2.办好《云溪科普》。组织稿件。"], ["加强“学会+企业”协作", "办好《云溪科普》"],
         "marks stay in the heading"),
        (["1.落实“两手抓。两手硬。”要求。组织学习。", "2.加强宣传。组织报道。"], ["落实“两手抓。两手硬。”要求", "加强宣传"],
         "a stop inside quotation marks ends no sentence"),
        (["第一章 总则", f"一、{RULE}", "二、工作实行主席负责制。副主席协助工作。", "第二章 会议", f"三、{RULE}会前印发材料。"],
         ["总则", None, None, "会议", None], "一、 through the chapters counts articles"),
        (["第一章 总则", f"1.{RULE}", "2.工作实行主席负责制。副主席协助工作。", "第二章 会议", f"3.{RULE}", f"4.{RULE}会前通知。"],
         ["总则", None, None, "会议", None, None], "so does 1."),
        (["第一章 总则", f"（一）{RULE}", "第二章 会议", f"（二）{RULE}会前印发材料。", "第三章 附则", "（三）科协负责解释。自印发之日起施行。"],
         ["总则", None, "会议", None, "附则", None], "so does （一）"),
        (["第一章 科普", "一、办好展览。全年三次。", "二、办好讲座。全年九次。", "第二章 学会", "三、办好年会。全年一次。"],
         ["科普", "办好展览", "办好讲座", "学会", "办好年会"], "short sentences are headings though they run on"),
        (["第一章 科普", f"一、办好展览。{RULE}", "第二章 学会", f"一、办好年会。{RULE}", f"二、办好论坛。{RULE}"],
         ["科普", "办好展览", "学会", "办好年会", "办好论坛"], "numbers that begin again count no articles"),
        (["1.各区科协于5月9日前把材料报办公室。", "联系人：李明", "电 话：5550100", "2.各学会于5月9日前把材料报学会部。", "联系电话：5550101",
          "3.请按时报送。"], [None, None, None], "whom to call is no text below a heading"),
        (["1.加强领导。", "联系人要固定，每月报送情况。", "2.加强宣传。", BODY], ["加强领导", "加强宣传"], "a sentence about 联系人 is"),
    ],
)  # fmt: skip
def test_headings_that_are_null(
    tree: Callable[[str], list[Entry]], lines: list[str], headings: list[str | None], reason: str
) -> None:
    assert [entry[2] for entry in tree("\n".join([TITLE, BODY, *lines]))] == headings, reason


def test_attachments_have_their_own_trees(tree: Callable[[str], list[Entry]]) -> None:
    found = tree(
        "关于印发工作要点的通知\n各有关单位：\n现将工作要点印发给你们。\n附件：1.工作要点\n2.任务分解表\n"
        f"云溪县科学技术协会\n2019年3月2日\n附件1\n云溪县科协工作要点\n一、科普工作\n{BODY}\n二、学会工作\n{BODY}\n"
        f"附件2\n任务分解表\n一、科普任务\n{BODY}"
    )
    assert found == [
        (1, "附件1", "云溪县科协工作要点"),
        (2, "一、", "科普工作"),
        (2, "二、", "学会工作"),
        (1, "附件2", "任务分解表"),
        (2, "一、", "科普任务"),
    ]


def test_attachment_without_the_word(tree: Callable[[str], list[Entry]]) -> None:
    found = tree(
        "关于印发《云溪县科普管理办法》的通知\n各有关单位：\n现将办法印发给你们。\n云溪县科学技术协会\n2019年3月2日\n"
        "云溪县科普管理办法\n第一条 为了规范管理，制定本办法。\n第二条 本办法自印发之日起施行。"
    )
    assert found == [(1, None, "云溪县科普管理办法"), (2, "第一条", None), (2, "第二条", None)]


def test_file_that_is_an_attachment(outline: Callable[[str], Outline]) -> None:
    found = outline(f"附件4\n云溪县科协工作要点\n一、科普工作\n{BODY}")
    assert [(section.number, section.heading) for section in found.sections] == [("一、", "科普工作")]
    assert found.parts["b2"] == "title"


def test_appendix_of_a_standard(tree: Callable[[str], list[Entry]]) -> None:
    found = tree(
        f"云溪县科普场馆服务规范\n1 范围\n{BODY}\n2 要求\n{BODY}\n附录A\n服务记录\nA.1 一般规定\n{BODY}\nA.2 格式\n{BODY}"
    )
    assert [(level, number) for level, number, _ in found] == [
        (1, "1"), (1, "2"), (1, "附录A"), (2, "A.1"), (2, "A.2"),
    ]  # fmt: skip


def test_soft_breaks_are_lines_of_their_own(tree: Callable[[str], list[Entry]]) -> None:
    found = tree(f"{TITLE}\n一、科普工作|1.办好展览。{BODY}|2.办好讲座。{BODY}")
    assert [level for level, _, _ in found] == [1, 2, 2]


def test_glossary_below_the_report(tree: Callable[[str], list[Entry]]) -> None:
    found = tree(
        f"{TITLE}\n一、科普工作\n{BODY}\n二、学会工作\n{BODY}\n名词解释\n1.科技小院：服务平台。\n2.三长：三种人员。"
    )
    assert [(level, heading) for level, _, heading in found][2:] == [(1, "名词解释"), (2, "科技小院"), (2, "三长")]


def test_body_leaves_out_number_and_heading(outline: Callable[[str], Outline]) -> None:
    found = outline(f"{TITLE}\n一、科普工作\n1.办好展览。县科协办好展览。\n县直单位参加。\n二、学会工作\n{BODY}")
    body = found.sections[1].body
    assert [(piece.block, piece.start) for piece in body] == [("b3", 7), ("b4", 0)]
