"""The elements around the body (GB/T 9704-2012 clause 7) and of reports."""

from collections.abc import Callable

import pytest

from kexie_extract.model.outline import Outline

BODY = "各部门认真组织，各单位积极参与，全县上下形成了推动工作落实的强大合力。"


def _parts(outline: Callable[[str], Outline], text: str) -> list[str]:
    return list(outline(text).parts.values())


def test_all_elements_of_an_official_document(outline: Callable[[str], Outline]) -> None:
    lines = [
        ("000012", "copy_number"),
        ("机密★1年", "classification"),
        ("特急", "urgency"),
        ("云溪县科学技术协会文件", "issuer_mark"),
        ("云科协发〔2019〕5号", "document_number"),
        ("签发人：张三", "signatory"),
        ("云溪县科学技术协会", "title"),
        ("关于做好科普工作的通知", "title"),
        ("各乡镇科协，县直有关单位：", "recipients"),
        ("现就有关事项通知如下：", "lead"),
        ("一、加强领导", "body"),
        (BODY, "body"),
        ("附件：1.任务分解表", "attachment_note"),
        ("2.联系表", "attachment_note"),
        ("云溪县科学技术协会", "signature"),
        ("二○一九年三月六日", "date"),
        ("（此件公开发布）", "annotation"),
        ("抄送：县委办，县政府办。", "copied_to"),
        ("云溪县科学技术协会办公室　　2019年3月6日印发", "imprint"),
    ]
    assert _parts(outline, "\n".join(line for line, _ in lines)) == [part for _, part in lines]


def test_elements_of_a_report(outline: Callable[[str], Outline]) -> None:
    lines = [
        ("奋力建功新时代", "title"),
        ("努力推进全县科协工作再上新台阶", "title"),
        ("——在县科协三届二次全委会议上的工作报告", "subtitle"),
        ("（征求意见稿）", "draft"),
        ("李  明", "speaker"),
        ("（2019年元月  日）", "date"),
        ("各位委员、同志们：", "salutation"),
        ("现在我代表常委会报告工作，请予审议。", "lead"),
        ("2018年工作回顾", "body"),
        (BODY, "body"),
        ("一、科普工作", "body"),
        (BODY, "body"),
        ("我们清醒地认识到，工作中还有不足。", "closing"),
        ("2019年工作安排", "body"),
        ("一、科普工作", "body"),
        (BODY, "body"),
        ("各位委员、同志们！让我们携手奋进。", "closing"),
        ("谢谢大家！", "closing"),
    ]
    assert _parts(outline, "\n".join(line for line, _ in lines)) == [part for _, part in lines]


@pytest.mark.parametrize(
    ("first", "part", "reason"),
    [
        ("云溪县科学技术协会：\n服务大局 提升能力", "issuer_mark", "a name with a colon above the title"),
        ("索引号：K-2019-01\n关于做好科普工作的通知", "furniture", "labels of a web page"),
        ("NB/T 1234-2019\n编制说明", "furniture", "a standard's number is no title"),
    ],
)
def test_first_line(outline: Callable[[str], Outline], first: str, part: str, reason: str) -> None:
    assert _parts(outline, f"{first}\n{BODY}")[0] == part, reason


def test_last_call_closes_the_report(outline: Callable[[str], Outline]) -> None:
    call = "新时代赋予新使命，让我们携手奋进！"
    found = outline(f"云溪县科协工作总结\n一、科普工作\n{BODY}\n二、学会工作\n{BODY}\n{call}")
    assert found.parts["b6"] == "closing"
    assert all(piece.block != "b6" for section in found.sections for piece in section.body)


def test_series_after_a_look_back_is_work_again(outline: Callable[[str], Outline]) -> None:
    found = outline(
        f"云溪县科协工作总结\n一、工作回顾\n{BODY}\n回顾过去一年，主要做了以下工作。\n"
        "一是办好展览。全年三次。\n二是办好讲座。全年九次。\n二、工作安排\n" + BODY
    )
    assert [piece.block for piece in found.sections[0].body] == ["b3", "b5", "b6"]


@pytest.mark.parametrize("word", ["目录", "目录/提纲：……", "提纲："])
def test_contents_above_the_title(outline: Callable[[str], Outline], word: str) -> None:
    found = outline(
        f"{word}\n一、科普工作\n二、学会工作\n……\n云溪县科协工作总结\n一、科普工作\n{BODY}\n二、学会工作\n{BODY}"
    )
    assert found.parts["b5"] == "title"
    assert [section.span.block for section in found.sections] == ["b6", "b8"]


@pytest.mark.parametrize(
    ("last", "part"),
    [
        ("以上是我会全年工作的主要情况。不妥之处，请批评指正。", "closing"),
        ("上述就是下半年的工作打算，请予审议。", "closing"),
        ("以上报告，请予审议。", "closing"),
        ("以上是办公室的任务，由李明负责。", "body"),
        ("以上措施由各部门落实，每月报送情况。", "body"),
    ],
)
def test_words_that_sum_up_close_the_report(outline: Callable[[str], Outline], last: str, part: str) -> None:
    assert outline(f"云溪县科协工作总结\n一、科普工作\n{BODY}\n二、学会工作\n{BODY}\n{last}").parts["b6"] == part


def test_every_block_has_a_part(outline: Callable[[str], Outline]) -> None:
    found = outline(f"云溪县科协工作总结\n一、科普工作\n{BODY}\n\n完\n")
    assert sorted(found.parts) == ["b1", "b2", "b3", "b4"]


def test_nothing_at_all(outline: Callable[[str], Outline]) -> None:
    found = outline("")
    assert (found.parts, found.sections) == ({}, [])
