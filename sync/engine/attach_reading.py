"""The bytes of attached files are read and saved, each file verified on the way (A2.3)."""

import os
import secrets
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from sync.attachment_refusals import AttachmentNotHere, AttachmentTooLarge, UnknownAttachment
from sync.engine import attach_chunks, attach_keeping, attach_names, folder
from sync.engine.attach_adding import MEGABYTE
from sync.engine.attach_keeping import Keeping, Missing
from sync.engine.notebook import Notebook
from sync.engine.steps import Progress, Steps, Stop
from sync.model import attaching
from sync.store import attachments as table
from sync.store import blobs
from sync.store.blobs import Held


class Reading:
    def __init__(self, book: Notebook, keeping: Keeping) -> None:
        self._book, self._keeping = book, keeping

    def read(self, attachment: str) -> Iterator[bytes]:
        """Yield the bytes of a file in order; believe them once nothing is raised at the end.

        Raises UnknownAttachment, AttachmentNotHere.
        """
        held = self._whole(attachment)
        try:
            yield from attach_keeping.verified(self._keeping, held)
        except Missing as error:
            known = self._book.read(lambda db: table.of(db, held.att))
            attach_chunks.mend(self._keeping, known, held)
            raise AttachmentNotHere(name=self._name(held.att)) from error

    def data(self, attachment: str, most: int) -> bytes:
        """Return a whole file of at most *most* bytes. Raises AttachmentTooLarge, and what `read` raises."""
        held = self._whole(attachment)
        if held.size > most:
            raise AttachmentTooLarge(name=self._name(held.att), limit_mb=max(1, most // MEGABYTE))
        return b"".join(self.read(attachment))

    def save(
        self,
        attachment: str,
        target: Path,
        *,
        progress: Progress | None = None,
        cancelled: Stop | None = None,
    ) -> None:
        """Write a file to *target*, whole or not at all.

        Raises what `read` raises, Cancelled, DiskFull, FileUnwritable, DiskFailing.
        """
        steps = Steps(progress, cancelled, self._whole(attachment).size)
        part = target.with_name(f".{secrets.token_hex(8)}.part")  # no file, and no link, has that name
        with folder.told(target):
            try:
                with part.open("xb") as file:
                    for data in self.read(attachment):
                        file.write(data)
                        steps.passed(len(data))
                    file.flush()
                    os.fsync(file.fileno())
                part.replace(target)
            except BaseException:
                with suppress(OSError):  # what went wrong before says more
                    part.unlink(missing_ok=True)
                raise

    def damaged(self) -> int:
        """Look the second file over; return how many things are wrong with it."""
        used = self._keeping.is_open or self._book.read(table.is_any)
        return self._keeping.check() if used else 0

    def _whole(self, attachment: str) -> Held:
        att = id_of(attachment)
        held = self._keeping.get(att)
        if held is None or held.state != blobs.WHOLE:
            known = self._book.read(lambda db: table.of(db, att))
            raise (
                AttachmentNotHere(name=self._name(att)) if known else UnknownAttachment(name=attachment[:12])
            )
        return held

    def _name(self, att: bytes) -> str:
        known = self._book.read(lambda db: table.of(db, att))
        return attach_names.harmless(known.name) if known else ""


def id_of(attachment: str) -> bytes:
    att = attaching.in_field(attaching.FIELD + attachment)
    if att is None:
        raise UnknownAttachment(name=attachment[:12])
    return att
