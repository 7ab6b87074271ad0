"""Bytes in, bytes out: every format that needs a key."""
