"""One passage as the entity readers see it: folded text, the places where a name may begin, region names."""

import re
from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final, NamedTuple

from kexie_extract.extraction.entities import gates
from kexie_extract.lexicon import Lexicon
from kexie_extract.lexicon.joints import may_be_in_word
from kexie_extract.lexicon.regions import Found, regions
from kexie_extract.model.records import EntityType
from kexie_extract.text.folding import fold
from kexie_extract.text.han import is_han
from kexie_extract.text.lazy import lazy
from kexie_extract.text.patterns import compiled

_MARKS = compiled(r"[^一-鿿A-Za-z0-9·]")
_REACH_OF_WORDS = 8  # characters beside a name that can be in one word with it
_SHORT_BRACKET = compiled("（[^（）]{1,6}）")


_NO_NAMES: Final[Counter[str]] = Counter()


class Candidate(NamedTuple):
    """A possible entity.

    Attributes:
        start: offset in the passage.
        end: offset after it.
        type: which kind of entity.
        rule: id of the lexicon entry.
        weight: decides between candidates that overlap, before their length.
    """

    start: int
    end: int
    type: EntityType
    rule: str
    weight: int = 0


@dataclass
class Scene:
    """A passage under search.

    Attributes:
        text: folded; offsets are those of the passage.
        lexicon: the rules.
        cell: the column's name when the passage is a table cell.
        names: how often each name of a division stands in the document; filled by the first pass.
        unlisted: where divisions stand that no list has; `places` fills it.
        held: the characters of the text that decide which rules can match in it.
        regions: names of administrative divisions, from left to right; 泉港市 where the list has 泉港区.
    """

    text: str
    lexicon: Lexicon
    cell: str | None = None
    names: Counter[str] = field(default_factory=lambda: _NO_NAMES)
    unlisted: list[tuple[int, int]] | None = None
    held: frozenset[str] = field(init=False)
    regions: list[Found] = field(init=False)

    def __post_init__(self) -> None:
        """What every reader asks for."""
        self.held = gates.held(self.text, self.lexicon)
        self.regions = [self._as_printed(hit) for hit in regions().scan(self.text)]

    @classmethod
    def of(cls, text: str, lexicon: Lexicon, cell: str | None = None) -> "Scene":
        """The scene of a passage's text."""
        return cls(fold(text), lexicon, cell)

    @lazy
    def clauses(self) -> list[int]:
        """Offsets after marks that cannot be in a name, sorted; 0 is the first."""
        ends = [0, *[found.end() for found in _MARKS.finditer(self.text)]]
        inner = _inner_brackets(self.text)
        return [end for end in ends if end - 1 not in inner] if inner else ends

    @lazy
    def _limits(self) -> list[int]:
        """Offsets at which a name may begin because what stands before cannot be in it, sorted."""
        stops = gates.spans(self.text, self.lexicon, "organizations.stop")
        inside = self._inside_regions
        return sorted({*self.clauses, *[end for _, end in stops if end not in inside]})

    @lazy
    def _inside_regions(self) -> frozenset[int]:
        """Offsets inside the names of divisions: 民和 + 回族土族自治县."""
        return frozenset(at for hit in self.regions for at in range(hit.start + 1, hit.end))

    def limit(self, at: int) -> int:
        """The nearest offset at or before `at` where a name may begin."""
        return self._limits[bisect_right(self._limits, at) - 1]

    def begins_with_place(self, at: int) -> bool:
        """Whether the name of a division or an area begins at an offset."""
        return at in self._place_starts

    @lazy
    def _place_starts(self) -> frozenset[int]:
        return frozenset([*(hit.start for hit in self.regions), *(start for start, _ in self.areas)])

    def opens_clause(self, at: int) -> bool:
        """Whether a mark or the beginning stands right before an offset."""
        return at >= 0 and self.clauses[bisect_right(self.clauses, at) - 1] == at

    def _as_printed(self, hit: Found) -> Found:
        """A short name with the class that the text gives it."""
        short = hit.divisions[0].name != self.text[hit.start : hit.end]
        return hit._replace(end=hit.end + 1) if short and _new_class(self.lexicon).match(self.text, hit.end) else hit

    def crossed(self, start: int, end: int, *, whole: bool = False) -> bool:
        """Whether a word of the clause goes on over the start or the end of `[start, end)`, as the segmenter cuts it.

        With `whole`, also whether the span is more than one word. Its dictionary takes a tenth of a second to load, so
        it is asked only where characters at an edge stand together in words.
        """
        text = self.text
        if text[max(0, start - 1) : end] in _across(self.lexicon):
            return True
        words = _common(self.lexicon)
        if text[max(0, start - 1) : start + 1] in words and text[start + 1 : end] in words:
            return True  # 提高 + 建设, no 高建设
        if not (whole or may_be_in_word(text, start) or may_be_in_word(text, end)):
            return False
        first, last = start, end
        while first > max(0, start - _REACH_OF_WORDS) and is_han(text[first - 1]):
            first -= 1
        while last < min(len(text), end + _REACH_OF_WORDS) and is_han(text[last]):
            last += 1
        edges, at = {first, last}, first
        for word in self.lexicon.segmenter.cut(text[first:last]):
            at += len(word)
            edges.add(at)
        return start not in edges or end not in edges or (whole and any(start < edge < end for edge in edges))

    @lazy
    def areas(self) -> list[tuple[int, int]]:
        """Where names of areas and countries stand."""
        return gates.spans(self.text, self.lexicon, "places.area")

    @lazy
    def region_ends(self) -> dict[int, int]:
        """Start of the division's name that ends at an offset."""
        return {hit.end: hit.start for hit in self.regions}

    @lazy
    def anchors(self) -> list[int]:
        """Offsets at which names of bodies like to begin: divisions and words such as 中国, sorted."""
        starts = {hit.start for hit in self.regions}
        starts.update([start for start, _ in gates.spans(self.text, self.lexicon, "organizations.prefix")])
        starts.update([start for start, _ in self.areas])
        return sorted(starts)

    def anchor(self, first: int, last: int) -> int | None:
        """The leftmost anchor in `[first, last)`."""
        at = bisect_right(self.anchors, first - 1)
        return self.anchors[at] if at < len(self.anchors) and self.anchors[at] < last else None

    def before_regions(self, start: int) -> int:
        """The start of the chain of divisions that ends at an offset; the offset itself where there is none."""
        while start in self.region_ends and self.region_ends[start] < start:
            start = self.region_ends[start]
        return start


