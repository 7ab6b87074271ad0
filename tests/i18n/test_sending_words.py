"""Sizes as people read them."""

import pytest

from i18n import sending, set_language


@pytest.mark.parametrize(
    ("count", "said"),
    [(0, "0 B"), (999, "999 B"), (1000, "1 kB"), (3449, "3.4 kB"), (41_000, "41 kB"),
     (1_200_000, "1.2 MB"), (2_000_000_000, "2 GB")],
)  # fmt: skip
def test_sizes(count: int, said: str) -> None:
    set_language("en")
    assert sending.size(count) == said


def test_sizes_in_french() -> None:
    set_language("fr")
    assert sending.size(1_200_000) == "1,2 Mo"
    set_language("en")
