"""A disk that lies about syncs: the notebook opens, or is called damaged and saved; never empty (V03)."""

import shutil
from hashlib import shake_256
from pathlib import Path

import pytest

from sync.engine import session
from sync.engine.rescue import rescue
from sync.engine.session import Session
from sync.errors import NotebookDamaged, NotebookIncomplete
from tests.scenarios.damage import NOTES, SOME, Pair, exchange
from tests.scenarios.laptops import WORDS


def lies(before: dict[str, bytes], after: dict[str, bytes], seed: int) -> dict[str, bytes]:
    """Of what changed since *before*, sectors that were said to be on the disk are lost or garbled by lot."""
    found = {}
    for name, data in after.items():
        old = before.get(name, b"").ljust(len(data), b"\0")
        pieces = []
        for at in range(0, len(data), 512):
            lot = shake_256(f"{seed} {name} {at}".encode()).digest(2)
            if lot[0] % 8 or data[at : at + 512] == old[at : at + 512]:
                pieces.append(data[at : at + 512])
            else:
                pieces.append(old[at : at + 512] if lot[1] % 2 else shake_256(lot).digest(512))
        found[name] = b"".join(pieces)[: len(data)]
    return found


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize("moment", ["open", "closed"])
def test_a_lying_disk_is_noticed_and_never_shows_an_empty_notebook(
    pair: Pair, home: Path, colleague: Session, tmp_path: Path, seed: int, moment: str
) -> None:
    before = {path.name: path.read_bytes() for path in home.glob("c[0-3].*")}
    opened = session.unlock(home, WORDS)
    opened.items.new(pair.space, "note", {"title": "Said to be saved", "body": SOME * 30})
    exchange(opened, colleague, pair.space, tmp_path / "given.pack")
    if moment == "closed":
        opened.close()
    after = {path.name: path.read_bytes() for path in home.glob("c[0-3].*")}
    opened.close()
    taken = Path(shutil.copytree(home, tmp_path / "lied-to"))
    for path in taken.glob("c[0-3].*"):
        path.unlink()
    for name, data in lies(before, after, seed).items():
        (taken / name).write_bytes(data)
    try:
        again = session.unlock(taken, WORDS)
        if not again.doctor().ok:
            again.close()
            raise NotebookDamaged
    except (NotebookDamaged, NotebookIncomplete):
        rescue(taken, WORDS)
        again = session.unlock(taken, WORDS)
    assert len(again.items.rows(pair.space)) >= NOTES * 0.97
    exchange(colleague, again, pair.space, tmp_path / "rest.pack")
    exchange(again, colleague, pair.space, tmp_path / "news.pack")
    assert again.spaces.digest(pair.space) == colleague.spaces.digest(pair.space)
    again.close()
