"""Named persons: beside an office, in lists, after labels, in owner columns."""

from collections.abc import Iterable, Iterator

from kexie_extract.extraction.entities import gates
from kexie_extract.extraction.entities.names import Rules, is_name, may_be_name, rules_of
from kexie_extract.extraction.entities.scene import Candidate, Scene, without_overlaps
from kexie_extract.lexicon import Lexicon
from kexie_extract.lexicon.joints import is_word
from kexie_extract.text.han import lazily, with_han
from kexie_extract.text.literals import Literals
from kexie_extract.text.patterns import compiled

_HEAD_REACH = 4
_TOKEN = lazily(r"[一-鿿·]{2,5}|[一-鿿] {1,4}[一-鿿](?![一-鿿])")
_TOKEN_GAP = compiled(r"[、，,\s/]*")
_SPACES = compiled(with_han(r"(?:（[^（）\n]{2,6}）)? {1,6}(?=[一-鿿])"))
_TWO = 2
_THREE = 3
_LONGEST = 4  # characters of a name
_COUNTED = "persons.list_end.counted_after"  # 等示范教师303名 sets even one name of two characters apart
_LIGHTEST = -1  # what a first reading found outweighs a name that the document has elsewhere
_ENTRY = lazily(
    r"(?:^|(?<=\n))(?P<name>[一-鿿·]{2,7}|[一-鿿] {1,4}[一-鿿])(?P<note>（[^（）\n]{1,10}）)?"
    r"(?:[ \t]{2,8}|(?<=）) )(?P<rest>[^\n]{2,60})"
)
_WRITER = lazily(
    r"[。！”]\s?（(?P<body>[一-鿿]{2,20}[  /：])?(?P<names>[一-鿿·]{2,7}(?:[、， /][一-鿿]{2,4}){0,4})）\Z"
)
_REPORTERS = lazily(r"（(?P<names>[一-鿿]{2,4}(?:[、，][一-鿿]{2,4}){1,9})）")
_TOLD = lazily(r"(?P<name>[一-鿿]{3}|[一-鿿] {1,4}[一-鿿])（(?P<body>[^（）\n]{3,24})）")


def find(scene: Scene) -> Iterator[Candidate]:
    """Names only, without office; 姚某某等10名 gives the name."""
    rules = rules_of(scene.lexicon)
    if scene.cell == "owners":
        yield from _owners(scene, rules)
    if not rules.offices.isdisjoint(scene.held):
        for first, last in gates.spans(scene.text, scene.lexicon, "persons.office"):
            yield from _beside(scene, first, last, rules)
    for list_end in rules.list_ends:
        if not list_end.holds.isdisjoint(scene.held):
            for start, _ in list_end.spans(scene.text):
                yield from _list_before(scene, start, rules, counted=list_end.rule == _COUNTED)
    yield from _subjects(scene, rules)
    yield from _entries(scene, rules)
    yield from _dotted(scene, rules)
    if "（" in scene.text:
        yield from _writers(scene, rules)
        yield from _reporters(scene, rules)
    if not rules.labels.holds.isdisjoint(scene.held):
        for label in rules.labels.pattern.finditer(scene.text):
            yield from _names_from(scene, label.end(), rules, "persons.label.post")
    if not rules.leaders.holds.isdisjoint(scene.held):
        for lead in rules.leaders.pattern.finditer(scene.text):
            yield from _names_after(scene, lead.end(), rules)
    yield from after(scene, (hit.end for hit in scene.regions))


def _owners(scene: Scene, rules: Rules) -> Iterator[Candidate]:
    """Names in a column of persons, with bodies and offices between them: 市科协 李明远; 张明 副局长."""
    for found in _TOKEN().finditer(scene.text):
        word = _bare(scene, *found.span())
        known = is_name(word, rules, held=True) or may_be_name(word, rules) or rules.composed.fullmatch(word)
        office = found[0] in rules.titles
        if known and not office and not rules.body_end.search(word):
            yield Candidate(found.start(), found.end(), "person", "persons.column")


