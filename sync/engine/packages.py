"""Packages: everything that a space's members lack, in files that anybody may carry (A7)."""

import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from itertools import chain
from pathlib import Path
from typing import BinaryIO

from crypto import sign
from crypto.errors import BadSignature
from crypto.keys import KemSeed, VerifyKey
from crypto.labels import Label, derive
from sync.attachment_refusals import NoRoomForAttachment
from sync.bundle import read as unpacking
from sync.bundle import write as packing
from sync.bundle.frames import FrameType
from sync.bundle.manifest import Manifest
from sync.engine import (
    admission,
    carrying,
    contents,
    departure,
    eras,
    folder,
    in_flight,
    incoming,
    laggards,
    own_cards,
    rotation,
)
from sync.engine.arrival import Received
from sync.engine.attach_parcels import Parcels, noted
from sync.engine.contents import Unreadable
from sync.engine.incoming import Came
from sync.engine.notebook import Notebook
from sync.engine.package_frames import Progress, Stop, Watch, batches
from sync.engine.part_files import PartFiles
from sync.errors import (
    DiskFull,
    FileUnreadable,
    FileUnwritable,
    PackageDamaged,
    PackageForeign,
    PackagePartClosed,
)
from sync.refusals import KeyDoesNotFit, NotAdmittedYet, WaitingForKey
from sync.store import chains, entries, holes, spaces
from sync.store.database import Db


@dataclass(frozen=True, slots=True)
class PackageWritten:
    files: tuple[str, ...]
    entries: int


@dataclass(frozen=True, slots=True)
class PackageRead:
    new: int
    known: int
    refused: int
    space: str
    made_ms: int
    made_by: str
    """Who packed it, where that is proven; what is inside proves itself."""
    files: int = 0
    """Attached files that are whole now."""
    unplaced: int = 0
    """Parts of files that nothing names here so far: another package does."""


