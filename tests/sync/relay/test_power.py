"""After a power cut at any moment a relay has every blob it said yes to, and gives no number twice (R04)."""

from pathlib import Path

import pytest

from tests.sync.relay import poster
from tests.sync.store import power

BLOBS = 64
RECORDERS = {"looked at": power.looked_at} | ({"traced": power.traced} if power.may_trace() else {})
STATES = {"looked at": 100, "traced": 500}


@pytest.mark.timeout(300)
@pytest.mark.parametrize("recorder", RECORDERS)
def test_nothing_acknowledged_is_lost_in_a_power_cut(recorder: str, tmp_path: Path) -> None:
    path, place = tmp_path / "relay.db", tmp_path / "after"
    poster.make(path)
    place.mkdir()
    held, events = RECORDERS[recorder](path, BLOBS, poster.opened)
    assert sum(event.what == "said" for event in events) == BLOBS
    assert sum(event.what == "sync" for event in events) >= BLOBS
    seen = set()
    for garbage in (False, True):
        for said, files in power.states(held, events, STATES[recorder], garbage=garbage):
            for name, data in files.items():
                (place / name).write_bytes(data)
            there = poster.numbers(place / path.name)
            assert there == list(range(len(there))), "a gap"
            assert len(there) in {said, said + 1}
            seen.add(said)
            for each in place.iterdir():
                each.unlink()
    assert len(seen) > BLOBS / 3
