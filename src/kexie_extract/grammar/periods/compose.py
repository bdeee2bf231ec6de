"""Putting pieces together: 2019年 + 5月 + 上旬, ranges (5月上旬-6月下旬) and lists (3月和5月)."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

from kexie_extract.grammar.periods import values
from kexie_extract.grammar.periods.scan import Grammar, Token
from kexie_extract.grammar.periods.values import Part, State

_RANK: Mapping[str, int] = {
    **dict.fromkeys(("years", "short_year", "year_word", "every"), 3),
    **dict.fromkeys(
        ("halves", "quarters", "season", "term", "first_quarters", "first_months", "months", "month_word"), 2
    ),
    **dict.fromkeys(("year_edge", "whole_year", "festival", "quarter_word"), 2),
    **dict.fromkeys(("ten_days", "days", "month_edge", "week_of_month"), 1),
}
"""A piece goes on with the one before it when it ranks lower; pieces without a rank stand alone."""
_LONGEST_JOIN = 6
_LONGEST_CHAIN = 4
"""Pieces after the first: year, month, ten days or day."""
_LONGEST_RUN = 48
"""Pieces; no list of times is longer, and hostile input stays linear."""
_DAILY = ("天", "日", "周", "星期", *("一二三四五六"))
"""Ends of a recurrence that a clock time may follow: 每天8时, 每月第二周周五下午."""
_EVERY_RANK: Mapping[str, int] = {"year": 3, "half": 2, "quarter": 2, "month": 2, "week": 1, "day": 1}


@dataclass(slots=True)
class Run:
    """Pieces that are joined: one chain (2019年5月上旬) or several with marks between.

    Attributes:
        parts: what they mean, ranges and touching neighbours already one.
        tokens: the pieces.
        recurrence: unit of a leading 每.
        end: offset after the last piece and what belongs to it (初, 底, clock time).
        ranged: two of its parts are the ends of a range.
    """

    parts: list[Part]
    tokens: list[Token]
    recurrence: str | None
    end: int
    ranged: bool = False


def run(tokens: list[Token], index: int, text: str, rules: Grammar, state: State) -> Run:
    """The run that begins with a token; `state` carries year and month in and out."""
    parts: list[Part] = []
    used: list[Token] = []
    recurrence: str | None = None
    narrowed = False
    join: Literal["range", "list", "touch"] = "touch"
    while True:
        chain = _chain(tokens, index, text)
        read, end = _read_chain(chain, text, rules, state)
        if not read:
            if not used:
                used, end = chain, chain[-1].end
            break
        read[0].join = join
        parts += read
        used += chain
        if chain[0].kind == "every":
            recurrence = chain[0].rule.data["unit"]
            narrowed = len(chain) > 1
        index += len(chain)
        following = _join(text, end, tokens[index].start, rules) if index < len(tokens) else None
        if following is None or tokens[index].kind == "every" or len(used) >= _LONGEST_RUN:
            break
        if recurrence and not (narrowed and recurrence == "year"):  # 每年6月至8月 goes on, 每年、2024年 does not
            more = _more_days(tokens, index, text, rules) if narrowed else []
            used += more
            parts[-1].end = more[-1].end if more else parts[-1].end
            break
        join = following
    ranged = any(part.join == "range" for part in parts[1:])
    return Run(_merged(parts), used, recurrence, parts[-1].end if parts else end, ranged)


def _more_days(tokens: list[Token], index: int, text: str, rules: Grammar) -> list[Token]:
    """The days from one on that a recurrence lists (每月10日和25日)."""
    more = []
    for token, before in zip(tokens[index : index + _LONGEST_CHAIN], tokens[index - 1 :], strict=False):
        if token.kind != "days" or _join(text, before.end, token.start, rules) is None:
            break
        more.append(token)
    return more


def _chain(tokens: list[Token], index: int, text: str) -> list[Token]:
    """The pieces from one on that go on with each other, larger unit first."""
    chain = [tokens[index]]
    rank = _rank(chain[0])
    for token in tokens[index + 1 : index + 1 + _LONGEST_CHAIN]:
        here = _rank(token)
        gap = text[chain[-1].end : token.start]
        far = gap and rank < 3 and not (chain[-1].kind == "every" and chain[-1].text.endswith("月"))  # 每月的5日
        if here >= rank or token.kind == "every" or gap not in ("", "的") or far:
            break
        if not _attaches(chain[-1], token):
            break
        chain.append(token)
        rank = here
    return chain


def _rank(token: Token) -> int:
    """The rank of a piece's unit."""
    return _EVERY_RANK[token.rule.data["unit"]] if token.kind == "every" else _RANK.get(token.kind, 0)


