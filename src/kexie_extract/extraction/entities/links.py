"""Short names that the document itself links to full ones: 云溪县科学技术协会（以下简称市科协）."""

from collections.abc import Iterable, Mapping

from kexie_extract.text.folding import fold
from kexie_extract.text.patterns import compiled

_SHORT_FOR = compiled(r"（(?:以下|下文|后文)?(?:统)?(?:简称|称)：?[“\"《]?([^“”\"《》（）]{2,20})[”\"》]?(?:，下同)?）")
_ABBREVIATED = "称"  # every match has it, hardly a passage does


def abbreviations(text: str, names: Iterable[tuple[int, int]]) -> dict[str, str]:
    """Short form to full form, as the text states it.

    Args:
        text: a passage's text.
        names: spans of the entities found in it; the one that touches the bracket is the full form.
    """
    if _ABBREVIATED not in text:
        return {}
    ends: Mapping[int, int] = {end: start for start, end in names}
    links = {}
    for found in _SHORT_FOR.finditer(fold(text)):
        start = ends.get(found.start())
        if start is not None:
            links[text[found.start(1) : found.end(1)].strip()] = text[start : found.start()]
    return links
