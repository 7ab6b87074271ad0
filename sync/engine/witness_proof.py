"""Proofs that a relay is at fault, as they are kept and handed on; whoever has its key checks them (A6.7)."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Literal, TypeAlias

from crypto import sign
from crypto.errors import BadSignature
from crypto.keys import VerifyKey
from sync.model import relay_view
from sync.wire import codec, routes
from sync.wire.routes import BadMessage, Head

VERSION = 1
IDS_MAX = 4096
Code: TypeAlias = Literal["rolled-back", "withheld", "split-view", "altered"]
SHRANK = ("rolled-back", "withheld")


class Worth(Enum):
    PROVED = "proved"
    """The relay signed what no honest relay signs: nothing of it rests on anybody's word."""
    TOLD = "told"
    """What it signed does not fit what somebody says it gave them, which no relay signs."""
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Evidence:
    """Two signed heads of one list, and blob ids of 32 bytes that lead from *chain* to the second of them.

    rolled-back, withheld: the second is later and shorter. split-view: *chain* is another than that of the
    first, at its number. altered: the ids, as they were given, do not lead to the second head.
    """

    code: str
    relay: bytes
    first: bytes
    second: bytes
    chain: bytes = b""
    ids: tuple[bytes, ...] = ()


def pack(evidence: Evidence) -> bytes:
    """Return `CBOR[1, code, relay key 32, first, second, chain, [ids]]`, each head behind its signature."""
    told = [
        VERSION, evidence.code, evidence.relay, evidence.first, evidence.second, evidence.chain,
        list(evidence.ids),
    ]  # fmt: skip
    return codec.encode(told)


def unpack(data: bytes) -> Evidence | None:
    """Return what was packed; None for anything else."""
    try:
        value = codec.decode(data)
    except codec.Malformed:
        return None
    match value:
        case [1, str() as code, bytes() as relay, bytes() as first, bytes() as second, bytes() as chain,
              list() as ids] if len(ids) <= IDS_MAX:  # fmt: skip
            names = [one for one in ids if isinstance(one, bytes) and len(one) == routes.ID_SIZE]
            if len(names) == len(ids) and len(chain) in (0, routes.ID_SIZE):
                return Evidence(code, relay, first, second, chain, tuple(names))
    return None


def verify(data: bytes, relay: bytes) -> Worth:
    """Say what a packed proof against the relay with this key (32 bytes) is worth (PROTOCOL 3.21).

    Needs nothing but the two: no notebook, no key of a space, no network.
    """
    found = unpack(data)
    if found is None or found.relay != relay or len(relay) != routes.ID_SIZE:
        return Worth.NOTHING
    heads = [_signed(found.relay, one) for one in (found.first, found.second)]
    match heads:
        case [Head() as first, Head() as second]:
            return _worth(found, first, second)
    return Worth.NOTHING


def _worth(found: Evidence, first: Head, second: Head) -> Worth:
    if found.code in SHRANK:
        return Worth.PROVED if relay_view.shrank(first, second) else Worth.NOTHING
    if found.code == "split-view":
        proved = relay_view.split(first, second, found.chain, found.ids)
        return Worth.PROVED if proved else Worth.NOTHING
    if found.code == "altered" and relay_view.same_list(first, second):
        leads = relay_view.folded(found.chain, found.ids) == second.chain
        return Worth.NOTHING if leads else Worth.TOLD
    return Worth.NOTHING


def _signed(relay: bytes, signed: bytes) -> Head | None:
    """Return the head, if it is one and the relay's."""
    try:
        head = relay_view.head_of(signed)
        sign.verify_raw(VerifyKey(relay), head.message(), signed[: routes.SIGNATURE_SIZE])
    except (BadMessage, BadSignature):
        return None
    return head


def is_from(relay: bytes, signed: bytes) -> bool:
    """Say whether the relay with this key signed that head."""
    return _signed(relay, signed) is not None


def split(relay: bytes, first: bytes, second: bytes, chain: bytes, ids: Sequence[bytes]) -> Evidence | None:
    """Return the evidence of two chains for the number of the first head, if that is what these are."""
    one, other = relay_view.head_of(first), relay_view.head_of(second)
    if not relay_view.split(one, other, chain, ids):
        return None
    return Evidence("split-view", relay, first, second, chain, tuple(ids))
