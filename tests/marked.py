"""Sentences with their entities marked: {o…} organisation, {p…} person, {l…} place, {d…} document, {a…} activity."""

import re

_MARK = re.compile(r"\{([oplda])([^{}]+)\}")
_TYPES = {"o": "organization", "p": "person", "l": "place", "d": "document", "a": "activity"}


def unmarked(marked: str) -> tuple[str, list[tuple[str, str]]]:
    """The sentence itself, and type and text of each entity that is marked in it."""
    wanted = [(_TYPES[kind], text) for kind, text in _MARK.findall(marked)]
    return _MARK.sub(r"\2", marked), wanted
