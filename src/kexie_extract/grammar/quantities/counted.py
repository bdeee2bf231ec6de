"""Which noun phrase each quantity of a text takes: the one that touches it, one named before, or one of a list."""

import re
from typing import Final

from kexie_extract.grammar.quantities.draft import Draft
from kexie_extract.grammar.quantities.nouns import Slice
from kexie_extract.grammar.quantities.objects import Phrases

_SENTENCE: Final = 400  # characters of a sentence in which an elided noun is looked for
_REACH_BACK: Final = 12  # characters between persons and those of them that are told apart
_GROUP: Final = 12  # numbers that 分别 can give out
_CLAUSE_MARKS: Final = "，。；：！？\n"
_AMOUNTS: Final = ("money", "metric", "ratio")
_DOERS: Final = tuple("户家名位所个批")
_BODIES: Final = ("家", "所")
_WORKS: Final = ("项", "件", "篇", "份", "条", "期", "册")
_PERSONS: Final = ("名", "位")
_PLACES: Final = ("家", "所", "个", "处", "户")
_COPULAS: Final = ("为", "占", "是", "达")
_TOUCHING: Final = ("", "×", "*", "和", "、", "及", "或")

Object = tuple[Slice, ...]
"""The slices that make up one noun; two where a list shares a head."""


