"""What this device writes into the log of its own person, and what others wrote there (A3.1, A3.3, A3.4)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from crypto import sign
from crypto.keys import KemPublic, KemSeed, SigningKey
from crypto.labels import Label, identifier
from sync.engine import person_log
from sync.engine.identity import NO_ENTRY, FormerKey, Identity, signed
from sync.engine.person_log import Acts, Unproven
from sync.model import entry, ops
from sync.model.entry import Header
from sync.model.ops import Op

DAY_MS = 24 * 60 * 60 * 1000
KEM_LASTS_MS = 30 * DAY_MS  # A3.1
FORMER_KEPT_MS = 60 * DAY_MS  # A4.5


@dataclass(frozen=True, slots=True)
class Offer:
    """The keys of a laptop that wants to become a device of somebody, and its own yes to that (A3.3)."""

    sign_pk: bytes
    kem_pk: bytes
    proof: bytes

    @property
    def device(self) -> bytes:
        return identifier(Label.DEVICE, self.sign_pk)

    @property
    def op(self) -> ops.AddDevice:
        return ops.AddDevice(self.sign_pk, self.kem_pk, self.proof)


def offer(signing: SigningKey, kem: KemSeed) -> Offer:
    """Sign the two public keys of a laptop, so that nobody else can bring them in (A3.3)."""
    public, sealing = signing.public.raw, kem.public.raw
    return Offer(public, sealing, sign.sign(signing, Label.DEVICE_OFFER, public + sealing))


# ---------------------------------------------------------------- writing
def say(me: Identity, op: Op, wall_ms: int) -> Identity:
    """Return the identity with one more operation in its person's log, signed by this device."""
    return replace(me, entries=_pruned(_said(me.person, me.entries, me.signing, op, wall_ms)))


def _said(
    person: bytes, entries: Sequence[bytes], key: SigningKey, op: Op, wall_ms: int
) -> tuple[bytes, ...]:
    device = identifier(Label.DEVICE, key.public.raw)
    headers = _headers(entries)
    own = [(header.seq, name) for name, header in headers.items() if header.device == device]
    seq, prev = max(own, default=(-1, NO_ENTRY))
    lamport = 1 + max(header.lamport for header in headers.values())
    heads = tuple(sorted(_heads(headers)))
    header = Header(person, device, seq + 1, prev, heads, (), lamport, wall_ms, (), (ops.encode(op),), None)
    return (*entries, signed(key, header))


def _headers(entries: Iterable[bytes]) -> dict[bytes, Header]:
    split = (entry.split_entry(raw)[0] for raw in entries)
    return {identifier(Label.ENTRY, hdr): entry.decode_header(hdr) for hdr in split}


def by_id(entries: Iterable[bytes]) -> dict[bytes, bytes]:
    """Return entries by their ids, in their order."""
    return {identifier(Label.ENTRY, entry.split_entry(raw)[0]): raw for raw in entries}


def last_signs(me: Identity) -> dict[bytes, int]:
    """Return for each device of the log when it last wrote there, by its own clock; 0 where it never did."""
    last = {act.subject: 0 for act in me.acts if isinstance(act.op, ops.PersonGenesis | ops.AddDevice)}
    for header in _headers(me.entries).values():
        if header.device in last:
            last[header.device] = max(last[header.device], header.wall_ms)
    return last


def _is_renewal(header: Header) -> bool:
    return isinstance(ops.decode(header.ops[0]), ops.KemUpdate)


def _heads(headers: Mapping[bytes, Header]) -> set[bytes]:
    """The heads without new KEM keys: nothing stands on these, so that old ones can be let go of."""
    lasting = {name: header for name, header in headers.items() if not _is_renewal(header)}
    return set(lasting) - {parent for header in lasting.values() for parent in header.mem_heads}


def _pruned(entries: Sequence[bytes]) -> tuple[bytes, ...]:
    """The same log without KEM keys that their device replaced: a card stays small for years (A3.1)."""
    headers = _headers(entries)
    parents = {parent for header in headers.values() for parent in header.mem_heads}
    newest: dict[bytes, int] = {}
    for header in headers.values():
        if _is_renewal(header):
            newest[header.device] = max(header.seq, newest.get(header.device, 0))
    return tuple(
        raw
        for raw, (name, header) in zip(entries, headers.items(), strict=True)
        if name in parents or not _is_renewal(header) or header.seq == newest[header.device]
    )


def renewal_due(me: Identity, now_ms: int) -> bool:
    """Say whether the KEM key is 30 days old (A3.1); outside the log there is none to renew."""
    return me.device in person_log.state(me.acts).devices and now_ms - _since(me) >= KEM_LASTS_MS


def _since(me: Identity) -> int:
    """When this device took the KEM key that it has."""
    given = {
        header.wall_ms
        for header in _headers(me.entries).values()
        if getattr(ops.decode(header.ops[0]), "kem_pk", b"") == me.kem.public.raw
    }
    return max(given, default=0)


