"""What a mailbox holds beside entries: keys, asks for keys, and what early news of epochs allows (A4.3)."""

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import islice

from crypto import epoch as secret
from crypto import handover, sign
from crypto.epoch import NOT_GIVEN, EpochSecrets
from crypto.errors import CryptoError
from crypto.keys import VerifyKey
from crypto.labels import Label
from sync.engine import contents, epoch_log, eras, identity, segments
from sync.engine.contents import Ask, Chunk, Content, Entries, Named, Packages, Wished
from sync.engine.events import ChunkCame, MembersChanged
from sync.engine.notebook import Notebook
from sync.model import attaching, entry, ops
from sync.model.entry import BadEntry
from sync.model.ops import Epoch
from sync.store import attachments, early_secrets, epoch_secrets, handed, waiting_room
from sync.store.database import Db
from sync.store.handed import Asking
from sync.wire import codec

FEW = 16  # packages in one blob that are answers to somebody, and no rotation
CHUNKS_MAX = 1_024  # parts of files in one page of a mailbox: of the size that a steady pace has, no more fit
FALSE_KEY = "key-does-not-fit"


@dataclass(slots=True)
class Came:
    """What was opened of one page of a mailbox."""

    era: eras.Era
    raws: list[bytes] = field(default_factory=list)
    packages: list[Packages] = field(default_factory=list)
    asks: list[Ask] = field(default_factory=list)
    spoiled: int = 0
    """Blobs under a key that is known, with something else than a content inside."""
    named: list[Named] = field(default_factory=list)
    wished: list[Wished] = field(default_factory=list)
    chunks: list[Chunk] = field(default_factory=list)
    size: int = 0
    """About how many bytes of memory all of it takes."""

    def add(self, content: Content) -> None:
        self.size += contents.weight(content)
        match content:
            case Entries(raws):
                self.raws += raws
            case Packages():
                self.packages.append(content)
            case Ask():
                self.asks.append(content)
            case Named():
                self.named.append(content)
            case Wished():
                self.wished.append(content)
            case Chunk():
                self.chunks.append(content)
            case _:
                pass


def take(db: Db, book: Notebook, space: bytes, came: Came, *, early: bool) -> int:
    """Take in what came beside entries; *early* says that some of these wait. Return how many keys
    were false.

    Together with the page's entries and position it is one transaction.
    """
    if early:
        _notice(db, book, space, came.raws)
    false = sum(_package(db, book, space, one) for one in came.packages)
    for named in came.named:
        segments.hear(db, space, named, book.clock())
    if came.wished or came.chunks:
        _files(db, book, space, came)
    for ask in came.asks:
        _ask(db, book, space, ask, came.era)
    return false + settle(db, book, space)


def _files(db: Db, book: Notebook, space: bytes, came: Came) -> None:
    """Hear of files that the log names; anybody in the space may say as much of others as they like."""
    known = attachments.in_space(db, space)
    book.asides.wish(space, [att for wish in came.wished for att in wish.atts if att in known])
    fits = (
        one for one in dict.fromkeys(came.chunks)
        if one.att in known and len(one.data) == attaching.length(known[one.att].size, one.number)
    )  # fmt: skip
    for one in islice(fits, CHUNKS_MAX):
        book.tell(ChunkCame(space, one.att, one.number, one.data))


def offer(db: Db, space: bytes, epoch: bytes, secrets: EpochSecrets) -> None:
    """Keep secrets for reading until the log confirms them."""
    early_secrets.add(db, space, epoch, secrets.pack())


def _notice(db: Db, book: Notebook, space: bytes, raws: Iterable[bytes]) -> None:
    """Remember epochs of entries that wait: their ids say what their secrets must be (A4.3)."""
    for raw in raws:
        with suppress(BadEntry, codec.Malformed):
            header = entry.decode_header(entry.split_entry(raw)[0])
            for op in map(ops.decode, header.ops):
                if isinstance(op, Epoch) and header.space == space:
                    name = epoch_log.epoch_id(space, op)
                    early_secrets.saw(db, space, name, book.clock(), codec.encode(ops.encode(op)))


# ---------------------------------------------------------------- packages
def _package(db: Db, book: Notebook, space: bytes, came: Packages) -> int:
    """Open what is for us; remember what somebody else was answered. Return how many did not open."""
    me, false = book.me_in(space), 0
    for dev8, sealed in came.sealed:
        if dev8 == me.dev8:
            false += not _open(db, book, space, came.epoch, sealed)
    if len(came.sealed) <= FEW:
        state = book.state(db, space)
        devices = {state.short.get(dev8, b"") for dev8, _ in came.sealed} - {me.device}
        given = {one: rank for one, rank in state.ranks().items() if one in devices}
        handed.note(db, space, came.epoch, given, book.clock())
    return false


