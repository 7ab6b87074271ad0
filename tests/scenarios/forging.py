"""What a modified client could put on a stick: entries and keys that no window offers."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from crypto import blob as blobs
from crypto import handover, sign
from crypto import invitation as opening
from crypto.epoch import EpochSecrets, commit
from crypto.keys import KemPublic
from crypto.labels import Label, labelled
from sync.bundle import write as packing
from sync.bundle.manifest import Manifest
from sync.engine import departure, epoch_log, identity, own_chain, rendezvous
from sync.engine.admissions import REQUEST_MAGIC
from sync.engine.identity import Identity
from sync.engine.member_rows import MemberRow
from sync.engine.packages import PackageRead
from sync.engine.rendezvous import Welcome
from sync.model import epochs, ops
from sync.model.entry import Header
from sync.store import chains, entries
from sync.wire import codec
from tests.scenarios.laptops import Laptop
from tests.scenarios.persons import state_of

Look = tuple[object, ...]


def members(one: Laptop, space: str) -> list[MemberRow]:
    """The people of a space, and not when they were heard last: whoever signs what counts for nothing was."""
    return [replace(row, heard_ms=0) for row in one.session.spaces.members(space)]


def look(one: Laptop, space: str) -> Look:
    """All that is shown of a space: its people, what they may and decided, its notes, its keys, its name."""
    stewardship, state = one.session.stewardship, state_of(one, space)
    return (
        one.digest(space), members(one, space), stewardship.policy(space),
        stewardship.open_decisions(space), one.session.invitations.rows(space), state.relays,
        state.recipients(), epochs.heads(state.epochs), dict(state.held),
    )  # fmt: skip


def header(one: Laptop, space: str, *said: ops.Op, **changed: object) -> Header:
    """The header of this laptop's next entry, with fields changed as a test wants them."""
    book, name = one.session._book, bytes.fromhex(space)
    own = book.read(lambda db: chains.get(db, name, book.me_in(name).device)) or own_chain.NEVER
    made = tuple(ops.encode(op) for op in said)
    honest = book.read(lambda db: own_chain.next_header(db, book, name, own, made))
    return Header(**({field: getattr(honest, field) for field in Header.__slots__} | changed))


def entry(one: Laptop, space: str, *said: ops.Op, **changed: object) -> bytes:
    """A signed entry that its own notebook does not keep."""
    return identity.signed(one.session._book.me.signing, header(one, space, *said, **changed))


def rotation(
    one: Laptop, space: str, secrets: EpochSecrets, recipients: Sequence[bytes] | None = None
) -> ops.Epoch:
    """An epoch for exactly *recipients*, or for those whom the rules name."""
    name, state = bytes.fromhex(space), state_of(one, space)
    commits = [commit(each, name) for each in (secrets.e, secrets.w, secrets.t)]
    whom = state.recipients() if recipients is None else tuple(sorted(recipients))
    return ops.Epoch(
        epochs.heads(state.epochs), *commits, recipients=epoch_log.recipients_hash(whom), reason="age"
    )


def log(one: Laptop, space: str) -> list[bytes]:
    """All that somebody holds of a space, what waited to be signed included: it would fork what is forged."""
    book = one.session._book
    book.write(lambda db: departure.depart(db, book, bytes.fromhex(space)))
    return one.session._book.read(lambda db: list(entries.above(db, bytes.fromhex(space), {})))


def hand_over(
    one: Laptop, other: Laptop, space: str, raws: Sequence[bytes] = (), keys: Sequence[bytes] = ()
) -> PackageRead:
    """Let *other* read a package of *raws* and blobs of *keys*, sealed to the laptop that reads it."""
    path = other.home.parent / "forged.pack"
    pack(one, other, space, path, raws, keys)
    return other.session.packages.read(path)


def pack(
    one: Laptop, other: Laptop, space: str, path: Path, raws: Sequence[bytes], keys: Sequence[bytes]
) -> None:
    me = one.session._book.me
    said = Manifest(packing.new_id(), 0, 0, bytes.fromhex(space), {}, {}, me.device, 1)
    with path.open("wb") as sink:
        packer = packing.Packer(
            sink, other.session._book.me.kem.public, manifest=said,
            sign=lambda data: sign.sign(me.signing, Label.MANIFEST, data),
        )  # fmt: skip
        for raw in raws:
            packer.entry(raw)
        for blob in keys:
            packer.packages(blob)
        packer.finish()


def request(invitation: bytes, me: Identity, *more: str) -> bytes:
    """The file with which somebody asks to come in, as *me*, and with *more* in it than there should be."""
    secret, blob = rendezvous.read_invitation_file(invitation)
    keys = opening.keys(secret)
    welcome = rendezvous.open_welcome(keys.sealing, blob)
    return REQUEST_MAGIC + welcome.space + welcome.invite + asking(secret, welcome, me, *more)


def asking(secret: bytes, welcome: Welcome, me: Identity, *more: str) -> bytes:
    """The blob of such a request."""
    keys = opening.keys(secret)
    proof = sign.sign(
        keys.signing, Label.INVITE_PROOF, rendezvous.proof_message(welcome.space, me.card, me.person)
    )
    inside = codec.encode([me.card, proof, me.device, *more])
    inviter = identity.prove(welcome.inviter).device(welcome.device)
    info = labelled(Label.REQUEST, welcome.space)
    sealed = handover.seal_to(KemPublic(inviter.kem_pk), info, inside)
    return blobs.seal(keys.sealing, codec.encode([rendezvous.RENDEZVOUS, "request", sealed]))
