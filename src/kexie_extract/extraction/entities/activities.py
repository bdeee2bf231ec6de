"""Marked names of campaigns, contests, platforms: “…” with the class noun that touches it."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from kexie_extract.extraction.entities.scene import Candidate, Scene
from kexie_extract.lexicon import Lexicon
from kexie_extract.text.patterns import compiled

_MARKED = compiled(r"[“\"]([^“”\"。；！？\n]{1,40})[”\"]")
_JOINED = compiled(r"[、和与及暨，]?\Z")
_BOUNDARY = compiled(r"\Z|[，。；、和与及暨等“]")
_CONTEXT = 12  # characters before a mark that can hold its verb


class _Rules(NamedTuple):
    """The compiled rules of marked names."""

    in_name: re.Pattern[str]
    modified: re.Pattern[str]
    day: re.Pattern[str]
    after_name: re.Pattern[str]
    activity: re.Pattern[str]
    inside: re.Pattern[str]
    not_marked: re.Pattern[str]
    verb: re.Pattern[str]
    theme_before: re.Pattern[str]
    theme_after: re.Pattern[str]


class _Mark(NamedTuple):
    """A marked name with what it turned out to be.

    Attributes:
        start: of the opening mark.
        end: after the closing mark, or after the class noun.
        rule: id of the reason, empty where it is no activity by itself.
        theme: it is the theme, the award or the like of something else.
        closed: after the closing mark.
    """

    start: int
    end: int
    rule: str
    theme: bool
    closed: int


def find(scene: Scene) -> Iterator[Candidate]:
    """Marked names that are activities; “甲”和“乙”活动 gives both."""
    if "“" not in scene.text and '"' not in scene.text:
        return
    rules = _rules(scene.lexicon)
    shared, theme, following = "", False, len(scene.text)
    for mark in reversed([_judge(scene.text, found, rules) for found in _MARKED.finditer(scene.text)]):
        joined = following - mark.closed <= 1 and bool(_JOINED.match(scene.text[mark.closed : following]))
        theme = mark.theme or (joined and theme)
        rule = "" if theme else mark.rule or (shared if joined else "")
        if rule:
            yield Candidate(mark.start, mark.end, "activity", rule, 3)
        shared = rule
        following = mark.start


@lru_cache(maxsize=8)
def _rules(lexicon: Lexicon) -> _Rules:
    def one(rule: str) -> re.Pattern[str]:
        return compiled(lexicon.rule(f"activities.{rule}").expression)

    return _Rules(
        one("class_noun.in_name"),
        one("class_noun.modified"),
        one("class_noun.day_in_name"),
        one("class_noun.after_name"),
        one("class_noun.activity"),
        one("inside.class_at_end"),
        one("not_marked.policy"),
        one("verb.object"),
        one("theme.before"),
        one("theme.after"),
    )


def _judge(text: str, found: re.Match[str], rules: _Rules) -> _Mark:
    start, closed = found.span()
    inside, after = found[1], text[closed : closed + 2 * _CONTEXT]
    before = text[max(0, start - _CONTEXT) : start]
    policy = bool(rules.not_marked.search(inside))
    noun = rules.day.match(after) or rules.in_name.match(after) or rules.modified.match(after)
    if noun:
        return _Mark(start, closed + noun.end(), "activities.class_noun.in_name", False, closed)
    led = rules.theme_before.search(before) and (policy or not rules.activity.match(after))
    if led or rules.theme_after.match(after):
        return _Mark(start, closed, "", True, closed)
    if rules.after_name.match(after) and (not policy or rules.activity.match(after)):
        return _Mark(start, closed, "activities.class_noun.after_name", False, closed)
    if not policy and rules.inside.search(inside):
        return _Mark(start, closed, "activities.inside.class_at_end", False, closed)
    if not policy and rules.verb.search(before) and _BOUNDARY.match(after):
        return _Mark(start, closed, "activities.verb.object", False, closed)
    return _Mark(start, closed, "", False, closed)
