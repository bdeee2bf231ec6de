"""Pairs of characters that tell whether a word can cross a boundary, without the segmenter."""

import sys

import pytest

from kexie_extract.extraction.entities.scene import Scene
from kexie_extract.lexicon import default
from kexie_extract.lexicon.joints import may_be_in_word


@pytest.mark.parametrize(
    ("text", "at", "expected", "reason"),
    [
        ("其中山区", 1, True, "其中 is a word"),
        ("合嘉兴", 1, False, "no word holds 合嘉"),
        ("其中", 0, False, "nothing before"),
        ("其中", 2, False, "nothing after"),
        ("A中", 1, False, "a letter is in no word of the list"),
    ],
)
def test_pairs(text: str, at: int, expected: bool, reason: str) -> None:
    assert may_be_in_word(text, at) is expected, reason


@pytest.mark.parametrize(
    ("text", "start", "end", "expected", "reason"),
    [
        ("其中山区乡镇占三成", 1, 4, True, "其中 and 山区 are both common words"),
        ("结合嘉兴，从实际出发", 2, 4, False, "no word goes over the edges"),
    ],
)
def test_clear_cases_ask_no_segmenter(
    text: str, start: int, end: int, expected: bool, reason: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    lexicon = default().merged({})
    monkeypatch.setitem(sys.modules, "rjieba", None)
    monkeypatch.setitem(sys.modules, "jieba", None)
    assert Scene.of(text, lexicon).crossed(start, end) is expected, reason
    assert "segmenter" not in vars(lexicon)
