"""People checked face to face: by a picture with all 32 bytes, and told to others who trust us (A3.2)."""

import base64
import binascii

from crypto import words
from sync.engine import departure, soundness
from sync.engine.events import MembersChanged
from sync.engine.notebook import Notebook
from sync.model import housing, ops
from sync.refusals import CheckPictureForeign, NotComparedYet, UnknownPerson
from sync.store import newcomers, spaces
from sync.store.database import Db

QR_PREFIX = "KARKADE:P:"
IN_PERSON = "in-person"


class Verification:
    def __init__(self, book: Notebook) -> None:
        self._book = book

    def qr_text(self, space: str = "") -> str:
        """Return the text of the picture that shows who we are, or who we are in *space*."""
        me = self._book.me_in(bytes.fromhex(space)) if space else self._book.me
        return QR_PREFIX + base64.b32encode(words.fingerprint(me.person)).decode().rstrip("=")

    def by_qr(self, text: str) -> str:
        """Remember as compared in person whose picture this is, and return their id.

        Raises CheckPictureForeign for a picture of nobody in our spaces: then somebody else sits there.
        """
        shown = _fingerprint(text)
        return self._book.write(lambda db: self._verify(db, shown)).hex()

    def _verify(self, db: Db, shown: bytes) -> bytes:
        for space in spaces.every(db):
            state = self._book.state(db, space)
            asking = (one.person for one in newcomers.requests(db, space))
            for person in (*state.home, *asking):
                if words.fingerprint(person) == shown and person not in self._book.everybody:
                    newcomers.verify(db, person, IN_PERSON)
                    self._book.tell(MembersChanged(space.hex()))
                    return person
        raise CheckPictureForeign

    def vouch(self, space: str, person: str) -> None:
        """Tell the others in *space* that one compared somebody's words in person: only who wants to does.

        Raises NotComparedYet, UnknownPerson.
        """
        self._book.write(lambda db: self._vouch(db, bytes.fromhex(space), bytes.fromhex(person)))

    def _vouch(self, db: Db, space: bytes, person: bytes) -> None:
        state, op = self._book.may_write(db, space), ops.Vouch(person)
        if newcomers.verified(db).get(person) != IN_PERSON:
            raise NotComparedYet(name=housing.name_of(state, person))
        if not soundness.is_sound(db, self._book, space, op):
            raise UnknownPerson(name=housing.name_of(state, person))
        if self._book.me_in(space).person not in state.vouched.get(person, frozenset()):
            departure.publish(db, self._book, space, [op])
            self._book.tell(MembersChanged(space.hex()))


def _fingerprint(text: str) -> bytes:
    said = text.strip()
    letters = said.removeprefix(QR_PREFIX)
    try:
        shown = base64.b32decode(letters + "=" * (-len(letters) % 8))
    except (binascii.Error, ValueError) as error:
        raise CheckPictureForeign from error
    if letters == said:
        raise CheckPictureForeign
    return shown
