"""A page of a mailbox is opened in parts: a little may unpack to very much, which is never all in memory."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from crypto import blob
from crypto.errors import CryptoError
from crypto.keys import BlobKey
from sync.engine import contents, pieces
from sync.engine.contents import Content, Unreadable
from sync.engine.incoming import Came
from sync.engine.notebook import Notebook
from sync.engine.places import Place

AT_ONCE = 32 << 20  # bytes in memory: what this program posts itself hardly ever unpacks to more


@dataclass(slots=True)
class Opening:
    book: Notebook
    place: Place
    key: BlobKey
    others: Callable[[], list[BlobKey]]
    """Asked for once, and only where *key* does not fit."""
    closed: int = 0
    """The first blob that no key opened, 0 for none."""
    came: Came = field(init=False)
    """What was opened and is not yielded yet."""
    joined: set[bytes] = field(default_factory=set)
    """The names of kept pieces that nobody needs once all of it is kept."""
    _known: list[BlobKey] | None = None

    def __post_init__(self) -> None:
        self.came = Came(self.place.era)

    def parts(self, blobs: Iterable[tuple[int, bytes]]) -> Iterator[Came]:
        """Yield what was opened each time that it is much; the rest is in `came` then.

        Garbage, which anyone with the append key may post, is passed over, and so is what a key will open
        that has not come yet.
        """
        for number, data in blobs:
            for content in self._opened(number, data):
                self.came.add(content)
                if self.came.size >= AT_ONCE:
                    full, self.came = self.came, Came(self.place.era, spoiled=self.came.spoiled)
                    yield full

    def _opened(self, number: int, data: bytes) -> Iterable[Content]:
        key = self._fitting(data)
        if key is None:
            self.closed = self.closed or number
            return ()
        try:
            content = contents.parse(blob.open_blob(key, data))
        except (CryptoError, Unreadable):
            self.came.spoiled += 1
            return ()
        return pieces.joined(self.book, self.place.space, content, self.joined)

    def _fitting(self, data: bytes) -> BlobKey | None:
        found = blob.choose([self.key], data)
        if found is None:
            self._known = self.others() if self._known is None else self._known
            found = blob.choose(self._known, data)
        return found
