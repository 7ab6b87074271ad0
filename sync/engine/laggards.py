"""Small files beside a package, for those who know no newer epoch: news of epochs, and their keys (A7.2)."""

from collections.abc import Iterator, Mapping
from functools import partial

from crypto import sign
from crypto.keys import KemSeed
from crypto.labels import Label, derive
from sync.bundle import write as packing
from sync.bundle.frames import FrameType
from sync.bundle.manifest import Manifest
from sync.engine import eras, handing_over, rotation
from sync.engine.eras import Era, Readable
from sync.engine.notebook import Notebook
from sync.engine.part_files import PartFiles
from sync.model import entry, epochs
from sync.model.state import State
from sync.store import chains, entries
from sync.store.database import Db

ERAS_MAX = 8  # files at most: a stick is not to be full of them


def write(book: Notebook, space: bytes, held: Mapping[bytes, int], files: PartFiles) -> None:
    """Write one file for each past era that an entitled device may still be in."""
    for behind in book.read(lambda db: _behind(db, book, space)):
        frames = book.read(partial(_frames, book=book, space=space, era=behind.era, held=held))
        _write(book, space, behind, frames, files)


def _write(
    book: Notebook, space: bytes, behind: Readable, frames: list[tuple[FrameType, bytes]], files: PartFiles
) -> None:
    first, me, bundle = len(files.whole), book.me_in(space), packing.new_id()
    reached = book.read(lambda db: chains.vector(db, space))
    recipient = KemSeed(derive(behind.secrets.e, Label.BUNDLE)).public

    def begin(number: int) -> packing.Packer:
        manifest = Manifest(bundle, number, 0, space, {}, reached, me.device, book.clock())
        return packing.Packer(
            files.begin(first + number), recipient, manifest=manifest,
            sign=lambda data: sign.sign(me.signing, Label.MANIFEST, data),
        )  # fmt: skip

    parts = packing.Parts(begin, lambda number: files.done(first + number))
    for kind, data in frames:
        parts.add(kind, data)
    parts.finish()


def _behind(db: Db, book: Notebook, space: bytes) -> list[Readable]:
    state = book.state(db, space)
    there = set(_places(db, book, space, state).values())
    past = [one for one in eras.readable(db, book, space) if not one.current and one.era in there]
    return past[:ERAS_MAX]


def _places(db: Db, book: Notebook, space: bytes, state: State) -> dict[bytes, Era]:
    """For each entitled device the newest era that it is known to have reached."""
    me = book.me_in(space).device
    return {device: _place(db, space, device, state) for device in state.ranks() if device != me}


def _place(db: Db, space: bytes, device: bytes, state: State) -> Era:
    chain = chains.get(db, space, device)
    row = entries.row_of(db, chain.id) if chain is not None else None
    header = entries.header(db, row) if row is not None else None
    if header is not None and header.epochs:
        return header.epochs
    return next(handing_over.places(db, device, state), epochs.heads(state.epochs))


def _frames(
    db: Db, book: Notebook, space: bytes, era: Era, held: Mapping[bytes, int]
) -> list[tuple[FrameType, bytes]]:
    return list(_each_frame(db, book, space, era, held))


def _each_frame(
    db: Db, book: Notebook, space: bytes, era: Era, held: Mapping[bytes, int]
) -> Iterator[tuple[FrameType, bytes]]:
    """Keys of what follows *era*, and the membership from there on, without any content."""
    state, known = book.state(db, space), eras.held(db, space)
    after = [name for name in handing_over.after(state, era) if name not in era]
    placed = _places(db, book, space, state)
    there = [one for one, place in placed.items() if place == era and not handing_over.omitted(state, one)]
    for name in after:
        if name in known:
            devices = [one for one in there if handing_over.may_have(state, one, name, known[name])]
            for blob in rotation.blobs(name, rotation.packages(state, space, name, known[name], devices)):
                yield FrameType.PACKAGES, blob
    for raw in entries.above(db, space, held):
        header = entry.decode_header(entry.split_entry(raw)[0])
        if entry.is_membership(header) and set(header.epochs) & {*after, *era}:
            yield FrameType.ENTRY, raw
