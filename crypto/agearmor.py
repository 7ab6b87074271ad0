"""The text form of an age file: base64 between two lines (age v1, SPEC 8.6)."""

import re

from crypto.agestanza import COLUMNS, canonical
from crypto.errors import Malformed

BEGIN, END = b"-----BEGIN AGE ENCRYPTED FILE-----", b"-----END AGE ENCRYPTED FILE-----"
LINE_END = re.compile(rb"\r?\n")
BLANKS = b" \t\r\n"


def dearmored(text: bytes) -> bytes:
    """Return the bytes of an age file in text form; blanks around it do not count. Raises Malformed."""
    first, *rows = LINE_END.split(text.strip(BLANKS))
    if first != BEGIN or not rows or rows.pop() != END:
        raise Malformed("not the text form of an age file")
    if not rows:
        return b""
    full, last = rows[:-1], rows[-1]
    if not 0 < len(last) <= COLUMNS or any(len(row) != COLUMNS for row in full):
        raise Malformed("a line of another length")
    return b"".join(canonical(row) for row in full) + _last(last)


def _last(row: bytes) -> bytes:
    """The only row that may be short, and the only place of padding."""
    bare = row.rstrip(b"=")
    if len(bare) + -len(bare) % 4 != len(row):
        raise Malformed("padding of another length")
    return canonical(bare)
