"""Files on items of laptops, and what lies of them at the relay."""

from sync.engine.files_box import FilesBox
from sync.model import attaching
from sync.store import attachments
from sync.store.attachments import Described
from tests.scenarios.laptops import Laptop

CHUNK = attaching.CHUNK


def attached(one: Laptop, item: str, data: bytes, name: str = "plan.bin") -> str:
    return one.session.attachments.add_pieces(item, name, "", [data]).id


def here(one: Laptop, item: str) -> list[tuple[str, bool]]:
    return [(row.name, row.present) for row in one.session.attachments.rows(item)]


def described(one: Laptop, name: str) -> Described:
    found = one.session._book.read(lambda db: attachments.of(db, bytes.fromhex(name)))
    assert found is not None
    return found


def boxes(one: Laptop, space: str) -> list[FilesBox]:
    return one.session.attachments.carriage._boxes.today(bytes.fromhex(space))


def box(one: Laptop, space: str) -> FilesBox:
    (found,) = boxes(one, space)
    return found


def at_relay(one: Laptop, space: str, name: str) -> list[bool]:
    """Of each part of a file whether the relay has it."""
    return box(one, space).held(described(one, name).parts)


def lose_all(one: Laptop, space: str) -> None:
    """Let the relay lose every file."""
    here_now = box(one, space)
    here_now.client.trim(here_now.keys, 1 << 40)
