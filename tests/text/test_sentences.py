"""Where a sentence ends."""

import pytest

from kexie_extract.text.sentences import sentence_end, single, without_stop


@pytest.mark.parametrize(
    ("text", "first", "reason"),
    [
        ("办好展览。全年三次。", "办好展览。", "a full stop"),
        ("办好展览！全年三次。", "办好展览！", "an exclamation"),
        ("办好展览，全年三次", "办好展览，全年三次", "no stop at all"),
        ("办好展览；办好讲座。", "办好展览；办好讲座。", "a semicolon ends no sentence"),
        ("落实“快办。办好。”要求。宣传。", "落实“快办。办好。”要求。", "a stop inside quotation marks"),
        ("他说：“办好展览。”大家同意。", "他说：“办好展览。”", "direct speech"),
        ("办展（含巡展。含讲座）。宣传。", "办展（含巡展。含讲座）。", "a stop inside brackets"),
        ("办展（没有闭合。宣传。", "办展（没有闭合。", "a bracket that never closes"),
        ("", "", "nothing"),
    ],
)
def test_first_sentence(text: str, first: str, reason: str) -> None:
    assert text[: sentence_end(text)] == first, reason


@pytest.mark.parametrize(
    ("text", "one", "reason"),
    [
        ("办好展览。", True, "one"),
        ("办好展览。全年三次。", False, "two"),
        ("办好展览。（科普部负责）", True, "a closing bracket is no sentence of its own"),
        ("办好展览。（科普部负责）（年底前完成）", True, "nor are two"),
        ("办好展览。（科普部负责）全年三次。", False, "text after the bracket is"),
    ],
)
def test_single(text: str, one: bool, reason: str) -> None:
    assert single(text) is one, reason


@pytest.mark.parametrize(
    ("text", "kept"), [("办好展览。", "办好展览"), ("要求如下：", "要求如下"), ("“三农”", "“三农”"), ("。", "")]
)
def test_without_stop(text: str, kept: str) -> None:
    assert text[: without_stop(text)] == kept
