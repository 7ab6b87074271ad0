"""People in one space whose key changes: who is let in, taken out, and what they can open."""

from collections.abc import Iterable

from crypto import blob
from crypto.epoch import EpochSecrets
from crypto.errors import CryptoError
from crypto.keys import BlobKey
from crypto.labels import Label, derive
from crypto.mailbox import LOG, MailboxKeys, mailbox_keys
from sync.engine import admission, contents, departure, eras, rotation
from sync.engine.contents import Content
from sync.engine.relay_client import RelayClient
from sync.errors import RelayRefuses
from sync.model import entry, ops
from sync.model.ops import Cut
from sync.store import chains
from tests.scenarios.laptops import Laptop, Relay


def person(one: Laptop) -> bytes:
    return one.session._book.me.person


def device(one: Laptop) -> bytes:
    return one.session._book.me.device


def say(one: Laptop, space: str, *said: ops.Op) -> None:
    book = one.session._book
    book.write(lambda db: departure.publish(db, book, bytes.fromhex(space), said))


def remove(one: Laptop, space: str, other: Laptop) -> None:
    name, book = bytes.fromhex(space), one.session._book
    chain = book.read(lambda db: chains.get(db, name, device(other)))
    cuts = (Cut(device(other)[:8], chain.seq, chain.id),) if chain else ()
    say(one, space, ops.Remove(person(other), cuts))


def admit(steward: Laptop, space: str, newcomer: Laptop) -> None:
    newcomer.session.invitations.join_qr(steward.session.invitations.qr_text(space))
    steward.session.invitations.admit(space)
    newcomer.session.delivery.sync()


def heads(one: Laptop, space: str) -> tuple[bytes, ...]:
    book = one.session._book
    return book.read(lambda db: book.epochs(db, bytes.fromhex(space)))


def made(one: Laptop, space: str) -> int:
    """How many epochs the space had."""
    book = one.session._book
    return len(book.read(lambda db: book.state(db, bytes.fromhex(space))).epochs)


def held(one: Laptop, space: str) -> dict[bytes, EpochSecrets]:
    book = one.session._book
    return book.read(lambda db: eras.held(db, bytes.fromhex(space)))


def sync(*laptops: Laptop) -> None:
    """Everybody sends and receives, until nobody lacks anything."""
    for _ in range(2):
        for one in laptops:
            report = one.session.delivery.sync()
            assert not report.problems


def blobs(relay: Relay, one: Laptop, space: str) -> set[bytes]:
    """Every blob in the mailboxes that *one* knows."""
    found: set[bytes] = set()
    for secrets in readable(one, space):
        keys = _keys(relay, secrets)
        client = RelayClient(relay.url)
        try:
            page = client.pull(keys, 0, 4 << 20, 0)
            found |= {data for _, data in page.blobs}
            assert not page.more
        except RelayRefuses:
            continue  # a mailbox that nobody made has no blobs
        finally:
            client.close()
    return found


def _keys(relay: Relay, secrets: EpochSecrets) -> MailboxKeys:
    client = RelayClient(relay.url)
    try:
        return mailbox_keys(secrets, client.info().public_key, LOG)
    finally:
        client.close()


def readable(one: Laptop, space: str) -> list[EpochSecrets]:
    book = one.session._book
    found = book.read(lambda db: eras.readable(db, book, bytes.fromhex(space)))
    return [each.secrets for each in found]


def opened(secrets: Iterable[EpochSecrets], sealed: Iterable[bytes]) -> list[Content]:
    """What all these keys open of some blobs."""
    keys = [BlobKey(derive(one.e, Label.LOG)) for one in secrets]
    found = []
    for data in sealed:
        for key in keys:
            try:
                found.append(contents.parse(blob.open_blob(key, data)))
            except CryptoError:
                continue
    return found


def header(raw: bytes) -> entry.Header:
    return entry.decode_header(entry.split_entry(raw)[0])


def rotate(one: Laptop, space: str, *omit: bytes) -> bytes:
    book = one.session._book
    return book.write(
        lambda db: rotation.rotate(db, book, bytes.fromhex(space), reason="excluded", omit=omit)
    )


def parents(one: Laptop, space: str) -> tuple[bytes, ...]:
    """What the newest epoch follows."""
    book = one.session._book
    state = book.read(lambda db: book.state(db, bytes.fromhex(space)))
    (head,) = heads(one, space)
    return state.epochs[head].op.parents


def packages(one: Laptop, space: str, name: bytes, secrets: EpochSecrets, reader: Laptop) -> list[bytes]:
    """Blobs with a package for one device, of whatever secrets."""
    book, space_id = one.session._book, bytes.fromhex(space)
    state = book.read(lambda db: book.state(db, space_id))
    return rotation.blobs(name, rotation.packages(state, space_id, name, secrets, [device(reader)]))


def open_package(one: Laptop, space: str, name: bytes, package: bytes) -> EpochSecrets:
    return admission.opened(one.session._book, bytes.fromhex(space), name, package)
