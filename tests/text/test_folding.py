"""The folded view: look-alikes become one, offsets stay those of the source."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kexie_extract.text.folding import fold, squeeze

CASES = [
    ("１２．５％", "12.5%", "full-width digits, point and percent sign"),
    ("(一)重点，", "（一）重点，", "half-width brackets become the full-width ones of Chinese text"),
    ("①㈠⑴½", "①㈠⑴½", "compatibility characters carry meaning and stay: NFKC would break them"),
    ("⼀、⾦融", "一、金融", "Kangxi radicals that PDF fonts give for plain characters"),
    ("二○一九", "二〇一九", "the circle that typists use for zero"),
    ("3－5个～8个", "3-5个~8个", "dashes and tildes of one kind"),
    ("a\u00a0b\u3000c", "a b c", "spaces of one kind"),
]


@pytest.mark.parametrize(("text", "folded", "reason"), CASES)
def test_fold(text: str, folded: str, reason: str) -> None:
    assert fold(text) == folded, reason


@given(st.text(max_size=200))
def test_fold_keeps_length_and_is_stable(text: str) -> None:
    assert len(fold(text)) == len(text)
    assert fold(fold(text)) == fold(text)


@given(st.text(alphabet="科普 12\t年（）\u3000", max_size=60))
def test_squeeze_maps_back(text: str) -> None:
    view = squeeze(text)
    for start in range(len(view.text)):
        for end in range(start + 1, min(start + 4, len(view.text)) + 1):
            first, last = view.span(start, end)
            assert fold(text[first:last]).replace(" ", "") == view.text[start:end]


def test_long_texts_fold_as_short_ones_do() -> None:
    text = "（２０２４年）" * 2000
    assert fold(text) == fold("（２０２４年）") * 2000
