"""Segments that are not what they say, and a packer that stops between two steps: nothing is lost (A6.6)."""

import secrets
from collections.abc import Callable, Sequence
from hashlib import sha256

import pytest

from crypto import blob
from sync.engine import contents, posting, witness_looks
from sync.engine import segments as parts
from sync.engine.archive_packing import Packing
from sync.engine.contents import zstd
from sync.engine.files_box import ArchiveClient, FilesBox
from sync.errors import RelayUnreachable
from sync.model.archive import Run, Segment
from sync.store.segments import FALSE, HERE, WANTED
from sync.wire import codec
from tests.scenarios import rotating, several
from tests.scenarios.archiving import Two, box, count, first, kept, lie, log, packed, tell, wrote
from tests.scenarios.laptops import Laptop

New = Callable[[str], Laptop]


@pytest.fixture(autouse=True)
def trims_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody takes it for a loss that stewards trim today."""
    monkeypatch.setattr(witness_looks, "TRIM_DAYS", 0)


def part(*raws: bytes) -> bytes:
    return codec.encode([9, [contents.of_entries(list(raws))]])


def bomb(size: int) -> bytes:
    """A part that unpacks to more than it may."""
    packed = zstd.compress(codec.encode([1, [bytes(size)]]), 3)
    frame = codec.encode([6, len(codec.encode([1, [bytes(size)]])), packed])
    return codec.encode([9, [frame, frame, frame]])


def test_lies_about_segments_cost_one_part_and_nothing_else(shared: Two, laptop: New) -> None:
    amal, badu, space = shared
    wrote(space, amal, badu)
    packed(amal, space)
    elsewhere = badu.session.spaces.new("Elsewhere").id
    badu.note(elsewhere, "Of another space")
    rotating.sync(badu)
    one = log(amal, space)[-1]
    forged = one[:-1] + bytes([one[-1] ^ 1])
    key = secrets.token_bytes(32)
    lies = {
        lie(badu, space, codec.encode([0])),
        lie(badu, space, b"no value"),
        lie(badu, space, codec.encode([9, [7]])),
        lie(badu, space, codec.encode([9, [codec.encode([0])]])),
        lie(badu, space, bomb(1_900_000)),
        lie(badu, space, part(b"no entry"), part(b"never looked at")),
        lie(badu, space, part(*log(badu, elsewhere)), part(one)),
        lie(badu, space, part()),
    }
    known = lie(badu, space, part(forged))  # its id is that of an entry that comes from the true one
    nowhere = tell(badu, space, key, [secrets.token_bytes(32)])
    rotating.say(badu, space, Segment(key, 1, (bytes(32),), (Run(bytes(8), 0, 1 << 60),)))
    rotating.say(badu, space, Segment(key, 1, (bytes(32),), (Run(bytes(8), 0, 9), Run(bytes(8), 0, 9))))
    rotating.sync(badu, amal)

    dina = laptop("Dina")
    rotating.admit(amal, space, dina)
    rotating.sync(dina, amal, badu)

    assert dina.digest(space) == amal.digest(space) == badu.digest(space)
    assert count(dina, space) == count(amal, space)
    how = {each.id: each.fetched for each in kept(dina, space)}
    assert {how[name] for name in lies} == {FALSE}
    assert (how[known], how[nowhere]) == (HERE, WANTED)
    assert len(how) == len(lies) + 3  # with the true one


def test_thousands_of_segments_that_lie_nowhere_cost_one_question(
    shared: Two, monkeypatch: pytest.MonkeyPatch
) -> None:
    amal, badu, space = shared
    asked, fetched = list[int](), list[bytes]()
    held, fetch = FilesBox.held, FilesBox.fetch

    def ask(self: FilesBox, ids: Sequence[bytes]) -> list[bool]:
        asked.append(len(ids))
        return held(self, ids)

    def get(self: FilesBox, name: bytes) -> bytes | None:
        fetched.append(name)
        return fetch(self, name)

    monkeypatch.setattr(FilesBox, "held", ask)
    monkeypatch.setattr(FilesBox, "fetch", get)
    secret = posting.log_key(box(badu, space).secrets)
    lies = [(secrets.token_bytes(32), 1, [secrets.token_bytes(32)]) for _ in range(3000)]
    log_box = badu.session._mailboxes.today(bytes.fromhex(space))[0]
    assert log_box.put([blob.seal(secret, contents.of_named(lies))])
    many = tuple(Run(number.to_bytes(8, "big"), 0, 0) for number in range(5000))
    rotating.say(badu, space, Segment(bytes(32), 1, (bytes(32),), many))
    rotating.sync(badu, amal, amal, amal)

    assert len(kept(amal, space)) == 3000 and not fetched
    assert max(asked) == 3000 and len(asked) <= 4

    several.later([amal], 2 / 24)
    more = [(secrets.token_bytes(32), 1, [secrets.token_bytes(32)]) for _ in range(3000)]
    assert log_box.put([blob.seal(secret, contents.of_named(more))])
    rotating.sync(amal)
    assert {one.key for one in kept(amal, space)} == {key for key, *_ in more}


def test_a_packer_who_leaves_out_entries_is_not_believed(shared: Two, laptop: New) -> None:
    amal, badu, space = shared
    wrote(space, amal, badu)
    mine = badu.session._book.me.dev8
    key, whole = secrets.token_bytes(32), log(badu, space)
    sealed = parts.sealed(key, 0, part(*[raw for raw in whole if rotating.header(raw).device[:8] != mine]))
    badu.session.archive._boxes.today(bytes.fromhex(space))[0].put([sealed])
    said = Segment(key, len(sealed), (sha256(sealed).digest(),), (Run(mine, 0, 1),))
    rotating.say(badu, space, said)
    rotating.sync(badu, amal)

    packed(amal, space)
    dina = laptop("Dina")
    rotating.admit(amal, space, dina)
    rotating.sync(dina)

    assert {one.sound for one in kept(amal, space)} == {1, 2}
    assert dina.digest(space) == amal.digest(space)


def test_a_packer_that_stops_at_any_step_goes_on_the_next_time(
    shared: Two, laptop: New, monkeypatch: pytest.MonkeyPatch
) -> None:
    amal, badu, space = shared
    steps = [
        (FilesBox, "put"), (Packing, "_announce"), (Packing, "_tell"), (Packing, "_note"),
        (ArchiveClient, "trim"),
    ]  # fmt: skip
    for owner, step in steps:
        wrote(space, amal, badu, rounds=1)

        def fails(*_: object) -> None:
            raise RelayUnreachable

        with monkeypatch.context() as patch:
            patch.setattr(owner, step, fails)
            with pytest.raises(RelayUnreachable):
                packed(amal, space)
        amal.reopen()
    packed(amal, space)
    badu.note(space, "After")
    rotating.sync(badu, amal)

    dina = laptop("Dina")
    rotating.admit(amal, space, dina)
    rotating.sync(dina, badu, amal)

    assert first(amal, space) > 10
    assert dina.digest(space) == amal.digest(space) == badu.digest(space)
    assert count(dina, space) == count(amal, space)