def _attaches(last: Token, token: Token) -> bool:
    """Whether the smaller unit can belong to the larger: days and ten days to months only."""
    if token.kind in ("ten_days", "days", "month_edge", "week_of_month"):
        return last.kind in ("months", "month_word") or last.kind == "every"
    return True


def _read_chain(chain: list[Token], text: str, rules: Grammar, state: State) -> tuple[list[Part], int]:
    """The parts of one chain, with the edge (底) and clock time after it, and where it ends."""
    parts: list[Part] = []
    narrow = chain[0].kind != "every" or chain[0].rule.data["unit"] == "year"
    state.fixed = False
    for token in chain:
        read = values.read(token, state, rules.plans) if narrow or token is chain[0] else parts
        if not read:
            return [], token.end  # 2月30日: no such day, and not the month alone
        if token.kind in ("ten_days", "days") and len(parts) > 1 and parts[-1].level == "month":
            read[0].join = parts[-1].join
            parts = [*parts[:-1], *read]
        else:
            parts = read
        parts[-1].end = token.end
    if not parts:
        return [], chain[0].end
    parts[0].start = chain[0].start
    if parts[-1].level in ("year", "quarter", "half", "month"):
        _edge(parts, text, rules, narrow)
    if chain[-1].kind == "every" and chain[-1].rule.data["unit"] == "week":
        found = rules.weekday.match(text, parts[-1].end)
        parts[-1].end = found.end() if found else parts[-1].end
    if parts[-1].level == "day" or (chain[-1].kind == "every" and chain[-1].text.endswith(_DAILY)):
        found = rules.clock.match(text, parts[-1].end)
        parts[-1].end = found.end() if found else parts[-1].end
    return parts, parts[-1].end


def _edge(parts: list[Part], text: str, rules: Grammar, narrow: bool) -> None:
    """Apply 初, 中, 底, 末 that touches the last part."""
    part = parts[-1]
    for edge in rules.edges.each if rules.edges.any.match(text, part.end) else ():
        found = edge.pattern.match(text, part.end)
        if not found:
            continue
        part.end = found.end()
        if narrow:
            first, last = _edge_days(part, edge.data["edge"])
            parts[-1] = replace(part, first=first, last=last, level="edge")
        return


def _edge_days(part: Part, edge: str) -> tuple[date, date]:
    """年初 is January, 年中 June and July, 年底 December; of a month days 1–5, 11–20, 21–last; of a quarter a month."""
    year, month = part.first.year, part.first.month
    if part.level == "month":
        return values.month_edge(edge, year, month)
    if part.level == "year":
        return values.month_span(year, *{"start": (1, 1), "middle": (6, 2), "end": (12, 1)}[edge])
    middle = month + (part.last.month - month) % 12 // 2
    if edge == "end":
        year, month = part.last.year, part.last.month
    return values.month_span(year, middle if edge == "middle" else month)


def _join(text: str, end: int, start: int, rules: Grammar) -> Literal["range", "list", "touch"] | None:
    """How two pieces are joined by what stands between them; None where they are not."""
    if end == start:
        return "touch"
    if not 0 < start - end <= _LONGEST_JOIN:
        return None
    for join in rules.joins.each if rules.joins.any.fullmatch(text, end, start) else ():
        if join.pattern.fullmatch(text, end, start):
            return "range" if join.data["range"] else "list"
    return None


def _merged(parts: list[Part]) -> list[Part]:
    """Ranges made one, and neighbours that touch; what does not touch stays apart."""
    merged: list[Part] = []
    for part in parts:
        last = merged[-1] if merged else None
        joined = _joined(last, part) if last else None
        if joined:
            merged[-1] = joined
        else:
            merged.append(part)
    return merged


def _joined(last: Part, part: Part) -> Part | None:
    """Two parts as one, or None where they stay two."""
    if part.join == "range":
        turned = part if part.fixed or part.last >= last.first else _next_year(part)
        if turned.last < last.first:
            return None
        level = part.level if part.level == last.level else "span"
        return replace(
            last, last=turned.last, end=part.end, level=level, known=last.known and part.known, stated=last.stated
        )
    if part.level == "festival" and part.join == "touch" and last.level == "day" and part.first == last.last:
        return replace(last, end=part.end)  # 4月22日世界地球日
    if part.first == last.last + timedelta(days=1):
        return replace(last, last=part.last, end=part.end, known=last.known and part.known)
    return None


def _next_year(part: Part) -> Part:
    """The part a year later: 11月至3月."""
    return replace(part, first=_later(part.first), last=_later(part.last))


def _later(day: date) -> date:
    """The day a year later; the last of February stays the last."""
    after = day + timedelta(days=1)
    return after.replace(year=after.year + 1) - timedelta(days=1) if after.day == 1 else day.replace(year=day.year + 1)
