"""What laptops of one person hand to each other, as examples to damage."""

from sync.engine import device_files, own_log
from sync.engine.device_files import Handed, HandedOver
from sync.engine.verification import QR_PREFIX
from sync.model.belonging import RelayEntry
from sync.store.own import Coming
from tests.decoders.signed import ID, OTHER, me


def offers() -> list[bytes]:
    return [device_files.write_offer(own_log.offer(me().signing, me().kem))]


def answers() -> list[bytes]:
    coming = Coming(ID, "Field team", (RelayEntry(OTHER, "http://127.0.0.1:8470"),), {OTHER: bytes(96)})
    given = HandedOver("Amal", me().entries, (Handed(coming, ((OTHER, bytes(96)),)),), ((ID, "in-person"),))
    return [device_files.inside_of(given)]


def pictures() -> list[bytes]:
    return [device_files.qr_text(offers()[0]).encode(), QR_PREFIX.encode() + b"A" * 52]


def of_picture(data: bytes) -> bytes:
    return device_files.of_qr(data.decode("utf-8", "replace"))
