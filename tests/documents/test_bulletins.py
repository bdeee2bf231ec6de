"""Bulletins of offices (简报): masthead, issue, editor and date, contents, headline."""

from pathlib import Path

from kexie_extract import extract

BULLETIN = """科协工作简报
第9期（总第126期）
云溪县科协办公室编　　　　2025年6月30日
本期要目
● 县科协召开工作推进会
● 青川市科协来我县交流
县科协召开工作推进会
6月26日，县科协召开工作推进会，23个学会的负责人参加会议。
"""


def test_head_of_a_bulletin(tmp_path: Path) -> None:
    path = tmp_path / "简报.txt"
    path.write_text(BULLETIN, encoding="utf-8")
    document = extract(path)
    assert document.metadata.title == "县科协召开工作推进会"
    assert document.metadata.issuer == "云溪县科协办公室"
    assert str(document.metadata.date) == "2025-06-30"
    assert document.sections == []


def test_bullets_that_do_not_follow_contents_are_text(tmp_path: Path) -> None:
    path = tmp_path / "动态.txt"
    path.write_text(
        "科协工作动态\n一、基层动态\n● 龙泉镇科协举办培训班3期。\n● 城关镇科协举办讲座5场。\n", encoding="utf-8"
    )
    assert [quantity.text for quantity in extract(path).quantities] == ["3期", "5场"]
