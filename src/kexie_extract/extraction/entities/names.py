"""What can be a person's name: surnames, given names, names of other languages in Han characters."""

import re
from functools import lru_cache
from typing import NamedTuple

from kexie_extract.extraction.entities import gates
from kexie_extract.lexicon import Lexicon
from kexie_extract.lexicon.joints import is_word
from kexie_extract.lexicon.regions import regions
from kexie_extract.text.patterns import compiled

_TWO = 2
_THREE = 3


class Rules(NamedTuple):
    """The compiled rules of persons.toml."""

    single: frozenset[str]
    double: frozenset[str]
    also_word: frozenset[str]
    weak: frozenset[str]
    unsure: frozenset[str]
    only_middle: frozenset[str]
    soft_given: frozenset[str]
    not_given: frozenset[str]
    rare_given: frozenset[str]
    not_name: re.Pattern[str]
    after: re.Pattern[str]
    strong_after: re.Pattern[str]
    act: re.Pattern[str]
    says: re.Pattern[str]
    head: re.Pattern[str]
    following: re.Pattern[str]
    with_body: re.Pattern[str]
    offices: frozenset[str]
    titles: frozenset[str]
    weak_offices: frozenset[str]
    roles: frozenset[str]
    forms: frozenset[str]
    list_ends: tuple[gates.Gated, ...]
    subjects: tuple[gates.Gated, ...]
    elected: tuple[str, ...]
    speech: re.Pattern[str]
    labels: gates.Gated
    leaders: gates.Gated
    composed: re.Pattern[str]
    dotted: re.Pattern[str]
    deed: re.Pattern[str]
    not_after: re.Pattern[str]
    body: re.Pattern[str]
    body_end: re.Pattern[str]


@lru_cache(maxsize=8)
def rules_of(lexicon: Lexicon) -> Rules:
    """The rules of a lexicon."""
    surnames = {rule.id.rpartition(".")[2]: frozenset(rule.words) for rule in lexicon.rules("persons.surname")}

    def words(table: str) -> frozenset[str]:
        return frozenset(lexicon.words(f"persons.{table}"))

    def either(table: str) -> re.Pattern[str]:
        return compiled(lexicon.union(f"persons.{table}"))

    return Rules(
        single=surnames["single"],
        double=surnames["double"],
        also_word=surnames["also_word"],
        weak=surnames["weak"],
        unsure=surnames["also_word"] | surnames["weak"],
        only_middle=words("only_middle"),
        soft_given=words("soft_given"),
        not_given=words("not_given"),
        rare_given=words("rare_given"),
        not_name=either("not_name"),
        offices=gates.holds_any(lexicon, "persons.office"),
        titles=words("office"),
        weak_offices=words("weak_office"),
        roles=words("role"),
        forms=words("form"),
        after=either("after"),
        strong_after=either("strong_after"),
        act=either("act"),
        says=either("says"),
        head=compiled(f"(?:{lexicon.union('persons.head')})\\Z"),
        following=either("next"),
        with_body=either("with_body"),
        list_ends=tuple(map(gates.gated, lexicon.rules("persons.list_end"))),
        subjects=tuple(map(gates.gated, lexicon.rules("persons.subject"))),
        elected=lexicon.words("persons.elected"),
        speech=either("speech"),
        labels=gates.union(lexicon, "persons.label"),
        leaders=gates.union(lexicon, "persons.leaders"),
        composed=either("composed"),
        dotted=compiled(lexicon.rule("persons.composed.dotted").expression),
        deed=either("deed"),
        not_after=either("not_after"),
        body=compiled(lexicon.union("organizations.suffix")),
        body_end=compiled(lexicon.rule("responsibility.ending.organ").expression),
    )


def is_name(word: str, rules: Rules, *, held: bool = False) -> bool:
    """Whether two to four characters can be a name: a surname and a given name of one or two characters.

    Args:
        word: the characters.
        rules: of persons.toml.
        held: an office and a boundary hold it, so that its middle can be 应 or 家.
    """
    if word[:2] in rules.double and len(word) in (3, 4):
        given = word[2:]
    elif word[:1] in rules.single and len(word) in (2, 3):
        given = word[1:]
    else:
        return False
    free = rules.only_middle | rules.soft_given if held and word[0] not in rules.also_word else rules.only_middle
    middle = given[1:] if len(given) == _TWO and given[0] in free else given
    return (
        given.isalpha()
        and not any(char in rules.not_given for char in middle)
        and not regions().named(word)
        and not (rules.not_name.match(word) or rules.not_name.match(given))
    )


def may_be_name(word: str, rules: Rules, *, acts: bool = False) -> bool:
    """Whether three characters that their place makes a name can be one although `is_name` doubts it: 谢渔人, 周新会.

    Its first two are no word (nor the last two, where the surname is one too), and the given name holds no function
    word and no title.

    Args:
        word: the characters.
        rules: of persons.toml.
        acts: what only a person does follows, so that the given name can be a word: 郭和平主持.
    """
    given = word[1:]
    return (
        len(word) == _THREE
        and word[0] in rules.single
        and (given[0] in rules.soft_given or given[0] in rules.rare_given or given[0] not in rules.not_given)
        and (given[1] in rules.rare_given or given[1] not in rules.not_given)
        and not is_word(word[:2])
        and not (word[0] in rules.unsure and is_word(given))
        and not regions().named(word)
        and not (rules.not_name.match(word) or (rules.not_name.match(given) and not acts))
    )
