"""Page images to characters with RapidOCR (extra `ocr`; its models come in its wheel, so nothing is fetched).

The angle classifier is off: it turns some upright lines of office pages over, and they are then lost. The recogniser
says where it saw each character, to a sixth of an em. That is enough to part a line into runs at wide gaps (padded
names, columns that it read as one line); inside a run characters are spread by their usual width, which is steadier.
Ruling lines are read beside the words.
"""

import os
from collections.abc import Sequence
from functools import lru_cache
from importlib.util import find_spec
from io import BytesIO
from itertools import pairwise
from statistics import median
from threading import Lock
from typing import Any, NamedTuple

from kexie_extract.errors import LimitError, MissingDependencyError, NoTextError, UnreadableFileError
from kexie_extract.loaders.base import Input
from kexie_extract.loaders.ocrrules import rules, strokes, tilt
from kexie_extract.model.diagnostics import Note
from kexie_extract.model.options import Options
from kexie_extract.model.raw import RawChar, RawDocument, RawPage

HINT = 'pip install "kexie-extract[ocr]"'
DPI = 200
"""Dots per inch at which pages are shown to the recogniser; more is slower and no better."""
MAX_PIXELS = 60_000_000
"""Pixels of one image: an A3 page at 400 dpi has 31 million."""
MAX_FRAMES = 2_000
"""Pages of one TIFF file."""
UNSURE = 0.8
"""Confidence below which a line is reported; sound office print gets 0.95 and more."""
STEEPEST = 0.15
"""Slope up to which a page lies askew in the scanner; a steeper one is no slip."""
NEAR = 0.18
"""Relative difference up to which a line's size is taken for the page's usual one."""
GAP = 0.5
"""Ems beyond the usual advance that part a line into runs; places waver by up to a quarter, full stops by more."""
_LEFT_INK, _RIGHT_INK = "，。、；：！？）》〉”’」』】〕", "（《〈“‘「『【〔"
"""Full-width marks whose ink stands in the left or right half of their square."""
Point = tuple[float, float]
_A4_LONG = 841.89  # points
_LOCK = Lock()


class Run(NamedTuple):
    """Characters of a line without a wide gap, from edge to edge in pixels."""

    text: str
    x0: float
    x1: float


class Line(NamedTuple):
    """A recognised line: its words, box in pixels, confidence, and its runs from left to right."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    score: float
    runs: tuple[Run, ...]


MOST_THREADS = 4
"""Of one recogniser; a batch has a process a core, and each thread takes address space from its memory limit."""


def available() -> bool:
    """Whether the extra is installed."""
    return find_spec("rapidocr") is not None and find_spec("onnxruntime") is not None


@lru_cache(maxsize=1)
def _engine() -> Any:
    """The recogniser with its models loaded."""
    from rapidocr import RapidOCR

    threads = MOST_THREADS if (os.cpu_count() or 1) > MOST_THREADS else -1  # -1: one a core
    return RapidOCR(
        params={
            "Global.use_cls": False,
            "Global.log_level": "critical",
            "EngineConfig.onnxruntime.intra_op_num_threads": threads,
        }
    )


def recognise(page: RawPage, image: Any, notes: list[Note]) -> None:
    """Put what an image says into a page.

    Args:
        page: gets characters and confidence; its width in points tells the scale.
        image: height × width × 3 array, blue first.
        notes: gets the confidence and the lines that are unsure.
    """
    with _LOCK:
        result = _engine()(image, return_word_box=True, return_single_char_box=True)
    quads = _found(result)
    em = median([corners[3][1] - corners[0][1] for corners, _, _, _ in quads]) if quads else 0.0
    marks = strokes(image, em) if quads else []
    ruled = tilt(marks, em)
    slope = _slope([corners for corners, _, _, _ in quads]) if ruled is None else ruled
    lines = [_line(corners, slope, text, score, seen) for corners, text, score, seen in quads]
    lines = [line for line in lines if line.text.strip() and line.x1 > line.x0 and line.bottom > line.top]
    scale = page.width / image.shape[1]
    sizes = _sizes(lines)
    page.chars = [char for line, size in zip(lines, sizes, strict=True) for char in _spread(line, scale, size)]
    if lines:
        page.rules = rules(marks, [line[1:5] for line in lines], slope, scale)
    if not lines:
        notes.append(Note("ocr.nothing", "No text was recognised on the page.", "error", page=page.number))
        return
    total = sum(len(line.text) for line in lines)
    page.confidence = round(sum(line.score * len(line.text) for line in lines) / total, 3)
    message = f"Read by OCR; mean confidence {page.confidence}."
    notes.append(Note("ocr.page", message, "info", page=page.number))
    for line in lines:
        if line.score < UNSURE:
            message = f"OCR is unsure of “{line.text[:40]}” ({line.score:.2f})."
            notes.append(Note("ocr.unsure", message, page=page.number))


def _found(result: Any) -> list[tuple[list[Point], str, float, list[tuple[str, Point]]]]:
    """For each line its corners, words and confidence, and where each character was seen (empty where not told)."""
    if result.boxes is None:
        return []
    seen = getattr(result, "word_results", None) or ()
    if len(seen) != len(result.txts):  # it leaves out lines without places
        seen = ((),) * len(result.txts)
    corners = [[(float(x), float(y)) for x, y in box] for box in result.boxes]
    places = [[(str(char), _middle(box)) for char, _, box in line] if _is_placed(line) else [] for line in seen]
    return list(zip(corners, result.txts, map(float, result.scores), places, strict=True))


def _is_placed(line: Any) -> bool:
    """Whether a line's places are triples of words, confidence and box."""
    if not isinstance(line, tuple | list):
        return False
    return all(isinstance(one, tuple | list) and len(one) == 3 and one[2] is not None for one in line)


