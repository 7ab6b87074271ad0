"""What password words, or a recovery secret, open in a slots file (A2.2)."""

import contextlib
from collections.abc import Iterator

from crypto import passphrase as words
from crypto import slots
from crypto.errors import Damaged, NotForUs, OutOfMemory
from crypto.slots import Payload, Slots
from sync.errors import NotEnoughMemory, PassphraseTooShort, SlotsDamaged, WrongPassphrase


def must_be_something(passphrase: str) -> None:
    if not passphrase.strip():
        raise PassphraseTooShort


@contextlib.contextmanager
def stretched(passphrase: str, header: Slots) -> Iterator[bytes]:
    """Give the key that *passphrase* becomes under the header's salt and cost.

    Raises PassphraseTooShort, NotEnoughMemory.
    """
    must_be_something(passphrase)
    try:
        kek = words.stretch(passphrase, header.salt, header.cost)
    except OutOfMemory as error:
        raise NotEnoughMemory from error
    try:
        yield bytes(kek)
    finally:
        words.wipe(kek)


def look(header: Slots, kek: bytes) -> tuple[int, Payload]:
    """Return number and payload of the slot that *kek* opens. Raises WrongPassphrase, SlotsDamaged."""
    try:
        return slots.find_slot(header, kek)
    except NotForUs as error:
        raise WrongPassphrase from error
    except Damaged as error:
        raise SlotsDamaged from error


def opens_anything(header: Slots, kek: bytes) -> bool:
    """Say whether *kek* fits one of the slots. Raises SlotsDamaged."""
    try:
        look(header, kek)
    except WrongPassphrase:
        return False
    return True