def add_known(scenes: list[Scene], found: list[list[Candidate]], lexicon: Lexicon) -> None:
    """Add to each scene's candidates the names that the document has as persons elsewhere.

    A name of two characters must be bounded on both sides, as in 曹云表示.
    """
    names = {
        s.text[c.start : c.end]
        for s, entities in zip(scenes, found, strict=True)
        for c in entities
        if c.type == "person"
    }
    if not names:
        return
    rules = rules_of(lexicon)
    known = Literals(names, passing=True)
    for scene, entities in zip(scenes, found, strict=True):
        hits = [span for span in known.spans(scene.text) if _again(scene, *span, rules)]
        if hits:
            again = [
                Candidate(start, end, "person", "persons.again", 0 if scene.opens_clause(start) else _LIGHTEST)
                for start, end in hits
            ]
            entities[:] = without_overlaps([*entities, *again])


def _again(scene: Scene, start: int, end: int, rules: Rules) -> bool:
    """Whether a known name stands for the person there."""
    if rules.not_after.match(scene.text, end):
        return False
    if end - start > _TWO:
        return scene.text[start] not in rules.also_word or scene.limit(start) == start
    return scene.opens_clause(start) and bool(rules.after.match(scene.text, end))


def _beside(scene: Scene, first: int, last: int, rules: Rules) -> Iterator[Candidate]:
    """Names beside the office that stands in `[first, last)`."""
    office = scene.text[first:last]
    before = None if office in rules.roles else _name_before(scene, first, rules, weak=office in rules.weak_offices)
    if before is not None:
        yield Candidate(before, first, "person", "persons.office.before")
        return
    if office in rules.forms:
        return
    gap = _SPACES.match(scene.text, last)
    start = gap.end() if gap else last
    if composed := rules.composed.match(scene.text, start):
        yield from _and_list(scene, start, composed.end(), rules)
        return
    weak = office in rules.weak_offices and not rules.says.match(scene.text, start + _TWO)
    for length in (4, 3) if weak else (4, 3, 2):
        end = start + length
        word = scene.text[start:end]
        if length > _TWO and rules.act.match(scene.text, end - 1):
            continue  # 万松 + 致辞
        held = bool(rules.strong_after.match(scene.text, end))
        if len(word) < length or not (
            (is_name(word, rules, held=held) and _ends(scene, start, end, rules))
            or (office not in rules.weak_offices and _held(scene, start, end, rules))
        ):
            continue
        if length > _TWO or held or _acts(scene, start, end, rules):
            yield from _and_list(scene, start, end, rules)
            return


def _ends(scene: Scene, start: int, end: int, rules: Rules) -> bool:
    """Whether a name can end there: before a known word, or where the segmenter sees the end of three characters."""
    surname = scene.text[start]
    if end - start > _TWO and rules.act.match(scene.text, end):
        return True
    if rules.after.match(scene.text, end) and surname not in rules.also_word:
        return True
    if end - start == _TWO or surname in rules.weak:
        return bool(rules.after.match(scene.text, end)) or _acts(scene, start, end, rules)
    return not scene.crossed(start, end, whole=surname in rules.also_word)


def _held(scene: Scene, start: int, end: int, rules: Rules) -> bool:
    """Whether three characters after an office are a name only by what they stand between: 书记周新会率队."""
    acts = bool(rules.act.match(scene.text, end))
    if scene.text[start] in rules.weak or not may_be_name(scene.text[start:end], rules, acts=acts):
        return False
    return acts or bool(rules.strong_after.match(scene.text, end))


def _acts(scene: Scene, start: int, end: int, rules: Rules) -> bool:
    """Whether what follows only a person does, and neither the surname nor the two characters are a common word."""
    text = scene.text
    if text[start] in rules.weak or is_word(text[start:end]):
        return False
    return bool(rules.act.match(text, end))


def _and_list(scene: Scene, start: int, end: int, rules: Rules) -> Iterator[Candidate]:
    """The name beside an office and those that 、 adds to it."""
    yield Candidate(start, end, "person", "persons.office.after")
    while scene.text.startswith("、", end) and (found := _next(scene, end + 1, rules)):
        yield Candidate(end + 1, found, "person", "persons.office.after")
        end = found


def _names_after(scene: Scene, start: int, rules: Rules) -> Iterator[Candidate]:
    """Names that 、 joins, two at least: 县领导张明、李小华参加."""
    names = []
    while found := _next(scene, start, rules):
        names.append(Candidate(start, found, "person", "persons.leaders.of_body"))
        if not scene.text.startswith("、", found):
            break
        start = found + 1
    if len(names) > 1:
        yield from names


