"""After a power cut at any moment the notebook opens, and has what it said was on the disk (V02)."""

from pathlib import Path

import pytest

from sync.store.database import Database
from tests.sync.store import power, writer
from tests.sync.store.furnished import KEY, SALT

ROWS = 80
RECORDERS = {"looked at": power.looked_at} | ({"traced": power.traced} if power.may_trace() else {})
STATES = {"looked at": 150, "traced": 500}


@pytest.mark.timeout(300)
@pytest.mark.parametrize("recorder", RECORDERS)
def test_nothing_said_is_lost_in_a_power_cut(recorder: str, path: Path, tmp_path: Path) -> None:
    Database(path, KEY, SALT).close()
    held, events = RECORDERS[recorder](path, ROWS, writer.opened)
    assert sum(event.what == "said" for event in events) == ROWS
    assert sum(event.what == "sync" for event in events) >= ROWS
    seen = set()
    place = tmp_path / "after"
    place.mkdir()
    for garbage in (False, True):
        for said, files in power.states(held, events, STATES[recorder], garbage=garbage):
            for name, data in files.items():
                (place / name).write_bytes(data)
            after = Database(place / path.name, KEY, SALT)
            there = after.read(writer.numbers)
            assert there == list(range(len(there))), "a gap"
            assert len(there) in {said, said + 1}
            assert after.check() == []
            after.close()
            seen.add(said)
            for each in place.iterdir():
                each.unlink()
    assert len(seen) > ROWS / 3