def _inner_brackets(text: str) -> set[int]:
    """Offsets of brackets that are part of a name: 青川（集团）公司."""
    if "（" not in text:
        return set()
    return {
        offset
        for found in _SHORT_BRACKET.finditer(text)
        if all(map(is_han, found[0][1:-1])) and is_han(text[found.end() : found.end() + 1]) and _in_word(text, found)
        for offset in (found.start(), found.end() - 1)
    }


def _in_word(text: str, bracket: re.Match[str]) -> bool:
    """Whether a Han character, a Latin letter or a digit stands before a bracket."""
    before = text[max(0, bracket.start() - 1) : bracket.start()]
    return is_han(before) or (before.isascii() and before.isalnum())


@lru_cache(maxsize=8)
def _new_class(lexicon: Lexicon) -> re.Pattern[str]:
    """The class that a text gives a division's short name."""
    return compiled(lexicon.union("places.new_class"))


@lru_cache(maxsize=8)
def _across(lexicon: Lexicon) -> frozenset[str]:
    """A character and the division's name that it stands before, which both are of two other words: 其 + 中山区."""
    return frozenset(lexicon.words("places.across"))


@lru_cache(maxsize=4)
def _common(lexicon: Lexicon) -> frozenset[str]:
    """Words that the rules of objects and verbs know."""
    tables = [table for table in lexicon.tables if table.startswith(("objects.", "verbs."))]
    return frozenset(word for table in tables for word in lexicon.words(table) if len(word) == 2)


def without_overlaps(candidates: list[Candidate]) -> list[Candidate]:
    """No candidate inside or across another: the heavier wins, then the longer, then the earlier."""
    if len(candidates) < 2:
        return candidates
    kept: list[Candidate] = []
    taken: list[tuple[int, int]] = []
    for candidate in sorted(candidates, key=lambda c: (-c.weight, c.start - c.end, c.start)):
        at = bisect_right(taken, (candidate.start, candidate.end))
        before = taken[at - 1] if at else (0, 0)
        after = taken[at] if at < len(taken) else (candidate.end, candidate.end)
        if before[1] <= candidate.start and candidate.end <= after[0] and before != (candidate.start, candidate.end):
            taken.insert(at, (candidate.start, candidate.end))
            kept.append(candidate)
    return sorted(kept, key=lambda c: c.start)
