"""Lines from a pipe, read so that nothing is lost when the process replaces itself."""

import os

CHUNK = 32_768  # what is left over after a line must fit into one pipe


class Lines:
    def __init__(self, descriptor: int, left_over: int | None = None) -> None:
        self._descriptor = descriptor
        self._buffer = bytearray()
        if left_over is not None:
            self._buffer += os.read(left_over, CHUNK)
            os.close(left_over)

    def next(self) -> str | None:
        """Return the next line without its end, or None when there are no more."""
        while b"\n" not in self._buffer:
            chunk = os.read(self._descriptor, CHUNK)
            if not chunk:
                break
            self._buffer += chunk
        if not self._buffer:
            return None
        line, _, rest = bytes(self._buffer).partition(b"\n")
        self._buffer = bytearray(rest)
        return line.decode("utf-8", "replace").rstrip("\r")

    def hand_over(self) -> int:
        """Put what is left into a pipe and return its reading end, to be inherited."""
        reading, writing = os.pipe()
        os.write(writing, bytes(self._buffer))
        os.close(writing)
        os.set_inheritable(reading, True)
        return reading
