"""A room: for one meeting a laptop serves all others in it, and nothing of that stays (A6.8)."""

import ssl
from collections.abc import Collection
from contextlib import suppress
from dataclasses import dataclass
from functools import partial

from crypto import pins
from crypto.pins import CertificateUnreadable
from sync.engine import lan, relay_address
from sync.engine.asides import Aside
from sync.engine.errands import Errands
from sync.engine.events import RoomState
from sync.engine.files_box import ArchiveClient
from sync.engine.mailboxes import Mailboxes
from sync.engine.notebook import Notebook
from sync.engine.relay_client import RelayClient
from sync.engine.room_host import Hosted, RoomHost
from sync.engine.room_rounds import SPREAD_MS, RoomRounds
from sync.engine.watched import Limits, Watch
from sync.errors import DiskFailing, DiskFull, RelayTalksNonsense, RelayTooSlow, RelayUnreachable
from sync.model.belonging import RelayEntry
from sync.relay_refusals import InRoomAlready, NoLocalNetwork, RoomIsAnother, RoomNotOpened, RoomTextWrong
from sync.store import spaces as spaces_table
from sync.store import visits
from sync.wire import rooms
from sync.wire.rooms import BadRoom, Door

PATIENCE = 10.0  # seconds, for somebody in the same room
ANY_CERTIFICATE = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
"""Only to look at it."""
ANY_CERTIFICATE.check_hostname, ANY_CERTIFICATE.verify_mode = False, ssl.CERT_NONE


@dataclass(frozen=True, slots=True)
class Room:
    """A room that this notebook is in."""

    text: str
    """What others type: 44 letters in groups."""
    qr_text: str
    """The same for a picture."""
    address: str
    """Where invitations by words are looked for, with the pin."""
    is_ours: bool


class Rooms:
    """One room at a time. While a notebook is in it, it exchanges there whatever it does elsewhere."""

    def __init__(self, book: Notebook, mailboxes: Mailboxes, errands: Errands) -> None:
        self._book = book
        self._mailboxes = mailboxes
        self._errands = errands
        self._host: RoomHost | None = None
        self._rounds: RoomRounds | None = None
        self._relay: RelayEntry | None = None
        self.current: Room | None = None

    @property
    def state(self) -> RoomState:
        """What was exchanged so far; `RoomChanged` tells of news."""
        return self._rounds.state if self._rounds else RoomState()

    def addresses(self) -> list[str]:
        """This laptop's addresses where a room can be opened, the likeliest first."""
        return lan.addresses()

    def open(self, address: str = "", port: int = 0, spaces: Collection[str] | None = None) -> Room:
        """Serve this room, and exchange all spaces or these in it. Nothing is announced to the network.

        Raises InRoomAlready, NoLocalNetwork, RoomNotOpened.
        """
        self._must_be_outside()
        where = address or lan.likeliest()
        if not where:
            raise NoLocalNetwork
        if not rooms.is_local(where):
            raise RoomNotOpened(address=where)
        self._host = RoomHost(where, port)
        try:
            return self._enter(self._host.hosted, spaces)
        except BaseException:
            self.leave()  # no port stays open of which nobody knows
            raise

    def join(self, text: str, spaces: Collection[str] | None = None) -> Room:
        """Enter the room that typed letters or a picture lead into.

        Raises RoomTextWrong, InRoomAlready, RoomIsAnother, RelayUnreachable, RelayTooSlow.
        """
        self._must_be_outside()
        try:
            door = rooms.read(text)
        except BadRoom as error:
            raise RoomTextWrong from error
        return self._enter(_proven(door), spaces)

    def exchange(self) -> RoomState:
        """Do one round now and wait for it; nothing where there is no room."""
        if self._rounds is not None:
            self._rounds.round()
        return self.state

    def leave(self) -> None:
        """Leave the room; who opened it closes it for all, and what it held is gone. Twice is harmless."""
        rounds, host, relay = self._rounds, self._host, self._relay
        self._rounds = self._host = self._relay = self.current = None
        if rounds is not None:
            rounds.stop()
        if host is not None:
            host.close()
        if relay is not None:
            self._book.asides.drop(relay.public_key)
            self._mailboxes.files.leave(relay.public_key)
            self._mailboxes.drop(relay.public_key)
            self._errands.leave(relay.url)
            with suppress(DiskFull, DiskFailing):  # then it is forgotten at the next opening
                self._book.write(visits.forget)

    # ------------------------------------------------------------ entering
    def _must_be_outside(self) -> None:
        if self.current is not None:
            raise InRoomAlready

    def _enter(self, hosted: Hosted, spaces: Collection[str] | None) -> Room:
        door, left_out, url = hosted.door, self._left_out(spaces), _url(hosted.door)
        relay = self._relay = RelayEntry(rooms.name(hosted.relay_pk, hosted.pin), url, hosted.pin)
        connect = partial(ArchiveClient, url, relay_pk=hosted.relay_pk, pin=hosted.pin)  # always directly
        ticket = rooms.ticket(door.token)
        self._book.write(partial(visits.note, relay=relay.public_key))
        self._book.asides.put(
            Aside(relay, connect, lambda space: space not in left_out, ticket, is_room=True)
        )
        text = rooms.write(door)
        address = relay_address.written(relay)
        self.current = Room(text, rooms.qr_text(text), address, is_ours=self._host is not None)
        spread = 0 if self._host else SPREAD_MS
        self._rounds = RoomRounds(self._book, self._mailboxes, self._errands, relay, spread_ms=spread)
        self._rounds.start()
        return self.current

    def _left_out(self, chosen: Collection[str] | None) -> frozenset[bytes]:
        """Spaces that were not chosen; one that is joined in the room takes part there."""
        if chosen is None:
            return frozenset()
        every = self._book.read(spaces_table.every)
        return frozenset(space for space in every if space.hex() not in chosen)


def _url(door: Door) -> str:
    return f"https://{door.host}:{door.port}"


def _proven(door: Door) -> Hosted:
    """Look who answers there: its certificate and its key together must be what the letters name."""
    pin = _shown(door)
    asking = RelayClient(_url(door), pin=pin)
    try:
        relay_pk = asking.info().public_key
    finally:
        asking.close()
    if rooms.fingerprint(relay_pk, pin) != door.fingerprint:
        raise RoomIsAnother
    return Hosted(door, relay_pk, pin)


def _shown(door: Door) -> bytes:
    """Return the pin of the certificate that is shown there, within so many seconds in all."""
    watch = Watch(Limits(fixed=PATIENCE, connect=PATIENCE))
    try:
        with watch:
            plain, plug = watch.connect(door.host, door.port)
            with plug, ANY_CERTIFICATE.wrap_socket(plain) as secure:
                return pins.pin(secure.getpeercert(binary_form=True) or b"")
    except CertificateUnreadable as error:
        raise RoomIsAnother from error
    except OSError as error:
        if watch.verdict is not None or isinstance(error, TimeoutError):
            raise RelayTooSlow from error
        raise (RelayTalksNonsense if isinstance(error, ssl.SSLError) else RelayUnreachable) from error
