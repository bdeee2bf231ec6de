"""The words and patterns of `objects.toml` and `verbs.toml` by which noun phrases are read."""

import re
from functools import lru_cache
from typing import NamedTuple

from kexie_extract.lexicon import Lexicon
from kexie_extract.text.patterns import compiled


class Words(NamedTuple):
    """A set of words that is asked for the longest one at a place."""

    known: frozenset[str]
    lengths: dict[str, tuple[int, ...]]
    endings: dict[str, tuple[int, ...]]

    @classmethod
    def of(cls, words: tuple[str, ...]) -> "Words":
        """Words, and how long those are that begin or end with a character."""
        lengths: dict[str, set[int]] = {}
        endings: dict[str, set[int]] = {}
        for word in words:
            lengths.setdefault(word[0], set()).add(len(word))
            endings.setdefault(word[-1], set()).add(len(word))
        return cls(frozenset(words), _longest_first(lengths), _longest_first(endings))

    def at(self, text: str, start: int) -> str:
        """The longest of the words at `start`, empty where none stands there."""
        for length in self.lengths.get(text[start : start + 1], ()):
            word = text[start : start + length]
            if word in self.known:
                return word
        return ""

    def before(self, text: str, end: int) -> str:
        """The longest of the words that ends at `end`, empty where none does."""
        for length in self.endings.get(text[end - 1 : end], ()):
            if length <= end and text[end - length : end] in self.known:
                return text[end - length : end]
        return ""


def _longest_first(lengths: dict[str, set[int]]) -> dict[str, tuple[int, ...]]:
    return {char: tuple(sorted(sizes, reverse=True)) for char, sizes in lengths.items()}


class Vocabulary(NamedTuple):
    """The word lists of `objects.toml`; what each is for stands there."""

    verbs: Words
    modifiers: frozenset[str]
    heads: Words
    light: frozenset[str]
    pivots: frozenset[str]
    adjectival: Words
    actions: Words
    prepositions: frozenset[str]
    copulas: Words
    leads: Words
    kept_leads: Words
    stops: Words
    kinds: Words
    adjectives: Words
    kept_stops: Words
    person: re.Pattern[str]
    bare: re.Pattern[str]
    spent: re.Pattern[str]
    kept_modifier: re.Pattern[str]
    compared: re.Pattern[str]
    same_persons: re.Pattern[str]
    single: dict[str, str]
    movement: tuple[str, ...]
    paid: Words
    applied: frozenset[str]
    noun_alone: frozenset[str]
    payer: re.Pattern[str]
    of_words: tuple[str, ...]
    doer: re.Pattern[str]
    agent: re.Pattern[str]
    opener: re.Pattern[str]
    owner: re.Pattern[str]
    single_nouns: frozenset[str]
    made: re.Pattern[str]
    extent: re.Pattern[str]
    change: re.Pattern[str]
    restated: re.Pattern[str]
    dictionary: frozenset[str]
    shared: re.Pattern[str]
    figure: re.Pattern[str]
    own_number: re.Pattern[str]
    quantity: re.Pattern[str]
    word_ends: frozenset[str]
    number_of: re.Pattern[str]
    branch: re.Pattern[str]
    ordinal_lead: re.Pattern[str]
    done: re.Pattern[str]
    and_then: re.Pattern[str]
    postpositions: frozenset[str]
    shares: frozenset[str]
    share_name: re.Pattern[str]
    tail: re.Pattern[str]
    adverb: re.Pattern[str]
    setting: re.Pattern[str]
    by_rule: re.Pattern[str]
    duration: re.Pattern[str]
    each_one: re.Pattern[str]
    label: re.Pattern[str]
    modals: frozenset[str]
    means: frozenset[str]
    setters: frozenset[str]


@lru_cache(maxsize=4)
def vocabulary(lexicon: Lexicon) -> Vocabulary:
    """The word lists of a lexicon."""

    def words(table: str) -> Words:
        return Words.of(lexicon.words(f"objects.{table}"))

    def known(table: str) -> frozenset[str]:
        return frozenset(lexicon.words(f"objects.{table}"))

    def pattern(table: str) -> re.Pattern[str]:
        return compiled(lexicon.union(f"objects.{table}"))

    def ends(table: str) -> re.Pattern[str]:
        return compiled(f"(?:{lexicon.union(f'objects.{table}')})\\Z")

    return Vocabulary(
        verbs=words("verb"),
        modifiers=known("modifier_verb"),
        heads=words("noun_head"),
        light=known("light_verb"),
        pivots=known("pivot_verb"),
        adjectival=words("adjectival"),
        actions=words("action_noun"),
        prepositions=known("preposition"),
        copulas=words("copula"),
        leads=words("lead"),
        kept_leads=words("kept_lead"),
        stops=words("stop"),
        kinds=words("kind_word"),
        adjectives=words("adjective"),
        kept_stops=words("kept_stop"),
        person=ends("person"),
        bare=ends("bare_modifier"),
        spent=ends("amount_noun"),
        kept_modifier=ends("kept_modifier"),
        compared=ends("compared_with"),
        same_persons=ends("same_persons"),
        single=_single(lexicon),
        movement=lexicon.words("objects.movement"),
        paid=words("amount_follows"),
        noun_alone=known("noun_alone"),
        applied=known("applied_for"),
        payer=ends("payer"),
        of_words=lexicon.words("objects.kept_of"),
        doer=pattern("body_before_person"),
        agent=ends("agent"),
        opener=pattern("opener"),
        owner=ends("owner"),
        single_nouns=known("single_noun"),
        made=ends("made_in_one"),
        extent=ends("extent"),
        change=ends("change"),
        restated=ends("restated"),
        shared=ends("shared"),
        figure=pattern("figure"),
        own_number=pattern("own_number"),
        quantity=ends("quantity_noun"),
        word_ends=known("word_end"),
        number_of=ends("number_of"),
        branch=pattern("branch"),
        ordinal_lead=pattern("lead_pattern"),
        done=ends("done"),
        and_then=pattern("and_then"),
        postpositions=known("postposition"),
        shares=known("share"),
        share_name=ends("share_name"),
        tail=ends("tail"),
        adverb=pattern("adverb"),
        setting=pattern("setting"),
        by_rule=pattern("by_rule"),
        duration=ends("duration"),
        each_one=ends("each_one"),
        label=ends("label"),
        modals=known("modal"),
        means=known("mean"),
        setters=known("setter"),
        dictionary=frozenset(lexicon.words("verbs.dictionary")),
    )


def _single(lexicon: Lexicon) -> dict[str, str]:
    """Verbs of one character with the characters that make one word with each."""
    rules = lexicon.rules("objects.single_verb")
    return {word: rule.data["not_before"].get(word, "") for rule in rules for word in rule.words}
