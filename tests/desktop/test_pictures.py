"""Pictures from anybody come as points from another process; what is pasted holds nothing besides."""

import pytest
from PySide6.QtCore import QSize

from desktop.models import pictures
from sync.item_refusals import NotShownHere
from tests.sync.exchange import pictures as samples

SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><image href="file:///etc/hostname"/></svg>'


def test_what_is_whole_is_shown_and_made_smaller_where_it_is_large() -> None:
    data = samples.written("png", samples.image(60))
    assert pictures.decoded("a", data).size() == QSize(60, 60)
    assert pictures.decoded("a", data, QSize(30, 20)).size() == QSize(20, 20)


def test_what_is_not_is_refused() -> None:
    with pytest.raises(NotShownHere):
        pictures.decoded("a", SVG)


def test_what_is_pasted_holds_nothing_but_its_points() -> None:
    data, form = pictures.written(samples.image()), samples.image().format()
    assert pictures.decoded("a", data).convertToFormat(form) == samples.image()
    assert b"tEXt" not in data and b"eXIf" not in data
