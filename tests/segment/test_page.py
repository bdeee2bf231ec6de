"""What a web page adds to a document is furniture; what an office wrote is not."""

import pytest

from kexie_extract import extract


def furniture(page: str) -> list[str]:
    record = extract(page.encode())
    spoken = {s.span.block for s in record.sections} | {b.id for b in record.blocks if b.section}
    known = {record.metadata.title, *record.metadata.recipients}
    return [b.text for b in record.blocks if b.kind == "furniture" or (b.id not in spoken and b.text not in known)]


def outline(page: str) -> list[tuple[int, str | None, str | None]]:
    return [(s.level, s.number, s.heading) for s in extract(page.encode()).sections]


BODY = "一、总体要求\n服务大局，开拓创新。\n二、重点任务\n（一）办好科普日。9月底前完成。\n"

ISSUED = [
    (
        "关于印发云溪县科普工作方案（2024-2026年）的通知\n各乡镇科协：\n"
        "《云溪县科普工作方案（2024-2026年）》已经同意，现印发给你们。\n2024年3月5日\n（此件主动公开）\n"
        "云溪县科普工作方案（2024—2026年）\n" + BODY,
        (1, None, "云溪县科普工作方案（2024—2026年）"),
        "a date without an organ; another dash",
    ),
    (
        "关于印发《青川市打响科普品牌行动计划》的通知\n各县科协：\n现印发给你们，请认真执行。\n"
        "青川市打响科普品牌\n行动计划\n（2024—2026年）\n" + BODY,
        (1, None, "青川市打响科普品牌 行动计划 （2024—2026年）"),
        "its name over two lines, its years on a third",
    ),
    (
        "关于印发《2024年科普要点任务》的通知\n各科室：\n现将《2024年科普要点任务》印发给你们。\n2024327\n（此件主动公开）\n"
        "2024年科普要点任务\n" + BODY,
        (1, None, "2024年科普要点任务"),
        "a date that the page garbled",
    ),
]


@pytest.mark.parametrize(("page", "first", "reason"), ISSUED, ids=[row[2] for row in ISSUED])
def test_what_a_notice_issues_begins_at_its_name(page: str, first: tuple[int, None, str], reason: str) -> None:
    found = outline(page)
    assert found[0] == first, reason
    assert [level for level, _, _ in found[1:]] == [2, 2, 3], reason


def test_a_law_that_is_only_cited_begins_nothing() -> None:
    page = (
        "关于做好科普工作的通知\n各乡镇科协：\n根据《中华人民共和国科学技术普及法》，通知如下。\n一、学习内容\n"
        "中华人民共和国科学技术普及法\n二、学习要求\n各单位要高度重视。\n"
    )
    assert [level for level, _, _ in outline(page)] == [1, 1]


PAGES = [
    ("来源：云溪县科协 作者：办公室", True, "labels with values"),
    ("微信图片_2024.jpg", True, "the name of a picture"),
    ("放大 缩小 打印", True, "buttons"),
    ("云溪科普 2024-03-05 09:30", True, "who published it and when"),
    ("云溪县科学技术协会 2024年3月5日", False, "an organ with a date and no clock"),
    ("联系人：张明", False, "a contact of the office"),
]


@pytest.mark.parametrize(("line", "web", "reason"), PAGES, ids=[row[2] for row in PAGES])
def test_lines_below_a_title(line: str, web: bool, reason: str) -> None:
    lines = extract(f"云溪县科协2024年工作要点\n{line}\n{BODY}".encode())
    block = next(b for b in lines.blocks if b.text == line)
    marked = block.kind == "furniture" or (block.section is None and block.text not in str(lines.metadata))
    assert marked is web or not web, reason
    assert (lines.metadata.title, len(lines.sections)) == ("云溪县科协2024年工作要点", 3), reason


def test_an_index_of_a_page_is_one_where_a_label_is_a_web_page_s() -> None:
    index = "发布机构：云溪县科协\n所属县：云溪\n适用于：全县\n"
    record = extract(f"{index}云溪县科协2024年工作要点\n{BODY}".encode())
    assert (record.metadata.title, record.metadata.issuer) == ("云溪县科协2024年工作要点", "云溪县科协")
    meeting = "时间：3月5日\n地点：会议室\n主持：张明\n"
    held = extract(f"云溪县科协会议纪要\n{meeting}会议研究了科普工作。\n".encode())
    assert held.metadata.title == "云溪县科协会议纪要"


TIMED = [
    ("1.3月中旬启动评价，各学会填报信息，并于4月15日前提交。逾期不再受理。\n2.9月30日前，完成公示。", [None, None]),
    ("1.2024年一季度，各学会完成换届。逾期通报。\n2.上半年，完成评估。", [None, None]),
    ("1.压实责任，形成合力。各学会要成立专班。\n2.9月30日前，完成公示。", ["压实责任，形成合力", None]),
    ("1.3月重点工作。举办讲座。\n2.9月30日前，完成公示。", ["3月重点工作", None]),
]


@pytest.mark.parametrize(("lines", "headings"), TIMED)
def test_a_sentence_that_begins_with_a_time_is_no_heading_beside_one_without(
    lines: str, headings: list[str | None]
) -> None:
    page = f"关于开展2024年度学会评价工作的通知\n各市级学会：\n一、时间安排\n{lines}\n"
    assert [heading for _, _, heading in outline(page)][1:] == headings


def test_a_month_in_figures_behind_a_han_number_is_no_list_of_numerals() -> None:
    months = "云溪县科协工作报告\n一、9月工作总结\n开展活动3场。\n二、10月工作计划\n举办培训2期。\n"
    assert outline(months) == [(1, "一、", "9月工作总结"), (1, "二、", "10月工作计划")]
    quarters = "云溪县科协工作报告\n一、主要工作\n完成学会换届。\n一、二季度开展活动3场，三、四季度举办培训。\n"
    assert [number for _, number, _ in outline(quarters)] == ["一、"]


def test_contact_lines_below_one_sentence_make_it_no_heading() -> None:
    page = (
        "关于报送总结的通知\n各市级学会：\n现就报送总结有关事项通知如下，请认真落实。\n"
        "1.请各市级学会于12月19日前报送至学会部。\n联系人：张明\n电  话：0571-12345678\n"
        "2.请各高校科协于12月20日前报送至普及部。\n联系人：李华\n"
        "青川市科学技术协会\n2024年12月2日\n"
    )
    assert outline(page) == [(1, "1.", None), (1, "2.", None)]
    marks = extract(page.encode()).milestones
    assert [mark.text for mark in marks] == ["12月19日前", "12月20日前"]


def test_an_attachment_with_a_body_begins_below_its_label() -> None:
    page = (
        "关于做好科普工作的通知\n各市级学会：\n现将方案印发给你们，请认真执行。\n青川市科学技术协会\n2024年3月2日\n附件：\n"
        "科普工作方案\n" + BODY
    )
    assert outline(page)[0] == (1, "附件", "科普工作方案")


def test_the_names_of_pictures_are_no_numbered_headings() -> None:
    page = "县科协召开科普站会\n近日，县科协召开科普站会，部署全年任务。\n2.jpg\n会议要求，各学会要抓好落实。\n3.png\n"
    assert outline(page) == []
