"""The noun phrase that a number counts.

It touches the number: on the right (5个国家级学会) up to the first verb or mark, or on the left (新增企业科协81家)
from the last governing verb on. Where the phrase begins and ends is told by word lists (`objects.toml`); a verb that
they do not know is told by the verbs of a segmenter's dictionary (`verbs.toml`), which is as good as asking the
segmenter and needs no start-up time.
"""

import re
from functools import lru_cache
from typing import Final

from kexie_extract.grammar.quantities.nouns import Nouns, Slice
from kexie_extract.grammar.quantities.units import Kind
from kexie_extract.grammar.quantities.vocabulary import vocabulary
from kexie_extract.lexicon import Lexicon
from kexie_extract.lexicon.joints import may_be_in_word
from kexie_extract.text.patterns import compiled

_CLOSING: Final = {"“": "”", "《": "》", "（": "）", "‘": "’", "「": "」", "〈": "〉"}
_OPENING: Final = {close: opening for opening, close in _CLOSING.items()}
_HARD: Final = frozenset("，。；：！？\n“《（‘…—|~-×¥￥$●•■◆▪○★◇□")
_RIGHT_HARD: Final = frozenset("，。；：！？\n”》）’… |~+=*#/<>—×¥￥$")
_REACH: Final = 48  # characters that a noun phrase may span
_QUOTE: Final = 30  # characters that a mark may hold
_BRACKET: Final = 10  # characters that a bracket inside a noun phrase may hold
_MARKED = compiled(r"“[^”]*”|《[^》]*》|（[^）]*）|‘[^’]*’")
_AFTER_VERB: Final = frozenset("了过出起到至")
_NUMERALS: Final = frozenset("一二三四五六七八九十")


