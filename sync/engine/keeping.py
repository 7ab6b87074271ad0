"""Recovery sheets that colleagues keep for each other in their notebooks, instead of on paper (A2.4)."""

from hashlib import sha256

from crypto import handover, recovery
from crypto.errors import CryptoError
from crypto.keys import KemPublic
from sync.engine import identity, names, sheets
from sync.engine.events import SpacesChanged
from sync.engine.identity import Identity
from sync.engine.notebook import Notebook
from sync.engine.sheets import Sheet
from sync.errors import AmbiguousName, UnknownItem
from sync.recovery_refusals import NotASealedSheet, SheetForAnother
from sync.refusals import UnknownPerson
from sync.store import kept_shares
from sync.store.database import Db
from sync.store.kept_shares import KeptShare
from sync.wire import codec

MAGIC = b"karkadeSHAR\x01"
NAME_MAX = 200


class Keeping:
    def __init__(self, book: Notebook) -> None:
        self._book = book

    # ------------------------------------------------------------ whose sheet it is
    def seal(self, space: str, person: str, sheet: Sheet) -> bytes:
        """Return a file in which only *person*, whom we know from *space*, finds the sheet.

        It tells nobody else whose it is or whom it is for. Raises UnknownPerson.
        """
        return self._book.read(lambda db: self._seal(db, bytes.fromhex(space), bytes.fromhex(person), sheet))

    def _seal(self, db: Db, space: bytes, person: bytes, sheet: Sheet) -> bytes:
        me, state = self._book.me_in(space), self._book.state(db, space)
        devices = state.person_state(person).devices
        if person not in state.home or not devices:
            raise UnknownPerson(name=person.hex())
        inside = codec.encode([sheet.text, sheet.of, sheet.made_ms, me.person, me.name])
        sealed = [
            handover.seal_to(KemPublic(keys.kem_pk), recovery.share_info(device), inside)
            for device, keys in devices.items()
        ]
        return MAGIC + codec.encode(sealed)

    # ------------------------------------------------------------ who keeps it
    def keep(self, data: bytes) -> KeptShare:
        """Take a sheet in that was sealed to this laptop.

        The name on it is what its sender says. Raises NotASealedSheet, SheetForAnother.
        """
        kept = _opened(data, self._mine(), self._book.clock())

        def put(db: Db) -> None:
            kept_shares.put(db, kept)
            self._book.tell(SpacesChanged())

        self._book.write(put)
        return kept

    def _mine(self) -> list[Identity]:
        return [self._book.me, *self._book.personas.values()]

    def rows(self) -> list[KeptShare]:
        """Return every sheet that is kept here, with whose it is."""
        return self._book.read(kept_shares.every)

    def find(self, text: str) -> str:
        """Return the one kept sheet with this owner's name or beginning of an id. Raises UnknownItem."""
        pairs = [(row.id.hex(), row.name) for row in self.rows()]
        return names.the_one(text, pairs, missing=UnknownItem, several=AmbiguousName)

    def hand_out(self, share: str) -> Sheet:
        """Return a kept sheet, to be read out or written to a file for its owner. Raises NotASealedSheet."""
        kept = self._book.read(lambda db: kept_shares.get(db, bytes.fromhex(share)))
        if kept is None:
            raise NotASealedSheet(name=share)
        parsed = sheets.check(kept.text)
        return Sheet(sheets.set_id(parsed), parsed.number, kept.of, parsed.need, kept.made_ms, parsed.words)

    def forget(self, share: str) -> None:
        """Keep a sheet no longer: its owner made others, or has it back."""
        self._book.write(lambda db: kept_shares.remove(db, bytes.fromhex(share)))


def is_sealed_sheet(data: bytes) -> bool:
    return data.startswith(MAGIC)


def _opened(data: bytes, mine: list[Identity], now_ms: int) -> KeptShare:
    for sealed in _sealed(data):
        for me in mine:
            try:
                inside = identity.unseal(me, recovery.share_info(me.device), sealed)
            except CryptoError:
                continue
            return _kept(inside, now_ms)
    raise SheetForAnother


def _sealed(data: bytes) -> list[bytes]:
    try:
        pieces = codec.decode(data[len(MAGIC) :]) if is_sealed_sheet(data) else None
    except codec.Malformed as error:
        raise NotASealedSheet(name="") from error
    found = [piece for piece in pieces if isinstance(piece, bytes)] if isinstance(pieces, list) else []
    if not found:
        raise NotASealedSheet(name="")
    return found


def _kept(inside: bytes, now_ms: int) -> KeptShare:
    """What somebody sealed to us is still somebody else's word: only a sound sheet is taken."""
    try:
        row = codec.decode(inside)
    except codec.Malformed as error:
        raise NotASealedSheet(name="") from error
    match row:
        case [str() as text, int() as of, int() as made, bytes() as person, str() as name]:
            sound = " ".join(sheets.check(text).words)
            shown = " ".join(name.split())[:NAME_MAX]
            return KeptShare(sha256(sound.encode()).digest(), person, shown, of, made, now_ms, sound)
    raise NotASealedSheet(name="")
