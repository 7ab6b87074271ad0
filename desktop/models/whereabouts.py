"""Where the notebook of this run is kept: the usual folder, or another one that a person chose."""

from pathlib import Path

POINTER = "place"  # holds nothing but the path of the other folder
INSIDE = "notebook"  # made where the chosen folder holds other things already
LONGEST = 4096


class Whereabouts:
    """*given* is a folder named at the start: then nothing is remembered beside it."""

    def __init__(self, usual: Path, given: Path | None = None) -> None:
        self._usual, self._given = usual, given
        self._pointed = _read(usual / POINTER) if given is None else None
        self._also: Path | None = None

    @property
    def profile(self) -> Path:
        return self._also or self._given or self._pointed or self._usual

    @property
    def expected(self) -> bool:
        """Say whether a notebook was made in another folder, which may be out of reach just now."""
        return self._pointed is not None or self._also is not None

    def choose(self, folder: Path) -> Path:
        """Return where in *folder* a new notebook goes: into it, or into one beside what is there."""
        taken = folder.is_dir() and any(folder.iterdir())
        return folder / INSIDE if taken else folder

    def open_other(self, folder: Path) -> None:
        """Turn to the notebook in *folder*, in this run only."""
        inside = folder / INSIDE
        self._also = inside if inside.is_dir() else folder

    def start_over(self) -> None:
        """Turn back to the usual folder, to make a new notebook there."""
        self._also = self._pointed = None

    def settle(self, profile: Path) -> None:
        """Remember that the notebook was made in *profile*."""
        if self._given is not None:
            self._also = profile if profile != self._given else None
            return
        self._pointed = profile if profile != self._usual else None
        if _read(self._usual / POINTER) != self._pointed:
            _write(self._usual / POINTER, self._pointed)

    def again(self) -> list[str]:
        """Return the words of a command line that comes back to this notebook."""
        named = self._also or self._given
        return ["--home", str(named)] if named is not None else []


def _read(pointer: Path) -> Path | None:
    try:
        text = pointer.read_text(encoding="utf-8")
    except (OSError, ValueError):
        return None
    path = text.strip()
    usable = 0 < len(path) <= LONGEST and path.isprintable() and Path(path).is_absolute()
    return Path(path) if usable else None


def _write(pointer: Path, profile: Path | None) -> None:
    if profile is None:
        pointer.unlink(missing_ok=True)
        return
    pointer.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    half = pointer.with_suffix(".new")
    half.write_text(f"{profile}\n", encoding="utf-8")
    Path(half).replace(pointer)
