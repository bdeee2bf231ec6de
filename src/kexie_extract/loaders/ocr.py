"""Page images to characters with RapidOCR (extra `ocr`; its models come in its wheel, so nothing is fetched).

The angle classifier is off: it turns some upright lines of office pages over, and they are then lost. Characters are
spread over their line's box by their usual width, which is enough for lines, columns and paragraphs. Ruling lines of
the image are not read; the layout stage finds tables by alignment.
"""

from functools import lru_cache
from importlib.util import find_spec
from io import BytesIO
from statistics import median
from threading import Lock
from typing import Any, NamedTuple

from kexie_extract.errors import LimitError, MissingDependencyError, NoTextError, UnreadableFileError
from kexie_extract.loaders.base import Input
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
_A4_LONG = 841.89  # points
_LOCK = Lock()


class Line(NamedTuple):
    """A recognised line: its words, box in pixels and confidence."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    score: float


def available() -> bool:
    """Whether the extra is installed."""
    return find_spec("rapidocr") is not None and find_spec("onnxruntime") is not None


@lru_cache(maxsize=1)
def _engine() -> Any:
    """The recogniser with its models loaded."""
    from rapidocr import RapidOCR

    return RapidOCR(params={"Global.use_cls": False, "Global.log_level": "critical"})


def recognise(page: RawPage, image: Any, notes: list[Note]) -> None:
    """Put what an image says into a page.

    Args:
        page: gets characters and confidence; its width in points tells the scale.
        image: height × width × 3 array, blue first.
        notes: gets the confidence and the lines that are unsure.
    """
    with _LOCK:
        result = _engine()(image)
    lines = (
        []
        if result.boxes is None
        else [_line(*found) for found in zip(result.boxes, result.txts, result.scores, strict=True)]
    )
    lines = [line for line in lines if line.text.strip() and line.x1 > line.x0 and line.bottom > line.top]
    scale = page.width / image.shape[1]
    usual = median(_size(line) for line in lines) if lines else 0.0
    page.chars = [char for line in lines for char in _spread(line, scale, usual)]
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


def _line(box: Any, text: str, score: float) -> Line:
    """A line with an upright box around the four corners, which a skewed scan turns slightly."""
    (ax, ay), (bx, by), (cx, cy), (dx, dy) = ((float(x), float(y)) for x, y in box)
    return Line(text, min(ax, dx), (ay + by) / 2, max(bx, cx), (cy + dy) / 2, float(score))


def _weight(char: str) -> float:
    """Width of a character in ems, as Chinese fonts set it."""
    return 0.5 if char.isascii() else 1.0


def _size(line: Line) -> float:
    """Font size in pixels: by width where the line is long, else by height."""
    ems = sum(map(_weight, line.text))
    return (line.x1 - line.x0) / ems if ems >= 8 else line.bottom - line.top


def _spread(line: Line, scale: float, usual: float) -> list[RawChar]:
    """A line's characters in points.

    Sizes near the page's usual one are set to it, because a recogniser's boxes vary by some pixels.
    """
    own = _size(line)
    size = round((usual if abs(own - usual) < 0.18 * usual else own) * scale, 1)
    step = (line.x1 - line.x0) / sum(map(_weight, line.text))
    x, chars = line.x0, []
    for char in line.text:
        after = x + step * _weight(char)
        chars.append(RawChar(char, x * scale, line.top * scale, after * scale, line.bottom * scale, size, False))
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
