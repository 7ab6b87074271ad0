"""What only a shared database can meet: several processes, a restart beneath them, another owner."""

import asyncio
import inspect
import itertools
import re
import secrets
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import psycopg
import pytest
from nacl.signing import SigningKey

from sync.relay.storage import postgresql_schema, statements
from sync.relay.storage.interface import Box, DiskFailing, MailboxClosed, MailboxFull, Storage
from sync.relay.storage.notices import Notices
from sync.relay.storage.postgresql import DAY, PostgresqlStorage
from sync.wire import frames, routes
from tests.sync.relay.cluster import Cluster
from tests.sync.relay.conftest import KEY
from tests.sync.relay.test_lasting import everything, posted, waiting
from tests.sync.relay.visitor import NOW, Door, Keys

OWN = KEY.verify_key.encode()
QUOTA = 1 << 20
UNIQUE = (
    "SELECT indexdef FROM pg_indexes WHERE schemaname = current_schema AND indexdef LIKE 'CREATE UNIQUE%'"
)


def texts() -> dict[str, str]:
    return {
        name: text
        for name, text in inspect.getmembers(statements)
        if isinstance(text, str) and not name.startswith("_")
    }


def test_every_statement_names_its_one_mailbox() -> None:
    spoken = {
        name: text for name, text in texts().items() if re.match(r"SELECT|INSERT|UPDATE|DELETE|WITH", text)
    }
    assert len(spoken) > 20
    for name, text in spoken.items():
        tables = len(re.findall(r"(?:FROM|INTO|UPDATE) (?:relay|box|blob|ticket)\b", text))
        one = len(re.findall(r"WHERE mid = %|\(mid, ", text))
        assert one == tables or name == "FIND_OLD", name
    for table in itertools.chain(*postgresql_schema.STEPS):
        assert " mid" in table or "(mid" in table or table.startswith("ALTER")


def test_unique_keys_begin_with_the_mailbox(cluster: Cluster) -> None:
    address = cluster.database()
    PostgresqlStorage(address, OWN).close()
    with psycopg.connect(address) as db:
        unique = db.execute(UNIQUE).fetchall()
        numbered = db.execute(
            "SELECT count(*) FROM pg_class WHERE relkind = 'S' AND relnamespace > 16000"
        ).fetchone()
        tied = db.execute("SELECT count(*) FROM pg_constraint WHERE contype = 'f'").fetchone()
    assert len(unique) == 5 and all("(mid" in text for (text,) in unique)
    assert (numbered, tied) == ((0,), (0,))


def test_a_transaction_stays_with_one_mailbox(cluster: Cluster) -> None:
    """As the database itself wrote them down: no transaction of the serving names two."""
    storage = PostgresqlStorage(cluster.database(), OWN)
    two = [Keys(), Keys()]
    for keys in two:
        storage.create(routes.decode_box(keys.box().body), QUOTA)
        storage.append(one(storage, keys), [b"old", b"older"], QUOTA, NOW)
    storage.expire(NOW + 2 * DAY, 100)
    storage.close()
    ids = [keys.mid.hex() for keys in two]
    spans: list[set[str]] = [set()]
    for line in cluster.log().splitlines():
        if "COMMIT" in line:
            spans.append(set())
        spans[-1] |= {mid for mid in ids if mid in line and "parameters" in line}
    assert max(map(len, spans)) == 1 and set().union(*spans) == set(ids)


def one(storage: Storage, keys: Keys) -> Box:
    box = storage.box(keys.mid)
    assert box is not None
    return box


def test_the_incarnation_and_the_key_stay_with_the_database(cluster: Cluster, database: str) -> None:
    said = []
    for _ in range(2):
        storage = PostgresqlStorage(database, OWN)
        said.append(storage.incarnation)
        storage.close()
    assert said[0] == said[1] and len(said[0]) == routes.INCARNATION_SIZE
    other = SigningKey.generate().verify_key.encode()
    with pytest.raises(OSError, match=r"identity\.key"):
        PostgresqlStorage(database, other)
    with psycopg.connect(database) as db:
        db.execute("UPDATE relay SET version = 99")
    with pytest.raises(OSError, match="newer"):
        PostgresqlStorage(database, OWN)
    with pytest.raises(OSError, match="does not answer"):
        PostgresqlStorage(cluster.address("nowhere"), OWN)


def test_a_copy_that_was_put_back_says_so_by_another_incarnation(database: str) -> None:
    before = PostgresqlStorage(database, OWN)
    with psycopg.connect(database) as db:  # as packaging/relay/SCALING.md tells operators
        db.execute("UPDATE relay SET incarnation = '' WHERE mid = decode(repeat('00', 32), 'hex')")
    after = [PostgresqlStorage(database, OWN) for _ in range(2)]
    assert after[0].incarnation == after[1].incarnation != before.incarnation
    assert len(after[0].incarnation) == routes.INCARNATION_SIZE
    for storage in (before, *after):
        storage.close()


def test_processes_that_start_at_once_make_the_tables_once(database: str) -> None:
    with ThreadPoolExecutor(4) as several:
        started = list(several.map(lambda _: PostgresqlStorage(database, OWN), range(4)))
    assert len({storage.incarnation for storage in started}) == 1
    for storage in started:
        storage.close()


