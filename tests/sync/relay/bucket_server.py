"""A small server of objects: the few requests that a relay makes of S3's protocol, with their signatures."""

import hmac
import secrets
import threading
from contextlib import suppress
from datetime import UTC, datetime
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl, quote, unquote, urlsplit
from xml.sax.saxutils import escape

from typing_extensions import override

BUCKET = "relay-blobs"
NAME, SECRET = "a-name", "a-secret-of-no-use"
NOW = datetime(2027, 1, 15, tzinfo=UTC)
PAGE = 3


class BucketServer:
    """Listens until it is stopped; `fails` makes it answer so many requests with a status."""

    def __init__(self) -> None:
        self.kept: dict[str, bytes] = {}
        self.dates: dict[str, datetime] = {}
        self.fails: list[int] = []
        self._port = 0
        self.start()

    def start(self) -> None:
        """Listen; the second time where it did before."""
        self._http = Listener(("127.0.0.1", self._port), Answering)
        self._http.buckets = self
        self._port = self._http.server_address[1]
        self._thread = threading.Thread(target=self._http.serve_forever, args=(0.01,), daemon=True)
        self._thread.start()

    def address(self, least: int = 1) -> str:
        """Where objects go, with a prefix that no other test uses."""
        endpoint = f"http://127.0.0.1:{self._port}"
        return f"s3://{BUCKET}/{secrets.token_hex(4)}?endpoint={endpoint}&from={least}"

    def names(self, address: str) -> list[str]:
        """Return the names of the objects that lie there."""
        prefix = address.partition("?")[0].removeprefix(f"s3://{BUCKET}/")
        return sorted(name for name in list(self.kept) if name.startswith(f"{prefix}/"))

    def stop(self) -> None:
        self._http.shutdown()
        self._http.server_close()
        self._http.cut_off()
        self._thread.join(30)


class Listener(ThreadingHTTPServer):
    daemon_threads = True
    buckets: BucketServer

    @override
    def get_request(self):  # type: ignore[no-untyped-def]
        plug, address = super().get_request()
        self.plugs = [*getattr(self, "plugs", []), plug]
        return plug, address

    def cut_off(self) -> None:
        for plug in getattr(self, "plugs", []):
            with suppress(OSError):
                plug.shutdown(2)

    @override
    def handle_error(self, request: object, client_address: object) -> None:
        """Somebody has gone."""


class Answering(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    wbufsize = -1  # an answer goes out in one piece
    server: Listener

    def _signed(self, body: bytes) -> bool:
        """Say whether this request is signed by the key, as version 4 of the signature wants it."""
        said = self.headers.get("Authorization", "").partition(" ")[2].replace(" ", "")
        parts = dict(part.split("=", 1) for part in said.split(",") if "=" in part)
        name, *scope = parts.get("Credential", "").split("/")
        digest = self.headers.get("x-amz-content-sha256", "")
        if name != NAME or len(scope) != 4 or digest not in (sha256(body).hexdigest(), "UNSIGNED-PAYLOAD"):
            return False
        url, names = urlsplit(self.path), parts["SignedHeaders"].split(";")
        query = sorted(parse_qsl(url.query, keep_blank_values=True))
        lines = [
            *(self.command, url.path, "&".join(f"{quote(k, '-_.~')}={quote(v, '-_.~')}" for k, v in query)),
            *(f"{each}:{(self.headers[each] or '').strip()}" for each in names),
            *("", ";".join(names), digest),
        ]
        asked = sha256("\n".join(lines).encode()).hexdigest()
        text = "\n".join(("AWS4-HMAC-SHA256", self.headers["x-amz-date"], "/".join(scope), asked))
        key = b"AWS4" + SECRET.encode()
        for step in (*scope, text):
            key = hmac.digest(key, step.encode(), "sha256")
        return hmac.compare_digest(key.hex(), parts["Signature"])

    def _answer(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        buckets = self.server.buckets
        bucket, _, name = unquote(urlsplit(self.path).path).lstrip("/").partition("/")
        if buckets.fails:
            self._say(buckets.fails.pop(), _error("SlowDown"))
        elif not self._signed(body):
            self._say(403, _error("SignatureDoesNotMatch"))
        elif bucket != BUCKET:
            self._say(404, _error("NoSuchBucket"))
        elif self.command == "PUT":
            buckets.kept[name], buckets.dates[name] = body, NOW
            self._say(200, etag=True)
        elif self.command == "DELETE":
            buckets.kept.pop(name, None)
            self._say(204)
        elif name:
            found = buckets.kept.get(name)
            self._say(404, _error("NoSuchKey")) if found is None else self._say(200, found, etag=True)
        else:
            self._say(200, self._listed(dict(parse_qsl(urlsplit(self.path).query))))

    do_PUT = do_GET = do_DELETE = _answer  # noqa: N815 - as the standard library asks for

    def _listed(self, asked: dict[str, str]) -> bytes:
        dates, after = self.server.buckets.dates, asked.get("continuation-token", "")
        names = sorted(each for each in list(self.server.buckets.kept) if each.startswith(asked["prefix"]))
        page = [each for each in names if each > after][:PAGE]
        rows = "".join(
            f"<Contents><Key>{escape(each)}</Key><Size>1</Size><ETag>x</ETag>"
            f"<LastModified>{dates[each].strftime('%Y-%m-%dT%H:%M:%S.000Z')}</LastModified></Contents>"
            for each in page
        )
        more = bool(page) and page[-1] != names[-1]
        token = f"<NextContinuationToken>{page[-1]}</NextContinuationToken>" if more else ""
        return _xml(
            f"<Name>{BUCKET}</Name><IsTruncated>{str(more).lower()}</IsTruncated>{token}{rows}",
            "ListBucketResult",
        )

    def _say(self, status: int, body: bytes = b"", *, etag: bool = False) -> None:
        self.send_response(status)
        if status != 204:
            self.send_header("Content-Length", str(len(body)))
        self.send_header("Content-Type", "application/xml")
        if etag:
            self.send_header("ETag", '"x"')
            self.send_header("Last-Modified", NOW.strftime("%a, %d %b %Y %H:%M:%S GMT"))
        self.end_headers()
        self.wfile.write(body)

    @override
    def log_message(self, *_: object) -> None:
        """Nobody reads it."""


def _error(code: str) -> bytes:
    return _xml(f"<Code>{code}</Code><Message>-</Message>", "Error")


def _xml(inside: str, name: str) -> bytes:
    space = ' xmlns="http://s3.amazonaws.com/doc/2006-03-01/"' if name != "Error" else ""
    return f'<?xml version="1.0" encoding="UTF-8"?><{name}{space}>{inside}</{name}>'.encode()
