"""Which spaces are sent to and asked at fixed times, and how many minutes apart."""

from sync.store import settings
from sync.store.database import Db

PREFIX = "steady/"


def put(db: Db, space: bytes, minutes: int) -> None:
    settings.put(db, PREFIX + space.hex(), str(minutes).encode())


def remove(db: Db, space: bytes) -> None:
    settings.remove(db, PREFIX + space.hex())


def minutes(db: Db, space: bytes) -> int | None:
    """Return None for a space without a pace."""
    kept = settings.get(db, PREFIX + space.hex())
    return None if kept is None else int(kept)


def every(db: Db) -> dict[bytes, int]:
    rows = db.rows("SELECT key, value FROM setting WHERE key GLOB ?", PREFIX + "*")
    return {bytes.fromhex(key.removeprefix(PREFIX)): int(bytes(value)) for key, value in rows}
