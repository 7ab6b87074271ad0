"""A notebook's files are made in a folder of their own and moved to their place, the slots last (A2.1)."""

import contextlib
import shutil
from collections.abc import Iterator
from pathlib import Path

from sync.engine import ballast, folder, pairs, slots_files

FOLDER = "new"  # a folder inside the profile while a notebook is made; with it, nothing here counts as one


def unfinished(profile: Path) -> bool:
    return (profile / FOLDER).exists()


@contextlib.contextmanager
def begun(profile: Path) -> Iterator[Path]:
    """Give a folder to make everything in, and move it to its place at the end, the slots last."""
    profile.mkdir(mode=0o700, parents=True, exist_ok=True)
    _clear(profile)
    try:
        yield folder_in(profile)
        move_up(profile)
    except BaseException:
        if not slots_files.present(profile):
            _clear(profile)
        raise


def folder_in(profile: Path) -> Path:
    place = profile / FOLDER
    place.mkdir(mode=0o700)
    return place


def move_up(profile: Path) -> None:
    """Move what was made over what stands there."""
    place = profile / FOLDER
    folder.sync_folder(place)
    made = sorted(place.iterdir(), key=lambda path: path.name in slots_files.NAMES)
    for path in made:
        if path.name in slots_files.NAMES:
            folder.sync_folder(profile)  # the databases are there before what opens them
        path.replace(profile / path.name)
    folder.sync_folder(profile)


def _clear(profile: Path) -> None:
    """Remove what a creation left that never came to its end; the mark that says so goes last."""
    if not unfinished(profile):
        return
    for path in (*profile.glob(pairs.EVERY), profile / ballast.NAME):
        path.unlink(missing_ok=True)
    shutil.rmtree(profile / FOLDER)


def tidy(profile: Path) -> None:
    """After an opening: away with what an interrupted write left, and the ballast back."""
    shutil.rmtree(profile / FOLDER, ignore_errors=True)
    names = (*slots_files.NAMES, ballast.NAME)
    with contextlib.suppress(OSError):  # a folder that only lets itself be read is no reason to stay out
        for path in (*(profile / (name + folder.TEMPORARY) for name in names), *half_pairs(profile)):
            path.unlink(missing_ok=True)
    ballast.replenish(profile)


def half_pairs(profile: Path) -> list[Path]:
    """Return the files of pairs that were never finished, with what stands beside them."""
    return list(profile.glob(pairs.EVERY + folder.TEMPORARY + "*"))
