"""The frames of a package on their way in: entries in batches, chunks of files one by one (A7.1)."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from sync.bundle.frames import Frame, FrameType
from sync.errors import Cancelled, PackageDamaged

BATCH, BATCH_BYTES = 200, 8 << 20
KEYS_MAX = 16 << 20  # bytes of keys in one package: those of ten thousand changes of keys
Progress = Callable[[int, int], None]
Stop = Callable[[], bool]


@dataclass(slots=True)
class Watch:
    """Progress over a known number of frames, and the wish to stop between batches."""

    total: int
    progress: Progress | None
    cancelled: Stop | None
    done: int = 0

    def passed(self, count: int) -> None:
        self.done += count
        if self.progress is not None:
            self.progress(min(self.done, self.total), self.total)
        if self.cancelled is not None and self.cancelled():
            raise Cancelled


def batches(
    frames: Iterator[Frame], packages: list[bytes], chunk: Callable[[bytes], None]
) -> Iterator[list[bytes]]:
    """Yield entries, and put aside keys. Raises PackageDamaged where these are too many."""
    batch: list[bytes] = []
    size = keys = 0
    for frame in frames:
        if batch and (len(batch) >= BATCH or size >= BATCH_BYTES or frame.type == FrameType.CHUNK):
            yield batch  # a chunk comes after what names it
            batch, size = [], 0
        if frame.type == FrameType.ENTRY:
            batch.append(frame.data)
            size += len(frame.data)
        elif frame.type == FrameType.PACKAGES:
            packages.append(frame.data)
            keys += len(frame.data)
            if keys > KEYS_MAX:
                raise PackageDamaged(name="")
        elif frame.type == FrameType.CHUNK:
            chunk(frame.data)
    yield batch
