"""QR pictures out of letters, for terminals and printed sheets."""

import segno

BORDER = 2
SIGNS = {(0, 0): "█", (0, 1): "▀", (1, 0): "▄", (1, 1): " "}
"""Upper and lower point to one sign; dark points are left blank, as terminals are dark."""
ON_PAPER = {(0, 0): " ", (0, 1): "▄", (1, 0): "▀", (1, 1): "█"}


def picture(text: str, *, paper: bool) -> str:
    """Return *text* as a QR picture of half blocks, a line for two rows of points."""
    signs = ON_PAPER if paper else SIGNS
    rows = [[int(bool(point)) for point in row] for row in segno.make_qr(text).matrix_iter(border=BORDER)]
    rows += [[0] * len(rows[0])] * (len(rows) % 2)
    pairs = zip(rows[::2], rows[1::2], strict=True)
    return "\n".join(
        "".join(signs[above, below] for above, below in zip(*pair, strict=True)) for pair in pairs
    )
