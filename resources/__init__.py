"""Files that are data, looked up by name."""

from functools import cache
from pathlib import Path

HERE = Path(__file__).parent


def path(name: str) -> Path:
    """Return where *name* (such as `fonts/NotoSans-Regular.ttf`) lies; it need not be there."""
    return HERE / name


def names(folder: str) -> tuple[str, ...]:
    """Return the names of the files in *folder*, in order."""
    return tuple(sorted(each.name for each in path(folder).iterdir() if each.is_file()))


@cache
def text(name: str) -> str:
    return path(name).read_text(encoding="utf-8")


def icon(name: str) -> str:
    """Return the SVG source of the icon *name*, drawn in `currentColor`."""
    return text(f"icons/{name}.svg")


@cache
def words(name: str) -> tuple[str, ...]:
    """Return a word list by name: `password.en`, `password.fr`, `check.en` or `check.fr`."""
    return tuple(text(f"words/{name.removesuffix('.txt')}.txt").split())
