"""8 MiB beside the vault that are given up on a full disk, so that deleting still works (A2.6.4)."""

import contextlib
import os
import shutil
from pathlib import Path

from sync.engine import folder

NAME = "ballast"
SIZE = 8 * 1024 * 1024
ROOM = 8 * SIZE  # free bytes from which on it is worth having again


def put(profile: Path) -> None:
    """Make the ballast, of random bytes so that no file system stores it for less. Raises OSError."""
    folder.write_whole(profile / NAME, os.urandom(SIZE))


def give_up(profile: Path) -> None:
    with contextlib.suppress(OSError):  # the full disk is the news, not this
        (profile / NAME).unlink(missing_ok=True)


def replenish(profile: Path) -> None:
    """Put it back once there is room again."""
    with contextlib.suppress(OSError):  # without it everything works but a full disk
        path = profile / NAME
        if not path.is_file() and shutil.disk_usage(profile).free >= ROOM:
            put(profile)
