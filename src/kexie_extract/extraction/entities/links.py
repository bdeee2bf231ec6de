"""Short names that the document itself links to full ones: 云溪县科学技术协会（以下简称县科协）."""

from collections.abc import Iterable, Mapping
from functools import lru_cache

from kexie_extract.extraction.entities import gates
from kexie_extract.lexicon import Lexicon
from kexie_extract.text.folding import fold


def abbreviations(text: str, names: Iterable[tuple[int, int]], lexicon: Lexicon) -> dict[str, str]:
    """Short form to full form, as the text states it.

    Args:
        text: a passage's text.
        names: spans of the entities found in it; the one that touches the bracket is the full form.
        lexicon: the rules.
    """
    rule = _bracket(lexicon)
    if not any(map(text.__contains__, rule.holds)):
        return {}
    ends: Mapping[int, int] = {end: start for start, end in names}
    links = {}
    for found in rule.pattern.finditer(fold(text)):
        start = ends.get(found.start())
        if start is not None:
            links[text[found.start(1) : found.end(1)].strip()] = text[start : found.start()].strip("《》")
    return links


@lru_cache(maxsize=8)
def _bracket(lexicon: Lexicon) -> gates.Gated:
    return gates.gated(lexicon.rule("organizations.abbreviation.bracket"))
