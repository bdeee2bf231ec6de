"""Who answers for a piece of work: closing brackets and phrases.

（商务部、海关总署负责）, （教育部牵头，财政部参与）, 责任单位：办公室；配合单位：各学会. Words are data:
`lexicon/responsibility.toml`.
"""

import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal, NamedTuple

from kexie_extract.grammar.names import split_names
from kexie_extract.lexicon import Lexicon
from kexie_extract.lexicon.rules import alternation
from kexie_extract.text.folding import fold
from kexie_extract.text.patterns import compiled

Role = Literal["lead", "support", "other"]
_PAIRS = {"（": "）", "【": "】", "[": "]", "〔": "〕"}
_CLOSERS = {close: open_ for open_, close in _PAIRS.items()}
_BRACKET_OR_BREAK = compiled(r"[（）【】\[\]〔〕\n]")
_AFTER = "。；，！、\n \t"
_SENTENCE_MARKS = "。；！\n"
_LONGEST = 400
"""Characters; a longer bracket is text of its own."""
_LONGEST_NAME = 40
_WHEN_REACH = 30  # characters of a clause that says when


@dataclass(slots=True)
class Responsibility:
    """Who answers for a piece of work.

    Attributes:
        departments: who is responsible or leads.
        supporting_departments: who takes part.
        spans: where the brackets and phrases stand in the text that was given, `[start, end)` in order.
    """

    departments: list[str] = field(default_factory=list)
    supporting_departments: list[str] = field(default_factory=list)
    spans: list[tuple[int, int]] = field(default_factory=list)

    def __bool__(self) -> bool:
        """Whether any body is named."""
        return bool(self.departments or self.supporting_departments)


class _Claim(NamedTuple):
    """Names under one label or before one verb."""

    role: Role
    names: list[str]


class _Rules(NamedTuple):
    label: re.Pattern[str]
    verb: re.Pattern[str]
    default: re.Pattern[str]
    body: re.Pattern[str]
    leading: re.Pattern[str]
    agent: tuple[str, ...]
    alone: tuple[str, ...]
    closing: re.Pattern[str]
    note: re.Pattern[str]
    others: re.Pattern[str]
    counted: re.Pattern[str]
    when: re.Pattern[str]


@lru_cache(maxsize=4)
def _rules(lexicon: Lexicon) -> _Rules:
    """The lexicon's entries, compiled; the name of the group that matched is the role."""

    def by_role(table: str) -> str:
        roles: dict[str, list[str]] = {}
        for rule in lexicon.rules(f"responsibility.{table}"):
            roles.setdefault(rule.data["role"], []).append(rule.expression)
        return "|".join(f"(?P<{role}>{'|'.join(patterns)})" for role, patterns in roles.items())

    endings = "|".join(f"(?:{rule.expression})" for rule in lexicon.rules("responsibility.ending"))
    return _Rules(
        label=compiled(rf"(?<![一-鿿0-9A-Za-z])(?:{by_role('label')})\s*："),
        verb=compiled(by_role("verb")),
        default=compiled(lexicon.union("responsibility.default")),
        body=compiled(endings),
        leading=compiled(f"\\A(?:{lexicon.union('responsibility.leading')})"),
        agent=lexicon.words("responsibility.agent"),
        alone=lexicon.words("responsibility.alone"),
        closing=compiled(alternation([*lexicon.words("responsibility.agent"), *lexicon.words("responsibility.alone")])),
        note=compiled(lexicon.union("responsibility.note")),
        others=compiled(lexicon.union("responsibility.others_joined")),
        counted=compiled(lexicon.union("responsibility.counted")),
        when=compiled(f"(?:{lexicon.union('responsibility.when')})\\Z"),
    )


def find(text: str, lexicon: Lexicon) -> Responsibility:
    """The bodies that closing brackets and phrases of a text make responsible.

    人民银行等部门 gives 人民银行; 适用范围：… and 完成时限：… name nobody.

    Args:
        text: an item's or a section's text.
        lexicon: rules of `responsibility.toml`.
    """
    rules = _rules(lexicon)
    folded = fold(text)
    result = Responsibility()
    brackets = _brackets(folded)
    for start, end in brackets:
        if end - start <= _LONGEST and _closes(folded, start, end):
            inner = text[start + 1 : _own_end(folded, start, end, rules)]
            claims = _labelled(inner, rules, lexicon) or _stated(inner, rules, lexicon)
            claims = claims or _bare_list(folded, start, inner, rules, lexicon)
            _add(result, claims, (start, end))
    for start, end in _phrases(folded, brackets, rules):
        _add(result, _labelled(text[start:end], rules, lexicon), (start, end))
    if not result:
        _add_closing_sentence(result, text, folded, brackets, rules, lexicon)
    result.spans.sort()
    return result


def find_default(text: str, lexicon: Lexicon) -> Responsibility | None:
    """The owner that one bracket or sentence sets for all that follows (以下除标注外均由…负责), None without one."""
    rules = _rules(lexicon)
    folded = fold(text)
    found = rules.default.search(folded)
    if not found:
        return None
    end = min((i for i in (folded.find(mark, found.end()) for mark in "。；）\n") if i >= 0), default=len(text))
    result = Responsibility()
    _add(result, _stated(text[found.end() : end], rules, lexicon), (found.start(), end))
    return result or None


def _add(result: Responsibility, claims: list[_Claim], span: tuple[int, int]) -> None:
    """Take over claims; a body named twice counts once."""
    for claim in claims:
        known = result.departments if claim.role == "lead" else result.supporting_departments
        known += [name for name in dict.fromkeys(claim.names) if name not in known]
    if claims:
        result.spans.append(span)