def _middle(box: Any) -> Point:
    """The middle of a box with four corners."""
    return sum(float(x) for x, _ in box) / len(box), sum(float(y) for _, y in box) / len(box)


def _slope(quads: list[list[Point]]) -> float:
    """How much the page is turned: the usual slope of its long lines, 0 where that is not plain."""
    slopes = []
    for (ax, ay), (bx, by), (cx, cy), (dx, dy) in quads:
        length, height = bx - ax, dy - ay
        if length > 8 * height > 0 and cx > dx:
            slopes.append(((by - ay) / length + (cy - dy) / (cx - dx)) / 2)
    slope = median(slopes) if len(slopes) >= 3 else 0.0
    return slope if abs(slope) < STEEPEST else 0.0


def _line(corners: list[Point], slope: float, text: str, score: float, seen: Sequence[tuple[str, Point]] = ()) -> Line:
    """A line with an upright box, the page turned back by its slope about its top left corner."""
    turned = [(x + slope * y, y - slope * x) for x, y in corners]
    (ax, ay), (bx, by), (cx, cy), (dx, dy) = turned
    x0, x1 = min(ax, dx), max(bx, cx)
    middles = [x + slope * y for _, (x, y) in seen]
    known = "".join(char for char, _ in seen) == "".join(text.split())
    runs = _runs(text, x0, x1, middles) if known else (Run(text, x0, x1),)
    return Line(text, x0, (ay + by) / 2, x1, (cy + dy) / 2, score, runs)


def _runs(text: str, x0: float, x1: float, middles: list[float]) -> tuple[Run, ...]:
    """A line parted where two characters stand further apart than characters do.

    Args:
        text: the line's words; white space in it has no place of its own.
        x0: the line's left edge.
        x1: its right edge.
        middles: where the ink of each other character was seen.
    """
    places = [index for index, char in enumerate(text) if not char.isspace()]
    usual = [_ink(text[i]) for i in places]  # from the left edge to the ink, in ems
    rest = [_weight(text[i]) - ink for i, ink in zip(places, usual, strict=True)]
    steps = [
        (after - before, left + right)
        for (before, after), left, right in zip(pairwise(middles), rest, usual[1:], strict=False)
    ]
    if len(steps) < 2:
        return (Run(text, x0, x1),)
    blank = (x1 - x0) / max(1.0, sum(map(_weight, text)))
    em = min(blank, median(step / ems for step, ems in steps))
    runs: list[Run] = []
    first, left = 0, x0
    for index, (step, ems) in enumerate(steps):
        if step - ems * em < GAP * em:
            continue
        runs.append(Run(text[first : places[index] + 1], left, middles[index] + rest[index] * em))
        first, left = places[index + 1], middles[index + 1] - usual[index + 1] * em
    runs.append(Run(text[first:], left, x1))
    sound = all(run.x0 < run.x1 for run in runs) and all(one.x1 <= two.x0 for one, two in pairwise(runs))
    return tuple(runs) if sound else (Run(text, x0, x1),)


def _ink(char: str) -> float:
    """Where the middle of a character's ink stands, in ems from its left edge."""
    if char in _LEFT_INK:
        return 0.25
    return 0.75 if char in _RIGHT_INK else _weight(char) / 2


