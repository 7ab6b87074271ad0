"""A relay with one sin for each path (reliability 2.7), on the loopback, and bounded in time itself."""

import gzip
import socket
import threading
from dataclasses import dataclass
from types import TracebackType
from typing import Self
from urllib.parse import unquote

LONGEST = 20.0  # seconds after which even this relay gives up
DRIP = 0.05  # seconds between two of the slow ones
BLOCK = bytes(65536)
OK = b"HTTP/1.1 200 OK\r\n"
CHUNKED = OK + b"Transfer-Encoding: chunked\r\n\r\n"
ELSEWHERE = b"{elsewhere}"


@dataclass(frozen=True, slots=True)
class Sin:
    """What is said at once, and what follows without an end: *endless* or *dripping* bytes, or *silence*."""

    said: bytes = b""
    endless: bytes = b""
    dripping: bytes = b""
    silence: bool = False
    keeps: bool = False
    """The connection stays open for another request."""


def body(content: bytes, *headers: bytes, status: bytes = b"200 OK") -> bytes:
    lines = [b"HTTP/1.1 " + status, b"Content-Length: %d" % len(content), *headers]
    return b"\r\n".join(lines) + b"\r\n\r\n" + content


def _redirect(status: bytes, location: bytes, content: bytes = b"") -> bytes:
    return body(content, b"Location: " + location, status=status)


BOMB = gzip.compress(bytes(30 << 20))
ENDLESS_REDIRECT = b"HTTP/1.1 302 Found\r\nLocation: /x\r\nContent-Length: 99999999999\r\n\r\n"

