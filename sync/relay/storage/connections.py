"""Connections to PostgreSQL: made when needed, made anew when the database was gone, tried once more then."""

import time
from collections import deque
from collections.abc import Callable
from typing import Any, TypeAlias, TypeVar

import psycopg
from psycopg import errors, pq

from sync.relay.storage.interface import DiskFailing, DiskFull

Connection: TypeAlias = psycopg.Connection[tuple[Any, ...]]
T = TypeVar("T")

CONNECT_SECONDS = 5
PAUSE = 0.5
"""Seconds without another try after the database did not answer: callers hear of it at once meanwhile."""
SESSION = " ".join(
    f"-c {name}={value}"
    for name, value in {
        "synchronous_commit": "on",  # acknowledged is on the disk, and on the standby where there is one
        "statement_timeout": "60s",
        "lock_timeout": "5s",
        "idle_in_transaction_session_timeout": "30s",
        "client_encoding": "utf8",
    }.items()
)
AGAIN = (errors.AdminShutdown, errors.CrashShutdown, errors.CannotConnectNow, errors.SerializationFailure,
         errors.DeadlockDetected, errors.ReadOnlySqlTransaction)  # fmt: skip
"""What is over at once, or on the new primary; all that is written here may be said twice."""


def connect(address: str) -> Connection:
    """Open one connection. Raises psycopg.OperationalError."""
    return psycopg.connect(
        address,
        autocommit=True,
        options=SESSION,
        connect_timeout=CONNECT_SECONDS,
        keepalives_idle=10,
        keepalives_interval=5,
        keepalives_count=2,
        tcp_user_timeout=20_000,
    )


class Connections:
    """As many as there are threads that ask; each carries one request at a time."""

    def __init__(self, address: str) -> None:
        self._address = address
        self._free: deque[Connection] = deque()
        self._silent_until = 0.0

    def read(self, work: Callable[[Connection], T]) -> T:
        """Return what *work* gives. Raises DiskFull or DiskFailing for what the database cannot do."""
        try:
            return self._once(work, self._take)
        except psycopg.Error as error:
            if not _passes(error):
                raise _named(error) from error
            self._forget()
        try:
            return self._once(work, self._open)
        except psycopg.Error as error:
            raise _named(error) from error

    def write(self, work: Callable[[Connection], T]) -> T:
        """Like `read`, in one transaction; a second try after a lost connection may find it all done."""

        def together(connection: Connection) -> T:
            with connection.transaction():
                return work(connection)

        return self.read(together)

    def close(self) -> None:
        self._forget()

    def _once(self, work: Callable[[Connection], T], found: Callable[[], Connection]) -> T:
        connection = found()
        try:
            return work(connection)
        finally:
            self._put(connection)

    def _take(self) -> Connection:
        try:
            return self._free.pop()
        except IndexError:
            return self._open()

    def _open(self) -> Connection:
        if time.monotonic() < self._silent_until:
            raise DiskFailing
        try:
            return connect(self._address)
        except psycopg.Error as error:
            self._silent_until = time.monotonic() + PAUSE
            raise DiskFailing from error

    def _put(self, connection: Connection) -> None:
        usable = not connection.closed and connection.info.transaction_status == pq.TransactionStatus.IDLE
        if usable:
            self._free.append(connection)
        else:
            connection.close()

    def _forget(self) -> None:
        """What one connection met, the others that lie idle will meet too."""
        while self._free:
            self._free.pop().close()


def _passes(error: psycopg.Error) -> bool:
    lost = isinstance(error, psycopg.OperationalError) and error.sqlstate is None
    return lost or isinstance(error, AGAIN)


def _named(error: psycopg.Error) -> Exception:
    """What the world did, under its name; our own mistakes stay what they are."""
    if isinstance(error, errors.DiskFull):
        return DiskFull()
    world = (psycopg.OperationalError, errors.ReadOnlySqlTransaction, psycopg.InternalError)
    return DiskFailing() if isinstance(error, world) else error
