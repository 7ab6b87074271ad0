"""What the limited process says of a picture is believed no more than the picture."""

from base64 import b64encode
from collections.abc import Iterator

import pytest

from sync.engine import attach_pictures
from sync.exchange import picture
from sync.exchange.limited import LimitedReader
from sync.exchange.outcome import Imported, Reason, Refused
from sync.item_refusals import NotShownHere

POINT = b64encode(b"\x01\x02\x03\xff").decode()


def says(monkeypatch: pytest.MonkeyPatch, **fields: str) -> None:
    def read(_: LimitedReader, name: str, _raw: bytes) -> Iterator[Imported | Refused]:
        yield Imported(picture.KIND, fields, name) if fields else Refused(name, Reason.STOPPED)

    monkeypatch.setattr(LimitedReader, "read", read)


def test_points_come_as_they_are(monkeypatch: pytest.MonkeyPatch) -> None:
    says(monkeypatch, width="1", height="1", points=POINT)
    assert attach_pictures.drawn("a.png", b"") == attach_pictures.Points(1, 1, b"\x01\x02\x03\xff")


@pytest.mark.parametrize(
    "fields",
    [{}, {"width": "1"}, {"width": "2", "height": "1", "points": POINT},
     {"width": "-1", "height": "-1", "points": POINT}, {"width": "1", "height": "x", "points": POINT},
     {"width": "1", "height": "1", "points": "é"}],
)  # fmt: skip
def test_what_does_not_fit_is_not_shown(monkeypatch: pytest.MonkeyPatch, fields: dict[str, str]) -> None:
    says(monkeypatch, **fields)
    with pytest.raises(NotShownHere):
        attach_pictures.drawn("a.png", b"")


def test_a_code_is_a_short_text(monkeypatch: pytest.MonkeyPatch) -> None:
    says(monkeypatch, text="x" * 9_000)
    assert attach_pictures.code("a.png", b"") == "x" * attach_pictures.TEXT_MAX
