"""Lists in lists whose numbers look alike: 1. 2. below each of 1. 2. 3."""

from collections import defaultdict

from kexie_extract.segment.forms import Marker

_STEP = 1.0
"""Characters by which an inner list is set in further than the outer one."""


def nest(markers: list[Marker]) -> None:
    """Set the depth of numbers of one form that stand in lists of several levels.

    The file tells the levels (Word's list levels, HTML's nested lists) or the lines are set in (Markdown). Both count
    only where the numbers bear them out: an inner list begins at 1, and the outer one goes on behind it or begins anew.
    """
    families: dict[str, list[Marker]] = defaultdict(list)
    for marker in markers:
        if marker.veto is None and not marker.parts and not marker.form.weak:
            families[marker.family].append(marker)
    for family in families.values():
        levels = [_level(marker) for marker in family]
        if max(levels) - min(levels) < _STEP:
            continue
        for marker, depth in zip(family, _depths(family, levels), strict=True):
            marker.set_in(depth)


def _level(marker: Marker) -> float:
    """How deep a line stands: its list's level, else its indent."""
    style = marker.line.block.style
    return float(style.list_level) if style.list_level is not None else (style.indent or 0.0)


def _depths(family: list[Marker], levels: list[float]) -> list[int]:
    """The depth of each number; all 0 where levels and numbers disagree."""
    stack: list[tuple[float, int]] = []
    depths: list[int] = []
    borne_out = 0
    for marker, level in zip(family, levels, strict=True):
        left = False
        while stack and level <= stack[-1][0] - _STEP:
            stack.pop()
            left = True
        inner = not stack or level >= stack[-1][0] + _STEP
        if inner and stack and marker.ordinal != 1:
            return [0] * len(family)
        if left and (inner or marker.ordinal not in (1, stack[-1][1] + 1)):
            return [0] * len(family)
        borne_out += left and marker.ordinal > 1
        if not inner:
            stack.pop()
        stack.append((level, marker.ordinal))
        depths.append(len(stack) - 1)
    return depths if borne_out else [0] * len(family)
