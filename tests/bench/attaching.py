"""Attach a large file and read it back: seconds, memory, and what stays on the disk.

Run as `python -m tests.bench.attaching [MEBIBYTES]`; TMPDIR says on which disk.
"""

import os
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path

from sync.engine import session

PIECE = 1 << 20
WORDS = "lamp river seven mango table window"


def pieces(count: int) -> Iterator[bytes]:
    """A file that no disk has to hold: a mebibyte of noise, each time with another beginning."""
    noise = os.urandom(PIECE)
    for number in range(count):
        yield number.to_bytes(8, "big") + noise[8:]


def told(what: str, mebibytes: int, work: Callable[[], object]) -> None:
    began = time.monotonic()
    work()
    took = time.monotonic() - began
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10
    print(f"{what:28} {took:7.1f} s {mebibytes / took:7.0f} MiB/s   peak of memory {peak} MiB")


def main(mebibytes: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        opened = session.create(Path(folder) / "home", WORDS, name="Amal", cost=session.quick_cost())
        space = opened.spaces.new("Field team").id
        (item,) = opened.items.new(space, "note", {"title": "Plan"}).ids
        told("a notebook, nothing attached", 1, lambda: None)
        files, source = opened.attachments, Path(folder) / "large"
        with source.open("wb") as out:
            digest = sha256()
            for piece in pieces(mebibytes):
                digest.update(piece)
                out.write(piece)
        told("attach", mebibytes, lambda: files.add(item, source))
        source.unlink()
        (one,) = files.rows(item)
        back = sha256()

        def read() -> None:
            for data in files.read(one.id):
                back.update(data)

        told("read back", mebibytes, read)
        if back.digest() != digest.digest():
            raise SystemExit("another file came back")
        told("save", mebibytes, lambda: files.save(one.id, source))
        sizes = [path.stat().st_size for path in (Path(folder) / "home").glob("c*.blobs")]
        print(f"{'second database':28} {max(sizes) >> 20} MiB")
        files.remove(item, one.id)
        opened.close()


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1024)
