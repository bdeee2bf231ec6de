"""Numbers that count nothing: set phrases, ordinals, names, numbering."""

import re
from functools import lru_cache
from typing import NamedTuple

from kexie_extract.grammar.quantities.numbers import Number
from kexie_extract.lexicon import Lexicon
from kexie_extract.text.patterns import compiled

_NAME = 20  # characters of a quoted name
_TITLE = 80  # characters of a document's title in 《》


class Vetoes(NamedTuple):
    """The compiled vetoes of a lexicon."""

    phrase: re.Pattern[str]
    quoted: re.Pattern[str]
    activity: re.Pattern[str]
    programme: re.Pattern[str]
    programme_verb: re.Pattern[str]
    verbs: tuple[str, ...]

    def phrase_end(self, text: str, start: int) -> int:
        """Where the set phrase or ordinal that begins with the number at `start` ends; `start` where none does."""
        found = self.phrase.match(text, start)
        return found.end() if found else start

    def name_end(self, text: str, start: int) -> int:
        """Where the quoted name that holds `start` ends; `start` where none does."""
        for opening, closing, reach in (("“", "”", _NAME), ("《", "》", _TITLE)):
            first = text.rfind(opening, max(0, start - reach), start)
            if first < 0 or text.find(closing, first, start) >= 0:
                continue
            last = text.find(closing, start, start + reach)
            if last >= 0 and (opening == "《" or self.quoted.match(text[first + 1 : last])):
                return last
        return start

    def in_name(self, text: str, number: Number, unit: str, end: int) -> bool:
        """Whether number and measure word stand in the unmarked name of an activity or programme."""
        after = text[end : end + 24]
        before = text[max(0, number.start - 8) : number.start]
        if number.bare and not number.vague:
            return not _ends_with(before, self.verbs) or bool(self.activity.match(after))
        if unit not in ("个", "项", "批", "期", "次", "场"):
            return bool(self.programme_verb.search(before)) and bool(self.programme.match(after))
        return False


@lru_cache(maxsize=4)
def vetoes(lexicon: Lexicon) -> Vetoes:
    """The vetoes of a lexicon."""
    return Vetoes(
        compiled(lexicon.union("setphrases.phrase")),
        compiled(lexicon.union("setphrases.quoted")),
        compiled(lexicon.union("setphrases.named_activity")),
        compiled(lexicon.union("setphrases.named_work")),
        compiled(f"(?:{lexicon.union('setphrases.named_work_verb')})\\Z"),
        tuple({word for word in lexicon.words("objects.verb") if len(word) > 1}),
    )


def _ends_with(text: str, verbs: tuple[str, ...]) -> bool:
    """Whether a text ends with a verb and at most one of 了, 过, 近."""
    return text.endswith(verbs) or (text.endswith(("了", "过", "近")) and text[:-1].endswith(verbs))
