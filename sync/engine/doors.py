"""Ways in for more than things of one sort: exports of Joplin, whole notebooks, saved news of portals."""

from collections.abc import Mapping
from pathlib import Path

from sync.engine.bringing import Progress
from sync.engine.portals import Portals
from sync.engine.transfer import Brought, Door, Stop
from sync.engine.whole import Whole
from sync.engine.whole_import import BroughtBack
from sync.errors import FileUnreadable
from sync.exchange import feeds, openfolder
from sync.exchange.outcome import Reason, Refused
from sync.whole_refusals import PortalUnusable

JOPLIN = ".jex"
HEAD = 4096  # bytes in which the file about an open folder says what it is


class Doors:
    def __init__(self, whole: Whole, portals: Portals) -> None:
        self._whole, self._portals = whole, portals
        self._by_ending: Mapping[str, Door] = {
            JOPLIN: self._joplin,
            **dict.fromkeys(feeds.ENDINGS, self._news),
        }

    def of(self, path: Path) -> Door | None:
        """Return what brings *path* in; None where it is read like other files and folders."""
        if is_open_folder(path):
            return self._open_folder
        return None if path.is_dir() else self._by_ending.get(path.suffix.casefold())

    def _open_folder(
        self, space: str, path: Path, progress: Progress | None, cancelled: Stop | None
    ) -> Brought:
        return _told(self._whole.bring_in(path, space, progress=progress, cancelled=cancelled))

    def _joplin(self, space: str, path: Path, progress: Progress | None, cancelled: Stop | None) -> Brought:
        return _told(self._whole.bring_in_joplin(path, space, progress=progress, cancelled=cancelled))

    def _news(self, space: str, path: Path, _progress: Progress | None, _cancelled: Stop | None) -> Brought:
        """What is here already does not come a second time."""
        try:
            return Brought(self._portals.read_file(space, path), ())
        except (PortalUnusable, FileUnreadable):
            return Brought(0, (Refused(path.name, Reason.UNREADABLE),))


def _told(back: BroughtBack) -> Brought:
    return Brought(back.added, back.refused, files=back.files)


def is_open_folder(path: Path) -> bool:
    """Say whether everything was taken out to *path* once (PROTOCOL 3.27)."""
    try:
        with (path / openfolder.ABOUT).open("rb") as file:
            return openfolder.FORMAT.encode() in file.read(HEAD)
    except OSError:
        return False
