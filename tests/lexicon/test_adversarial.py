"""No pattern of the lexicon takes long on hostile text, and a user's pattern that would is refused."""

from pathlib import Path

import pytest

from kexie_extract.errors import LexiconError
from kexie_extract.lexicon import Rule, load, probe, store

PATTERNS = [
    rule
    for name, text in store.sources()
    for rules in store.parse(text, f"{name}.toml", name).values()
    for rule in rules
    if rule.pattern is not None
]
SIZE = 100_000  # characters: an exponential pattern never ends on it, a quadratic one takes minutes
SECONDS = 30.0  # a bound, not a time to be measured


@pytest.mark.parametrize("rule", PATTERNS, ids=lambda rule: rule.id)
def test_no_rule_hangs(rule: Rule) -> None:
    assert rule.pattern is not None
    assert (
        probe.hangs(rule.pattern, rule.examples, anchored=rule.match in ("start", "full"), length=SIZE, seconds=SECONDS)
        is None
    )


CATASTROPHES = [
    ("(一+)+项", "a repeat in a repeat"),
    ("(?:[一-龥]+、?)+项", "a list whose parts and whole are both open"),
    ("(?:一|一一)+项", "two ways to read each character"),
]


@pytest.mark.parametrize(("pattern", "reason"), CATASTROPHES, ids=[reason for _, reason in CATASTROPHES])
def test_a_users_catastrophe_is_refused(tmp_path: Path, pattern: str, reason: str) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(
        f"# mine\n\n[[setphrases.phrase]]\nid = \"slow\"\npattern = '{pattern}'\n"
        'examples = ["一项"]\nnot_examples = ["名"]\n',
        encoding="utf-8",
    )
    with pytest.raises(LexiconError, match=r"mine\.toml:4: .*takes too long"):
        load((path,))


def test_a_users_bounded_pattern_is_taken(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(
        '[[setphrases.phrase]]\nid = "quick"\npattern = "[一二]{1,8}星"\nexamples = ["一星"]\nnot_examples = ["名"]\n',
        encoding="utf-8",
    )
    assert load((path,)).rule("setphrases.phrase.quick").pattern == "[一二]{1,8}星"
