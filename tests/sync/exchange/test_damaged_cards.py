"""Address cards that are cut, nested, huge or meant to hurt (C04)."""

import time

import pytest
from card_samples import ALL

from sync.exchange import vcard
from sync.exchange.outcome import Imported, Reason, Refused, Remark


def one(raw: bytes | str) -> Imported:
    (outcome,) = vcard.read("cards.vcf", raw.encode() if isinstance(raw, str) else raw)
    assert isinstance(outcome, Imported)
    return outcome


def card(*properties: str, version: str = "3.0") -> str:
    return "\r\n".join(["BEGIN:VCARD", f"VERSION:{version}", *properties, "END:VCARD", ""])


def test_every_cut_gives_the_whole_cards_and_one_refusal() -> None:
    first, second = ALL["gmail"], ALL["arabic"]
    whole = first + second
    for length in range(len(whole)):
        outcomes = list(vcard.read("cards.vcf", whole[:length]))
        imported = [outcome for outcome in outcomes if isinstance(outcome, Imported)]
        refused = [outcome for outcome in outcomes if isinstance(outcome, Refused)]
        complete = (length >= len(first) - 2) + (length >= len(whole) - 2)
        between = length in {len(first) - 2, len(first) - 1, len(first), len(whole) - 2, len(whole) - 1}
        assert len(imported) == complete
        assert len(refused) == (0 if between else 1), length


def test_a_card_without_an_end_does_not_take_the_next_ones_along() -> None:
    raw = "BEGIN:VCARD\nFN:Half\n" + card("FN:One") + card("FN:Two")
    half, first, second = vcard.read("cards.vcf", raw.encode())
    assert half == Refused("cards.vcf #1", Reason.CUT_SHORT)
    assert [outcome.fields["name"] for outcome in (first, second)] == ["One", "Two"]


def test_cards_in_cards_are_refused() -> None:
    nested = card("FN:Outer", "AGENT:", card("FN:Inner").strip())
    assert [type(outcome) for outcome in vcard.read("c", (nested + card("FN:Next")).encode())] == [
        Refused,
        Imported,
    ]
    deep = b"BEGIN:VCARD\n" * 50_000 + b"END:VCARD\n" * 50_000
    assert list(vcard.read("c", deep)) == [Refused("c #1", Reason.NESTED)]


@pytest.mark.parametrize(
    "raw", [b"", b"\n\n", b"hello", b"BEGIN:VCALENDAR\nEND:VCALENDAR\n", b"END:VCARD\n", b"\0\xff"]
)
def test_no_cards_at_all(raw: bytes) -> None:
    assert list(vcard.read("c.vcf", raw)) == [Refused("c.vcf", Reason.NO_CARDS)]


def test_a_card_that_says_nothing_is_left_out() -> None:
    assert list(vcard.read("c.vcf", card("REV:1").encode())) == [Refused("c.vcf #1", Reason.EMPTY)]


def test_a_huge_picture_is_left_out_and_the_card_kept() -> None:
    picture = "PHOTO;ENCODING=b;TYPE=JPEG:" + "A" * 20_000_000
    began = time.thread_time()
    outcome = one(card("FN:Seen", picture, "X-KEEP:1"))
    assert time.thread_time() - began < 5
    assert outcome.remark == Remark.PICTURE_LEFT_OUT
    assert "X-KEEP:1" in outcome.fields["source"] and len(outcome.fields["source"]) < 200


def test_too_much_of_anything_is_refused() -> None:
    assert list(vcard.read("c", card("FN:a", "X-BIG:" + "x" * 300_000).encode())) == [
        Refused("c #1", Reason.TOO_LARGE)
    ]
    assert list(vcard.read("c", card("FN:a", *["X:1"] * 6_000).encode())) == [
        Refused("c #1", Reason.TOO_LARGE)
    ]
    many = list(vcard.read("c", card("FN:a").encode() * 50_001))
    assert len(many) == 50_001 and many[-1] == Refused("c", Reason.TOO_LARGE)


@pytest.mark.parametrize(
    "line",
    [
        'TEL;TYPE="' + "," * 50_000,
        "TEL;A" + "," * 50_000,
        "N:" + ";" * 200_000,
        "NOTE:" + "\\" * 200_001,
        "X" * 250_000,
        "NOTE;" + "A=B;" * 50_000 + ":x",
        "NOTE;ENCODING=QUOTED-PRINTABLE:" + "=0A" * 80_000,
    ],
)
def test_hostile_lines_end_quickly(line: str) -> None:
    began = time.thread_time()
    list(vcard.read("c.vcf", card("FN:a", line).encode()))
    assert time.thread_time() - began < 3
