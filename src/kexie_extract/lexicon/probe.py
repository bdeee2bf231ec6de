"""Looking for patterns that backtrack without end.

A user's pattern runs on every document, so one that is exponential or quadratic would hang a batch. It is tried on
long runs of what it repeats, with a time limit that the standard library's `re` does not have.
"""

import re
from collections.abc import Iterator
from typing import Final

_LITERAL = re.compile(r"[0-9A-Za-z一二十年月日的第、，（]|[\u4e00-\u9fff]")
_LETTERS: Final = 8  # different characters of a pattern that probes repeat
_ENDING: Final = (
    "\u0001"  # matches nothing that a pattern writes out, so that each attempt fails; an example follows it,
)
# without which the engine sees at once that a needed character is missing


def probes(pattern: str, examples: tuple[str, ...], length: int) -> Iterator[str]:
    """Texts on which a pattern that backtracks takes longest: runs of its own characters and examples, cut off.

    Args:
        pattern: the regular expression.
        examples: texts that it matches.
        length: characters of each probe.
    """
    letters = list(dict.fromkeys(["1", "一", "国", " ", *_LITERAL.findall(pattern)]))[:_LETTERS]
    for run in (*letters, *[part for example in examples[:1] for part in (example[:-1], example)]):
        if run:
            yield (run * (length // len(run) + 1))[:length] + _ENDING + "".join(examples[:1])


def hangs(pattern: str, examples: tuple[str, ...], *, anchored: bool, length: int, seconds: float) -> str | None:
    """The start of a probe that the pattern does not finish in time; None where it finishes all.

    Args:
        pattern: a regular expression that compiles.
        examples: texts that it matches.
        anchored: it is tried at the start of a text only.
        length: characters of each probe.
        seconds: time for one probe.
    """
    import regex

    try:
        compiled = regex.compile(pattern)
    except regex.error:  # syntax that only `re` knows
        return None
    for text in probes(pattern, examples, length):
        try:
            (compiled.match if anchored else compiled.search)(text, timeout=seconds)
        except TimeoutError:
            return text[:12]
    return None
