"""Deterministic CBOR in a strict subset (A1.1): one value has one encoding, and every other is refused."""

from typing import TypeAlias

Value: TypeAlias = "int | bytes | str | bool | None | list[Value] | dict[int, Value]"

DEPTH_MAX = 16
UINT, NINT, BYTES, TEXT, ARRAY, MAP, SIMPLE = 0, 1, 2, 3, 4, 5, 7
FALSE, TRUE, NULL = 20, 21, 22
SIZES = {24: 1, 25: 2, 26: 4, 27: 8}
HEADS = ((0xFF, 24, 1), (0xFFFF, 25, 2), (0xFFFFFFFF, 26, 4), (0xFFFFFFFFFFFFFFFF, 27, 8))


class Malformed(ValueError):
    """Bytes that are no value of the subset, or a value that has no encoding in it."""


def encode(value: object) -> bytes:
    """Return the one encoding of *value* (RFC 8949, A1.1).

    Takes integers from -2**64 to 2**64-1, bytes, text, booleans, None, lists and tuples (as arrays)
    and dicts with integer keys; at most 16 deep. Raises Malformed for anything else.
    """
    out = bytearray()
    _write(out, value, 0)
    return bytes(out)


def _write(out: bytearray, value: object, depth: int) -> None:
    if depth > DEPTH_MAX:
        raise Malformed("deeper than 16")
    match value:
        case bool() | None:
            out.append(SIMPLE << 5 | (NULL if value is None else TRUE if value else FALSE))
        case int():
            _head(out, *((UINT, value) if value >= 0 else (NINT, -1 - value)))
        case bytes():
            _head(out, BYTES, len(value))
            out += value
        case str():
            _write_text(out, value)
        case list() | tuple():
            _head(out, ARRAY, len(value))
            for each in value:
                _write(out, each, depth + 1)
        case dict():
            _write_map(out, value, depth)
        case _:
            raise Malformed(f"no encoding for {type(value).__name__}")


def _write_text(out: bytearray, value: str) -> None:
    try:
        data = value.encode("utf-8")
    except UnicodeEncodeError as error:
        raise Malformed("half a surrogate pair") from error
    _head(out, TEXT, len(data))
    out += data


def _write_map(out: bytearray, value: dict[object, object], depth: int) -> None:
    keyed = []
    for key, each in value.items():
        if not isinstance(key, int) or isinstance(key, bool):
            raise Malformed("a key is an integer")
        keyed.append((encode(key), each))
    _head(out, MAP, len(keyed))
    for encoded, each in sorted(keyed, key=lambda pair: pair[0]):
        out += encoded
        _write(out, each, depth + 1)


def _head(out: bytearray, major: int, number: int) -> None:
    if number < 24:
        out.append(major << 5 | number)
        return
    for most, code, size in HEADS:
        if number <= most:
            out.append(major << 5 | code)
            out += number.to_bytes(size, "big")
            return
    raise Malformed("an integer beyond 64 bits")


def decode(data: bytes) -> Value:
    """Return the value whose one encoding is *data*, arrays as lists. Raises Malformed (A1.1)."""
    reader = _Reader(data)
    value = reader.value(0)
    if reader.at != len(data):
        raise Malformed("bytes after the end")
    return value


class _Reader:
    def __init__(self, data: bytes) -> None:
        self._data = data
        self.at = 0

    def value(self, depth: int) -> Value:
        if depth > DEPTH_MAX:
            raise Malformed("deeper than 16")
        major, number = self._head()
        if major == UINT:
            return number
        if major == BYTES:
            return self._take(number)
        if major == TEXT:
            return self._text(number)
        if major == ARRAY:
            self._plausible(number)
            return [self.value(depth + 1) for _ in range(number)]
        return self._rare(major, number, depth)

    def _rare(self, major: int, number: int, depth: int) -> Value:
        if major == NINT:
            return -1 - number
        if major == MAP:
            return self._map(number, depth)
        if major == SIMPLE and number in (FALSE, TRUE, NULL):
            return None if number == NULL else number == TRUE
        raise Malformed("a tag, a float or another simple value")

    def _head(self) -> tuple[int, int]:
        (first,) = self._take(1)
        major, short = first >> 5, first & 31
        if short < 24:
            return major, short
        size = SIZES.get(short)
        if size is None or major == SIMPLE:
            raise Malformed("an indefinite length, a float or a reserved head")
        number = int.from_bytes(self._take(size), "big")
        if number < (24 if size == 1 else 1 << (size * 4)):
            raise Malformed("a longer head than needed")
        return major, number

    def _take(self, size: int) -> bytes:
        end = self.at + size
        if end > len(self._data):
            raise Malformed("ends too early")
        taken = self._data[self.at : end]
        self.at = end
        return taken

    def _text(self, size: int) -> str:
        try:
            return self._take(size).decode("utf-8")
        except UnicodeDecodeError as error:
            raise Malformed("text that is not UTF-8") from error

    def _plausible(self, count: int) -> None:
        """Every element takes a byte at least: a huge count cannot make us allocate."""
        if count > len(self._data) - self.at:
            raise Malformed("more elements than bytes")

    def _map(self, count: int, depth: int) -> dict[int, Value]:
        self._plausible(count)
        found: dict[int, Value] = {}
        last = b""
        for _ in range(count):
            began = self.at
            key = self.value(depth + 1)
            encoded = self._data[began : self.at]
            if not isinstance(key, int) or isinstance(key, bool):
                raise Malformed("a key is an integer")
            if encoded <= last:
                raise Malformed("keys out of order or twice")
            last = encoded
            found[key] = self.value(depth + 1)
        return found
