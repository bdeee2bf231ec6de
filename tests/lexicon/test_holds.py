"""`holds` is true: no match of a rule is without one of these characters, by the structure of its pattern."""

import importlib
import importlib.util
from typing import Any

import pytest

from kexie_extract.extraction.entities import gates
from kexie_extract.lexicon import Rule, default

sre = importlib.import_module("re._parser" if importlib.util.find_spec("re._parser") else "sre_parse")
RULES = [rule for rule in default() if "holds" in rule.data]


def surely(parsed: Any, characters: set[int]) -> bool:
    """Whether each match of a parsed pattern has one of these characters."""
    return any(one(str(op), value, characters) for op, value in parsed)


def one(op: str, value: Any, characters: set[int]) -> bool:
    match op:
        case "LITERAL":
            return value in characters
        case "IN":
            return all(str(kind) == "LITERAL" and char in characters for kind, char in value)
        case "BRANCH":
            return all(surely(way, characters) for way in value[1])
        case "SUBPATTERN":
            return surely(value[3], characters)
        case "MAX_REPEAT" | "MIN_REPEAT":
            return value[0] > 0 and surely(value[2], characters)
    return False


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_every_match_holds_one(rule: Rule) -> None:
    assert rule.pattern is not None, "words need no such key"
    assert surely(sre.parse(rule.pattern), set(map(ord, rule.data["holds"])))


@pytest.mark.parametrize(
    ("pattern", "characters", "expected", "reason"),
    [
        ("(?:科技|教育)局", "局", True, "the literal after the group"),
        ("(?:科技局|教育)", "局", False, "one way goes without"),
        ("教育局?", "局", False, "it may be left out"),
        ("教育(?=局)", "局", False, "what is looked at is not in the match"),
        ("[局厅]", "局厅", True, "all of a class"),
        ("[局厅部]", "局厅", False, "not all of a class"),
    ],
)
def test_the_proof(pattern: str, characters: str, expected: bool, reason: str) -> None:
    assert surely(sre.parse(pattern), set(map(ord, characters))) is expected, reason


def test_a_rule_that_says_nothing_is_always_searched() -> None:
    silent = Rule("organizations.office.mine", pattern="云溪.社")
    assert not gates.holds([silent]).isdisjoint(gates.held("青川", default()))
