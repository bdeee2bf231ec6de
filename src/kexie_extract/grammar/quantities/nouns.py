"""What kind of noun a phrase is, by the words of the lexicon."""

from kexie_extract.grammar.quantities.vocabulary import Vocabulary

Slice = tuple[int, int]


class Nouns(Vocabulary):
    """Questions about words and phrases that stand somewhere in a text."""

    def holds(self, text: str, at: int, size: int = 0, *, whole: int = 1) -> bool:
        """Whether a noun covers the `whole` characters at `at`; a noun that is the verb of that size is none."""
        for start in range(max(0, at - 2), at + 1):
            for length in self.kept_stops.lengths.get(text[start], ()):
                end = start + length
                if end >= at + whole and (start < at or length > size) and text[start:end] in self.kept_stops.known:
                    return True
        return False

    def is_action(self, phrase: str) -> bool:
        """Whether the phrase holds nothing but action words, which 次 counts as verbs."""
        at = 2 if phrase[:2] in self.means else 0
        while at < len(phrase):
            word = self.actions.at(phrase, at) or self.verbs.at(phrase, at)
            if not word and phrase[at] not in "、和及与并":
                return False
            at += len(word) or 1
        return True

    def is_verb(self, phrase: str) -> bool:
        """Whether the phrase is one verb and nothing else, and no noun by itself (编制62名)."""
        return phrase in self.verbs.known and phrase not in self.noun_alone

    def is_body(self, phrase: str) -> bool:
        """Whether the phrase names who does something, which 项 and 篇 do not count."""
        return bool(self.agent.search(phrase) or self.owner.search(phrase))

    def is_payer(self, phrase: str) -> bool:
        """Whether the phrase names who pays or receives an amount, not the amount."""
        return self.payer.search(phrase) is not None

    def changes_only(self, text: str, start: int, end: int) -> bool:
        """Whether nothing but a comparison and a word of change stands there (，比上年增长): the noun is elided."""
        return end > start and self.change.match(text[start:end]) is not None

    def restates(self, between: str) -> bool:
        """Whether nothing but a copula stands between two numbers (渠道50条共计23公里)."""
        return self.restated.match(between) is not None

    def names_amount(self, text: str, at: int) -> Slice | None:
        """The noun right after an amount that says what it is (二百元以下罚款); None where none does."""
        end = at + len(self.paid.at(text, at))
        return (at, end) if end > at and (end == len(text) or text[end] in "，。；、）！？\n") else None

    def is_quantity(self, phrase: str) -> bool:
        """Whether the phrase names a measured quantity (客运量, 人数)."""
        return self.quantity.search(phrase) is not None

    def is_property(self, phrase: str) -> bool:
        """Whether the phrase names a measured quantity or another property (审批时限, 贷款余额)."""
        return self.is_quantity(phrase) or self.kept_modifier.search(phrase) is not None

    def is_counted(self, phrase: str) -> bool:
        """Whether a figure without measure word can count the phrase (专业人才8万, 旅居人数达389万)."""
        return self.is_person(phrase) or self.quantity.search(phrase) is not None

    def is_person(self, phrase: str) -> bool:
        """Whether the phrase names persons, so that 人 counts it."""
        return self.person.search(phrase) is not None
