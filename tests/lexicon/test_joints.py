"""What can be told of words by the characters that stand side by side in them."""

import pytest

from kexie_extract.lexicon.joints import is_only_word, may_be_in_word


@pytest.mark.parametrize(
    ("before", "after", "expected", "reason"),
    [
        ("为“服", "务，", True, "服务 is a word"),
        ("落实到人", "各单位", True, "人各 is in a longer word, 人各有志"),
        ("现代化体系", "推动工业", False, "no word holds 系推"),
        ("", "务，", False, "nothing stands before"),
        ("服", "", False, "nothing stands behind"),
        ("#", "务", False, "a character that is no Han"),
        ("一", "#", False, "nor is the sign of the list's header"),
    ],
)
def test_may_be_in_word(before: str, after: str, expected: bool, reason: str) -> None:
    assert may_be_in_word(before + after, len(before)) is expected, reason


@pytest.mark.parametrize(
    ("before", "after", "expected", "reason"),
    [
        ("为“服", "务，", True, "no other word can hold 服 or 务"),
        ("落实到人", "各单位", False, "人各 is no word of its own"),
        ("自然科", "学习班", False, "学习 may hold 学"),
        ("为“服", "乱，", False, "服乱 is no word"),
        ("", "务", False, "nothing stands before"),
    ],
)
def test_is_only_word(before: str, after: str, expected: bool, reason: str) -> None:
    assert is_only_word(before + after, len(before)) is expected, reason
