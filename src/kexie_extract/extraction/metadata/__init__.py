"""Elements of the document as a whole: title, issuer, region, dates, meeting, lists (contract: metadata)."""

import re
from functools import lru_cache

from kexie_extract.extraction.metadata import dates, issuer, lists, title
from kexie_extract.extraction.metadata.marks import mark
from kexie_extract.extraction.metadata.parts import Parts
from kexie_extract.lexicon import Lexicon
from kexie_extract.model.blocks import Block
from kexie_extract.model.diagnostics import Note
from kexie_extract.model.options import Options
from kexie_extract.model.outline import Outline
from kexie_extract.model.records import Kind, Metadata, StatedPeriod
from kexie_extract.model.tasks import TaskRow
from kexie_extract.text.folding import fold
from kexie_extract.text.patterns import compiled

_BRACKETS = compiled(r"\A\s*（\s*(.+?)\s*）\s*\Z", re.DOTALL)
_CLOCK = compiled(r"\d[:：]\d\d")
_PERIOD_LEVEL = 2  # parts of a report stand at level 1 or 2


def read(
    blocks: list[Block],
    outline: Outline,
    kind: Kind,
    tasks: list[TaskRow],
    options: Options,
    name: str,
    lexicon: Lexicon,
) -> tuple[Metadata, list[Note]]:
    """The document's metadata.

    Args:
        blocks: in reading order.
        outline: parts and sections.
        kind: the document's kind; a notice has no period.
        tasks: rows of task tables.
        options: `year` is the document's year where it states none.
        name: the file's name, which may hold a year.
        lexicon: for the rules of metadata.toml.

    Returns:
        The metadata, and notes on what was guessed.
    """
    parts = Parts(blocks, outline)
    heading, below = title.title_and_subtitle(parts)
    heading = (
        heading
        or title.labelled_title(blocks, outline, lexicon)
        or title.of_table(blocks, tasks)
        or title.of_running_head(blocks, lexicon)
    )
    leads = parts.all("lead")
    meeting = title.meeting((below, heading, *parts.all("date")), leads if kind == "work_report" else [], lexicon)
    body = issuer.issuer(parts, heading, below, meeting, lexicon)
    texts = [block.text for block in blocks if block.kind != "furniture"]
    region = issuer.region(body, texts, lexicon) if body else issuer.region_of_title(heading, lexicon)
    day = _date(parts, below, title.filled_on(blocks, tasks, lexicon), lexicon)
    metadata = Metadata(
        title=heading,
        subtitle=below,
        issuer=issuer.fullest(body, region, texts, lexicon) if body else None,
        region=region,
        document_number=title.document_number(parts.all("document_number"), lexicon)
        or title.labelled_number(blocks, outline, lexicon),
        date=day,
        period=_period(heading, below, day, outline, kind, tasks, options, name, lexicon),
        meeting=meeting,
        speaker=_speaker(parts, below, lexicon),
        draft=title.draft(parts, heading, lexicon),
        recipients=[n for text in parts.all("recipients") for n in lists.bodies(text, lexicon)],
        copied_to=[n for text in parts.all("copied_to") for n in lists.bodies(text, lexicon)],
        attachments=lists.attachments(parts.all("attachment_note"), lexicon) if parts.all("attachment_note") else [],
        copy_number=parts.first("copy_number"),
        classification=parts.first("classification"),
        urgency=parts.first("urgency"),
        signatory=_signatory(parts, lexicon),
        signature=" ".join(" ".join(text.split()) for text in parts.all("signature")) or None,
        annotation=_annotation(parts),
        imprint=" ".join(" ".join(text.split()) for text in parts.all("imprint")) or None,
    )
    return metadata, _notes(metadata, body)


def published(blocks: list[Block], outline: Outline, lexicon: Lexicon) -> int | None:
    """The year in which a web page says that it was published: no date of the document, but better than none."""
    return title.published(blocks, outline, lexicon)


