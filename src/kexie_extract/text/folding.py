"""A folded view of a text for matching, with offsets that map back.

The source is never changed. Matching wants one spelling for what readers take as the same: full-width and
half-width forms, Kangxi radicals that PDF fonts give for plain characters, odd spaces. The mapping is an
explicit table, never NFKC on the whole text, which would turn ① into 1 and ㈠ into (一).
"""

import re
from functools import lru_cache
from typing import NamedTuple

from kexie_extract.text.patterns import compiled

_FULL_WIDTH = {code: code - 0xFEE0 for code in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))}
_PUNCTUATION = {
    "．": ".", "％": "%", "＋": "+", "－": "-", "—": "—", "–": "-", "‐": "-", "‑": "-", "−": "-", "～": "~",
    "〜": "~", "∼": "~", "(": "（", ")": "）", ",": "，", ";": "；", ":": "：", "?": "？", "!": "！",
    "/": "/", "／": "/", "＂": '"', "＇": "'", "･": "·", "•": "·", "・": "·", "\u00a0": " ", "\u3000": " ",
    "\u2002": " ", "\u2003": " ", "\u2009": " ", "\u202f": " ", "\t": " ", "○": "〇", "◯": "〇",
}  # fmt: skip
_TABLE = _FULL_WIDTH | {ord(a): ord(b) for a, b in _PUNCTUATION.items()}

# Kangxi radicals (U+2F00…) and the CJK supplement, as Unicode decomposes them (UnicodeData.txt).
_RADICALS = (
    "⼀⼁⼂⼃⼄⼅⼆⼇⼈⼉⼊⼋⼌⼍⼎⼏⼐⼑⼒⼓⼔⼕⼖⼗⼘⼙⼚⼛⼜⼝⼞⼟⼠⼡⼢⼣⼤⼥⼦⼧⼨⼩⼪⼫⼬⼭⼮⼯⼰⼱⼲⼳⼴⼵⼶⼷⼸⼹⼺⼻⼼⼽⼾⼿⽀⽁⽂⽃⽄⽅⽆⽇⽈⽉⽊⽋⽌⽍⽎⽏⽐⽑⽒⽓⽔⽕⽖⽗⽘⽙⽚⽛⽜⽝⽞⽟⽠⽡⽢⽣⽤⽥⽦⽧⽨⽩⽪"
    "⽫⽬⽭⽮⽯⽰⽱⽲⽳⽴⽵⽶⽷⽸⽹⽺⽻⽼⽽⽾⽿⾀⾁⾂⾃⾄⾅⾆⾇⾈⾉⾊⾋⾌⾍⾎⾏⾐⾑⾒⾓⾔⾕⾖⾗⾘⾙⾚⾛⾜⾝⾞⾟⾠⾡⾢⾣⾤⾥⾦⾧⾨⾩⾪⾫⾬⾭⾮⾯⾰⾱⾲⾳⾴⾵⾶⾷⾸⾹⾺⾻⾼⾽⾾⾿⿀⿁⿂⿃⿄⿅⿆⿇⿈⿉⿊⿋⿌⿍⿎⿏⿐⿑⿒⿓⿔⿕⺟⻳"
)
_PLAIN = (
    "一丨丶丿乙亅二亠人儿入八冂冖冫几凵刀力勹匕匚匸十卜卩厂厶又口囗土士夂夊夕大女子宀寸小尢尸屮山巛工己巾干幺广廴廾弋弓彐彡彳心戈戶手支攴文斗斤方无日曰月木欠止歹殳毋比毛氏气水火爪父爻爿片牙牛犬玄玉瓜瓦甘生用田疋疒癶白皮"
    "皿目矛矢石示禸禾穴立竹米糸缶网羊羽老而耒耳聿肉臣自至臼舌舛舟艮色艸虍虫血行衣襾見角言谷豆豕豸貝赤走足身車辛辰辵邑酉釆里金長門阜隶隹雨靑非面革韋韭音頁風飛食首香馬骨高髟鬥鬯鬲鬼魚鳥鹵鹿麥麻黃黍黑黹黽鼎鼓鼠鼻齊齒龍龜龠母龟"
)
_TABLE |= {ord(a): ord(b) for a, b in zip(_RADICALS, _PLAIN, strict=True)}


_FOLDABLE = compiled("[" + re.escape("".join(map(chr, _TABLE))) + "]")


_WHITE = compiled(r"\s")
_REMEMBERED = 4096
"""Characters of the longest text that is remembered: stages fold the same passages again and again."""


def fold(text: str) -> str:
    """The text with look-alikes mapped to one form; same length, so that offsets stay.

    Digits and Latin letters become half-width, `( ) , ; : ? !` full-width, dashes and spaces one of each kind,
    Kangxi radicals plain characters, ○ 〇. Nothing is dropped.
    """
    return _fold_short(text) if len(text) <= _REMEMBERED else _fold(text)


def _fold(text: str) -> str:
    # Few characters of Chinese prose are folded, and the search is far quicker than `str.translate`.
    return _FOLDABLE.sub(_folded, text) if _FOLDABLE.search(text) else text


def _folded(found: re.Match[str]) -> str:
    """The form of a character that is folded."""
    return chr(_TABLE[ord(found[0])])


_fold_short = lru_cache(maxsize=4096)(_fold)


class Folded(NamedTuple):
    """A folded text without the white space that layout put between characters.

    Attributes:
        text: folded and squeezed.
        offsets: for each position of `text`, the offset in the source; one more entry for the end.
    """

    text: str
    offsets: list[int]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The source's `[start, end)` for a range of `text`; white space at the edges is left out."""
        if start >= end:
            return self.offsets[start], self.offsets[start]
        return self.offsets[start], self.offsets[end - 1] + 1


def squeezed(text: str) -> str:
    """The words of `squeeze`, for who asks for no offsets."""
    return "".join(fold(text).split())


def squeeze(text: str) -> Folded:
    """Fold and take out all white space, for patterns that PDF spacing (`2019 年`) would break."""
    folded = fold(text)
    if not _WHITE.search(folded):
        return Folded(folded, [*range(len(folded) + 1)])
    offsets = [i for i, char in enumerate(folded) if not char.isspace()]
    squeezed = "".join([folded[i] for i in offsets])
    return Folded(squeezed, [*offsets, len(text)])
