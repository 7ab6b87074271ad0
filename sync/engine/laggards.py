"""Small files beside a package, for those who know no newer epoch: news of epochs, and their keys (A7.2)."""

from collections.abc import Iterator, Mapping

from crypto import sign
from crypto.keys import KemSeed
from crypto.labels import Label, derive
from sync.bundle import write as packing
from sync.bundle.frames import FrameType
from sync.bundle.manifest import Manifest
from sync.engine import eras, handing_over, rotation
from sync.engine.eras import Era
from sync.engine.notebook import Notebook
from sync.engine.part_files import PartFiles
from sync.model import entry, epochs
from sync.model.state import State
from sync.store import chains, entries
from sync.store.database import Db

Frames = list[tuple[FrameType, bytes]]


def write(book: Notebook, space: bytes, held: Mapping[bytes, int], files: PartFiles) -> None:
    """Write one more file, for all past eras, where an entitled device may still be in one (A4.4.3)."""
    past = book.read(lambda db: [one for one in eras.readable(db, book, space) if not one.current])
    frames = book.read(lambda db: list(_frames(db, book, space, held))) if past else []
    if not frames:
        return
    first, me, bundle = len(files.whole), book.me_in(space), packing.new_id()
    reached = book.read(lambda db: chains.vector(db, space))
    readers = [KemSeed(derive(one.secrets.e, Label.BUNDLE)).public for one in past]

    def begin(number: int) -> packing.Packer:
        manifest = Manifest(bundle, number, 0, space, {}, reached, me.device, book.clock())
        return packing.Packer(
            files.begin(first + number), readers, manifest=manifest,
            sign=lambda data: sign.sign(me.signing, Label.MANIFEST, data),
        )  # fmt: skip

    parts = packing.Parts(begin, lambda number: files.done(first + number))
    for kind, data in frames:
        parts.add(kind, data)
    parts.finish()


def _frames(
    db: Db, book: Notebook, space: bytes, held: Mapping[bytes, int]
) -> Iterator[tuple[FrameType, bytes]]:
    """Keys of what follows, for each who is behind, and the membership from there on: no content at all."""
    state, known = book.state(db, space), eras.held(db, space)
    due, needed = _due(db, book, space, state)
    for name, devices in due.items():
        if name in known:
            may = [one for one in devices if handing_over.may_have(state, one, name, known[name])]
            for blob in rotation.blobs(name, rotation.packages(state, space, name, known[name], may)):
                yield FrameType.PACKAGES, blob
    for raw in entries.above(db, space, held) if due else ():
        header = entry.decode_header(entry.split_entry(raw)[0])
        if entry.is_membership(header) and needed.intersection(header.epochs):
            yield FrameType.ENTRY, raw


def _due(db: Db, book: Notebook, space: bytes, state: State) -> tuple[dict[bytes, list[bytes]], set[bytes]]:
    """For each epoch the devices that may lack it; and those epochs, with the ones before that they hold."""
    me, today = book.me_in(space).device, set(epochs.heads(state.epochs))
    found: dict[bytes, list[bytes]] = {}
    needed: set[bytes] = set()
    for device in sorted(state.ranks()):
        place = reached(db, space, device, state)
        if device == me or today <= set(place) or handing_over.omitted(state, device):
            continue
        for name in handing_over.after(state, place):
            if name not in place:
                found.setdefault(name, []).append(device)
        needed |= {*place, *handing_over.after(state, place)}
    return found, needed


def reached(db: Db, space: bytes, device: bytes, state: State) -> Era:
    """The newest era that a device is known to have: from what it wrote last, or that it came in under."""
    chain = chains.get(db, space, device)
    row = entries.row_of(db, chain.id if chain is not None else came_by(state, device))
    header = entries.header(db, row) if row is not None else None
    return header.epochs if header is not None else ()


def came_by(state: State, device: bytes) -> bytes:
    """The entry that brought in the principal of a device that is here."""
    return state.circle.senior[state.home[state.devices[device].person]][1]
