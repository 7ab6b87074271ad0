"""What a relay's signed heads and the lists it showed say against each other (A6.2, A6.7); pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

from sync.model import shapes
from sync.model.entry import BadEntry
from sync.wire import routes
from sync.wire.routes import BadMessage, Head

UNKNOWN = b""
"""The chain where it cannot be worked out: what came before was not seen."""
HELD_UP = 60
"""Seconds between counting and signing, and between the clocks of one relay's machines, that show nothing."""


@dataclass(frozen=True, slots=True)
class RelayHead:
    """What a relay signed of a mailbox: 64 bytes of signature and the head; members compare them (A6.7)."""

    relay: bytes
    signed: bytes


@dataclass(frozen=True, slots=True)
class View:
    """How far the list of one mailbox was followed, and the chain (32 bytes) over it, or UNKNOWN."""

    at: int = 0
    chain: bytes = routes.EMPTY_CHAIN


@dataclass(frozen=True, slots=True)
class Link:
    """One blob of the list: its number, its id (32 bytes), the chain up to it as worked out here."""

    number: int
    id: bytes
    chain: bytes


@dataclass(slots=True)
class Walk:
    """What came of following a page: where one is then, the new links, and what does not fit.

    *fits* says whether the chain at the head's last number was worked out and equals the signed one; None
    where that could not be said. *missing* are numbers that were left out although they should be there,
    as pairs (first, last); *changed* numbers at which another blob stood before.
    """

    view: View
    links: list[Link] = field(default_factory=list)
    missing: list[tuple[int, int]] = field(default_factory=list)
    changed: list[int] = field(default_factory=list)
    fits: bool | None = None


def walk(
    view: View, after: int, listed: Sequence[tuple[int, bytes]], head: Head, shown: Mapping[int, bytes]
) -> Walk:
    """Follow *listed*, pairs of number and blob id, rising, which the relay gave for *after* with *head*.

    *shown* are ids (32 bytes) that were seen at their numbers before. Numbers below the head's first are
    gone by trimming or age, and nobody's fault here; then, as where one begins in the middle, the chain is
    UNKNOWN until the next signed one is taken over (A6.2).
    """
    done = Walk(view if after <= view.at else View(after, UNKNOWN))
    _compare(done, head)
    for number, name in listed:
        if number <= done.view.at:
            done.changed += [number] if shown.get(number, name) != name else []
            continue
        _step(done, number, name, head)
        _compare(done, head)
    return done


def end(done: Walk, head: Head) -> None:
    """The relay says that nothing follows: what its head counts above is missing, or gone by now."""
    at = done.view.at
    if head.last > at:
        _leave_out(done, at + 1, head.last, head)
        done.view = View(head.last, head.chain)


def _step(done: Walk, number: int, name: bytes, head: Head) -> None:
    before = done.view
    if number > before.at + 1:
        _leave_out(done, before.at + 1, number - 1, head)
        before = View(number - 1, UNKNOWN)
    chain = UNKNOWN if before.chain == UNKNOWN else routes.chained(before.chain, name)
    done.view = View(number, chain)
    done.links.append(Link(number, name, chain))


def _leave_out(done: Walk, first: int, last: int, head: Head) -> None:
    first = max(first, head.first)
    if first <= last:
        done.missing.append((first, last))


def _compare(done: Walk, head: Head) -> None:
    """At the number of the signed head: does the chain fit? From here on it is the signed one."""
    if done.view.at != head.last or done.fits is False:
        return
    if done.view.chain != UNKNOWN:
        done.fits = done.view.chain == head.chain
    if done.view.chain != head.chain:
        done.view = View(head.last, head.chain)
        if done.links and done.links[-1].number == head.last:
            done.links[-1] = Link(head.last, done.links[-1].id, head.chain)


def folded(chain: bytes, ids: Sequence[bytes]) -> bytes:
    """Return the chain (32 bytes) that goes on from *chain* over blob ids of 32 bytes (A6.2)."""
    for name in ids:
        chain = routes.chained(chain, name)
    return chain


def same_list(one: Head, other: Head) -> bool:
    """Whether both heads speak of one list: the same mailbox since the same beginning."""
    return (one.mid, one.incarnation) == (other.mid, other.incarnation)


def shrank(earlier: Head, later: Head) -> bool:
    """Whether a list became shorter as time went by, which none ever does: numbers are not given back.

    An honest relay of several processes may count, be held up, and sign while another signs what came since.
    """
    return same_list(earlier, later) and later.time > earlier.time + HELD_UP and later.last < earlier.last


def split(one: Head, other: Head, chain: bytes, ids: Sequence[bytes]) -> bool:
    """Whether the relay signed two chains for one number: that of *one*, and *chain* by way of *other*.

    *ids* lead from *chain* at the number of *one* to the chain of *other*. No second list leads there, so
    whoever signed *other* signed *chain* with it.
    """
    return (
        same_list(one, other)
        and other.last - one.last == len(ids)
        and folded(chain, ids) == other.chain
        and chain != one.chain
    )


def signed_head(value: object) -> bytes:
    """Return *value*, which must be 64 bytes of signature and a head; raises BadEntry (A5.2, A6.2)."""
    signed = shapes.binary(value)
    try:
        routes.decode_head(signed[routes.SIGNATURE_SIZE :])
    except BadMessage as error:
        raise BadEntry("op-shape") from error
    return signed


def head_of(signed: bytes) -> Head:
    """Return the head behind its 64-byte signature. Raises BadMessage."""
    return routes.decode_head(signed[routes.SIGNATURE_SIZE :])


RELAY_HEAD = (partial(shapes.sized, size=routes.ID_SIZE), signed_head)
"""What reads the fields of operation 51."""