def renewed(me: Identity, now_ms: int) -> Identity:
    """Return the identity with a fresh KEM key; the one before opens packages for 60 days more (A4.5)."""
    fresh = KemSeed.generate()
    kept = (*me.former, FormerKey(me.kem, now_ms))
    return say(replace(forgetful(replace(me, former=kept), now_ms), kem=fresh), _renewal(fresh), now_ms)


def _renewal(fresh: KemSeed) -> ops.KemUpdate:
    return ops.KemUpdate(fresh.public.raw)


def forgetful(me: Identity, now_ms: int) -> Identity:
    """Return the identity without keys that were replaced 60 days ago (A4.5)."""
    former = tuple(one for one in me.former if now_ms - one.until_ms < FORMER_KEPT_MS)
    return me if former == me.former else replace(me, former=former)


# ---------------------------------------------------------------- what others wrote
def lacking(me: Identity, acts: Acts) -> bool:
    """Say whether *acts*, of the same person, hold something that the own log should have."""
    known = me.acts
    reached: dict[bytes, int] = {}
    for act in known:
        if isinstance(act.op, ops.KemUpdate):
            reached[act.author] = max(act.seq, reached.get(act.author, -1))
    return any(
        not isinstance(act.op, ops.KemUpdate) or act.seq > reached.get(act.author, -1) for act in acts - known
    )


def absorbed(me: Identity, raws: Iterable[bytes]) -> Identity:
    """Return the identity with what other devices wrote; what does not prove itself stays out."""
    entries, known = list(me.entries), me.acts
    for raw in raws:
        try:
            new = person_log.verified(me.person, [raw], known)
        except Unproven:
            continue
        if new:
            known |= new
            entries.append(raw)
    return replace(me, entries=_pruned(entries))


# ---------------------------------------------------------------- recovery (A2.4)
def with_recovery(me: Identity, signing: SigningKey, kem: KemPublic, now_ms: int) -> Identity:
    """Name the recovery key, `KDF(R, "recovery/sign")`, the most senior of this person (A2.4).

    *kem* is the public half of the seed `KDF(R, "recovery/kem")`. R is not needed afterwards.
    """
    proof = sign.sign(signing, Label.RECOVERY_PROOF, me.person + kem.raw)
    return say(me, ops.Recovery(signing.public.raw, kem.raw, proof), now_ms)


def without_recovery(me: Identity, signing: SigningKey, now_ms: int) -> Identity:
    """Let a recovery key take itself out: nothing else is senior to it (A2.4). Raises Unproven."""
    key = identifier(Label.DEVICE, signing.public.raw)
    if key not in person_log.state(me.acts).recovery:
        raise Unproven
    return replace(me, entries=_said(me.person, me.entries, signing, ops.Remove(key), now_ms))


def recovered(
    person: bytes, entries: Sequence[bytes], signing: SigningKey, new: Offer, now_ms: int,
    gone: Iterable[bytes] | None = None,
) -> tuple[bytes, ...]:  # fmt: skip
    """Return a person's log with *new* brought in, and *gone*, or every other device, taken out, by sheets.

    *entries* is the log as it is known, *signing* the key `KDF(R, "recovery/sign")`. Raises Unproven where
    that key has no say in this log.
    """
    before = person_log.state(person_log.verified(person, entries))
    if identifier(Label.DEVICE, signing.public.raw) not in before.recovery:
        raise Unproven
    log = tuple(entries)
    if new.device not in before.ever:
        log = _said(person, log, signing, new.op, now_ms)
    for device in sorted(
        set(before.devices if gone is None else gone) & before.devices.keys() - {new.device}
    ):
        log = _said(person, log, signing, ops.Remove(device), now_ms)
    if new.device not in person_log.state(person_log.verified(person, log)).devices:
        raise Unproven
    return _pruned(log)


def recovered_here(me: Identity, signing: SigningKey, now_ms: int) -> Identity:
    """Return the same person with new device keys that the recovery key brings in, and no other device.

    Raises Unproven where that key has no say in this person's log.
    """
    fresh, kem = SigningKey.generate(), KemSeed.generate()
    new = offer(fresh, kem)
    entries = recovered(me.person, me.entries, signing, new, now_ms)
    former = (*me.former, FormerKey(me.kem, now_ms))
    return replace(me, signing=fresh, kem=kem, device=new.device, entries=entries, former=former)


# ---------------------------------------------------------------- new keys for a copied notebook (A5.5)
def reenrolled(me: Identity, now_ms: int) -> Identity:
    """Return the same person with device keys that no copy of this notebook has (A5.5).

    The only device brings its successor in and goes. Where there are others, the new keys are in the log only
    once one of these, or the recovery key, adds them: until then nobody takes this device for the person's.
    """
    signing, kem = SigningKey.generate(), KemSeed.generate()
    new = offer(signing, kem)
    entries = me.entries
    if set(person_log.state(me.acts).devices) == {me.device}:
        entries = _said(me.person, entries, me.signing, new.op, now_ms)
        entries = _said(me.person, entries, me.signing, ops.Leave(), now_ms)
    former = (*me.former, FormerKey(me.kem, now_ms))
    return replace(me, signing=signing, kem=kem, device=new.device, entries=_pruned(entries), former=former)