TOO_SLOW = {
    "silence": Sin(silence=True),
    "a status line a byte at a time": Sin(b"HTTP/1.1 200 ", dripping=b"O"),
    "one header after another": Sin(OK, dripping=b"X: y\r\n"),
    "half a header": Sin(OK + b"Content-Le", silence=True),
    "a body a byte at a time": Sin(OK + b"Content-Length: 9999\r\n\r\n", dripping=b"x"),
    "half a body, then silence": Sin(body(bytes(4000))[:-2000], silence=True),
    "chunks of one byte, slowly": Sin(CHUNKED, dripping=b"1\r\nx\r\n"),
    "trailers, slowly": Sin(CHUNKED + b"0\r\n", dripping=b"X: y\r\n"),
    "continue, slowly": Sin(dripping=b"HTTP/1.1 100 Continue\r\n\r\n"),
}
TOO_MUCH = {
    "a length of 300 MB": Sin(OK + b"Content-Length: 300000000\r\n\r\n", endless=BLOCK),
    "a length of 2^70": Sin(OK + b"Content-Length: %d\r\n\r\n" % (1 << 70)),
    "endless chunks": Sin(CHUNKED, endless=b"10000\r\n" + BLOCK + b"\r\n"),
    "endless chunks of one byte": Sin(CHUNKED, endless=b"1\r\nx\r\n" * 1000),
    "an endless chunk": Sin(CHUNKED + b"ffffffffffff\r\n", endless=BLOCK),
    "endless trailers": Sin(CHUNKED + b"0\r\n", endless=b"X: y\r\n" * 1000),
    "a huge header": Sin(OK + b"X: ", endless=b"y" * 65536),
    "endless headers": Sin(OK, endless=b"X: y\r\n" * 1000),
    "two hundred headers": Sin(OK + b"X: y\r\n" * 200 + b"\r\n"),
    "an endless status line": Sin(b"HTTP/1.1 200 ", endless=b"y" * 65536),
    "endless continue": Sin(endless=b"HTTP/1.1 100 Continue\r\n\r\n" * 1000),
}
NONSENSE = {
    "an endless body without a length": Sin(OK + b"\r\n", endless=BLOCK),
    "an endless line of a chunk's size": Sin(CHUNKED, endless=b"f" * 65536),
    "a chunk of less than nothing": Sin(CHUNKED + b"-5\r\nabc\r\n0\r\n\r\n"),
    "a chunk's size that is none": Sin(CHUNKED + b"xyz\r\nabc\r\n0\r\n\r\n"),
    "a gzip bomb": Sin(body(BOMB, b"Content-Encoding: gzip")),
    "gzip twice": Sin(body(gzip.compress(BOMB), b"Content-Encoding: gzip, gzip")),
    "another coding of the transfer": Sin(OK + b"Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n"),
    "a redirect to itself": Sin(_redirect(b"302 Found", b"/x")),
    "a redirect with 32 MB": Sin(_redirect(b"302 Found", b"/x", bytes(32 << 20))),
    "a redirect with an endless body": Sin(ENDLESS_REDIRECT, endless=BLOCK),
    "a redirect elsewhere": Sin(_redirect(b"307 Temporary Redirect", ELSEWHERE)),
    "a lasting redirect elsewhere": Sin(_redirect(b"308 Permanent Redirect", ELSEWHERE)),
    "see elsewhere": Sin(_redirect(b"303 See Other", ELSEWHERE)),
    "a negative length": Sin(OK + b"Content-Length: -5\r\n\r\nhello"),
    "a length with a sign": Sin(OK + b"Content-Length: +5\r\n\r\nhello"),
    "a length in letters": Sin(OK + b"Content-Length: five\r\n\r\nhello"),
    "two lengths": Sin(OK + b"Content-Length: 5\r\nContent-Length: 6\r\n\r\nhello!"),
    "two lengths in one": Sin(OK + b"Content-Length: 5, 6\r\n\r\nhello!"),
    "a length and chunks": Sin(OK + b"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
    "another protocol": Sin(b"SSH-2.0-OpenSSH_9.2\r\n" * 3),
    "another protocol is offered": Sin(b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n\r\n"),
}
CUT = {
    "closes at once": Sin(),
    "closes in the head": Sin(OK + b"X: y\r\n"),
    "closes in the length": Sin(OK + b"Content-Length: 0"),
    "a body shorter than its length": Sin(body(bytes(4000))[:-1]),
    "a chunk shorter than its size": Sin(CHUNKED + b"100\r\nabc"),
    "chunks without an end": Sin(CHUNKED + b"3\r\nabc\r\n"),
}
HARMLESS = {
    "bytes after the body": Sin(body(b"hello") + b"and more" * 1000),
    "a cookie": Sin(body(b"hello", b"Set-Cookie: who=you; Max-Age=999999; Path=/"), keeps=True),
    "a plea to come again": Sin(body(b"hello", b"Retry-After: 1", b"Refresh: 0; url=/x")),
    "chunks": Sin(CHUNKED + b"2\r\nhe\r\n3;extension=1\r\nllo\r\n0\r\nTrailer: x\r\n\r\n"),
    "plain": Sin(body(b"hello"), keeps=True),
    "plain, once": Sin(body(b"hello")),
}
EVERY_SIN = TOO_SLOW | TOO_MUCH | NONSENSE | CUT | HARMLESS


class HostileRelay:
    """Listens on the loopback; `requests` keeps what was asked, `arrived` is set when something was."""

    def __init__(
        self,
        *,
        elsewhere: str = "",
        more: dict[str, Sin] | None = None,
        port: int = 0,
        always: Sin | None = None,
    ) -> None:
        self._always = always
        self._elsewhere = elsewhere.encode()
        self._sins = EVERY_SIN | (more or {})
        self.requests: list[bytes] = []
        self.connections = 0
        self.arrived = threading.Event()
        self.ended = threading.Event()
        self._listener = socket.create_server(("127.0.0.1", port))
        self._listener.settimeout(LONGEST)
        self._open: list[socket.socket] = []
        self._threads = [threading.Thread(target=self._listen, daemon=True)]

    @property
    def port(self) -> int:
        port: int = self._listener.getsockname()[1]
        return port

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def __enter__(self) -> Self:
        self._threads[0].start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.ended.set()
        for sock in (self._listener, *self._open):
            _shut(sock)
        for thread in self._threads:
            thread.join(LONGEST)
        self._listener.close()

    def _listen(self) -> None:
        while not self.ended.is_set():
            try:
                sock, _ = self._listener.accept()
            except OSError:
                return
            self.connections += 1
            self._open.append(sock)
            thread = threading.Thread(target=self._serve, args=(sock,), daemon=True)
            self._threads.append(thread)
            thread.start()

    def _serve(self, sock: socket.socket) -> None:
        sock.settimeout(LONGEST)
        with sock:
            try:
                while (head := _head(sock)) and self._commit(sock, head):
                    pass
            except OSError:
                return  # the client went away, as it should

    def _commit(self, sock: socket.socket, head: bytes) -> bool:
        """Do what the path asks for; say whether the connection stays open."""
        self.requests.append(head)
        self.arrived.set()
        sin = self._always or self._sins[unquote(head.split(b" ", 2)[1].decode()).strip("/")]
        sock.sendall(sin.said.replace(ELSEWHERE, self._elsewhere))
        while (sin.endless or sin.dripping) and not self.ended.wait(DRIP if sin.dripping else 0):
            sock.sendall(sin.endless or sin.dripping)
        if sin.silence:
            self.ended.wait(LONGEST)
        return sin.keeps


def _head(sock: socket.socket) -> bytes:
    data = b""
    while b"\r\n\r\n" not in data:
        part = sock.recv(65536)
        if not part:
            return b""
        data += part
    return data


def _shut(sock: socket.socket) -> None:
    try:
        sock.shutdown(socket.SHUT_RDWR)
    except OSError:
        return  # it was over already
