"""What client and relay agree on: paths, headers, limits, and the bytes that are signed (A6.1, A6.2)."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from hashlib import sha256

from sync.wire import codec

PREFIX = b"karkade/1/"
INFO, BOX, POST, PULL, GET, HAVE, HEAD = (
    "/v1/info", "/v1/box", "/v1/post", "/v1/pull", "/v1/get", "/v1/have", "/v1/head",
)  # fmt: skip
TRIM, CLOSE = "/v1/trim", "/v1/close"
TRIM_VERB, CLOSE_VERB = "trim", "close"
MAILBOX, READ_TOKEN, SIGNATURE, NEXT, MORE, SIGNED_HEAD = "Mbx", "Rt", "Sig", "Next", "More", "Head"
BLOB_MAX = 73 + (1 << 20)
POST_MAX = 4 << 20
PULL_MAX = 4 << 20
BLOBS_MAX = 8192  # in one post
IDS_MAX = 1000
WAIT_MAX = 50  # seconds
INFO_MAX = 16 * 1024
ID_SIZE, INCARNATION_SIZE, SIGNATURE_SIZE = 32, 16, 64
EMPTY_CHAIN = bytes(32)
DESCRIPTION = "untrusted cache"
NOTICE_MAX = 500  # letters


class BadMessage(ValueError):
    """Bytes that are none of the protocol's messages."""


def blob_id(blob: bytes) -> bytes:
    """Return the 32-byte id of a blob: its SHA-256 (A5.8)."""
    return sha256(blob).digest()


def chained(before: bytes, blob: bytes) -> bytes:
    """Return `h_n = SHA-256(h_(n-1) ‖ blob id)`, 32 bytes (A6.2)."""
    return sha256(before + blob).digest()


def append_message(mid: bytes, blob_ids: Sequence[bytes]) -> bytes:
    """Return what the append key signs: a label, the mailbox, the blob ids in order (A6.2)."""
    return PREFIX + b"append\x00" + mid + b"".join(blob_ids)


def admin_message(mid: bytes, verb: str, before_seq: int) -> bytes:
    """Return what the admin key signs to trim or close: label, mailbox, verb, u64 (A6.2)."""
    return PREFIX + b"admin\x00" + mid + verb.encode("ascii") + before_seq.to_bytes(8, "big")


@dataclass(frozen=True, slots=True)
class Head:
    """Where a mailbox stands: incarnation (16 bytes), first and last number, chain hash (32), Unix time."""

    mid: bytes
    incarnation: bytes
    first: int
    last: int
    chain: bytes
    time: int

    def encode(self) -> bytes:
        """Return `CBOR[mid, incarnation, first, last, chain, time]` (A6.2)."""
        return codec.encode([self.mid, self.incarnation, self.first, self.last, self.chain, self.time])

    def message(self) -> bytes:
        """Return what the relay signs."""
        return PREFIX + b"relay/head\x00" + self.encode()


def decode_head(data: bytes) -> Head:
    """Return the head in *data*. Raises BadMessage."""
    match _decoded(data):
        case [bytes() as mid, bytes() as incarnation, first, last, bytes() as chain, now]:
            sizes = (len(mid), len(incarnation), len(chain))
            if sizes == (ID_SIZE, INCARNATION_SIZE, ID_SIZE):
                return Head(mid, incarnation, _count(first), _count(last), chain, _count(now))
    raise BadMessage("head")


def signed_head(head: Head, signature: bytes) -> str:
    """Return the value of the `Head` header: hex of the 64-byte signature and the head (A6.2)."""
    return (signature + head.encode()).hex()


def split_signed_head(value: str) -> tuple[Head, bytes]:
    """Return (head, signature of 64 bytes). Raises BadMessage."""
    try:
        data = bytes.fromhex(value)
    except ValueError as error:
        raise BadMessage("head") from error
    return decode_head(data[SIGNATURE_SIZE:]), data[:SIGNATURE_SIZE]


