"""What the limited process is asked by the program itself: files that stand inside something larger."""

from collections.abc import Callable, Iterator, Mapping

from sync.exchange import feeds, foreign, jex, letters, openfolder, paper, picture
from sync.exchange.outcome import Outcome

READERS: Mapping[str, Callable[[str, bytes], Iterator[Outcome]]] = {
    openfolder.PREFIX: openfolder.read,
    feeds.PREFIX: feeds.read,
    jex.PREFIX: jex.read,
    paper.PREFIX: paper.read,
    picture.PREFIX: picture.read,
    picture.CODE_PREFIX: picture.read_code,
}
"""By what stands before the name; no name of a file that somebody chose begins so."""


def read(name: str, raw: bytes) -> Iterator[Outcome]:
    """Yield what the file *raw* holds. Only ever called in the limited process."""
    for prefix, reader in READERS.items():
        if name.startswith(prefix):
            yield from reader(name.removeprefix(prefix), raw)
            return
    wanted, bare = letters.parted(name)
    with letters.taken_for(wanted):
        yield from foreign.read(bare, raw)
