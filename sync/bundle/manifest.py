"""What a package says of itself: which space, from where to where, who packed it, when."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from sync.bundle import vector
from sync.wire import codec

BUNDLE_ID_SIZE = 16
ID_SIZE = 32
SIGNATURE_SIZE = 64
SIGNATURE_ITEM = b"\x58\x40"
"""How the codec begins a byte string of 64 bytes: the signature is the last item of the array. [4]"""

Sign = Callable[[bytes], bytes]
Verify = Callable[[bytes, bytes, bytes], bool]
"""Device id (32 bytes), bytes that were signed, signature (64 bytes): is it theirs?"""


class BadManifest(ValueError):
    """These bytes are no manifest."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """A7.1: *made_by* is a device id; *parts* is 0 where nobody knew how many there would be; *wall_ms* is
    only ever shown. Vectors: device id of 32 bytes to the highest seq that is held there."""

    bundle_id: bytes
    part: int
    parts: int
    space_id: bytes
    from_vector: Mapping[bytes, int]
    to_vector: Mapping[bytes, int]
    made_by: bytes
    wall_ms: int
    signed: bytes = field(default=b"", repr=False, compare=False)
    """The bytes as received that the signature covers."""

    signature: bytes = field(default=b"", repr=False, compare=False)

    def encode(self, sign: Sign) -> bytes:
        """Return the manifest, signed by *sign* (bytes to a signature of 64 bytes). (A7.1)"""
        vectors = [vector.packed(self.from_vector), vector.packed(self.to_vector)]
        names = [self.bundle_id, self.part, self.parts, self.space_id]
        unsigned = codec.encode([*names, *vectors, self.made_by, self.wall_ms, bytes(SIGNATURE_SIZE)])
        body = unsigned[: -SIGNATURE_SIZE - len(SIGNATURE_ITEM)]
        signature = sign(body)
        if len(signature) != SIGNATURE_SIZE:
            raise ValueError("a signature has 64 bytes")
        return body + SIGNATURE_ITEM + signature

    def is_signed(self, verify: Verify) -> bool:
        """Whether the device *made_by* signed these bytes as they were received."""
        return verify(self.made_by, self.signed, self.signature)


def decode(raw: bytes) -> Manifest:
    """Return the manifest in *raw*; its signature is not checked here. Raises BadManifest. (A7.1)"""
    try:
        value = codec.decode(raw)
        found = _shaped(value)
    except (codec.Malformed, vector.BadVector) as error:
        raise BadManifest from error
    cut = -SIGNATURE_SIZE - len(SIGNATURE_ITEM)
    return Manifest(*found, signed=raw[:cut], signature=raw[-SIGNATURE_SIZE:])


def _shaped(
    value: object,
) -> tuple[bytes, int, int, bytes, Mapping[bytes, int], Mapping[bytes, int], bytes, int]:
    match value:
        case [
            bytes(bundle),
            int(part),
            int(parts),
            bytes(space),
            first,
            last,
            bytes(maker),
            int(wall),
            bytes(sig),
        ]:
            sizes = (len(bundle), len(space), len(maker), len(sig))
            if sizes == (BUNDLE_ID_SIZE, ID_SIZE, ID_SIZE, SIGNATURE_SIZE) and _counted(part, parts, wall):
                return bundle, part, parts, space, vector.unpacked(first), vector.unpacked(last), maker, wall
    raise BadManifest


def _counted(part: int, parts: int, wall_ms: int) -> bool:
    numbers = not any(isinstance(number, bool) for number in (part, parts, wall_ms))
    return numbers and 0 <= part < (parts or 2**32)
