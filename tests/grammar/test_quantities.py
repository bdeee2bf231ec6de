"""Quantities in sentences: the table, properties, hostile input."""

import tomllib
from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kexie_extract.grammar.quantities import find
from kexie_extract.grammar.shapes import tighten
from kexie_extract.lexicon import default
from kexie_extract.model.mentions import QuantityMention
from kexie_extract.text import numerals

CASES = [
    case
    for name in ("quantities.toml", "quantities_fields.toml", "quantities_phrases.toml", "quantities_objects.toml")
    for case in tomllib.loads((Path(__file__).parent / name).read_text(encoding="utf-8"))["case"]
]


def written(mention: QuantityMention) -> str:
    """A mention as the table writes it."""

    def number(value: float | None) -> str:
        return "-" if value is None else repr(int(value)) if value == int(value) else repr(value)

    fields = (mention.text, number(mention.value), number(mention.max), mention.unit or "-", mention.comparator)
    return " | ".join((*fields, mention.object or "-", mention.per or "-"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"])
def test_table(case: dict[str, object]) -> None:
    found = [written(mention) for mention in find(str(case["text"]), default())]
    assert found == case["found"], case["reason"]


def test_table_is_large_and_balanced() -> None:
    positive = sum(bool(case["found"]) for case in CASES)
    assert len({case["text"] for case in CASES}) >= 1200
    assert positive >= 750
    assert len(CASES) - positive >= 200


def test_every_phrase_has_three_sentences() -> None:
    phrases = Counter(case["phrase"] for case in CASES if "phrase" in case)
    assert len(phrases) >= 43
    assert {phrase: count for phrase, count in phrases.items() if count < 3} == {}


ALPHABET = (
    "一二三四五六七八九十百千万亿两几多余第个家名项次%0123456789.,，。、：（）“”《》 \n年月日至-—约近以上左右"
    "企业学会开展的分之成半零下"
)


@settings(max_examples=300)
@given(st.text(alphabet=ALPHABET, max_size=60))
def test_spans_are_in_order_and_quote_the_source(text: str) -> None:
    mentions = find(text, default())
    assert [text[m.start : m.end] for m in mentions] == [m.text for m in mentions]
    assert all(a.end <= b.start for a, b in pairwise(mentions))
    assert all(m.max is None or m.max > m.value for m in mentions)


@settings(max_examples=200)
@given(st.text(max_size=80))
def test_any_text_is_read(text: str) -> None:
    assert all(m.text == text[m.start : m.end] for m in find(text, default()))


SPELLINGS = (str, "{:,}".format, numerals.format_han, numerals.format_full_width)


@given(st.integers(2, 10**12), st.sampled_from(SPELLINGS))
def test_every_count_is_found_in_every_spelling(number: int, spell: object) -> None:
    spelled = spell(number)  # type: ignore[operator]
    if spelled[0] in "百千万亿" or spelled == "二":
        return
    found = find(f"新建科技小院{spelled}个。", default())
    assert [(m.value, m.unit, m.object) for m in found] == [(number, "个", "科技小院")]


@given(st.integers(0, 10**9), st.integers(1, 3))
def test_every_decimal_amount_is_found(digits: int, places: int) -> None:
    whole, rest = divmod(digits, 10**places)
    spelled = f"{whole}.{rest:0{places}}"
    (found,) = find(f"安排经费{spelled}万元。", default())
    assert (found.value, found.unit, found.object) == (float(f"{spelled}e4"), "元", "经费")


@pytest.mark.parametrize("text", ["近 7 万人", "近\u3000７\n万 人", "近 7\u00a0万人"])
def test_layout_space_inside_a_quantity_is_quoted(text: str) -> None:
    (found,) = find(text, default())
    assert (found.text, found.value, found.unit, found.comparator) == (text, 70_000, "人", "~")


def test_a_line_that_ends_a_sentence_ends_a_noun_phrase() -> None:
    first, second = find("新增企业科协10家\n学会5个", default())
    assert (first.object, second.object) == ("企业科协", "学会")


def test_tightening_keeps_offsets() -> None:
    tight = tighten("共 12 期\n")
    assert tight.text == "共12期"
    assert tight.span(1, 4) == (2, 6)


HOSTILE = (
    *("1", "一", "万", "十", "1、", "1，", "1.", "-1", "1-", "+1", "A1", "1：", "1万", "1个", "1至", "1+", "1 ", "1\n"),
    *("第1", "各1个、", "在1", "三、", "“1", "（1", "《一", "一个", "几十", "个", "约", "每", "的", "百分之", "分别"),
    *("届三次、", "开展", "学会", "\n"),
)


@pytest.mark.parametrize("unit", HOSTILE)
def test_long_repetitions_end(unit: str) -> None:
    text = unit * (100_000 // len(unit))
    assert all(m.text == text[m.start : m.end] for m in find(text, default()))
