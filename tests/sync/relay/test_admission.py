"""How much one source may ask for."""

from sync.relay.admission import REMEMBERED, Admission, TokenBuckets


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
    admission = Admission(lambda: 0.0)
    assert all(admission.admits("10.0.0.1", f"mailbox-{laptop}") for laptop in range(40) for _ in range(20))