def _notes(metadata: Metadata, body: str | None) -> list[Note]:
    """What was concluded rather than read."""
    notes = []
    if metadata.title is None:
        notes.append(Note("metadata.no-title", "no title was found", "info"))
    if body and metadata.issuer != body:
        notes.append(Note("metadata.issuer-form", f"{body!r} stands in full as {metadata.issuer!r}", "info"))
    region = metadata.region.county or metadata.region.city or metadata.region.province
    if region and region not in (metadata.issuer or ""):
        message = f"region {region!r} is the place that the text names most at the level of {metadata.issuer!r}"
        notes.append(Note("metadata.region-from-text", message, "info"))
    return notes


def _date(parts: Parts, subtitle: str | None, filled_on: str | None, lexicon: Lexicon) -> str | None:
    """The date line, else the date with the signature, in the subtitle, in the speaker's line or in a table's margin.

    A date with the time of day is the web page's: it counts where the document gives no other.
    """
    subtitle_date = title.subtitle_date(subtitle, lexicon)
    dated = sorted(parts.all("date"), key=lambda text: _CLOCK.search(text) is not None)
    texts = [*dated, *parts.all("signature"), *([subtitle_date] if subtitle_date else [])]
    texts += [*parts.all("speaker"), *([filled_on] if filled_on else [])]
    return next((date for text in texts if (date := dates.iso_date(text))), None)


def _speaker(parts: Parts, subtitle: str | None, lexicon: Lexicon) -> str | None:
    """The speaker's line, else the name that a subtitle ends with: 在…会议上 省长 某某."""
    after = mark("after_meeting", lexicon).search(fold(subtitle or ""))
    return title.speaker([*parts.all("speaker"), *([after[1]] if after else [])], _offices(lexicon), lexicon)


@lru_cache(maxsize=8)
def _offices(lexicon: Lexicon) -> re.Pattern[str]:
    return compiled(lexicon.union("persons.office"))


def _signatory(parts: Parts, lexicon: Lexicon) -> str | None:
    """The name in 签发人：…, on a line of its own or beside the document number."""
    label = mark("signed_by", lexicon)
    for text in [*parts.all("signatory"), *parts.all("document_number")]:
        if found := label.search(fold(text)):
            return text[found.end() :].strip() or None
    return None


def _annotation(parts: Parts) -> str | None:
    text = parts.first("annotation")
    if not text:
        return None
    found = _BRACKETS.match(fold(text))
    return text[found.start(1) : found.end(1)] if found else text


def _period(
    heading: str | None,
    subtitle: str | None,
    day: str | None,
    outline: Outline,
    kind: Kind,
    tasks: list[TaskRow],
    options: Options,
    name: str,
    lexicon: Lexicon,
) -> StatedPeriod | None:
    """The latest period that part headings name, else the title's: what is planned comes after what is reported."""
    if kind in ("notice", "other"):
        return None
    names = [text for text in (heading, subtitle) if text]
    parts = [s.heading for s in outline.sections if s.heading and s.level <= _PERIOD_LEVEL and not s.run_in]
    years = (dates.stated_year(text) for text in [*names, *parts])
    known = next((y for y in years if y), None) or options.year or dates.stated_year(name)
    year = known or (int(day[:4]) if day else None)
    in_parts = [period for text in parts if (period := dates.period(text, year, lexicon))]
    in_titles = [period for text in names if (period := dates.period(text, year, lexicon))]
    stated = (in_parts if kind == "work_report" and in_parts else in_titles) or in_parts
    if not stated and tasks and (table_year := next((task.year for task in tasks if task.year), None)):
        return dates.period(f"{table_year}年", table_year, lexicon)
    if any(dates.stated_year(text) for text in names):
        stated = [period for period in stated if not dates.of_years(period)] or stated  # 十四五 is a year's frame
    latest = max(stated, key=lambda period: (period.start or "", period.end or ""), default=None)
    return dates.seen_from(latest, day, reports=kind == "work_report") if latest and day and not known else latest
