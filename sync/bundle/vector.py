"""Version vectors: how far somebody is, device by device."""

from collections.abc import Mapping

ID_SIZE = 32
SEQ_MAX = 2**63 - 1


class BadVector(ValueError):
    """This value is no version vector."""


def packed(vector: Mapping[bytes, int]) -> list[list[bytes | int]]:
    """Return ``[[device id 32, highest seq held], ...]``, ids ascending, for the codec (A7.3)."""
    return [[device, vector[device]] for device in sorted(vector)]


def unpacked(value: object) -> dict[bytes, int]:
    """Return the vector in a decoded value: device id of 32 bytes to seq. Raises BadVector."""
    if not isinstance(value, list):
        raise BadVector
    vector: dict[bytes, int] = {}
    before = b""
    for pair in value:
        device, seq = _pair(pair)
        if device <= before:
            raise BadVector
        vector[device] = seq
        before = device
    return vector


def _pair(pair: object) -> tuple[bytes, int]:
    match pair:
        case [bytes(device), int(seq)] if len(device) == ID_SIZE and 0 <= seq <= SEQ_MAX:
            if not isinstance(seq, bool):
                return device, seq
    raise BadVector
