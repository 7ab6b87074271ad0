"""Has the disk confirm what was written, before anybody is told that it is there."""

import os
from pathlib import Path

WINDOWS = os.name == "nt"


def flush(path: Path) -> None:
    """Have the disk confirm a file or folder. Raises OSError.

    Windows does so by itself for folders, and confirms no file that is open for reading alone.
    """
    if WINDOWS and path.is_dir():
        return
    descriptor = os.open(path, os.O_RDWR if WINDOWS else os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