class Phrases(Nouns):
    """Where the noun phrase of a number begins and ends."""

    def right(self, text: str, start: int, reach: int = _REACH) -> tuple[int, int]:
        """`[start, end)` of the noun phrase that begins at `start`; empty where none does."""
        start = self._right_start(text, start)
        if text[start : start + 1] in ("和", "及", "与", "或", "并"):
            return start, start
        end = self._right_end(text, start, start + reach)
        while end > start and text[end : end + 1] == "、":
            more = self._right_end(text, end + 1, start + reach)
            if more <= end + 1 or self.own_number.match(text, more) or self.verbs.at(text, end + 1):
                break
            end = more
        while end > start and text[end - 1] in "和与及或、和并":
            end -= 1
        if tail := self.tail.search(text, start, end):
            end = tail.start()
        end = self._before_predicate(text, start, end)
        if text[end : end + 1] == "的" and self._begins_with_verb(text, start):  # 12门体现创新的课程
            return start, start
        if end > start and (self.bare.match(text[start:end]) or (text[start] == "（" and text[end - 1] == "）")):
            return start, start
        return start, end

    def _right_start(self, text: str, start: int) -> int:
        """The start without 的, words for kinds and an adjective that 的 joins to the noun (3个重要的项目)."""
        start += text[start : start + 1] == "的"
        start += len(self.kinds.at(text, start))
        of = start + len(self.adjectives.at(text, start))
        return of + 1 if of > start and text[of : of + 1] == "的" else start

    def _begins_with_verb(self, text: str, start: int) -> bool:
        """Whether a verb that the governing ones lack begins there, as the dictionary or 了 shows."""
        return text[start : start + 2] in self.dictionary or text[start + 2 : start + 3] in ("了", "着")

    def _before_predicate(self, text: str, start: int, end: int) -> int:
        """The end before a verb that only the dictionary knows and that persons or bodies are the subject of."""
        for at in range(start + 2, end - 1):
            if text[at : at + 2] in self.dictionary and not self.holds(text, at, 2):
                noun = text[start:at]
                if self.is_person(noun) or self.is_body(noun):
                    return at
        return end

    def _right_end(self, text: str, start: int, limit: int) -> int:
        at = start
        limit = min(limit, len(text))
        while at < limit:
            char = text[at]
            if char in "“《（‘":
                close = text.find(_CLOSING[char], at, at + (_BRACKET if char == "（" else _QUOTE))
                if close < 0 or (char == "（" and self.figure.search(text, at, close)):
                    return at
                at = close + 1
                continue
            if char in _RIGHT_HARD or char == "、" or char.isdigit():
                return at
            if self._ends(text, at, at == start) or self.figure.match(text, at):
                return at
            at += len(self._passed(text, at)) or 1
        return at

    def _passed(self, text: str, at: int) -> str:
        """A verb that stands inside the phrase as modifier."""
        verb = self.verbs.at(text, at)
        return "" if self.holds(text, at, len(verb)) else verb

    def _ends(self, text: str, at: int, first: bool) -> bool:
        """Whether a postposition, a stop word or a verb at `at` ends the phrase on the right."""
        if text[at] in self.postpositions and text[at - 1] not in "之以" and not self.holds(text, at):
            closed = text[at + 1 : at + 2] in ("", "，", "。", "；", "、", "有")
            if closed or self._clause_goes_on(text, at + 1):
                return True
        stop = self.stops.at(text, at)
        if stop and not self.holds(text, at, whole=len(stop)) and not (stop in "到至" and text[at - 1] in _NUMERALS):
            return True
        verb = self.verbs.at(text, at)
        if not verb or self.holds(text, at, len(verb)):
            return False
        after = text[at + len(verb) : at + len(verb) + 1]
        if len(verb) == 1:
            return first and not self.holds(text, at) and after in "了过"
        return after in ("了", "过", "着") or verb not in self.modifiers or self._predicates(text, at, verb)

    def _predicates(self, text: str, at: int, verb: str) -> bool:
        """Whether a verb that can also stand in a noun phrase ends the one before it."""
        after = at + len(verb)
        if text[after : after + 1] in self.word_ends:  # 研究性论文
            return False
        if after >= len(text) or text[after] in "，。；、）”和及与":
            return verb not in self.actions.known
        head = self.heads.at(text, after)
        beyond = text[after + 1 : after + 2]
        if len(head) == 1 and head not in "员者师" and beyond and beyond not in "，。；、）”和及与的":
            head = head if self._clause_goes_on(text, after + 1) else ""
        return not head and not joins(text, after) and self.verbs.at(text, after) not in self.modifiers

    def _clause_goes_on(self, text: str, at: int) -> bool:
        """Whether a verb or an adverb stands there (在91个县中继续领先)."""
        return bool(self.verbs.at(text, at) or self.stops.at(text, at))

    def left(self, text: str, start: int, floor: int, kind: Kind = "count") -> tuple[int, int]:
        """`[start, end)` of the noun phrase that ends before a number; empty where none does.

        Args:
            text: tightened text.
            start: where the number and its comparing words begin.
            floor: where the last quantity ended; nothing before it is read.
            kind: what the measure word measures; a verb may stand between a noun and its count (渔船改造35艘), which it
                does not before an amount.
        """
        if text[start - 1 : start] in ("、", "和", "及", "前"):  # 总分前6名: a rank counts nothing by itself
            return start, start
        if text[start - 1 : start] == "：" and self.label.search(
            text, max(floor, start - 14), start
        ):  # 预算金额：98500元
            start -= 1
        first = self._left_start(text, start, floor)
        for time in self.setting.finditer(text, first, start):
            first = time.end()
        end = self._uncopula(text, first, start)
        end = self._before_final_verb(text, first, end, kind)
        first, governed = self._after_verbs(text, first, end)
        governed = governed and not self._auxiliary(text, first)
        first = self._after_single_verb(text, self._unlead(text, first, end), end)
        if not governed:
            first = self._without_modifier_verb(text, first, end)
        first = self._unlead(text, self._after_relative(text, first, end), end)
        if not self.verbs.before(text, first):
            first = self._without_rare_verb(text, first, end)
        return self._counted(text, first, self._whole_of_share(text, first, end), kind)

    def _counted(self, text: str, first: int, end: int, kind: Kind) -> Slice:
        """The part of a noun phrase that a number counts; empty where nothing is."""
        if kind == "metric" and text[end - 1 : end] in self.postpositions:  # 项目区内17亩土地: where, not what
            return end, end
        if kind == "metric" and not may_be_in_word(text, end - 1) and self.extent.search(text, first, end):
            end -= 1
        phrase = text[first:end]
        if self.made.match(phrase):
            return end - 1, end
        if self.by_rule.search(phrase):  # 县财政按常住人口人均2元: neither the payer nor the rule is what is counted
            return end, end
        by_whom = text[first - 1 : first] == "被"  # 已被工会覆盖790家
        if not phrase or by_whom or self.bare.match(phrase) or self._says_nothing(text, phrase, end):
            return end, end
        return first, end

    def _whole_of_share(self, text: str, first: int, end: int) -> int:
        """The end before 占 and what the share is of (科普时间占全部工作时间60%), unless the share itself is named."""
        share = text.rfind("占", first + 2, end)
        named = share < 0 or self.holds(text, share) or self.share_name.search(text, share, end)
        return end if named else share

    def _says_nothing(self, text: str, phrase: str, end: int) -> bool:
        """A verb alone, 每题, or what ends in a verb of one character (初赛设50道)."""
        if (phrase in self.verbs.known and phrase not in self.actions.known) or phrase in self.pivots:
            return True
        if phrase[-1] in self.single and text[end - 2 : end] not in self.verbs.known and len(phrase) > 2:
            return True
        return self.each_one.match(phrase) is not None

    def _auxiliary(self, text: str, first: int) -> bool:
        """Whether the verb before `first` only says how the next one is meant (力争引进人才20名)."""
        verb = self.verbs.before(text, first)
        return len(verb) > 1 and verb in self.leads.known

    def _after_single_verb(self, text: str, first: int, end: int) -> int:
        """The start after a verb of one character that begins the phrase (获一等奖3项)."""
        guard = self.single.get(text[first : first + 1])
        if guard is None or first + 2 >= end or text[first + 1] in guard:
            return first
        return first + 1 + (text[first + 1] in "了得出到下")

    def _left_start(self, text: str, start: int, floor: int) -> int:
        at, lowest = start, max(floor, start - _REACH)
        while at > lowest:
            char = text[at - 1]
            if char in _OPENING:
                opening = text.rfind(_OPENING[char], max(floor, at - _QUOTE - 10), at)
                if opening < 0:
                    return at
                at = opening
                continue
            if char == "、" and self.duration.search(text, lowest, at - 1):  # 时长不超过5分钟、大小不超过5M
                return at
            if char in _HARD or (char == "·" and not text[lowest : at - 1][-1:].isalpha()):  # a bullet, no name's dot
                return at
            at -= 1
        return at

    def _uncopula(self, text: str, first: int, end: int) -> int:
        """The end without the words between noun and number."""
        while end > first:
            if compared := self.compared.search(text, max(first, end - 8), end):  # 余额较年初增加12亿元
                end = compared.start()
                continue
            word = self.copulas.before(text, end)
            if not word or end - len(word) < first:
                return end
            pair = text[max(first, end - 2) : end]
            if len(word) == 1 and (pair in self.verbs.known or pair in self.kept_stops.known):
                return end
            if end - len(word) == first and len(word) > 1 and word in self.modifiers:
                return end
            end -= len(word)
        return end

    def _before_final_verb(self, text: str, first: int, end: int, kind: Kind) -> int:
        """The end without a verb that stands after its noun (渔船改造35艘, 学校分别新建6所, 债券额度新增1亿元)."""
        for length in (4, 3, 2):
            verb = text[end - length : end] if end - length > first else ""
            if verb not in self.verbs.known or verb in self.actions.known:
                continue
            if text[end - length - 1] == "化":  # what is before the verb is no noun (智能化改造36处)
                break
            front = self._uncopula(text, first, end - length)
            begin, governed = self._after_verbs(text, first, front)
            governed = governed and not self._auxiliary(text, begin)
            begin = self._unlead(text, begin, front)
            noun = text[begin:front]
            counted = len(noun) > 1 or noun in self.single_nouns
            if not governed and counted and (self.is_property(noun) or self._undergoes(noun, kind)):
                return front
            break
        return end

    def _undergoes(self, noun: str, kind: Kind) -> bool:
        """Whether something is done to the noun before a verb (渔船改造35艘), not by it (合作社种植300亩)."""
        opening = self.verbs.at(noun, 0)
        compound = opening in self.modifiers and noun[len(opening) :] in self.heads.known | {""}  # 建设标准制定4项
        if len(opening) > 1 and not compound:
            return False
        return kind in ("count", "person") or (kind == "metric" and not self.owner.search(noun))

    def _after_verbs(self, text: str, first: int, end: int) -> tuple[int, bool]:
        """Where the phrase begins after its last governing verb, and whether there was one."""
        masked = _MARKED.sub(lambda mark: "□" * len(mark[0]), text[first:end])
        joints = {joint.start(): joint.end() for joint in self.and_then.finditer(masked)}
        cut = at = 0
        last = ""
        while at < len(masked):
            if at in joints:
                at = cut = joints[at]
                last = ""
                continue
            char = masked[at]
            if char == "设" and masked[at - 1 : at] in self.setters and at > cut:
                at = cut = at + 1
                last = char
                continue
            verb = self.verbs.at(masked, at) if char in self.verbs.lengths else ""
            if (len(verb) < 2 and verb != "赴") or self.holds(masked, at, len(verb)):
                at += 1
                continue
            after = at + len(verb)
            if self._governs(masked, at, after, cut, last):
                cut, last = self._after_verb(text, first, masked, after), verb
            at = max(after, cut)
        return first + cut, bool(last)

    def _after_verb(self, text: str, first: int, masked: str, at: int) -> int:
        """Where the object of a verb begins: after 了 or 出 and a bracket that touch the verb."""
        if masked[at : at + 1] in _AFTER_VERB and not self.kept_leads.at(masked, at):
            at += 1
        if text[first + at : first + at + 1] == "（" and masked[at : at + 1] == "□":
            at = text.index("）", first + at) + 1 - first
        return at

    def _governs(self, masked: str, at: int, after: int, cut: int, last: str) -> bool:
        """Whether a verb takes what follows as object, rather than standing in the noun phrase."""
        verb, rest = masked[at:after], masked[after:]
        if not rest:  # an action noun: 开展专题研讨4次, 申报省科技奖励17项; but 择优上报22个
            named = verb in self.modifiers and self._named_by(verb, last, masked[cut:at])
            return verb not in self.actions.known and not named and not self.spent.search(masked)
        if rest[0] in self.word_ends or len(rest) == 1:
            return False
        if self.number_of.match(rest) and verb not in self.copulas.known:  # 浏览量, 抢救成功率; but 提高合格率
            return False
        if rest[0] in self.shares and self.spent.search(masked, 0, after):  # 研发投入占GDP比重
            return False
        head = self.heads.at(masked, after)
        whole = bool(head) and after + len(head) == len(masked)
        if verb in self.applied and last in self.pivots and not whole:  # 组织申报省科技奖励, but 申报项目
            return True
        if verb in self.modifiers and self.opener.match(rest):
            return True
        if verb in self.modifiers:
            opened = masked[cut : cut + 1] in self.prepositions or masked[cut : cut + 2] in self.prepositions
            opened = opened or masked[at - 1 : at] in self.modals or masked[at - 2 : at] in self.means
            opened = opened or (not whole and rest[0] not in "、和及与" and bool(self.agent.search(masked, cut, at)))
            counted = self.done.search(masked, 0, at) is not None and at - 1 >= cut
            return (opened or counted or last in self.pivots) and at > cut and not self.is_property(rest)
        return not (last in self.light and whole)

    def _named_by(self, verb: str, last: str, noun: str) -> bool:
        """Whether a verb at the end makes one noun with what is before it (发布安全提示6条, 智能化改造36处)."""
        leading = self.verbs.at(noun, 0)
        long_enough = len(noun) - len(leading) > 1 and bool(last or len(leading) > 1)
        done = long_enough and verb not in self.paid.known and not {last, leading} & self.pivots and "每" not in noun
        return done or noun.endswith("化") or self._applied_for(last + noun)

    def _applied_for(self, text: str) -> bool:
        """Whether a noun of two characters or more follows a verb that a project takes (申报省科技)."""
        return any(0 <= text.find(verb) < len(text) - len(verb) - 1 for verb in self.applied)

    def _unlead(self, text: str, first: int, end: int) -> int:
        """The start without adverbs, times, 各类, 系列, 部分, 全市."""
        while first < end:
            if time := self.ordinal_lead.match(text, first, end):
                first = time.end()
                continue
            if text[first] in "日年月" and self._daily(text, first + 1, end):
                first += 1
                break
            word = self.leads.at(text, first)
            if not word or first + len(word) == end - 1 or len(self.verbs.at(text, first)) > len(word):
                break
            if first + len(word) > end:
                break
            if self.kept_leads.at(text, first) or (word == "每" and text[first + 1] in "百千万"):  # 每万人口拥有量
                break
            first += len(word)
        while first < end and text[first] in "、）”和及与或":
            first += 1
        return first

    def _daily(self, text: str, at: int, end: int) -> bool:
        """Whether a verb with an object follows 日 or 年 (日处理污水), not a property (日处理能力)."""
        verb = self.verbs.at(text, at)
        rest = text[at + len(verb) : end]
        return len(verb) > 1 and len(rest) > 1 and not self.is_property(rest)

    def _without_modifier_verb(self, text: str, first: int, end: int) -> int:
        """Take a modifier verb off where no other verb governs (培训农技人员100名); not from 创建项目数."""
        if self.quantity.search(text[first:end]):
            return first
        spent = self.spent.search(text[first:end]) is not None
        while True:
            verb = self.verbs.at(text, first)
            after = first + len(verb)
            if (spent and not self.spent.search(text[after:end])) or (
                len(verb) < 2
                or after >= end
                or text[after] in self.word_ends
                or self.adjectival.at(text, first)
                or self.holds(text, first, len(verb))
                or self.kept_modifier.match(text[after:end])
                or end - after == 1
            ):
                return first
            first = self._unlead(text, after + (text[after] in "了过出到"), end)

    def _without_rare_verb(self, text: str, first: int, end: int) -> int:
        """Take off a verb that only the dictionary knows (撬动社会资本4.6亿元); not from two characters and one."""
        after = first + 2
        known = end - after >= 2 and text[first:after] in self.dictionary and not self.holds(text, first, 2)
        if self.quantity.search(text[first:end]):
            return first
        if not known or text[first:after] in self.modifiers or self.adjectival.at(text, first):
            return first
        return after + (text[after] in "了过" and end - after > 2)

    def _after_relative(self, text: str, first: int, end: int) -> int:
        """The start after the last 的 outside marks, and after 等 where a longer phrase follows."""
        masked = _MARKED.sub(lambda mark: "□" * len(mark[0]), text[first:end])
        for word in self.of_words:
            masked = masked.replace(word, "□" * len(word))
        cut = max(masked.rfind("的") + 1, max((adverb.end() for adverb in self.adverb.finditer(masked)), default=0))
        for branch in self.branch.finditer(masked):
            cut = max(cut, branch.end())
        return first + cut if first + cut < end else first

    def relative_head(self, text: str, start: int) -> tuple[int, int]:
        """The noun after a 的-clause that begins at `start` (12门体现创新意识的课程); empty where none does."""
        of = text.find("的", start + 2, start + 24)
        if of < 0 or re.search(r"[，。；：！？\d\n]", text[start:of]):
            return start, start
        return self.right(text, of)

    def without_doer(self, text: str, span: Slice) -> Slice:
        """The bodies without the persons of them that stand behind (70家企业负责人: 家 counts 企业)."""
        found = self.doer.match(text, span[0], span[1])
        return (span[0], found.end()) if found and self.is_person(text[found.end() : span[1]]) else span

    def persons_of(self, text: str, span: Slice) -> Slice:
        """The persons that 名 counts in a phrase that ends in something else (50名教师典型事迹, 3名企业的专家)."""
        start, end = span
        if self.is_person(text[start:end]):
            return span
        if text[end : end + 1] == "的":
            head = self.persons_of(text, self.right(text, end))
            return head if self.is_person(text[slice(*head)]) else span
        plain = end
        while mark := _MARKED.search(text, start, plain):
            plain = mark.start()
        for at in range(plain, start + 1, -1):
            if not may_be_in_word(text, at) and self.is_person(text[start:at]):
                return (start, at) if text[at] != "（" else span
        return span

    def without_action(self, text: str, span: Slice) -> Slice:
        """The bodies without what is done there (深入21所学校巡展)."""
        start, end = span
        while (word := self.actions.before(text, end)) and end - len(word) > start + 1:
            end -= len(word)
        return start, end


@lru_cache(maxsize=4)
def phrases(lexicon: Lexicon) -> Phrases:
    """The reader of noun phrases by the words of a lexicon."""
    return Phrases(*vocabulary(lexicon))


def joins(text: str, at: int) -> bool:
    """Whether the character at an offset makes a word with the one before it and none with the next (宣传栏)."""
    return may_be_in_word(text, at) and not may_be_in_word(text, at + 1)
