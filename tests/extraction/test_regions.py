"""Administrative divisions: full and short names, longest first."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kexie_extract.lexicon.regions import regions

NAMES = [
    ("江苏", "江苏省", "province", "a province by its short name"),
    ("广西", "广西壮族自治区", "province", "an autonomous region"),
    ("北京市", "北京市", "province", "a 直辖市 is a province"),
    ("泰州", "泰州市", "city", "a prefecture"),
    ("恩施", "恩施土家族苗族自治州", "city", "an autonomous prefecture without its peoples"),
    ("嘉善", "嘉善县", "county", "a county"),
    ("昆山市", "昆山市", "county", "a county-level city"),
    ("景宁", "景宁畲族自治县", "county", "an autonomous county"),
    ("浦东新区", "浦东新区", "county", "a new area"),
    ("台北", "台北市", "city", "Taiwan"),
]


@pytest.mark.parametrize(("name", "full", "level", "reason"), NAMES)
def test_named(name: str, full: str, level: str, reason: str) -> None:
    assert (full, level) in [(division.name, division.level) for division in regions().named(name)], reason


@pytest.mark.parametrize("word", ["和平", "合作", "开发", "惠农", "城区", "中国"])
def test_ordinary_words_are_no_short_names(word: str) -> None:
    assert regions().named(word) == ()


def test_longest_name_wins() -> None:
    text = "内蒙古自治区呼和浩特市"
    assert [text[hit.start : hit.end] for hit in regions().scan(text)] == ["内蒙古自治区", "呼和浩特市"]


def test_a_county_knows_what_it_is_in() -> None:
    division = regions().named("嘉善县")[0]
    assert (division.province, division.city) == ("浙江省", "嘉兴市")


@given(st.text(alphabet="江苏南京市泰兴县在和的上海", max_size=40))
def test_names_do_not_overlap(text: str) -> None:
    hits = regions().scan(text)
    assert all(left.end <= right.start for left, right in pairwise(hits))
    assert all(regions().named(text[hit.start : hit.end]) == hit.divisions for hit in hits)
