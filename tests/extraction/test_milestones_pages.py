"""Which times of whole pages bind work, and whose year they are in where neither title nor date states one."""

import pytest

from kexie_extract import extract


def test_the_year_of_the_document_number_is_that_of_its_times() -> None:
    page = "云政〔2023〕20号\n各县科协：\n现就有关工作通知如下，请认真落实。\n一、工作要求\n年底前报送总结。\n"
    (mark,) = extract(page.encode()).milestones
    assert (mark.text, str(mark.end)) == ("年底前", "2023-12-31")


def test_what_is_told_as_done_binds_no_work() -> None:
    page = "关于做好科普工作的通知\n各县科协：\n2024年4月，省科协印发了通知。请于6月底前报送总结。\n2024年5月6日\n"
    assert [mark.text for mark in extract(page.encode()).milestones] == ["6月底前"]


@pytest.mark.parametrize(
    ("label", "end"),
    [("发布时间：2023-03-01 15:02", "2023-03-31"), ("发布时间：", "None"), ("来源：云溪县科协", "None")],
)
def test_the_year_in_which_a_page_was_published_is_better_than_none(label: str, end: str) -> None:
    page = f"经开区重点工作安排\n{label}\n一、项目建设\n3月底前完成方案设计。\n二、招商引资\n走访企业。\n"
    (mark,) = extract(page.encode()).milestones
    assert str(mark.end) == end
    assert extract(page.encode()).metadata.date is None


@pytest.mark.parametrize(
    ("sentence", "times"),
    [
        ("召开会议，部署下半年科普工作。", []),
        ("按要求做好全年统计工作。", []),
        ("下半年部署科普工作。", ["下半年"]),
        ("做好6月15日前的布展准备，7月开展。", ["7月"]),
        ("全年举办讲座12场。", ["全年"]),
    ],
)
def test_whole_parts_of_a_year_behind_such_verbs_belong_to_what_is_dealt_with(sentence: str, times: list[str]) -> None:
    page = f"云溪县科协2024年工作要点\n一、重点工作\n（一）科普。{sentence}\n（二）学会。新建学会2家。\n"
    assert [mark.text for mark in extract(page.encode()).milestones] == times
