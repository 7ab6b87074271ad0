"""What a delivery service lost or held back, with real ones on loopback (A6.3, A6.5)."""

import shutil
import subprocess
import sys
from pathlib import Path

from sync.store import carriers
from tests.scenarios import driven, rotating
from tests.scenarios.laptops import Laptop, Relay
from tests.scenarios.several import by_itself, count, later, quiet

OFFICE = [sys.executable, "-m", "sync.relay"]


def swallow(one: Laptop, space: str) -> None:
    """The relays said that they took what waits, and dropped it."""
    name, book = bytes.fromhex(space), one.session._book
    for relay in book.read(lambda db: book.state(db, name)).relays:
        key = relay.public_key
        book.write(lambda db, key=key: carriers.placed(db, key, carriers.lacking_rows(db, key, name)))


def test_what_a_relay_dropped_is_named_and_comes_from_a_colleague(
    group: tuple[Laptop, Laptop, Laptop, str], relay: Relay
) -> None:
    amal, badu, caro, space = group
    by_itself(amal, badu, caro)
    note = amal.note(space, "Dropped on the way")
    amal.session.packages.write(space, amal.home.parent / "stick")
    caro.session.packages.read(amal.home.parent / "stick")
    for one in (amal, caro):
        swallow(one, space)
    amal.note(space, "What stands on it")
    quiet(amal, badu)
    (row,) = badu.session.repairs.gaps(space)
    assert (row.name, row.count) == ("Amal", 1)
    later([amal, badu, caro], 1.01)
    quiet(badu, caro, badu)
    assert badu.session.repairs.gaps(space) == []
    assert badu.value(note, "title") == "Dropped on the way"
    held = count(relay, caro, space)
    quiet(amal, caro, badu, amal)
    assert count(relay, caro, space) <= held + 1, "Amal saw it come, and keeps still but for a sign of life"
    assert amal.digest(space) == badu.digest(space) == caro.digest(space)


def test_the_command_line_names_what_is_missing(shared: tuple[Laptop, Laptop, str]) -> None:
    amal, badu, space = shared
    quiet(amal, badu)
    amal.note(space, "Dropped")
    amal.session.packages.write(space, amal.home.parent / "stick")
    swallow(amal, space)
    amal.note(space, "After it")
    quiet(amal, badu)
    (row,) = badu.session.repairs.gaps(space)
    badu.session.close()
    code, document, _ = driven.run(badu.home, "space", "missing", "Field team")
    assert code == 0
    assert document == [
        {
            "person": amal.session.me.person, "name": "Amal", "device": row.device, "from": row.first,
            "to": row.last, "count": 1, "since": row.since_ms, "asked": None,
        }
    ]  # fmt: skip


def test_a_relay_restored_from_an_old_copy_is_filled_up_again(
    shared: tuple[Laptop, Laptop, str], relay: Relay, tmp_path: Path
) -> None:
    amal, badu, space = shared
    by_itself(amal, badu)
    quiet(amal, badu)
    copy = tmp_path / "copy"
    subprocess.run([*OFFICE, "backup", str(copy), "--data", str(relay.data)], check=True, capture_output=True)
    notes = [amal.note(space, "After the copy"), badu.note(space, "And by Badu")]
    quiet(amal, badu)
    relay.stop()
    relay.erase()
    shutil.copy(copy, relay.data / "relay.db")
    relay.start()
    quiet(badu, amal, badu)
    for one in (amal, badu):
        assert one.session.delivery.waiting() == 0
        assert one.session.delivery.behind() == []
    held = rotating.opened(rotating.readable(amal, space), rotating.blobs(relay, amal, space))
    raws = [raw for each in held for raw in getattr(each, "raws", ())]
    assert len(raws) == len(set(raws)), "everything is there once"
    assert [badu.value(notes[0], "title"), amal.value(notes[1], "title")] == ["After the copy", "And by Badu"]