class Assigner:
    """Gives quantities their noun phrases, as the words of one lexicon tell."""

    def __init__(self, phrase: Phrases) -> None:
        self.phrases = phrase

    def assign(self, text: str, drafts: list[Draft]) -> None:
        """Give every draft its noun phrase."""
        for index, draft in enumerate(drafts):
            if not draft.object:
                draft.object = self._object(text, draft, drafts[index - 1] if index else None)
            self._distribute(text, drafts, index)

    def _object(self, text: str, draft: Draft, before: Draft | None) -> Object:
        kind = draft.unit.kind
        if kind in ("age", "service"):
            return ()
        if kind == "ratio" and text[draft.start - 1 : draft.start] == "的":
            return self._compared(text, draft, before)
        if before is not None and self._changes(text, draft, before):
            return before.object
        if kind == "person":
            return self._of_persons(text, draft, before)
        return self._of_amount(text, draft, before) if kind in _AMOUNTS else self._of_count(text, draft, before)

    def _left(self, text: str, draft: Draft, before: Draft | None) -> Slice:
        return self.phrases.left(text, draft.start, max(_read_to(before), draft.floor), draft.unit.kind)

    def _of_count(self, text: str, draft: Draft, before: Draft | None) -> Object:
        """The noun after the number, else the one before it, else the head of a relative clause, else an elided one."""
        right = self.phrases.right(text, draft.end)
        if right[1] > right[0]:
            return (self._counted_by(text, draft, right),)
        left = self._left(text, draft, before)
        if left[1] > left[0]:
            if draft.unit.kind == "event" and not self._counts_noun(text, left):
                return ()
            if not self._acts(text, draft, left):
                return (left,)
        head = self.phrases.relative_head(text, draft.end)
        if draft.unit.kind == "count" and head[1] > head[0]:
            return (head,)
        return self._elided(text, draft, before)

    def _of_amount(self, text: str, draft: Draft, before: Draft | None) -> Object:
        """What an amount names after it (200元罚款), else the noun before it, else the one after it."""
        money = draft.unit.kind == "money"
        if money and (paid := self.phrases.names_amount(text, draft.end)):
            return (paid,)
        left = self._left(text, draft, before)
        by_payer = money and (left[1] - left[0] < 2 or self.phrases.is_payer(text[slice(*left)]))
        if left[1] > left[0] and not by_payer:
            return (left,)
        right = self.phrases.right(text, draft.end)
        named = self.phrases.is_property(text[slice(*right)])  # 减免3万元检测费用
        if right[1] > right[0] and (named or not self.phrases.verbs.at(text, draft.end)):
            return (right,)
        return self._elided(text, draft, before)

    def _of_persons(self, text: str, draft: Draft, before: Draft | None) -> Object:
        """人 counts by itself unless a noun of persons touches it."""
        left = self._left(text, draft, before)
        noun = text[slice(*left)]
        if noun and (self.phrases.is_person(noun) or self.phrases.is_property(noun)):
            return (left,)
        right = self.phrases.right(text, draft.end)
        if right[1] > right[0] and self.phrases.is_person(text[slice(*right)]) and text[draft.end] != "的":
            return (right,)
        near = before if before and draft.start - before.end <= _REACH_BACK else None
        if near is None or near.unit.kind != "person":
            return ()
        same = self.phrases.same_persons.search(text[near.end : draft.start])
        return self._elided(text, draft, near) if same else ()

    def _acts(self, text: str, draft: Draft, left: Slice) -> bool:
        """Whether what stands before the number does something and is not counted (走访30户, 市科协设立2项)."""
        phrase, measure = text[slice(*left)], draft.unit.word[:1]
        return (measure in _DOERS and self.phrases.is_verb(phrase)) or (
            measure in _WORKS and self.phrases.is_body(phrase)
        )

    def _counted_by(self, text: str, draft: Draft, right: Slice) -> Slice:
        """The part of a noun phrase that the measure word can count: persons, or bodies without their persons."""
        if draft.unit.word[:1] in _PERSONS:
            return self.phrases.persons_of(text, right)
        if draft.unit.word[:1] in _PLACES and text.endswith(self.phrases.movement, 0, draft.start):
            return self.phrases.without_action(text, right)
        return self.phrases.without_doer(text, right) if draft.unit.word in _BODIES else right

    def _changes(self, text: str, draft: Draft, before: Draft) -> bool:
        """Whether the quantity only says how the one before changed (床位785万张，比上年增加44万张)."""
        if draft.unit.kind not in ("ratio", "money", "metric", before.unit.kind) and before.unit.kind != "ratio":
            return False
        between = text[before.end : draft.start]
        if any(mark in between for mark in "。！？\n"):
            return False
        opens = before.end + max(between.rfind(mark) for mark in "，；：、（") + 1
        return self.phrases.changes_only(text, opens, draft.start) or self.phrases.restates(between)

    def _counts_noun(self, text: str, span: Slice) -> bool:
        """Whether what 次 counts is a noun or an action noun under a light verb, not a verb of its own."""
        before = text[max(0, span[0] - 4) : span[0]].removesuffix("了")
        if before.endswith(self.phrases.movement):
            return not self.phrases.actions.before(text, span[1])
        light = any(before.endswith(verb) for verb in self.phrases.light)
        return light or not self.phrases.is_action(text[slice(*span)])

    def _elided(self, text: str, draft: Draft, before: Draft | None) -> Object:
        """The noun of the quantity before in the same sentence, else of the clause before."""
        nearest = max(0, draft.start - _SENTENCE)
        sentence = max(text.rfind(mark, nearest, draft.start) for mark in "。！？\n") + 1 or nearest
        same = before is not None and before.start >= sentence
        if before is not None and text[before.end : draft.start] in _TOUCHING:  # 五千元以上三万元以下, 1.2米×2.4米
            return before.object
        if draft.unit.kind == "metric" and same and before is not None and before.unit.kind == "metric":
            bare = self.phrases.extent.match(text, draft.start - 1, draft.start)  # 长8米，宽3米
            return before.object if bare else ()
        if draft.unit.kind not in ("count", "person", "ratio", "none"):
            return ()
        if before is not None and same:
            return before.object if draft.unit.kind == before.unit.kind else ()
        clause = max(text.rfind(mark, sentence, draft.start) for mark in "，；：")
        if draft.unit.kind != "count" or clause <= sentence or text[clause] != "，":
            return ()
        found = self.phrases.left(text, clause, max(sentence, draft.floor))
        return (found,) if found[1] > found[0] else ()

    def _compared(self, text: str, draft: Draft, before: Draft | None) -> Object:
        """重量仅为传统产品的五分之二, 女性占会员总数的40%: what is compared stands before the copula."""
        clause = max(text.rfind(mark, max(0, draft.start - 40), draft.start) for mark in _CLAUSE_MARKS) + 1
        copula = max(text.rfind(word, clause, draft.start - 1) for word in _COPULAS)
        if copula == clause and before is not None and before.start >= clause - _SENTENCE:
            return before.object  # 完成投资420亿元，占年度计划的108%
        if copula <= clause:
            return ()
        found = self.phrases.left(text, copula, max(clause, _read_to(before)), "ratio")
        return (found,) if found[1] > found[0] else ()

    def _distribute(self, text: str, drafts: list[Draft], index: int) -> None:
        """分别 and 各 before several numbers give them to the listed nouns in turn."""
        word = self.phrases.shared.search(text, max(0, drafts[index].start - 8), drafts[index].start)
        listed = drafts[index].unit.kind == "count" and text[drafts[index].end : drafts[index].end + 1] == "、"
        group = self._group(text, drafts, index) if word or listed else []
        if len(group) < 2:
            return
        earlier = drafts[index - len(group) : index] if index >= len(group) else []
        if earlier and self._changes(text, drafts[index], drafts[index - 1]):  # 比上年分别增加685公顷和731公顷
            for draft, subject in zip(group, earlier, strict=True):
                draft.object = subject.object
            return
        start, end = self.phrases.left(text, drafts[index].start, drafts[index - 1].end if index else 0)
        nouns = _listed(text, start, end)
        if len(nouns) == len(group):
            for draft, noun in zip(group, nouns, strict=True):
                draft.object = noun

    def _group(self, text: str, drafts: list[Draft], index: int) -> list[Draft]:
        """The quantities from `index` on with nothing but 、 和 及 between."""
        group = [drafts[index]]
        for draft in drafts[index + 1 : index + _GROUP]:
            if text[group[-1].end : draft.start] not in ("、", "和", "及", "，", "与"):
                break
            group.append(draft)
        return group


def _read_to(before: Draft | None) -> int:
    """Where the noun phrase of the quantity before ends; what stands there counts no second time."""
    if before is None:
        return 0
    if before.unit.kind != "count":  # 亿元以上企业52家: the amount only tells which
        return before.end
    return max([before.end, *(last for _, last in before.object)])


def _listed(text: str, start: int, end: int) -> list[Object]:
    """The nouns of a list; a head that only the last one has is supplied to each (一产、二产、三产增加值)."""
    bounds = [start]
    for mark in re.finditer("[、和及与]", text[start:end]):
        bounds += [start + mark.start(), start + mark.end()]
    bounds.append(end)
    nouns = [(bounds[i], bounds[i + 1]) for i in range(0, len(bounds), 2)]
    sizes = {last - first for first, last in nouns[:-1]}
    first, last = nouns[-1]
    if len(sizes) == 1 and (size := sizes.pop()) < last - first - 1 and size <= 4:
        head = (first + size, last)
        return [(noun, head) for noun in nouns[:-1]] + [(nouns[-1],)]
    return [(noun,) for noun in nouns]
