"""Pictures of address cards: attached when a card is brought in, and put back when it is taken out."""

from base64 import b64decode
from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol

from sync.engine.attachments import Attachment
from sync.exchange import vcard, vcard_pictures
from sync.exchange.outcome import Imported


class Files(Protocol):
    """The files of items, as far as cards need them."""

    def rows(self, item: str, /) -> Sequence[Attachment]: ...
    def bring(self, item: str, name: str, data: bytes, /) -> object: ...
    def data(self, attachment: str, most: int, /) -> bytes: ...


def attach(files: Files, made: Iterable[tuple[str, Imported]]) -> int:
    """Attach what stood inside of things that were brought in, each by its new id; return how many."""
    count = 0
    for item, one in made:
        for name, said in one.files.items() if item else ():
            files.bring(item, name, b64decode(said))
            count += 1
    return count


def with_pictures(files: Files, item: str, fields: Mapping[str, str]) -> dict[str, str]:
    """Return the fields of a contact with its pictures in the card, those that are on this laptop."""
    pictures = [
        (one.name, files.data(one.id, vcard_pictures.PICTURE_MAX))
        for one in files.rows(item)
        if one.present and one.size <= vcard_pictures.PICTURE_MAX and vcard_pictures.NAMED.fullmatch(one.name)
    ]
    source = fields.get("source", "")
    if not pictures:
        return dict(fields)
    return {**fields, "source": vcard.with_pictures(source, pictures)}
