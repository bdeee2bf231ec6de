"""Which kind of heading stands above which: by the order of forms in this zone, not by fixed rank."""

from collections import defaultdict
from collections.abc import Hashable
from itertools import pairwise

from kexie_extract.segment.nodes import Node

_DEEPEST = 90.0
_PART, _PLAIN = ("part",), ("plain",)


def rank(nodes: list[Node]) -> None:
    """Set the rank of every heading of one zone.

    Numbered forms keep their usual order unless their restarts say otherwise: the form that begins at 1 again
    below each number of another stands below it. An unnumbered kind stands above a numbered form that begins
    at 1 again below it, beside one that has its outline level, else below all.
    """
    numbered = [node for node in nodes if node.marker is not None]
    ranks: dict[Hashable, float] = {}
    for node in numbered:
        if node.marker and (node.key not in ranks or node.marker.family == node.key):
            ranks[node.key] = node.marker.rank
    _overrule(numbered, ranks)
    levels = _outline_levels(numbered)
    for position, key in enumerate(_unnumbered_keys(nodes)):
        ranks[key] = _place(key, nodes, ranks, levels) + position * 0.001
    if _PART in ranks and ranks.get(_PLAIN, _DEEPEST) < ranks[_PART]:
        ranks[_PART] = ranks[_PLAIN]  # 工作展望 behind headings that have only their place: one of them
    for node in nodes:
        node.rank = ranks[node.key]


def _overrule(nodes: list[Node], ranks: dict[Hashable, float]) -> None:
    """Turn the order of two forms round where the upper one restarts below the lower, which itself runs on."""
    below: dict[tuple[Hashable, Hashable], int] = defaultdict(int)
    for before, node in pairwise(nodes):
        if node.marker and node.marker.ordinal == 1 and before.key != node.key:
            below[node.key, before.key] += 1
    for (inner, outer), count in below.items():
        if ranks[inner] < ranks[outer] and count > 1 and not below.get((outer, inner)):
            ranks[inner] = ranks[outer] + 0.5


def _outline_levels(nodes: list[Node]) -> dict[int, float]:
    """For each outline level that numbered headings have, the lowest rank among them."""
    levels: dict[int, float] = {}
    for node in nodes:
        level = node.line.block.style.outline_level
        if level is not None:
            levels[level] = min(levels.get(level, _DEEPEST), node.marker.rank if node.marker else _DEEPEST)
    return levels


def _unnumbered_keys(nodes: list[Node]) -> list[Hashable]:
    """Kinds of unnumbered headings, upper ones first: wording, outline level, size and weight, plain."""
    keys = {node.key for node in nodes if node.marker is None}
    order = {"annex": -1, "part": 0, "outline": 1, "style": 2, "period": 3, "plain": 4}
    first: dict[Hashable, int] = {}
    for index, node in enumerate(nodes):
        first.setdefault(node.key, index)
    return sorted(keys, key=lambda key: (order[key[0]], key[1:] if isinstance(key, tuple) else (), first[key]))  # type: ignore[index]


def _place(key: Hashable, nodes: list[Node], ranks: dict[Hashable, float], levels: dict[int, float]) -> float:
    """The rank of an unnumbered kind among the numbered forms."""
    kind, *rest = key if isinstance(key, tuple) else (key,)
    if kind == "annex":
        return 0.5
    if kind == "outline" and levels:
        level = rest[0]
        if level in levels:
            return levels[level]
        deeper = [value for known, value in levels.items() if known > level]
        if deeper:
            return min(deeper) - 0.5
    families = sorted({node.key for node in nodes if node.marker}, key=lambda family: ranks[family])
    if kind in ("part", "style") and families and _opens(key, nodes):
        return ranks[families[0]] - 0.5
    for family in families:
        if _stands_above(key, family, nodes, strict=kind not in ("part", "outline")):
            return ranks[family] - 0.5
    if kind == "outline" and families:
        return ranks[families[0]] - 0.5
    return _DEEPEST - 10 + {"part": 0, "outline": 1, "style": 3, "period": 4, "plain": 5}[str(kind)]


def _opens(key: Hashable, nodes: list[Node]) -> bool:
    """Whether several headings of a kind divide all numbered ones, the first of which stands below one of them.

    So numbers may run on from part to part.
    """
    places = [place for place, node in enumerate(nodes) if node.key == key]
    if len(places) < 2 or places[0] > 0:
        return False
    return all(place + 1 < len(nodes) and nodes[place + 1].marker for place in places)


def _stands_above(key: Hashable, family: Hashable, nodes: list[Node], *, strict: bool) -> bool:
    """Whether a numbered form begins at 1 again below headings of an unnumbered kind, more often than it runs on."""
    above = runs_on = 0.0
    seen = pending = False
    for node in nodes:
        if node.key == key:
            pending = True
        elif node.key == family and node.marker:
            if pending:
                restart = node.marker.ordinal == 1
                above += (1.0 if seen else 0.5) if restart else 0.0
                runs_on += 0.0 if restart else 1.0
            seen, pending = True, False
    return above > runs_on and (above > 0.5 or not strict or runs_on == 0)
