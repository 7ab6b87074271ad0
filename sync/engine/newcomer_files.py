"""Packages for one newcomer, sealed to their device: the whole log and their key package (A4.7, A7.2)."""

import io

from crypto import epoch, handover, sign
from crypto.epoch import EpochSecrets
from crypto.keys import KemPublic
from crypto.labels import Label
from sync.bundle import write as bundle
from sync.bundle.frames import FrameType
from sync.bundle.manifest import Manifest
from sync.engine import contents
from sync.engine.notebook import Notebook
from sync.model.people import Device
from sync.store import chains, entries, epoch_secrets
from sync.store.database import Db


class NewcomerFiles:
    def __init__(self, book: Notebook) -> None:
        self._book = book

    def welcome(self, space: bytes, device: Device) -> bytes:
        """Return a package that only *device* opens."""
        return self._book.read(lambda db: self._write(db, space, device))

    def _write(self, db: Db, space: bytes, device: Device) -> bytes:
        sink = io.BytesIO()
        held = chains.vector(db, space)
        me = self._book.me_in(space)
        manifest = Manifest(bundle.new_id(), 0, 0, space, {}, held, me.device, self._book.clock())
        packer = bundle.Packer(
            sink, KemPublic(device.kem_pk), manifest=manifest,
            sign=lambda data: sign.sign(me.signing, Label.MANIFEST, data), part_size=1 << 40,
        )  # fmt: skip
        for raw in entries.above(db, space, {}):
            packer.entry(raw)
        for frame in self._packages(db, space, device):
            packer.add(FrameType.PACKAGES, frame)
        packer.finish()
        return sink.getvalue()

    def _packages(self, db: Db, space: bytes, device: Device) -> list[bytes]:
        role = self._book.state(db, space).role_of_device(device.device_id) or "reader"
        frames = []
        for name, packed in epoch_secrets.every(db, space).items():
            given = EpochSecrets.unpack(packed).for_role(role)
            if given.e != epoch.NOT_GIVEN:
                info = handover.package_info(space, name, device.device_id)
                sealed = handover.seal_package(KemPublic(device.kem_pk), info, given.pack())
                frames.append(contents.of_packages(name, [(device.device_id[:8], sealed)]))
        return frames