def _brackets(text: str) -> list[tuple[int, int]]:
    """Outermost brackets, closed ones only."""
    found: list[tuple[int, int]] = []
    stack: list[tuple[str, int]] = []
    for mark in _BRACKET_OR_BREAK.finditer(text):
        i, char = mark.start(), mark[0]
        if char in _PAIRS:
            stack.append((char, i))
        elif char in _CLOSERS and stack and stack[-1][0] == _CLOSERS[char]:
            start = stack.pop()[1]
            if not stack:
                found.append((start, i + 1))
        elif char == "\n" and stack and i - stack[0][1] > _LONGEST:
            stack.clear()
    return found


def _closes(text: str, start: int, end: int) -> bool:
    """Whether a bracket closes a sentence: it stands before a mark or the end, or after a full stop."""
    return end == len(text) or text[end] in _AFTER or (start > 0 and text[start - 1] in _SENTENCE_MARKS)


def _own_end(text: str, start: int, end: int, rules: _Rules) -> int:
    """Where a bracket stops speaking of the work before it: at words on all that follows, else at its close."""
    found = rules.default.search(text, start, end)
    return found.start() if found and rules.verb.search(text, found.end(), end) else end - 1


def _labelled(text: str, rules: _Rules, lexicon: Lexicon) -> list[_Claim]:
    """Names after labels; a label's names run to the next label."""
    folded = fold(text)
    labels = list(rules.label.finditer(folded)) if "：" in folded else []
    claims = []
    for i, label in enumerate(labels):
        role: Role = "lead" if label["lead"] else "support" if label["support"] else "other"
        end = labels[i + 1].start() if i + 1 < len(labels) else len(text)
        note = rules.note.search(folded, label.end(), end)
        end = note.start() if note else end
        names = [name for name in split_names(text[label.end() : end], lexicon) if len(name) <= _LONGEST_NAME]
        if role != "other" and names:
            claims.append(_Claim(role, names))
    return claims


def _stated(text: str, rules: _Rules, lexicon: Lexicon) -> list[_Claim]:
    """Names before verbs: 教育部牵头，财政部参与."""
    folded = fold(text)
    claims, begin = [], 0
    for verb in rules.verb.finditer(folded):
        role: Role = "lead" if verb["lead"] else "support"
        names = _bodies(text[begin : verb.start()], rules, lexicon)
        begin = verb.end()
        if names:
            claims.append(_Claim(role, names))
    return claims


def _bodies(text: str, rules: _Rules, lexicon: Lexicon) -> list[str]:
    """The names of a list where all of them are bodies, else none."""
    text = text.strip(" ，；。、\n")
    lead = rules.leading.match(text)
    text = text[lead.end() :] if lead else text
    cuts = [0, *(at for found in rules.others.finditer(fold(text)) for at in found.span()), len(text)]
    pieces = zip(cuts[::2], cuts[1::2], strict=True)
    names = [name for start, end in pieces for name in split_names(text[start:end], lexicon)]
    return names if all(_is_body(name, rules) for name in names) else []


def _is_body(name: str, rules: _Rules) -> bool:
    """Whether a name ends as bodies do and is no number of them."""
    core = _core(name)
    return len(name) <= _LONGEST_NAME and rules.body.search(core) is not None and not rules.counted.match(core)


def _core(name: str) -> str:
    """A name without a bracket at its end, folded."""
    return re.sub(r"（[^（）]*）\Z", "", fold(name))


def _bare_list(text: str, start: int, inner: str, rules: _Rules, lexicon: Lexicon) -> list[_Claim]:
    """A bracket after a full stop that holds nothing but bodies: …。（市教育局、市科技局）."""
    if start == 0 or text[start - 1] not in _SENTENCE_MARKS:
        return []
    note = rules.note.search(inner)
    names = _bodies(inner[: note.start()] if note else inner, rules, lexicon)
    return [_Claim("lead", names)] if names else []


def _phrases(text: str, brackets: list[tuple[int, int]], rules: _Rules) -> list[tuple[int, int]]:
    """Stretches outside brackets that begin with a label: to the end of the line or the full stop."""
    found: list[tuple[int, int]] = []
    for label in rules.label.finditer(text) if "：" in text else ():
        start = label.start()
        if any(a <= start < b for a, b in brackets) or (found and start < found[-1][1]):
            continue
        ends = [i for i in (text.find(mark, label.end(), start + _LONGEST + 1) for mark in "。\n") if i >= 0]
        end = min(ends, default=len(text))
        if end - start <= _LONGEST:
            found.append((start, end))
    return found


def _add_closing_sentence(
    result: Responsibility,
    text: str,
    folded: str,
    brackets: list[tuple[int, int]],
    rules: _Rules,
    lexicon: Lexicon,
) -> None:
    """A last clause that says who leads: 由办公室牵头，各部室配合。"""
    if not rules.closing.search(folded):
        return
    end = len(folded.rstrip("。；！ \n"))
    start = max((folded.rfind(mark, 0, end) for mark in _SENTENCE_MARKS), default=-1) + 1
    if (when := rules.when.search(folded, max(start, end - _WHEN_REACH), end)) is not None:
        end = when.start()
    begin = min((at for word in rules.agent if (at := folded.find(word, start, end)) >= 0), default=-1)
    listed = begin < 0 and folded.endswith(rules.alone, start, end)  # 教育部、财政部按职责分工负责。
    begin = start if listed else begin
    if (
        begin < 0
        or rules.default.search(folded, start, end)
        or any(a <= begin < b for a, b in brackets)
        or end - begin > _LONGEST
    ):
        return
    verbs = list(rules.verb.finditer(folded, begin, end))
    if verbs and verbs[-1].end() == end:
        claims = _stated(text[begin:end], rules, lexicon)
        if len(claims) == len(verbs) and not (listed and len(claims[0].names) == 1):
            _add(result, claims, (begin, end))
