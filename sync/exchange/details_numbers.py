"""Numbers and rows of bytes, read one after the other and never beyond the end."""

from sync.exchange.unsound import Unsound


class Reading:
    """A place in some bytes that moves on as they are read."""

    def __init__(self, data: bytes, at: int = 0) -> None:
        self.data, self.at = data, at

    @property
    def left(self) -> int:
        return len(self.data) - self.at

    def take(self, size: int) -> bytes:
        """Raises Unsound."""
        if not 0 <= size <= self.left:
            raise Unsound
        self.at += size
        return self.data[self.at - size : self.at]

    def number(self, size: int) -> int:
        """Return a number of *size* bytes, the highest first; 0 of none. Raises Unsound."""
        return int.from_bytes(self.take(size), "big")
