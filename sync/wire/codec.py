"""Deterministic CBOR in a strict subset (A1.1): one value has one encoding, and every other is refused."""

from typing import TypeAlias

Value: TypeAlias = "int | bytes | str | bool | list[Value] | dict[int, Value] | None"

DEPTH_MAX = 16  # containers around an item
UINT, NINT, BYTES, TEXT, ARRAY, MAP, SIMPLE = 0, 1, 2, 3, 4, 5, 7
FALSE, TRUE, NULL = SIMPLE << 5 | 20, SIMPLE << 5 | 21, SIMPLE << 5 | 22
SIMPLES = {FALSE: False, TRUE: True, NULL: None}
ARRAYS = (list, tuple)
SHORT = 24  # numbers below stand in the first byte itself
LEAST = {24: (1, 24), 25: (2, 1 << 8), 26: (4, 1 << 16), 27: (8, 1 << 32)}
"""For each code in the first byte: how many bytes follow, and the least number that needs so many."""


class Malformed(ValueError):
    """Bytes that are no value of the subset, or a value that has no encoding in it."""


def encode(value: object) -> bytes:
    """Return the one encoding of *value* (RFC 8949, A1.1).

    Takes integers from -2**64 to 2**64-1, bytes, text, booleans, None, lists and tuples (as arrays)
    and dicts with integer keys; at most 16 containers deep. Raises Malformed for anything else.
    """
    out = bytearray()
    _write(out, value, 0)
    return bytes(out)


def _write(out: bytearray, value: object, depth: int) -> None:
    if isinstance(value, bytes):
        _head(out, BYTES, len(value))
        out += value
    elif isinstance(value, str):
        _write_text(out, value)
    elif isinstance(value, int):
        _write_number(out, value)
    elif isinstance(value, ARRAYS):
        _head(out, ARRAY, len(value))
        _check_depth(depth, len(value))
        for each in value:
            _write(out, each, depth + 1)
    elif value is None:
        out.append(NULL)
    elif isinstance(value, dict):
        _write_map(out, value, depth)
    else:
        raise Malformed(f"no encoding for {type(value).__name__}")


def _write_number(out: bytearray, value: int) -> None:
    if isinstance(value, bool):
        out.append(TRUE if value else FALSE)
    elif value >= 0:
        _head(out, UINT, value)
    else:
        _head(out, NINT, -1 - value)


def _head(out: bytearray, major: int, number: int) -> None:
    if number < SHORT:
        out.append(major << 5 | number)
    elif number < 1 << 8:
        out += bytes((major << 5 | 24, number))
    else:
        out += _long_head(major, number)


def _long_head(major: int, number: int) -> bytes:
    for code, (size, _) in LEAST.items():
        if number < 1 << 8 * size:
            return bytes((major << 5 | code,)) + number.to_bytes(size, "big")
    raise Malformed("an integer beyond 64 bits")


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
            raise Malformed("a key that is no integer")
        keyed.append((encode(key), each))
    _head(out, MAP, len(keyed))
    _check_depth(depth, len(keyed))
    for encoded, each in sorted(keyed, key=lambda pair: pair[0]):
        out += encoded
        _write(out, each, depth + 1)


def decode(data: bytes) -> Value:
    """Return the value whose one encoding is *data*, arrays as lists. Raises Malformed (A1.1)."""
    try:
        value, at = _item(data, 0, 0)
    except IndexError as error:
        raise Malformed("ends too early") from error
    if at != len(data):
        raise Malformed("bytes after the end")
    return value


def _item(data: bytes, at: int, depth: int) -> tuple[Value, int]:
    """Return the item that begins at *at*, and where it ends."""
    first = data[at]
    at += 1
    if first < SHORT:
        return first, at
    major, number = first >> 5, first & 31
    if number >= SHORT:
        number, at = _long(data, at, number)
    if major == BYTES:
        end = at + number
        if end > len(data):
            raise Malformed("ends too early")
        return data[at:end], end
    if major == UINT:
        return number, at
    if major == ARRAY:
        return _array(data, at, number, depth)
    return _rare(data, at, first, number, depth)


def _rare(data: bytes, at: int, first: int, number: int, depth: int) -> tuple[Value, int]:
    match first >> 5:
        case 3:  # TEXT
            return _text(data, at, at + number), at + number
        case 1:  # NINT
            return -1 - number, at
        case 5:  # MAP
            return _map(data, at, number, depth)
    if first not in SIMPLES:
        raise Malformed("a tag, a float or another simple value")
    return SIMPLES[first], at


def _long(data: bytes, at: int, code: int) -> tuple[int, int]:
    if code not in LEAST or data[at - 1] >> 5 == SIMPLE:
        raise Malformed("an indefinite length, a float or a reserved head")
    size, least = LEAST[code]
    number = int.from_bytes(_taken(data, at, at + size), "big")
    if number < least:
        raise Malformed("a longer head than needed")
    return number, at + size


def _taken(data: bytes, at: int, end: int) -> bytes:
    if end > len(data):
        raise Malformed("ends too early")
    return data[at:end]


def _text(data: bytes, at: int, end: int) -> str:
    try:
        return _taken(data, at, end).decode("utf-8")
    except UnicodeDecodeError as error:
        raise Malformed("text that is not UTF-8") from error


def _check_depth(depth: int, count: int) -> None:
    if depth >= DEPTH_MAX and count:
        raise Malformed("deeper than 16")


def _check(data: bytes, at: int, least: int, depth: int) -> None:
    """Every element takes a byte at least, so that a huge count cannot make us allocate."""
    _check_depth(depth, least)
    if least > len(data) - at:
        raise Malformed("more elements than bytes")


def _array(data: bytes, at: int, count: int, depth: int) -> tuple[list[Value], int]:
    _check(data, at, count, depth)
    found: list[Value] = []
    for _ in range(count):
        value, at = _item(data, at, depth + 1)
        found.append(value)
    return found, at


def _map(data: bytes, at: int, count: int, depth: int) -> tuple[dict[int, Value], int]:
    _check(data, at, count, depth)
    found: dict[int, Value] = {}
    last = b""
    for _ in range(count):
        began = at
        key, at = _item(data, at, depth + 1)
        if not isinstance(key, int) or isinstance(key, bool):
            raise Malformed("a key that is no integer")
        if data[began:at] <= last:
            raise Malformed("keys out of order or twice")
        last = data[began:at]
        found[key], at = _item(data, at, depth + 1)
    return found, at
