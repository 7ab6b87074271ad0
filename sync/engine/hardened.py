"""What requests and urllib3 are made to do without, and the place where all bytes are counted (2.7)."""

import hmac
import http.client
import io
import socket
import ssl
from collections.abc import Iterator
from contextvars import ContextVar
from functools import partial
from http.cookiejar import DefaultCookiePolicy
from typing import TYPE_CHECKING, Any

import requests
from requests.adapters import HTTPAdapter
from typing_extensions import Buffer, override
from urllib3 import HTTPConnectionPool, HTTPSConnectionPool, PoolManager, Retry
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.util import SKIP_HEADER

from crypto import pins
from crypto.errors import CryptoError
from sync.engine.watched import Watch

CONNECTIONS_KEPT = 2  # one waits for news while the other carries something

CURRENT: ContextVar[Watch] = ContextVar("the exchange that this thread is in")


class Counted(io.RawIOBase):
    """The lowest read of an answer; what comes through is known to the watch."""

    def __init__(self, raw: io.RawIOBase) -> None:
        self._raw = raw
        self.ended = False

    @override
    def readable(self) -> bool:
        return True

    @override
    def readinto(self, buffer: Buffer, /) -> int | None:
        count = self._raw.readinto(buffer)
        CURRENT.get().came(count or 0)
        self.ended = not count
        return count

    @override
    def close(self) -> None:
        self._raw.close()
        super().close()


class CountedResponse(http.client.HTTPResponse):
    def __init__(self, sock: socket.socket, debuglevel: int = 0, method: str | None = None) -> None:
        super().__init__(sock, debuglevel, method)
        reader: Any = self.fp
        self._counted = Counted(reader.detach())
        self.fp = io.BufferedReader(self._counted)

    @override
    def begin(self) -> None:
        super().begin()
        if self._counted.ended:  # http.client takes half a head for a whole one
            raise http.client.RemoteDisconnected("in the head")


class Sending:
    """A body that is handed over in blocks, each of which buys time."""

    def __init__(self, body: bytes, watch: Watch) -> None:
        self._rest = io.BytesIO(body)
        self._size = len(body)
        self._watch = watch

    def __len__(self) -> int:
        return self._size

    def __iter__(self) -> Iterator[bytes]:
        return iter(self._rest)

    def read(self, size: int = -1, /) -> bytes:
        block = self._rest.read(size)
        self._watch.sent(len(block))
        return block


if TYPE_CHECKING:
    Connection = HTTPConnection
else:
    Connection = object


class Watched(Connection):
    """A connection that is opened through the watch, and shows itself to it each time it is used."""

    response_class = CountedResponse
    _plug: socket.socket | None = None

    @override
    def _new_conn(self) -> socket.socket:
        sock, self._plug = CURRENT.get().connect(self._dns_host, self.port)
        return sock

    @override
    def send(self, data: Any) -> None:
        if isinstance(data, bytes):  # a head; a body is counted as it is read
            CURRENT.get().given += len(data)
        super().send(data)

    @override
    def putrequest(self, *positional: Any, **named: Any) -> None:
        if self.sock is not None and self._plug is not None and not CURRENT.get().connected:
            CURRENT.get().carried_by(self._plug, reused=True)
        super().putrequest(*positional, **named)

    @override
    def close(self) -> None:
        super().close()
        if self._plug is not None:
            self._plug.close()
            self._plug = None


class WatchedPlain(Watched, HTTPConnection):
    pass


class WatchedSecure(Watched, HTTPSConnection):
    """With a pin, no byte of a request leaves before the key of the other side has shown to be that one."""

    def __init__(self, *positional: Any, pin: bytes | None = None, **named: Any) -> None:
        super().__init__(*positional, **named)
        self._pin = pin
        self.ssl_context = _context(pin)

    @override
    def connect(self) -> None:
        super().connect()
        if self._pin is not None:
            self._must_fit(self._pin)
            self.is_verified = True

    def _must_fit(self, pin: bytes) -> None:
        shown = self.sock.getpeercert(binary_form=True) if isinstance(self.sock, ssl.SSLSocket) else None
        try:
            fits = hmac.compare_digest(pins.pin(shown or b""), pin)
        except CryptoError:
            fits = False
        if not fits:
            self.close()
            raise ssl.SSLCertVerificationError("another key than the pin says")


def _context(pin: bytes | None) -> ssl.SSLContext:
    """A context of our own: the library's would write its secrets into a file that the environment names."""
    made = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    made.minimum_version = ssl.TLSVersion.TLSv1_2
    made.options |= ssl.OP_NO_COMPRESSION | ssl.OP_NO_TICKET
    made.hostname_checks_common_name = False
    if pin is not None:
        made.check_hostname, made.verify_mode = False, ssl.CERT_NONE
    return made


class PlainPool(HTTPConnectionPool):
    ConnectionCls = WatchedPlain


class SecurePool(HTTPSConnectionPool):
    def __init__(self, *positional: Any, pin: bytes | None, **named: Any) -> None:
        super().__init__(*positional, **named)
        made: Any = partial(WatchedSecure, pin=pin)
        self.ConnectionCls = made


class Adapter(HTTPAdapter):
    def __init__(self, pin: bytes | None, **more: Any) -> None:
        self._pin = pin
        super().__init__(**more)

    @override
    def init_poolmanager(self, connections: int, maxsize: int, block: bool = False, **more: Any) -> None:
        self.poolmanager = PoolManager(num_pools=connections, maxsize=maxsize, block=block, **more)
        self.poolmanager.pool_classes_by_scheme = {
            "http": PlainPool,
            "https": partial(SecurePool, pin=self._pin),
        }


class Session(requests.Session):
    """Without cookies, redirects, proxies of the environment, credentials of a file, or second tries.

    With a *pin* the chain and the names of a certificate are not asked: its key is (A6.8).
    """

    def __init__(self, pin: bytes | None = None) -> None:
        super().__init__()
        self.verify = pin is None
        self.trust_env = False
        self.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))
        self.headers.clear()
        self.headers.update({"Accept-Encoding": "identity", "User-Agent": SKIP_HEADER})
        never = Retry(total=0, redirect=0, respect_retry_after_header=False)
        adapter = Adapter(pin, pool_connections=1, pool_maxsize=CONNECTIONS_KEPT, max_retries=never)
        self.adapters.clear()
        self.mount("http://", adapter)
        self.mount("https://", adapter)

    @override
    def get_redirect_target(self, resp: requests.Response) -> str | None:
        return None  # or the body of a redirect would be read whole, and without bound
