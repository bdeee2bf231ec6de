"""Every rule of the lexicon matches its examples and none of its counter-examples."""

import pytest

from kexie_extract.lexicon import Rule, regions, store
from kexie_extract.text.folding import fold

RULES = [
    rule
    for name, text in store.sources()
    for rules in store.parse(text, f"{name}.toml", name).values()
    for rule in rules
]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_examples(rule: Rule) -> None:
    missed = [example for example in rule.examples if not rule.matches(fold(example))]
    wrong = [example for example in rule.not_examples if rule.matches(fold(example))]
    assert not missed, "examples that the rule does not match"
    assert not wrong, "counter-examples that the rule matches"


def test_ids_are_unique() -> None:
    ids = [rule.id for rule in RULES]
    assert sorted(ids) == sorted(set(ids))


def test_compiled_is_fresh() -> None:
    compiled = (store.HERE / "compiled.json").read_text(encoding="utf-8")
    assert compiled == store.compile_sources(), "run: python -m kexie_extract.lexicon"


def test_compiled_divisions_are_fresh() -> None:
    compiled = (regions.HERE / "regions.json").read_text(encoding="utf-8")
    assert compiled == regions.compile_list(), "run: python -m kexie_extract.lexicon"