@dataclass(frozen=True, slots=True)
class BoxRequest:
    """A mailbox to make or extend: its id, the hash of its read token, its two public keys, a ticket."""

    mid: bytes
    token_hash: bytes
    append_pk: bytes
    admin_pk: bytes
    ticket: bytes

    def encode(self) -> bytes:
        """Return `CBOR[mid, SHA-256(rtok), append_pk, admin_pk, ticket]` (A6.2)."""
        return codec.encode([self.mid, self.token_hash, self.append_pk, self.admin_pk, self.ticket])


def decode_box(data: bytes) -> BoxRequest:
    """Return the request in *data*. Raises BadMessage."""
    match _decoded(data):
        case [bytes() as mid, bytes() as token, bytes() as append, bytes() as admin, bytes() as ticket]:
            if {len(mid), len(token), len(append), len(admin)} == {ID_SIZE} and len(ticket) in (0, ID_SIZE):
                return BoxRequest(mid, token, append, admin, ticket)
    raise BadMessage("box")


def encode_posted(seqs: Sequence[int], head: str) -> bytes:
    """Return the answer to a post: `CBOR[[seq…], signed head]` (A6.2)."""
    return codec.encode([list(seqs), head])


def decode_posted(data: bytes) -> tuple[list[int], str]:
    """Return (numbers, signed head) of a post's answer. Raises BadMessage."""
    match _decoded(data):
        case [list() as seqs, str() as head]:
            return [_count(seq) for seq in seqs], head
    raise BadMessage("posted")


def encode_ids(ids: Sequence[bytes]) -> bytes:
    """Return the body of `get` and `have`: blob ids of 32 bytes, one after another (A6.2)."""
    return b"".join(ids)


def encode_held(held: Iterable[bool]) -> bytes:
    """Return the answer to `have`: a byte for each id asked about, 1 for held and 0 for not (A6.2)."""
    return bytes(held)


def decode_ids(data: bytes) -> list[bytes]:
    """Return the ids in *data*, at most 1,000. Raises BadMessage."""
    if len(data) % ID_SIZE or len(data) > IDS_MAX * ID_SIZE:
        raise BadMessage("ids")
    return [data[at : at + ID_SIZE] for at in range(0, len(data), ID_SIZE)]


@dataclass(frozen=True, slots=True)
class Info:
    """What a relay says of itself; *relay_pk* is 64 hex digits."""

    relay_pk: str
    versions: tuple[int, ...] = (1,)
    retention_days: int = 90
    tickets: bool = True
    post_max: int = POST_MAX
    description: str = DESCRIPTION
    notice: str = ""
    """What the operator has to say to everybody, in one line."""

    def encode(self) -> bytes:
        """Return the JSON that `GET /v1/info` answers (A6.2)."""
        return json.dumps(asdict(self)).encode("ascii")

    @property
    def public_key(self) -> bytes:
        return bytes.fromhex(self.relay_pk)


def decode_info(data: bytes) -> Info:
    """Return what a relay says of itself; unknown keys are passed over. Raises BadMessage."""
    if len(data) > INFO_MAX:
        raise BadMessage("info")
    try:
        match json.loads(data):
            case {"relay_pk": str() as key, "versions": list() as versions, **said} if 1 in versions:
                return _info(bytes.fromhex(key), tuple(_count(each) for each in versions), said)
    except (ValueError, RecursionError) as error:
        raise BadMessage("info") from error
    raise BadMessage("info")


def one_line(text: object) -> str:
    """Return what is shown of a notice: one line of printable letters, at most 500; nothing for no text."""
    if not isinstance(text, str):
        return ""
    printable = "".join(letter if letter.isprintable() else " " for letter in text)
    return " ".join(printable.split())[:NOTICE_MAX]


def _info(public_key: bytes, versions: tuple[int, ...], said: Mapping[object, object]) -> Info:
    match said:
        case {"retention_days": days, "tickets": bool() as tickets} if len(public_key) == ID_SIZE:
            post_max = _count(said.get("post_max", POST_MAX))
            said_to_all = one_line(said.get("notice"))
            return Info(public_key.hex(), versions, _count(days), tickets, post_max, notice=said_to_all)
    raise BadMessage("info")


def _count(value: object) -> int:
    if isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 1 << 63:
        return value
    raise BadMessage("number")


def _decoded(data: bytes) -> codec.Value:
    try:
        return codec.decode(data)
    except codec.Malformed as error:
        raise BadMessage("codec") from error