class Packages:
    def __init__(self, book: Notebook) -> None:
        self._book = book
        self.files: Parcels

    # ------------------------------------------------------------ writing
    def write(
        self,
        space: str,
        target: Path,
        *,
        want: bytes | None = None,
        attachments: bool = False,
        progress: Progress | None = None,
        cancelled: Stop | None = None,
    ) -> PackageWritten:
        """Write what the makers of *want* lack (everything without it) to *target* or into that folder.

        With *attachments* all attached files that are here go along.
        """
        name = bytes.fromhex(space)
        held = self._wanted(name, want) if want is not None else {}
        first = target / packing.random_name() if target.is_dir() else target
        raws = self._book.write(lambda db: self._lacking(db, name, held))
        part, chunks = PartFiles(first), self.files.chunks(name) if attachments else iter(())
        count = len(raws) + (self.files.count(name) if attachments else 0)
        frames = chain(((FrameType.ENTRY, raw) for raw in raws), ((FrameType.CHUNK, one) for one in chunks))
        try:
            self._pack(name, held, frames, part, Watch(count, progress, cancelled))
            laggards.write(self._book, name, held, part)
        except OSError as error:
            part.discard()
            full = error.errno in folder.NO_ROOM
            raise (DiskFull() if full else FileUnwritable(name=first.name)) from error
        except BaseException:
            part.discard()
            raise
        return PackageWritten(tuple(str(path) for path in part.whole), len(raws))

    def _lacking(self, db: Db, space: bytes, held: Mapping[bytes, int]) -> list[bytes]:
        carrying.tend(db, self._book, space)
        rotation.before_sending(db, self._book, space)
        if rotation.urgent(db, self._book, space):
            raise WaitingForKey  # nobody who is out shall read it, and this device cannot see to that
        departure.depart(db, self._book, space)
        return list(entries.above(db, space, held))

    def _pack(
        self, space: bytes, held: Mapping[bytes, int], frames: Iterable[tuple[FrameType, bytes]],
        files: PartFiles, watch: Watch,
    ) -> None:  # fmt: skip
        me = self._book.me_in(space)
        recipient = self._seed(space).public
        reached = self._book.read(lambda db: chains.vector(db, space))
        bundle = packing.new_id()

        def begin(number: int) -> packing.Packer:
            manifest = Manifest(bundle, number, 0, space, held, reached, me.device, self._book.clock())
            return packing.Packer(
                files.begin(number), recipient, manifest=manifest,
                sign=lambda data: sign.sign(me.signing, Label.MANIFEST, data),
            )  # fmt: skip

        parts = packing.Parts(begin, files.done)
        for frame in frames:
            parts.add(*frame)
            watch.passed(1)
        if not parts.count:
            parts.add(FrameType.PADDING, bytes(1))
        parts.finish()

    def want(self, space: str) -> bytes:
        """Return a file that tells colleagues how far this notebook is (A7.3)."""
        name = bytes.fromhex(space)
        sink = io.BytesIO()
        held = self._book.read(lambda db: holes.wanted(db, name))
        known = self._book.read(lambda db: eras.readable(db, self._book, name))
        if not known:
            raise NotAdmittedYet
        seed = KemSeed(derive(known[0].secrets.e, Label.BUNDLE))
        packing.want(sink, seed.public, space_id=name, held=held)
        return sink.getvalue()

    def _wanted(self, space: bytes, want: bytes) -> Mapping[bytes, int]:
        said = unpacking.want_in(io.BytesIO(want), self._seeds())
        if said.space_id != space:
            raise PackageForeign
        return said.held

    def _seed(self, space: bytes) -> KemSeed:
        secrets = self._book.read(lambda db: self._book.secrets(db, space))
        if secrets is None:
            member = self._book.read(
                lambda db: self._book.state(db, space).role_of_device(self._device(space))
            )
            raise WaitingForKey if member else NotAdmittedYet
        return KemSeed(derive(secrets.e, Label.BUNDLE))

    def _device(self, space: bytes) -> bytes:
        return self._book.me_in(space).device

    def _seeds(self) -> list[KemSeed]:
        """Every key that a package for us may be sealed to: our device's, and each era's (A7.2)."""
        people = (self._book.me, *self._book.personas.values())
        devices = (seed for person in people for seed in person.seeds)
        return [*devices, *(KemSeed(derive(e, Label.BUNDLE)) for e in self._book.read(self._secrets))]

    def _secrets(self, db: Db) -> list[bytes]:
        known = (eras.readable(db, self._book, space) for space in spaces.every(db))
        return [one.secrets.e for each in known for one in each]

    # ------------------------------------------------------------ reading
    def read(
        self, path: Path, *, progress: Progress | None = None, cancelled: Stop | None = None
    ) -> PackageRead:
        """Bring in a package; one that is cut short or altered brings in nothing."""
        seeds = self._seeds()
        try:
            with path.open("rb") as file:
                total = self._prove(file, seeds, path.name)
                file.seek(0)
                return self._take(file, seeds, path.name, Watch(total, progress, cancelled))
        except OSError as error:
            raise FileUnreadable(name=path.name) from error

    def read_all(
        self, paths: Iterable[Path], *, progress: Progress | None = None, cancelled: Stop | None = None
    ) -> list[PackageRead]:
        """Bring in several files in whatever order they open: one may hold the key of another (A7.2).

        Raises what `read` raises; PackageForeign where none is for this notebook, PackagePartClosed where
        some are not, and NoRoomForAttachment: only once every other file has been read.
        """
        waiting, done, early = list(paths), list[PackageRead](), list[Path]()
        full: list[NoRoomForAttachment] = []
        while waiting:
            closed = []
            for path in waiting:
                try:
                    with noted(full):
                        done.append(self.read(path, progress=progress, cancelled=cancelled))
                        early += [path] if done[-1].unplaced else []
                except PackageForeign:
                    closed.append(path)
            if len(closed) == len(waiting):
                raise PackagePartClosed if done else PackageForeign
            waiting = closed
        if len(done) > 1:  # what names the files may have come in a later one
            done += [self.read(path, progress=progress, cancelled=cancelled) for path in early]
        for problem in full:
            raise problem
        return done

    @staticmethod
    def _prove(file: BinaryIO, seeds: list[KemSeed], name: str) -> int:
        """Read to the end first: only then is nothing missing. Return how many frames there are."""
        return sum(1 for _ in unpacking.Unpacker(file, seeds, name=name))

    def _take(self, file: BinaryIO, seeds: list[KemSeed], name: str, watch: Watch) -> PackageRead:
        frames = iter(unpacking.Unpacker(file, seeds, name=name))
        manifest = unpacking.manifest_in(next(frames), name)
        space = manifest.space_id
        if not self._book.read(lambda db: own_cards.may_come(db, space)):
            raise PackageForeign
        new = known = refused = 0
        packages: list[bytes] = []
        files = self.files.unpacking(space)
        for batch in batches(frames, packages, files.take):
            files.entries_came()
            got = in_flight.receive(self._book, space, batch, partial(self._early, space, batch))
            new, known, refused = new + got.new, known + got.known, refused + got.refused
            watch.passed(len(batch))
        files.finish()
        self._book.write(lambda db: carrying.tend(db, self._book, space))
        self._keep_packages(space, packages)
        if not self._book.read(lambda db: spaces.has(db, space)):
            raise PackageForeign  # somebody else's newcomer
        files.complain()
        counts, made = (new, known, refused), (manifest.wall_ms, self._maker(manifest))
        return PackageRead(*counts, space.hex(), *made, files.whole, files.unplaced)

    def _early(self, space: bytes, batch: list[bytes], db: Db, received: Received) -> None:
        incoming.take(db, self._book, space, Came((), batch), early=bool(received.waiting))

    def _keep_packages(self, space: bytes, frames: list[bytes]) -> None:
        came = Came(())
        for data in frames:
            try:
                came.add(contents.plain(data))
            except Unreadable as error:
                raise PackageDamaged(name="") from error
        if not came.packages:
            return
        if self._book.write(lambda db: incoming.take(db, self._book, space, came, early=False)):
            raise KeyDoesNotFit
        dev8 = self._book.me_in(space).dev8
        if any(dev8 == whose for one in came.packages for whose, _ in one.sealed):
            self._book.write(lambda db: admission.arrive(db, self._book, space))

    def _maker(self, manifest: Manifest) -> str:
        state = self._book.read(lambda db: self._book.state(db, manifest.space_id))
        device = state.devices.get(manifest.made_by)
        if device is None:
            return ""

        def verify(_: bytes, data: bytes, signature: bytes) -> bool:
            try:
                sign.verify(VerifyKey(device.sign_pk), Label.MANIFEST, data, signature)
            except BadSignature:
                return False
            return True

        return device.name if manifest.is_signed(verify) else ""
