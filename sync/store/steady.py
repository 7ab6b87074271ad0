"""Which spaces are sent to and asked at fixed times, and how many minutes apart."""

from sync.store import settings
from sync.store.database import Db

PREFIX = "steady/"
UNREADABLE, DIGITS = 0, 8


def put(db: Db, space: bytes, minutes: int) -> None:
    settings.put(db, PREFIX + space.hex(), str(minutes).encode())


def remove(db: Db, space: bytes) -> None:
    settings.remove(db, PREFIX + space.hex())


def minutes(db: Db, space: bytes) -> int | None:
    """Return None for a space without a pace."""
    kept = settings.get(db, PREFIX + space.hex())
    return None if kept is None else _read(kept)


def every(db: Db) -> dict[bytes, int]:
    rows = db.rows("SELECT key, value FROM setting WHERE key GLOB ?", PREFIX + "*")
    return {bytes.fromhex(key.removeprefix(PREFIX)): _read(bytes(value)) for key, value in rows}


def _read(value: bytes) -> int:
    """What cannot be read is a pace without any time: nothing leaves the space until somebody chooses."""
    return int(value) if value.isdigit() and len(value) <= DIGITS else UNREADABLE
