"""Sizes that say little: PADME (A7.1)."""

SMALLEST = 512


def padded(size: int) -> int:
    """Return the PADME size of *size* bytes, never under 512: at most 12 % more, and few different ones.

    Only as many high bits of a size stay as its exponent has digits, the rest is rounded up.
    """
    if size <= SMALLEST:
        return SMALLEST
    exponent = size.bit_length() - 1
    low_bits = exponent - exponent.bit_length()
    mask = (1 << low_bits) - 1
    return (size + mask) & ~mask
