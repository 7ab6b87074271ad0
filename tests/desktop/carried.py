"""Packages and files of the stand-in."""

from collections.abc import Callable, Collection, Sequence
from pathlib import Path
from threading import Event

from sync.engine.bringing import Assumed
from sync.errors import Cancelled
from tests.desktop.rows import Brought, PackageRead, PackageWritten


class Packages:
    def write(
        self,
        _space: str,
        target: Path,
        *,
        want: bytes | None = None,  # noqa: ARG002
        progress: Callable[[int, int], None] | None = None,
        cancelled: Callable[[], bool] | None = None,  # noqa: ARG002
    ) -> PackageWritten:
        target.write_bytes(b"a package")
        if progress is not None:
            progress(14, 14)
        return PackageWritten()

    def want(self, _space: str) -> bytes:
        return b"wishes"

    def read(
        self,
        _path: Path,
        *,
        progress: Callable[[int, int], None] | None = None,  # noqa: ARG002
        cancelled: Callable[[], bool] | None = None,  # noqa: ARG002
    ) -> PackageRead:
        return PackageRead()


class Transfer:
    brought = Brought()
    waits = False
    """Whether taking out goes on until somebody stops it."""
    fields: Collection[str] | None = None
    """What was to stand in the last file."""
    known: Sequence[str] = ()
    """For whom people have names of their own."""
    encoding = "?"
    """What the last file was read in."""
    told = ""
    """For whom the last file was."""

    def known_as(self, audience: str) -> "Transfer":
        self.told = audience
        return self

    def audiences(self, _spaces: Collection[str]) -> Sequence[str]:
        return self.known

    def assumed(self, paths: Sequence[Path]) -> list[Assumed]:
        return [
            Assumed(path, "koi8-r", ("FN:Иван".encode("koi8-r"),)) for path in paths if path.stem == "old"
        ]

    def bring_in(
        self,
        _space: str,
        paths: Sequence[Path],
        *,
        progress: Callable[[int, int], None] | None = None,
        cancelled: Callable[[], bool] | None = None,  # noqa: ARG002
        encoding: str = "",
    ) -> Brought:
        self.encoding = encoding
        if progress is not None:
            progress(len(paths), len(paths))
        return self.brought

    def take_out_items(
        self,
        _kind: str,
        items: Sequence[str],
        target: Path,
        *,
        fields: Collection[str] | None = None,  # noqa: ARG002
        progress: Callable[[int, int], None] | None = None,
        cancelled: Callable[[], bool] | None = None,  # noqa: ARG002
    ) -> int:
        target.write_text("\n".join(items), encoding="utf-8")
        if progress is not None:
            progress(len(items), len(items))
        return len(items)

    def take_out(
        self,
        _space: str,
        _kind: str,
        _target: Path,
        *,
        fields: Collection[str] | None = None,
        progress: Callable[[int, int], None] | None = None,  # noqa: ARG002
        cancelled: Callable[[], bool] | None = None,
    ) -> int:
        self.fields = fields
        if self.waits:
            while cancelled is not None and not cancelled():
                Event().wait(0.001)
            raise Cancelled
        return 3
