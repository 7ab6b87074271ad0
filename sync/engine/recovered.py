"""A notebook opened with its recovery sheets, because its password words are forgotten (A2.4)."""

from collections.abc import Sequence
from pathlib import Path

from crypto import recovery
from sync.engine import keyhole, session, sheets
from sync.engine.session import Session
from sync.errors import WrongPassphrase
from sync.recovery_refusals import SheetsForeign


def use(profile: Path, texts: Sequence[str], new_passphrase: str) -> Session:
    """Open the notebook with enough sheets, and let *new_passphrase* open it from now on.

    Raises what `sheets.combine` and `session.unlock` do, SheetsForeign, PassphraseTooShort, WordsTaken.
    """
    keyhole.must_be_something(new_passphrase)
    secret = sheets.combine(texts)
    try:
        opened = session.unlock_with_recovery(profile, recovery.slot_kek(secret))
    except WrongPassphrase as error:
        raise SheetsForeign from error
    try:
        opened.words.set_new(new_passphrase)
    except BaseException:
        opened.close()
        raise
    return opened