def _next(scene: Scene, start: int, rules: Rules) -> int | None:
    """The end of the name that goes on a list."""
    if composed := rules.composed.match(scene.text, start):
        return composed.end()
    found = rules.following.match(scene.text, start)
    if found and (is_name(found[1], rules, held=True) or may_be_name(found[1], rules)):
        return found.end(1)
    end = start + 3
    sure = is_name(scene.text[start:end], rules) and scene.text[start] not in rules.unsure
    return end if sure and not scene.crossed(start, end) else None


def after(scene: Scene, ends: Iterable[int]) -> Iterator[Candidate]:
    """云溪县王启航成为…, 市气象局李明远获…: a name between a division or a body and what only a person does.

    Args:
        scene: a passage.
        ends: offsets after the names of divisions and bodies.
    """
    rules = rules_of(scene.lexicon)
    for start in ends:
        end = start + 3
        if is_name(scene.text[start:end], rules) and rules.deed.match(scene.text, end):
            yield Candidate(start, end, "person", "persons.deed")


def _name_before(scene: Scene, end: int, rules: Rules, *, weak: bool = False, in_list: bool = False) -> int | None:
    """The start of the name that ends at an offset; the longest, unless its surname is rather a function word."""
    text = scene.text
    for length in (4, 3, 2):
        start = end - length
        word = text[start:end] if start >= 0 else ""
        listed = not weak and start >= 0 and (text.endswith("、", 0, start) or _opens(scene, start, rules))
        known = is_name(word, rules, held=listed) or (in_list and listed and may_be_name(word, rules))
        if not known or (length == 4 and word[:2] not in rules.double):
            continue
        if word[0] in rules.weak and (is_name(word[1:], rules) or rules.not_name.match(word[1:])):
            continue
        bounded = scene.limit(start) == start or rules.head.search(text, max(0, start - _HEAD_REACH), start)
        if length == 2 and (weak or not bounded):
            continue
        if not bounded and scene.crossed(start, end):
            continue  # 师范大学教授
        return start
    return None


def _subjects(scene: Scene, rules: Rules) -> Iterator[Candidate]:
    """李明远、王启航当选为…, 李明远指出，…: names at the beginning of a clause that only persons can go on so."""
    for subject in rules.subjects:
        if not subject.holds.isdisjoint(scene.held):
            for start, _ in subject.spans(scene.text):
                yield from _list_before(scene, start, rules, single=True)
    for start in scene.clauses:
        word = scene.text[start : start + _THREE]
        speaks = word[:1] in rules.single and rules.speech.match(scene.text, start + _THREE)
        if speaks and is_name(word, rules) and _no_words(word, rules):
            yield Candidate(start, start + _THREE, "person", "persons.speech.verb")


def _no_words(word: str, rules: Rules) -> bool:
    """Whether neither the surname nor two of the characters are a word, and they end as no body does."""
    return not (word[0] in rules.unsure or is_word(word[:2]) or is_word(word[1:]) or rules.body_end.search(word))


def _opens(scene: Scene, at: int, rules: Rules) -> bool:
    """Whether a clause begins at an offset, or the words after 选举, 免去."""
    return scene.opens_clause(at) or scene.text.endswith(rules.elected, 0, at)


def _entries(scene: Scene, rules: Rules) -> Iterator[Candidate]:
    """Lines of a list of persons: 李明远（女）  青川大学教授; names with their body: 李明远（市科技局）."""
    for told in _TOLD().finditer(scene.text) if "（" in scene.text else ():
        name, body = told["name"], told["body"]
        sure = len(name) > _TWO and name[0] not in rules.unsure and scene.opens_clause(told.start())
        if sure and is_name(name.replace(" ", ""), rules) and rules.body_end.search(body):
            yield Candidate(told.start("name"), told.end("name"), "person", "persons.told")
    if "  " not in scene.text and "\t" not in scene.text and "） " not in scene.text:
        return
    for line in _ENTRY().finditer(scene.text):
        name, rest = line["name"], line["rest"]
        short = len(name) == _TWO and not line["note"]
        known = is_name(name.replace(" ", ""), rules) or may_be_name(name, rules) or rules.composed.fullmatch(name)
        if known and not short and (gates.spans(rest, scene.lexicon, "persons.office") or rules.body.search(rest)):
            yield Candidate(line.start("name"), line.end("name"), "person", "persons.entry")


