"""The frames of a package on their way in: entries in batches, chunks of files one by one (A7.1)."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from sync.bundle.frames import Frame, FrameType
from sync.errors import Cancelled

BATCH = 200
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
    batch: list[bytes] = []
    for frame in frames:
        if batch and (len(batch) >= BATCH or frame.type == FrameType.CHUNK):
            yield batch  # a chunk comes after what names it
            batch = []
        if frame.type == FrameType.ENTRY:
            batch.append(frame.data)
        elif frame.type == FrameType.PACKAGES:
            packages.append(frame.data)
        elif frame.type == FrameType.CHUNK:
            chunk(frame.data)
    yield batch
