"""Pages of PDF files drawn in the limited process: what is torn or too large hurts nothing."""

from base64 import b64decode
from collections.abc import Iterator

import pytest

from sync.exchange import paper
from sync.exchange.limited import LimitedReader
from sync.exchange.outcome import Imported, Outcome, Reason, Refused
from tests.sync.exchange import papers


@pytest.fixture(scope="module")
def limited() -> Iterator[LimitedReader]:
    with LimitedReader(silence=30.0) as reader:
        yield reader


def page(limited: LimitedReader, raw: bytes, number: int = 0, width: int = 100) -> Outcome:
    (found,) = limited.read(f"{paper.PREFIX}{number}:{width}", raw)
    return found


def drawn(found: Outcome) -> tuple[int, int, int, bytes]:
    assert isinstance(found, Imported)
    pages, width, height = (int(found.fields[name]) for name in ("pages", "width", "height"))
    return pages, width, height, b64decode(found.fields["points"])


def test_a_page_comes_out_as_points(limited: LimitedReader) -> None:
    raw = papers.pdf((200, 300), (300, 200))
    assert drawn(page(limited, raw)) == (2, 100, 150, b"\xff" * 100 * 150 * 3)
    assert drawn(page(limited, raw, 1, 300))[1:3] == (300, 200)
    red = drawn(page(limited, papers.drawing("1 0 0 rg 0 0 100 100 re f")))[3]
    assert red[:3] == b"\xff\x00\x00"


def test_no_page_is_larger_than_a_screen_needs(limited: LimitedReader) -> None:
    for size in ((1, 14_000), (14_000, 14_000), (14_000, 1)):
        found = page(limited, papers.pdf(size), 0, 100_000)
        if isinstance(found, Imported):
            _, width, height, points = drawn(found)
            assert (
                width <= paper.WIDTH_MAX and len(points) == width * height * 3 <= 3 * paper.POINTS_MAX * 1.1
            )


@pytest.mark.parametrize(
    "raw", [b"", b"%PDF-1.7", papers.pdf()[:200], b"not a paper", papers.drawing("q " * 100_000)]
)
def test_what_is_torn_is_refused_or_drawn_as_far_as_it_goes(limited: LimitedReader, raw: bytes) -> None:
    assert isinstance(page(limited, raw), Imported | Refused)


def test_a_page_that_is_not_there_and_a_file_that_is_too_large(
    limited: LimitedReader, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert page(limited, papers.pdf(), 7) == Refused("7:100", Reason.UNREADABLE)
    monkeypatch.setattr(paper, "PAPER_MAX", 10)
    assert list(paper.read("0:100", papers.pdf())) == [Refused("0:100", Reason.TOO_LARGE)]
