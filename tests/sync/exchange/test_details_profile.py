"""A picture keeps its colours, and no profile says who made it, when, or on which screen."""

from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageCms

from sync.exchange import details, details_profile
from sync.exchange.unsound import Unsound

SECRET = b"SECRET screen 4711"


def profile(*more: tuple[bytes, bytes]) -> bytes:
    """The usual colours, with more tags, as another program would have made it."""
    plain = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    rows = [plain[at : at + 12] for at in range(132, 132 + 12 * plain[131], 12)]
    places = [(int.from_bytes(row[4:8], "big"), int.from_bytes(row[8:], "big")) for row in rows]
    parts = [(row[:4], plain[at : at + size]) for row, (at, size) in zip(rows, places, strict=True)]
    parts = [(name, body) for name, body in parts if name not in dict(more)] + list(more)
    at, listed, held = 132 + 12 * len(parts), b"", b""
    for name, body in parts:
        listed += name + (at + len(held)).to_bytes(4, "big") + len(body).to_bytes(4, "big")
        held += body + bytes(-len(body) % 4)
    size = (at + len(held)).to_bytes(4, "big")
    head = size + b"SECR" + plain[8:48] + b"SECRSECR" + plain[56:80] + b"SECR" + plain[84:128]
    return head + len(parts).to_bytes(4, "big") + listed + held


OLD = profile(
    (b"desc", b"desc" + bytes(4) + len(SECRET).to_bytes(4, "big") + SECRET + bytes(78)),
    (b"cprt", b"text" + bytes(4) + SECRET), (b"dmdd", b"text" + bytes(4) + SECRET),
    (b"mmod", b"mmod" + SECRET), (b"vcgt", b"vcgt" + SECRET),
)  # fmt: skip
LARGE = profile((b"A2B0", b"mft1" + bytes(150_000)), (b"meta", b"dict" + SECRET))


def drawn() -> Image.Image:
    return Image.frombytes("RGB", (24, 16), bytes(at * 7 % 256 for at in range(24 * 16 * 3)))


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "TIFF", "AVIF"])
@pytest.mark.parametrize("inside", [OLD, LARGE], ids=["texts", "in parts"])
def test_the_profile_stays_without_words(form: str, inside: bytes) -> None:
    held = BytesIO()
    drawn().save(held, form, icc_profile=inside)
    after = details.stripped(held.getvalue())
    with Image.open(BytesIO(after)) as opened, Image.open(held) as before:
        new = opened.info["icc_profile"]
        assert opened.tobytes() == before.tobytes()
    assert new == details_profile.neutral(inside) and len(new) == len(inside)
    assert b"SECR" not in new and details.stripped(after) == after
    assert new[24:36] == b"\x07\xd0\x00\x01\x00\x01" + bytes(6)


def test_colours_are_worked_out_as_before() -> None:
    shown = []
    for inside in (OLD, details_profile.neutral(OLD)):
        from_it = ImageCms.ImageCmsProfile(BytesIO(inside))
        turned = ImageCms.profileToProfile(drawn(), from_it, ImageCms.createProfile("LAB"), outputMode="LAB")
        assert turned is not None
        shown.append(turned.tobytes())
    assert shown[0] == shown[1]


def test_one_that_is_none_or_leads_out_is_refused() -> None:
    for wrong in (b"", b"SECRET" * 40, OLD[:-1], OLD[:128] + b"\x00\x00\xff\xff" + OLD[132:]):
        with pytest.raises(Unsound):
            details_profile.neutral(wrong)
    at = OLD.index(b"cprt") + 4
    within = OLD[:at] + OLD[OLD.index(b"rXYZ") + 4 :][:8] + OLD[at + 8 :]
    assert b"cprt" not in details_profile.neutral(within)  # no text at all


@settings(deadline=None, max_examples=100)
@given(at=st.integers(0, len(OLD) - 1), byte=st.integers(0, 255))
def test_whatever_is_in_it_nothing_else_goes_wrong(at: int, byte: int) -> None:
    torn = bytearray(OLD)
    torn[at] = byte
    try:
        assert len(details_profile.neutral(bytes(torn))) == len(torn)
    except Unsound:
        return
