"""What holds for every test: the next one may be any other, and speaks English."""

from collections.abc import Iterator

import pytest

import i18n
from i18n.speaking import Formats, spoken


@pytest.fixture(autouse=True)
def plain_words() -> Iterator[None]:
    """Leave no language behind, and no way to write dates."""
    yield
    if (i18n.language(), i18n.tried(), spoken.formats) != ("en", None, Formats()):
        i18n.try_out(None)
        i18n.set_language("en")
        i18n.set_formats(Formats())
