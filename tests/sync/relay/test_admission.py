"""How much one source may ask for."""

import pytest

from sync.relay.admission import REMEMBERED, Admission, Bounds, Connections, TokenBuckets, source_of


def test_a_bucket_empties_and_fills_again() -> None:
    now = [0.0]
    buckets = TokenBuckets(rate=2, burst=3, clock=lambda: now[0])
    assert [buckets.take("a") for _ in range(4)] == [True, True, True, False]
    assert buckets.take("b")
    now[0] = 1.0
    assert [buckets.take("a") for _ in range(3)] == [True, True, False]


def test_memory_is_bounded() -> None:
    buckets = TokenBuckets(rate=1, burst=1, clock=lambda: 0.0)
    for number in range(REMEMBERED + 10):
        buckets.take(str(number))
    assert len(buckets._levels) == REMEMBERED


def test_a_workshop_behind_one_address_fits() -> None:
    admission = Admission(Bounds(), lambda: 0.0)
    laptops = [bytes([laptop]) * 32 for laptop in range(40)]
    assert all(admission.admits("10.0.0.1", laptop) for laptop in laptops for _ in range(20))
    connections = Connections(Bounds())
    assert all(connections.enter("10.0.0.1") for _ in range(40 * 10))


def test_one_mailbox_cannot_use_up_the_relay() -> None:
    admission = Admission(Bounds(mailbox_rate=1, mailbox_burst=2), lambda: 0.0)
    assert [admission.admits(f"10.0.0.{host}", b"busy") for host in range(3)] == [True, True, False]
    assert admission.admits("10.0.0.9", b"other") and admission.admits("10.0.0.9", b"")


@pytest.mark.parametrize(
    ("address", "source"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "20010db800010002"),
        ("2001:db8:1:2::1", "20010db800010002"),
        ("fe80::1%eth0", "fe80000000000000"),
        ("", ""),
    ],
)
def test_a_source_is_an_address_or_a_network(address: str, source: str) -> None:
    assert source_of(address) == source


def test_room_is_given_and_comes_back() -> None:
    admission = Admission(Bounds(held_bytes=100), lambda: 0.0)
    assert admission.hold(60) and not admission.hold(41) and admission.hold(40)
    admission.release(60)
    assert admission.hold(60)


def test_connections_are_bounded_by_source_and_together() -> None:
    connections = Connections(Bounds(connections_per_source=2, connections=3))
    assert [connections.enter("a") for _ in range(3)] == [True, True, False]
    assert [connections.enter("b") for _ in range(2)] == [True, False]
    connections.leave("a")
    assert connections.enter("b")
    for source in ("a", "b", "b"):
        connections.leave(source)
    assert not connections._open
