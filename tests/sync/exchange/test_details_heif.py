"""Nothing hidden stays in a HEIF or AVIF picture, and everything that it is drawn from stays at its place."""

from dataclasses import replace
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from sync.exchange import details, details_heif_items
from sync.exchange.details_boxes import within
from sync.exchange.unsound import Unsound
from tests.sync.exchange import heifs, pictures
from tests.sync.exchange.heifs import DEPTH, GRID, SMALL, SOLID, TILE, Heif, Thing, box, full, u


def drawn(mode: str = "RGB") -> bytes:
    made = Image.frombytes("RGB", (24, 16), bytes(at * 7 % 256 for at in range(24 * 16 * 3))).convert(mode)
    held = BytesIO()
    xmp = b"<x>" + pictures.PLACE + b"</x>"
    made.save(held, "AVIF", exif=pictures.exif(6), xmp=xmp, speed=10)
    return held.getvalue()


def seen(data: bytes) -> tuple[str, tuple[int, int], bytes, dict[int, object]]:
    with Image.open(BytesIO(data)) as opened:
        return opened.mode, opened.size, opened.tobytes(), dict(opened.getexif())


@pytest.mark.parametrize("mode", ["RGB", "RGBA"])
def test_a_written_avif_is_drawn_as_before_and_says_only_which_way_up(mode: str) -> None:
    before = drawn(mode)
    assert details.sort_of(before[:16]) == "cleaned"
    after = details.stripped(before)
    assert b"SECRET" in before and b"SECRET" not in after and b"Exif" not in after
    assert seen(after)[:3] == seen(before)[:3]
    assert seen(after)[3] == {274: 6}
    assert details.stripped(after) == after


@pytest.mark.parametrize("iloc", [1, 2])
@pytest.mark.parametrize("brand", [b"heic", b"mif1", b"avif"])
def test_only_what_is_drawn_stays_and_stays_where_it_was(brand: bytes, iloc: int) -> None:
    before = Heif(brand=brand, iloc=iloc).written()
    after = details.stripped(before)
    assert b"SECRET" not in after and SMALL not in after and DEPTH not in after
    for stays in (TILE, SOLID):
        assert after.index(stays) == before.index(stays)
    assert GRID in after
    assert len(after) == before.index(box(b"mpvd", pictures.PLACE))
    assert details.stripped(after) == after
    inside = dict(within(dict(within(after))[b"meta"], 4))
    assert inside[b"iinf"].count(b"infe") == 3
    assert b"thmb" not in inside[b"iref"] and b"cdsc" not in inside[b"iref"]
    assert [name for name, _ in within(dict(within(inside[b"iprp"]))[b"ipco"])] == [
        b"ispe", b"irot", b"auxC", b"free", b"free",
    ]  # fmt: skip


def test_a_long_size_and_one_to_the_end_of_the_file() -> None:
    plain = Heif(trailer=b"").written()
    at = plain.index(b"mdat") - 4
    open_end = plain[:at] + bytes(4) + plain[at + 4 :]
    assert details.stripped(open_end)[at:] == bytes(4) + details.stripped(plain)[at + 4 :]
    late = Heif(trailer=b"", between=u(1, 4) + b"uuid" + u(16 + 40, 8) + b"SECRET".ljust(40)).written()
    after = details.stripped(late)
    assert b"SECRET" not in after
    assert b"\x00\x00\x00\x01free" + u(56, 8) + bytes(40) in after


ODD = {
    "no such first item": Heif(shown=99),
    "first item of no known form": Heif(items=[Thing(1, b"jpeg", b"points")], links=[], said=()),
    "a tile of no known form": Heif(links=[(b"dimg", 1, [6])]),
    "a tile that is missing": Heif(links=[(b"dimg", 1, [77])]),
    "a property that is missing": Heif(said=((1, (9,)),)),
    "a needed property of no known form": Heif(said=((1, (0x85,)),)),
    "two tables": Heif(extra=full(b"pitm", 0, u(1))),
    "a lock": Heif(extra=full(b"ipro", 0)),
    "tables of an unknown form": Heif(iloc=3),
    "an item that is said twice": Heif(items=[Thing(1, b"hvc1", b"x")] * 2, links=[]),
    "no film or picture": Heif(handler=b"vide"),
    "details inside of a tile": Heif(items=[Thing(1, b"hvc1", b"x"), Thing(1, b"Exif", b"y")]),
}


@pytest.mark.parametrize("name", ODD)
def test_what_cannot_be_told_is_refused(name: str) -> None:
    with pytest.raises(Unsound):
        details.stripped(ODD[name].written())


@settings(deadline=None, max_examples=150)
@given(changes=st.lists(st.tuples(st.integers(0, 900), st.integers(0, 255)), min_size=1, max_size=3))
def test_whatever_is_in_its_tables_nothing_else_goes_wrong(changes: list[tuple[int, int]]) -> None:
    torn = bytearray(Heif().written())
    for at, byte in changes:
        torn[at % len(torn)] = byte
    try:
        after = details.stripped(bytes(torn))
    except Unsound:
        return
    assert len(after) <= len(torn)


def test_one_cut_off_anywhere_is_refused() -> None:
    plain = Heif(trailer=b"").written()
    last = plain.index(SOLID) + len(SOLID)
    for end in range(0, last, 5):
        with pytest.raises(Unsound):
            details.stripped(plain[:end])


def test_tables_that_would_be_read_for_ever_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(details_heif_items, "MARKS_MAX", 1_000)
    monkeypatch.setattr(details_heif_items, "TABLE_MAX", 1_000)
    whole = bytearray(Heif(iloc=0, items=[replace(one, inside=False) for one in heifs.things()]).written())
    at = whole.index(b"iloc") + 8
    whole[at : at + 2] = bytes(2)  # no room for any place
    whole[at + 8 : at + 10] = b"\xff\xff"
    with pytest.raises(Unsound):
        details.stripped(bytes(whole))
    marks = full(b"ipma", 0, u(5, 4), (u(1) + b"\xff" + bytes(255)) * 5)
    with pytest.raises(Unsound):
        details.stripped(Heif(more_said=marks).written())
    row = box(b"free", bytes(1_000))
    with pytest.raises(Unsound):
        details.stripped(Heif(more_links=row).written())


def test_numbers_of_older_tables_and_many_boxes() -> None:
    plain = [replace(one, inside=False) for one in heifs.things()]
    after = details.stripped(Heif(items=plain, iloc=0).written())
    assert b"SECRET" not in after and GRID in after
    with pytest.raises(Unsound):
        details.stripped(Heif(trailer=box(b"free") * 20_000).written())
    with pytest.raises(Unsound):
        details.stripped(Heif(extra=box(b"free") * 20_000).written())
