"""Every common encoding is told by evidence, and what cannot be told is an error."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kexie_extract.errors import EncodingError
from kexie_extract.loaders.encoding import decode, looks_like_text

SIMPLIFIED = "云溪县科学技术协会2023年工作总结\n一、主要工作：举办培训班6场，参加人数1000余人次。（县科协）\n"
TRADITIONAL = "雲溪縣科學技術協會工作報告：推動科學普及，舉辦訓練課程六場，參加人數千餘人次，獲得縣民好評。\n"
GB_LEVEL_1 = [bytes((r, c)).decode("gb2312", "ignore") for r in range(0xB0, 0xD7) for c in range(0xA1, 0xFF)]
PUNCTUATION = list("，。、；：（）《》“”0123456789\n")


@pytest.mark.parametrize(
    ("codec", "told"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8-sig"),
        ("gb2312", "gb18030"),
        ("gbk", "gb18030"),
        ("gb18030", "gb18030"),
        ("utf-16", "utf-16"),
        ("utf-16-le", "utf-16-le"),
        ("utf-16-be", "utf-16-be"),
        ("utf-32", "utf-32"),
    ],
)
def test_simplified_text_round_trips(codec: str, told: str) -> None:
    decoded = decode(SIMPLIFIED.encode(codec), "报告.txt")
    assert decoded == (SIMPLIFIED, told)


@pytest.mark.parametrize("codec", ["utf-8", "big5", "utf-16-le", "utf-16-be"])
def test_traditional_text_round_trips(codec: str) -> None:
    assert decode(TRADITIONAL.encode(codec), "報告.txt") == (TRADITIONAL, codec)


HAN = st.lists(st.sampled_from([char for char in GB_LEVEL_1 if char]), min_size=12, max_size=200).map("".join)


@given(HAN, st.sampled_from(["utf-8", "gb18030", "utf-16-le", "utf-16-be"]))
def test_common_han_round_trip_or_are_refused(text: str, codec: str) -> None:
    """Never another text: the right one, or an error where too little speaks for one reading."""
    try:
        assert decode(text.encode(codec), "文.txt").text == text
    except EncodingError:
        assert codec != "utf-8", "strict UTF-8 is never in doubt"


@given(HAN, st.sampled_from(["utf-8", "gb18030", "utf-16-le", "utf-16-be", "big5"]))
def test_the_caller_wins(text: str, codec: str) -> None:
    text = text.encode(codec, "ignore").decode(codec)
    assert decode(text.encode(codec), "文.txt", codec).text == text


@pytest.mark.parametrize(
    ("data", "encoding", "words", "reason"),
    [
        (b"\x93\xfa\x96\x7b\x8c\xea\x82\xcc\x95\xb6\x8f\x91\x82\xc5\x82\xb7", None, "--encoding", "Shift JIS"),
        ("Привет, это отчёт".encode("koi8-r"), None, "--encoding", "Cyrillic"),
        ("été à la campagne, où l’été".encode("cp1252"), None, "--encoding", "Latin"),
        (SIMPLIFIED.encode()[:-9] + b"\xe4\xb8", None, "byte", "UTF-8 cut inside a character"),
        (SIMPLIFIED.encode("utf-16")[:-1], None, "damaged", "UTF-16 with an odd number of bytes"),
        (SIMPLIFIED.encode("gbk"), "utf-8", "not utf-8", "the caller is wrong"),
        (SIMPLIFIED.encode(), "klingon", "klingon", "no such codec"),
    ],
)
def test_undecided_is_an_error(data: bytes, encoding: str | None, words: str, reason: str) -> None:
    with pytest.raises(EncodingError, match=words) as caught:
        decode(data, "报告.txt", encoding)
    assert str(caught.value).startswith("报告.txt: "), reason
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (SIMPLIFIED.encode("gbk"), True),
        (SIMPLIFIED.encode("utf-16-le"), True),
        (b"plain ascii\r\n", True),
        (bytes(range(256)) * 4, False),
        (b"\x00\x01\x02\x03" * 100, False),
    ],
)
def test_binary_is_no_text(data: bytes, expected: bool) -> None:
    assert looks_like_text(data) is expected
