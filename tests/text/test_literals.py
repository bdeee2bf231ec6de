"""Literal words are found as an alternation of them would find them."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kexie_extract.lexicon.rules import alternation
from kexie_extract.text.literals import Literals

WORDS = st.lists(st.text("科协会学-]^\\", max_size=4), max_size=8)


@given(WORDS, st.text("科协会学-]^\\x", max_size=40))
def test_as_an_alternation(words: list[str], text: str) -> None:
    wanted = [word for word in words if word]
    assert Literals(words).spans(text) == [found.span() for found in re.finditer(alternation(wanted), text)]


@pytest.mark.parametrize(
    ("words", "text", "expected", "reason"),
    [
        (["科协", "市科协"], "云溪市科协", [(2, 5)], "the leftmost word wins, and the longest there"),
        (["科学", "学会"], "科学会", [(0, 2)], "words do not overlap"),
        (["会"], "学会会员", [(1, 2), (2, 3)], "a word of one character"),
        ([], "学会", [], "no words"),
        (["学会"], "学", [], "a text shorter than the word"),
    ],
)
def test_cases(words: list[str], text: str, expected: list[tuple[int, int]], reason: str) -> None:
    assert Literals(words).spans(text) == expected, reason
