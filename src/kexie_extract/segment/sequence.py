"""Which candidates are headings: the series over a whole zone decides."""

from collections import defaultdict
from collections.abc import Iterable

from kexie_extract.segment.forms import Marker

_LONG = 60
"""Characters above which a line of a weak form is no heading."""


def accept(markers: list[Marker]) -> list[Marker]:
    """The candidates of one zone that are numbers, in order; sets `verdict` on all.

    A candidate with a hard veto is out. One with a soft veto is in where exactly its ordinal is missing between
    its neighbours of the same family. A weak form counts only as a series from 1.
    """
    families: dict[str, list[Marker]] = defaultdict(list)
    for marker in markers:
        families[marker.family].append(marker)
    chosen: set[int] = set()
    for family in families.values():
        _judge(family)
    _drop_orphans(families)
    for family in families.values():
        chosen.update(id(marker) for marker in family if marker.verdict in ("sound", "restored", "series"))
    return [marker for marker in markers if id(marker) in chosen]


def _judge(family: list[Marker]) -> None:
    """Verdicts for the candidates of one family, in document order."""
    sound = [marker for marker in family if marker.veto is None and not marker.form.weak]
    weak = [marker for marker in family if marker.veto is None and marker.form.weak]
    for marker in sound:
        marker.verdict = "sound"
    series = _series(weak, sound)
    for marker in weak:
        marker.verdict = "series" if id(marker) in series else "no_series"
    _restore(family)


def _series(weak: list[Marker], sound: list[Marker]) -> set[int]:
    """Weak candidates that run on from 1, at least two of them, or that fill a gap in a sound series."""
    kept: set[int] = set()
    run: list[Marker] = []
    for marker in weak:
        if len(marker.rest) > _LONG or not (marker.line.open_ended or "。" in marker.rest or marker.line.last == "；"):
            continue
        if run and marker.ordinal == run[-1].ordinal + 1:
            run.append(marker)
        else:
            kept |= _run_ids(run)
            run = [marker] if marker.ordinal == 1 else []
    kept |= _run_ids(run)
    ordinals = {marker.ordinal for marker in sound}
    for marker in weak:
        if marker.ordinal - 1 in ordinals and marker.ordinal + 1 in ordinals and marker.ordinal not in ordinals:
            kept.add(id(marker))
    return kept


def _run_ids(run: list[Marker]) -> set[int]:
    return {id(marker) for marker in run} if len(run) > 1 else set()


def _restore(family: list[Marker]) -> None:
    """Give way on soft vetoes where the ordinal is missing between its neighbours and the line is a heading."""
    previous = 0
    for position, marker in enumerate(family):
        if marker.verdict in ("sound", "series"):
            previous = marker.ordinal
            continue
        if marker.veto is None or not marker.soft:
            marker.verdict = marker.verdict or "veto"
            continue
        coming = family[position + 1 : position + 9]
        following = next((other.ordinal for other in coming if other.verdict in ("sound", "series")), None)
        expected = marker.ordinal == previous + 1 or (marker.ordinal == 1 and previous != 1)
        wanted = following == marker.ordinal + 1 or (following in (None, 1) and previous and expected)
        between = marker.ordinal == previous + 1 and following == marker.ordinal + 1 and previous > 0
        if between or (expected and wanted and marker.line.open_ended):
            marker.verdict = "restored"
            previous = marker.ordinal
        else:
            marker.verdict = "veto"


def _drop_orphans(families: dict[str, list[Marker]]) -> None:
    """Multi-part numbers count where they begin at 1, follow their sibling, or their parent number stands above."""
    known = {marker.parts for markers in families.values() for marker in markers if marker.parts}
    tops = {
        str(marker.ordinal)
        for name, markers in families.items()
        for marker in markers
        if name in ("arabic", "appendix", "chapter") and marker.verdict in ("sound", "series")
    }
    for markers in families.values():
        for marker in _multi_part(markers):
            parent, last = marker.parts[:-1], int(marker.parts[-1])
            sibling = (*parent, str(last - 1)) in known
            rooted = parent in known or (len(parent) == 1 and parent[0] in tops)
            if not (sibling or last in (0, 1) or rooted) or (last == 1 and not rooted and _alone(marker, known)):
                marker.verdict = "orphan"


def _multi_part(markers: Iterable[Marker]) -> list[Marker]:
    return [marker for marker in markers if marker.parts and marker.verdict == "sound"]


def _alone(marker: Marker, known: set[tuple[str, ...]]) -> bool:
    return (*marker.parts[:-1], "2") not in known