def _weight(char: str) -> float:
    """Width of a character in ems, as Chinese fonts set it."""
    return 0.5 if char.isascii() else 1.0


def _sizes(lines: list[Line]) -> list[float]:
    """Font sizes in pixels: a long line's by its width, a short one's by its height and what long lines tell of it.

    Sizes near the page's usual one are set to it, because a recogniser's boxes vary by some pixels.
    """
    widths = [sum(run.x1 - run.x0 for run in line.runs) / sum(map(_weight, line.text)) for line in lines]
    long = [sum(map(_weight, line.text)) >= 8 for line in lines]
    heights = [line.bottom - line.top for line in lines]
    shares = [width / height for width, height, told in zip(widths, heights, long, strict=True) if told]
    share = median(shares) if shares else 1.0
    sizes = [w if told else h * share for w, h, told in zip(widths, heights, long, strict=True)]
    usual = median(sizes) if sizes else 0.0
    return [usual if abs(size - usual) < NEAR * usual else size for size in sizes]


def _spread(line: Line, scale: float, size: float) -> list[RawChar]:
    """A line's characters in points, in each run as wide as their kind."""
    chars = []
    for run in line.runs:
        step = (run.x1 - run.x0) / sum(map(_weight, run.text))
        x = run.x0
        for char in run.text:
            after = x + step * _weight(char)
            box = (x * scale, line.top * scale, after * scale, line.bottom * scale)
            chars.append(RawChar(char, *box, round(size * scale, 1), False))
            x = after
    return chars


class ImageLoader:
    """Reads png, jpg, tiff and bmp, each frame of a TIFF a page."""

    format = "image"
    _SIGNATURES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"II*\0", b"MM\0*", b"BM")

    def accepts(self, source: Input) -> bool:
        """Whether the first bytes are those of an image."""
        return source.data.startswith(self._SIGNATURES)

    def load(self, source: Input, options: Options) -> RawDocument:
        """Recognise all frames.

        Raises:
            MissingDependencyError: the extra is not installed.
            NoTextError: OCR is switched off, or nothing was recognised.
            UnreadableFileError: not an image that can be opened.
            LimitError: too many pixels or frames.
        """
        if options.ocr == "never":
            raise NoTextError(f"{source.name}: an image, and OCR is switched off; run with --ocr auto.")
        if not available():
            raise MissingDependencyError(f"{source.name}: an image; {HINT} to read it.")
        notes: list[Note] = []
        pages = []
        for number, (image, width, height) in enumerate(_frames(source), 1):
            page = RawPage(number, width, height, images=1)
            recognise(page, image, notes)
            pages.append(page)
        if not any(page.chars for page in pages):
            raise NoTextError(f"{source.name}: no text was recognised in the image.")
        return RawDocument(self.format, pages=pages, page_count=len(pages), notes=notes)


def _frames(source: Input) -> Any:
    """Each frame as an array, blue first, with its width and height in points."""
    import numpy
    from PIL import Image, ImageOps, ImageSequence

    try:
        with Image.open(BytesIO(source.data)) as opened:
            for count, frame in enumerate(ImageSequence.Iterator(opened)):
                if frame.width * frame.height > MAX_PIXELS or count >= MAX_FRAMES:
                    raise LimitError(f"{source.name}: an image of more pixels or frames than a page has; scale it.")
                points = 72 / _resolution(frame)
                upright = ImageOps.exif_transpose(frame)
                upright.thumbnail((6000, 6000))
                array = numpy.asarray(upright.convert("RGB"))[:, :, ::-1]
                longest = max(frame.width, frame.height)
                shrunk = longest / max(upright.width, upright.height)
                yield array, upright.width * points * shrunk, upright.height * points * shrunk
    except LimitError:
        raise
    except Image.DecompressionBombError as error:
        raise LimitError(f"{source.name}: an image of more pixels than a page has; scale it.") from error
    except (OSError, ValueError, SyntaxError) as error:
        raise UnreadableFileError(f"{source.name}: the image cannot be opened ({error}); save it again.") from error


def _resolution(image: Any) -> float:
    """Dots per inch: as stated, else so that the longer side is that of A4."""
    stated = image.info.get("dpi", (0, 0))
    try:
        dpi = float(stated[0])
    except (TypeError, ValueError, IndexError, ZeroDivisionError):
        dpi = 0.0
    return dpi if 50 <= dpi <= 1200 else float(max(image.width, image.height)) / _A4_LONG * 72


LOADER = ImageLoader()