def test_writers_at_one_mailbox_get_numbers_without_holes(database: str) -> None:
    storage, keys = PostgresqlStorage(database, OWN), Keys()
    storage.create(routes.decode_box(keys.box().body), QUOTA)
    box = one(storage, keys)
    with ThreadPoolExecutor(4) as several:
        given = several.map(
            lambda each: storage.append(
                box, [secrets.token_bytes(9) for _ in range(each % 3 + 1)], QUOTA, NOW
            ),
            range(40),
        )
        numbers = sorted(number for seqs, _ in given for number in seqs)
    assert numbers == list(range(1, len(numbers) + 1))
    after = one(storage, keys)
    chain = routes.EMPTY_CHAIN
    for _, blob in storage.scan(after, 0, QUOTA):
        chain = routes.chained(chain, routes.blob_id(blob))
    assert (after.last, after.chain) == (len(numbers), chain)
    storage.close_box(box)
    with pytest.raises(MailboxClosed):
        storage.append(box, [b"too late"], QUOTA, NOW)
    storage.close()


def test_a_page_longer_than_one_question(database: str) -> None:
    storage, keys = PostgresqlStorage(database, OWN), Keys()
    storage.create(routes.decode_box(keys.box().body), QUOTA)
    blobs = [number.to_bytes(4, "big") for number in range(2500)]
    storage.append(one(storage, keys), blobs, QUOTA, NOW)
    box = one(storage, keys)
    assert storage.scan(box, 0, QUOTA) == list(enumerate(blobs, 1))
    assert [number for number, _ in storage.scan(box, 0, 2201 * 16)] == list(range(1, 2202))
    assert [number for number, _ in storage.scan(box, 0, 1500 * 16 + 3)] == list(range(1, 1501))
    with pytest.raises(MailboxFull):
        storage.append(box, [bytes(500)], box.used + 600, NOW)
    storage.close()


def test_a_database_that_is_gone_is_a_refusal_and_one_that_is_back_serves(
    cluster: Cluster, database: str, door: Callable[..., Door]
) -> None:
    keys, relay = Keys(), door("--storage", database)
    relay.ask(keys.box())
    assert posted(relay, keys, b"before") == [1]
    cluster.stop_at_once()
    try:
        assert [relay.ask(keys.read(routes.PULL))[0] for _ in range(3)] == [503] * 3
        assert relay.ask(keys.post(b"meanwhile"))[0] == 503
    finally:
        cluster.start()
    while not (numbers := posted(relay, keys, b"after")):
        threading.Event().wait(0.05)
    assert numbers == [2]
    assert everything(relay, keys) == {1: b"before", 2: b"after"}


def test_a_restart_between_two_requests_is_not_noticed(cluster: Cluster, database: str) -> None:
    storage, keys = PostgresqlStorage(database, OWN), Keys()
    storage.create(routes.decode_box(keys.box().body), QUOTA)
    cluster.stop_at_once()
    with pytest.raises(DiskFailing):
        storage.box(keys.mid)
    cluster.start()
    fresh = PostgresqlStorage(database, OWN)
    fresh.box(keys.mid)
    cluster.stop_at_once()
    cluster.start()
    assert fresh.append(one(fresh, keys), [b"one"], QUOTA, NOW)[0] == [1]
    storage.close()
    fresh.close()


def test_acknowledged_survives_a_database_that_stops_under_load(
    cluster: Cluster, database: str, door: Callable[..., Door]
) -> None:
    """Two processes, two writers at each; the database ends in the middle, then one of those (R04)."""
    relays = [door("--storage", database) for _ in range(2)]
    keys = Keys()
    relays[0].ask(keys.box())
    acknowledged: dict[int, bytes] = {}
    over = threading.Event()
    some = threading.Semaphore(0)

    def write(relay: Door) -> None:
        while not over.is_set():
            blobs = [secrets.token_bytes(600) for _ in range(2)]
            numbers = posted(relay, keys, *blobs)
            acknowledged.update(zip(numbers, blobs, strict=False))
            some.release() if numbers else over.wait(0.05)

    writers = [threading.Thread(target=write, args=(relay,)) for relay in (*relays, *relays)]
    for writer in writers:
        writer.start()
    for end in (cluster.stop_at_once, relays[1].cut_off):
        for _ in range(10):
            assert some.acquire(timeout=30)
        end()
        if end == cluster.stop_at_once:
            cluster.start()
    over.set()
    for writer in writers:
        writer.join(60)
    held = everything(relays[0], keys)
    assert acknowledged.items() <= held.items()
    assert list(held) == list(range(1, len(held) + 1))


def test_who_waits_at_one_process_is_woken_by_a_post_at_another(
    database: str, door: Callable[..., Door]
) -> None:
    one_relay, other = (door("--storage", database) for _ in range(2))
    keys = Keys()
    one_relay.ask(keys.box())
    waiter, answers = waiting(one_relay, keys, 50)
    posted(other, keys, b"news")
    waiter.join(10)
    assert [blob for _, blob in frames.unpack_numbered(answers[0][1], 10)] == [b"news"]


def test_notices_reach_who_listens_and_start_again(cluster: Cluster, database: str) -> None:
    mids = {secrets.token_bytes(32) for _ in range(250)}

    async def scene() -> None:
        heard: asyncio.Queue[bytes | None] = asyncio.Queue()
        speaking, listening = Notices(database), Notices(database)
        both = [
            asyncio.create_task(speaking.run(lambda _: None)),
            asyncio.create_task(listening.run(heard.put_nowait)),
        ]
        async with asyncio.timeout(30):
            assert await heard.get() is None
            for mid in mids:
                speaking.tell(mid)
            assert {await heard.get() for _ in mids} == mids
            cluster.stop_at_once()
            cluster.start()
            assert await heard.get() is None
        for task in both:
            task.cancel()
        await asyncio.gather(*both, return_exceptions=True)

    asyncio.run(scene())
