"""The laptop that opens a room: a relay in a process of its own, with keys that nobody saw before (A6.8)."""

import json
import secrets
from dataclasses import dataclass
from urllib.parse import urlsplit

from crypto import own_certificate
from crypto.keys import SigningKey
from sync.engine.child import Child
from sync.relay_refusals import RoomNotOpened
from sync.wire import rooms
from sync.wire.rooms import Door

LISTENING = "listening on "
START_SECONDS = 30.0
SECRET = 32


@dataclass(frozen=True, slots=True)
class Hosted:
    """A room that is open: how others find it, and by what its relay is known."""

    door: Door
    relay_pk: bytes
    pin: bytes


class RoomHost:
    """The relay of one room; it ends with this process."""

    def __init__(self, address: str, port: int = 0) -> None:
        """Open it at an IPv4 address of this laptop; port 0 takes a free one. Raises RoomNotOpened."""
        seed, token = secrets.token_bytes(SECRET), secrets.token_bytes(rooms.TOKEN)
        passphrase = secrets.token_hex()
        made = own_certificate.make(address, passphrase.encode())
        orders = {
            "host": address,
            "port": port,
            "token": token.hex(),
            "seed": seed.hex(),
            "certificate": made.certificate.decode(),
            "key": made.key.decode(),
            "passphrase": passphrase,
        }
        self._child = Child("sync.relay.room", orders=json.dumps(orders).encode() + b"\n")
        said = self._child.first_line(START_SECONDS)
        if not said.startswith(LISTENING):
            self._child.stop()
            raise RoomNotOpened(address=address)
        taken = urlsplit(said.removeprefix(LISTENING).strip()).port or 0
        key = SigningKey(seed).public.raw
        door = Door(address, taken, token, rooms.fingerprint(key, made.pin))
        self.hosted = Hosted(door, key, made.pin)

    def is_open(self) -> bool:
        return self._child.is_running()

    def close(self) -> None:
        """End the relay and with it all that it held."""
        self._child.stop()