def _open(db: Db, book: Notebook, space: bytes, epoch: bytes, sealed: bytes) -> bool:
    me = book.me_in(space)
    try:
        info = handover.package_info(space, epoch, me.device)
        secrets = EpochSecrets.unpack(identity.unseal(me, info, sealed))
    except CryptoError:
        _false(db, space, sealed)
        return False
    op = _announced(db, space, epoch)
    if op is not None and not epoch_log.confirmed(space, op, secrets):
        _false(db, space, sealed)
        return False
    known = eras.held(db, space).get(epoch)
    if known is None or known.with_more(secrets) != known:
        offer(db, space, epoch, secrets)
    return True


def _false(db: Db, space: bytes, evidence: bytes) -> None:
    waiting_room.refuse(db, space, sha256(evidence).digest(), b"", FALSE_KEY)


def settle(db: Db, book: Notebook, space: bytes) -> int:
    """Move secrets that the log confirms to those that one sends with; drop false ones, and count these."""
    accepted = book.state(db, space).epochs
    seen, early = early_secrets.seen(db, space), early_secrets.every(db, space)
    known = epoch_secrets.every(db, space)
    if not early and accepted.keys() <= seen.keys() and accepted.keys() <= known.keys():
        return 0
    for name, one in accepted.items():
        early_secrets.saw(db, space, name, book.clock(), codec.encode(ops.encode(one.op)))
    _walk_back(db, space)
    false = 0
    for name, packed in early_secrets.every(db, space):
        false += not _confirm(db, book, space, name, packed)
    return false


def _confirm(db: Db, book: Notebook, space: bytes, name: bytes, packed: bytes) -> bool:
    """Say no to secrets that are not those of the epoch; what the log has not accepted yet waits."""
    op = _announced(db, space, name)
    if op is None:
        return True
    secrets = EpochSecrets.unpack(packed)
    fits = epoch_log.confirmed(space, op, secrets)
    if not fits:
        _false(db, space, packed)
    elif name in book.state(db, space).epochs:
        keep(db, book, space, name, secrets)
    if not fits or name in book.state(db, space).epochs:
        early_secrets.remove(db, space, name, packed)
    return fits


def keep(db: Db, book: Notebook, space: bytes, name: bytes, secrets: EpochSecrets) -> None:
    """Keep confirmed secrets, beside what was given before."""
    known = eras.held(db, space).get(name)
    epoch_secrets.put(db, space, name, (known.with_more(secrets) if known else secrets).pack())
    book.tell(MembersChanged(space.hex()))


def _announced(db: Db, space: bytes, name: bytes) -> Epoch | None:
    found = early_secrets.seen(db, space).get(name)
    return eras.decoded(found[1]) if found else None


# ---------------------------------------------------------------- back links (A4.6)
def _walk_back(db: Db, space: bytes) -> None:
    """From each epoch that can be read to those before it, where the space gives newcomers all history."""
    links = {name: op.back for name, (_, data) in early_secrets.seen(db, space).items()
             if (op := eras.decoded(data)) is not None}  # fmt: skip
    known = _readable(db, space)
    waiting = list(known)
    while waiting:
        name = waiting.pop()
        for parent, sealed in links.get(name, ()):
            if parent not in known and (e := _opened(known[name], sealed)) is not None:
                known[parent] = e
                waiting.append(parent)
                offer(db, space, parent, EpochSecrets(e, NOT_GIVEN, NOT_GIVEN))


def _readable(db: Db, space: bytes) -> dict[bytes, bytes]:
    """E of each epoch that is known, and fits what was announced of it."""
    found = {name: one.e for name, one in eras.held(db, space).items()}
    for name, packed in early_secrets.every(db, space):
        op = _announced(db, space, name)
        if op is not None and epoch_log.confirmed(space, op, EpochSecrets.unpack(packed)):
            found.setdefault(name, EpochSecrets.unpack(packed).e)
    return found


def _opened(e: bytes, sealed: bytes) -> bytes | None:
    try:
        return secret.open_back(e, sealed)
    except CryptoError:
        return None


# ---------------------------------------------------------------- asks
def _ask(db: Db, book: Notebook, space: bytes, ask: Ask, era: eras.Era) -> None:
    """Remember who asks; whether they are entitled is looked at when it is answered."""
    device = book.state(db, space).devices.get(ask.device)
    if device is None or ask.device == book.me_in(space).device:
        return
    try:
        message = contents.asked(space, ask.device, ask.epochs)
        sign.verify(VerifyKey(device.sign_pk), Label.ASK, message, ask.signature)
    except CryptoError:
        return
    for name in ask.epochs:
        handed.ask(db, space, Asking(ask.device, name, eras.packed(era)))
