"""One page of a PDF as pixels, drawn in the limited process: bytes in, points out, nothing run or fetched.

The name that is asked for is ``page:width``, the page from 0 and the width in points of the screen. The
answer has the number of pages, width, height and the points, three bytes each, in Base64.
"""

from base64 import b64encode
from collections.abc import Iterator

from sync.exchange.outcome import Imported, Outcome, Reason, Refused

PREFIX = "\x00paper/"
KIND = "page"
PAPER_MAX = 64 * 1024 * 1024  # bytes of a file that is drawn at all
WIDTH_MAX, POINTS_MAX = 2_400, 5_000_000
COLOURS = 3
PAGES_MAX = 10_000


def read(name: str, raw: bytes) -> Iterator[Outcome]:
    """Yield one page, or why there is none. Only ever called in the limited process."""
    page, _, width = name.partition(":")
    if len(raw) > PAPER_MAX:
        yield Refused(name, Reason.TOO_LARGE)
        return
    yield _drawn(name, raw, int(page), int(width))


def _drawn(name: str, raw: bytes, number: int, width: int) -> Outcome:
    import pypdfium2  # noqa: PLC0415 - no other file needs it

    try:
        paper = pypdfium2.PdfDocument(raw)
        page = paper[number]
        wide, high = page.get_size()
        scale = min(min(width, WIDTH_MAX) / wide, (POINTS_MAX / (wide * high)) ** 0.5)
        rgb = pypdfium2.raw.FPDFBitmap_BGR
        drawn = page.render(scale=scale, rev_byteorder=True, may_draw_forms=False, force_bitmap_format=rgb)
    except (pypdfium2.PdfiumError, IndexError, ValueError, ArithmeticError):
        return Refused(name, Reason.UNREADABLE)
    points = bytes(drawn.buffer)
    size = drawn.width * COLOURS
    lines = (points[at : at + size] for at in range(0, drawn.stride * drawn.height, drawn.stride))
    fields = {
        "pages": str(min(len(paper), PAGES_MAX)),
        "width": str(drawn.width),
        "height": str(drawn.height),
        "points": b64encode(b"".join(lines)).decode(),
    }
    return Imported(KIND, fields, name)
