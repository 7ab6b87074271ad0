"""A look at the whole notebook: its file, what waits unread, what was refused."""

from dataclasses import dataclass

from sync.engine import departure
from sync.engine.notebook import Notebook
from sync.store import beats, gaps, outbox, relay_proofs, spaces, waiting_room
from sync.store.database import Db


@dataclass(frozen=True, slots=True)
class Report:
    ok: bool
    findings: tuple[str, ...]
    """Codes and counts, never contents."""


class Health:
    def __init__(self, book: Notebook) -> None:
        self._book = book
        self._closed = False

    def report(self, files_damaged: int = 0) -> Report:
        damage = self._book.lane.run(self._book.database.check)
        findings = [f"notebook-damaged:{len(damage)}"] if damage else []
        findings += [f"attachments-damaged:{files_damaged}"] if files_damaged else []
        findings += self._book.read(self._waiting)
        return Report(not damage and not files_damaged, tuple(findings))

    def _waiting(self, db: Db) -> list[str]:
        parked, refused = waiting_room.parked_count(db), waiting_room.refused(db)
        frozen = sum(self._book.state(db, space).frozen for space in spaces.every(db))
        found = [f"needs-update:{frozen}"] if frozen else []
        found += [f"parked:{parked}"] if parked else []
        found += [f"missing:{missing}"] if (missing := _missing(db)) else []
        found += [f"differs:{differing}"] if (differing := beats.differing_count(db)) else []
        proofs, signs = relay_proofs.counts(db)
        found += [f"relay-proofs:{proofs}"] if proofs else []
        found += [f"relay-signs:{signs}"] if signs else []
        reasons = sorted({reason for _, reason in refused})
        return found + [f"refused:{reason}:{sum(one == reason for _, one in refused)}" for reason in reasons]

    def close(self) -> None:
        """Let what waits depart, then close the database on its lane."""
        if self._closed:
            return
        self._closed = True
        try:
            self._book.write(self._depart_all)
        finally:
            self._book.lane.close_after(self._book.database.close)

    def _depart_all(self, db: Db) -> None:
        for space in spaces.every(db):
            if outbox.count(db, space):
                departure.depart(db, self._book, space)


def _missing(db: Db) -> int:
    return sum(one.missing.count for space in spaces.every(db) for one in gaps.of(db, space))
