"""Pictures from anybody: known forms only, measured before they are drawn, and never anything that runs."""

import struct
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QSize

from desktop.models import pictures
from sync.item_refusals import NotShownHere
from tests.sync.exchange import pictures as samples

SVG = (
    b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><image href="file:///etc/hostname"/></svg>'
)


def large(width: int, height: int) -> bytes:
    """A few bytes that say they are a very large picture."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    lines = samples.chunk(b"IDAT", zlib.compress(bytes(1000)))
    return b"\x89PNG\r\n\x1a\n" + samples.chunk(b"IHDR", head) + lines + samples.chunk(b"IEND", b"")


@pytest.mark.parametrize("form", ["jpeg", "png", "webp"])
def test_what_is_whole_is_shown_and_made_smaller_where_it_is_large(form: str) -> None:
    data = samples.written(form, samples.image(60))
    assert pictures.decoded("a", data).size() == QSize(60, 60)
    assert pictures.decoded("a", data, QSize(30, 20)).size() == QSize(20, 20)


@pytest.mark.parametrize(
    "data",
    [b"", b"plain", SVG, large(60_000, 60_000), large(31_000, 1), large(20_000, 20_000), large(0, 5),
     samples.png(1)[:60]],
)  # fmt: skip
def test_what_is_not_is_refused_before_it_is_drawn(data: bytes) -> None:
    with pytest.raises(NotShownHere):
        pictures.decoded("a", data)


@pytest.mark.qt_log_ignore(".*", extend=True)
@settings(deadline=None, max_examples=80)
@given(st.sampled_from(["jpeg", "png", "webp"]), st.integers(0, 300), st.binary(min_size=1, max_size=8))
def test_torn_ones_are_shown_or_refused(form: str, at: int, torn: bytes) -> None:
    data = samples.written(form)
    try:
        pictures.decoded("a", data[:at] + torn + data[at + len(torn) :])
    except NotShownHere:
        return


def test_what_is_pasted_holds_nothing_but_its_points() -> None:
    data = pictures.written(samples.image())
    assert pictures.decoded("a", data) == samples.image().convertToFormat(
        pictures.decoded("a", data).format()
    )
    assert b"tEXt" not in data and b"eXIf" not in data