def _dotted(scene: Scene, rules: Rules) -> Iterator[Candidate]:
    """阿依古丽·吐尔逊 is a name wherever it stands."""
    for found in rules.dotted.finditer(scene.text) if "·" in scene.text else ():
        yield Candidate(found.start(), found.end(), "person", "persons.composed.dotted")


def _writers(scene: Scene, rules: Rules) -> Iterator[Candidate]:
    """Who wrote a piece of news, in a bracket at its end: （云溪县科协 李明远）."""
    found = _WRITER().search(scene.text) if scene.text.endswith("）") else None
    if not found or (not found["body"] and is_word(found["names"])):
        return
    names = [*_names_from(scene, found.start("names"), rules, "persons.writer")]
    if names and names[-1].end == found.end("names"):
        yield from names


def _reporters(scene: Scene, rules: Rules) -> Iterator[Candidate]:
    """A bracket that holds nothing but names, two at least: （李明远、赵松）."""
    for found in _REPORTERS().finditer(scene.text):
        names = [*_names_from(scene, found.start("names"), rules, "persons.writer")]
        ends = bool(names) and names[-1].end == found.end("names")
        words = [scene.text[name.start : name.end] for name in names]
        if ends and any(len(word) > _TWO for word in words) and not any(map(is_word, words)):
            yield from names


def _list_before(
    scene: Scene, end: int, rules: Rules, *, single: bool = False, counted: bool = False
) -> Iterator[Candidate]:
    """Names joined by 、 that run up to 等10名 or 两位专家; with `single` one name does that opens its clause."""
    text, names = scene.text, []
    if not single and text[end : end + 1] != "等" and "、" not in text[max(0, end - _LONGEST - 1) : end]:
        return  # neither of several nor of one and others
    while True:
        start = _name_before(scene, end, rules, in_list=True)
        if start is None:
            break
        names.append(Candidate(start, end, "person", "persons.list_end.counted"))
        if start == 0 or text[start - 1] != "、":
            break
        end = start - 1
    if single and len(names) == 1 and _opens(scene, names[0].start, rules):
        alone = scene.text[names[0].start] not in rules.unsure
        yield from names if alone or names[0].end - names[0].start > _TWO else ()
    elif len(names) > 1:
        yield from names
    elif names and text.startswith("等", names[0].end):
        name = text[names[0].start : names[0].end]
        yield from names if len(name) > _TWO or (counted and not is_word(name)) else ()


def _names_from(scene: Scene, start: int, rules: Rules, rule: str) -> Iterator[Candidate]:
    """Names that follow one another, divided by 、 or white space; the first other word ends them.

    Among as many sure names also what may be one counts: 马远刚、皮建功.
    """
    spans = [*_tokens(scene, start, rules)]
    words = [_bare(scene, first, last) for first, last in spans]
    sure = [bool(is_name(word, rules, held=True) or rules.composed.fullmatch(word)) for word in words]
    lenient = len(words) == 1 or 2 * sum(sure) >= len(words)
    for (first, last), known in zip(spans, sure, strict=True):
        if known or lenient:
            yield Candidate(first, last, "person", rule)


def _tokens(scene: Scene, start: int, rules: Rules) -> Iterator[tuple[int, int]]:
    """Where the words of a list of persons stand, as long as they are or may be names; a body before one is none."""
    while True:
        start = _after_gap(scene.text, start)
        led = rules.with_body.match(scene.text, start)
        if led and (not led[1] or is_name(led[1], rules)):
            if led[1]:
                yield led.span(1)
            start = led.end()
            continue
        found = rules.composed.match(scene.text, start) or _TOKEN().match(scene.text, start)
        word = _bare(scene, *found.span()) if found else ""
        if not found or not (is_name(word, rules, held=True) or may_be_name(word, rules) or "·" in word):
            return
        yield found.span()
        start = found.end()


def _bare(scene: Scene, first: int, last: int) -> str:
    """A name without the white space in it."""
    return scene.text[first:last].replace(" ", "")


def _after_gap(text: str, start: int) -> int:
    found = _TOKEN_GAP.match(text, start)
    return found.end() if found else start
