"""Whom a relay turns away, and that it tells them nothing (R01)."""

import itertools
import secrets
import time
from collections.abc import Callable, Iterator
from statistics import median

from nacl.signing import SigningKey

from sync.relay.mailboxes import Mailboxes, Request
from sync.wire import routes
from tests.sync.relay.visitor import Door, Keys, made, pulled


def test_a_closed_mailbox_stays_closed(relay: Mailboxes) -> None:
    keys = made(relay)
    relay.handle(keys.rule(routes.CLOSE, "close"))
    assert relay.handle(keys.box()).status == 201
    assert relay.handle(keys.post(b"one")).status == 404


def test_refusing_takes_as_long_whether_or_not_there_is_such_a_mailbox(relay: Mailboxes) -> None:
    """The same work is done: two signatures checked for a post, one hash compared for a read."""
    keys, nobody = made(relay), Keys()
    wrong = SigningKey.generate()
    posts = [keys.post(b"x", key=wrong), nobody.post(b"x", key=wrong)]
    reads = [keys.read(routes.PULL), nobody.read(routes.PULL)]
    reads[0] = Request("GET", routes.PULL, {**reads[0].headers, "rt": "00" * 32}, {})
    for known, unknown in (posts, reads):
        spent = {True: 1.0, False: 1.0}
        for turn in range(400):
            began = time.perf_counter()
            relay.handle(unknown if turn % 2 else known)
            spent[bool(turn % 2)] = min(spent[bool(turn % 2)], time.perf_counter() - began)
        assert 0.5 < spent[True] / spent[False] < 2


def test_ten_thousand_requests_for_mailboxes_that_are_not_there_learn_nothing(relay: Mailboxes) -> None:
    """10,000 on all kinds of storage together, every other one for a mailbox that is there.

    What the times differ by is far less than they vary on the way to any relay.
    """
    keys, spent = made(relay), {True: [0.0], False: [0.0]}
    relay.handle(keys.post(b"x"))
    answers = set()
    for turn in range(2_500):
        there = bool(turn % 2)
        mid = keys.mid.hex() if there else secrets.token_hex(32)
        headers = {"mbx": mid, "rt": secrets.token_hex(32)}
        began = time.perf_counter()
        answer = relay.handle(Request("GET", routes.PULL, headers, {}))
        spent[there].append(time.perf_counter() - began)
        answers.add((answer.status, answer.body, str(answer.headers)))
    assert answers == {(404, b"", "{}")}
    assert abs(median(spent[True]) - median(spent[False])) < 0.000_2


VERBS = (routes.PULL, routes.HEAD, routes.GET, routes.HAVE, routes.POST, routes.TRIM, routes.CLOSE)


def _credentials(keys: Keys, other: Keys) -> Iterator[tuple[str, str]]:
    good = keys.post(b"x").headers["sig"]
    tokens = [
        "",
        keys.token.hex()[:-2],
        other.token.hex(),
        keys.mid.hex(),
        "zz" * 32,
        "00" * 32,
        "ff" * 4000,
        good,
    ]
    boxes = [keys.mid.hex(), other.mid.hex(), "", "00" * 32, keys.mid.hex()[:-2], keys.mid.hex() + "00", "zz"]
    yield from itertools.product(boxes, tokens)


def test_every_wrong_credential_gets_the_same_answer(relay: Mailboxes) -> None:
    """R01: unknown, wrong and closed cannot be told apart, for any verb."""
    keys, other = made(relay), made(relay)
    closed = made(relay)
    relay.handle(closed.rule(routes.CLOSE, "close"))
    relay.handle(keys.post(b"x"))
    tried = 0
    for mid, secret in _credentials(keys, other):
        if (mid, secret) == (other.mid.hex(), other.token.hex()):
            continue
        for path in VERBS:
            method = "GET" if path in (routes.PULL, routes.HEAD) else "POST"
            body = keys.post(b"y").body if path == routes.POST else b""
            answer = relay.handle(Request(method, path, {"mbx": mid, "rt": secret, "sig": secret}, {}, body))
            assert (answer.status, answer.body, answer.headers) == (404, b"", {}), (path, mid, secret)
            tried += 1
    for request in (closed.read(routes.PULL), closed.post(b"y"), closed.rule(routes.TRIM, "trim", 1)):
        answer = relay.handle(request)
        assert (answer.status, answer.body, answer.headers) == (404, b"", {})
        tried += 1
    assert tried >= 200
    assert len(pulled(relay.handle(keys.read(routes.PULL)))) == 1


def test_a_writer_is_no_steward_and_a_signature_fits_one_mailbox(relay: Mailboxes) -> None:
    keys, other = made(relay), made(relay)
    assert relay.handle(keys.rule(routes.TRIM, "trim", 1, key=keys.append)).status == 404
    assert relay.handle(keys.post(b"x", key=other.append)).status == 404
    moved = keys.post(b"x")
    headers = {**moved.headers, "mbx": other.mid.hex()}
    assert relay.handle(Request("POST", routes.POST, headers, {}, moved.body)).status == 404
    closing = keys.rule(routes.CLOSE, "close")
    assert relay.handle(Request("POST", routes.TRIM, closing.headers, {})).status == 404


METHODS = {path: "GET" if path in (routes.PULL, routes.HEAD) else "POST" for path in VERBS}


def wrong_requests(keys: Keys, other: Keys, closed: Keys) -> Iterator[Request]:
    """Everything that has the right form and not the right secret, for each verb."""
    stranger, old = Keys(), Keys()
    body = keys.post(b"y").body
    writers = (other.append, other.admin, stranger.append)
    posting = [keys.post(b"y", key=key).headers["sig"] for key in writers]
    ruling = [keys.rule(routes.TRIM, "trim", 1, key=key).headers["sig"] for key in (keys.append, other.admin)]
    tokens = [other.token.hex(), old.token.hex(), keys.token.hex()[2:], keys.token.hex() * 2]
    others = ["", "x", "00" * 32, keys.append.verify_key.encode().hex()]
    for path, secret in itertools.product(VERBS, [*tokens, *posting, *ruling, *others]):
        for mid in (keys.mid.hex(), stranger.mid.hex(), closed.mid.hex()):
            headers = {"mbx": mid, "rt": secret, "sig": secret}
            yield Request(METHODS[path], path, headers, {}, body if path == routes.POST else b"")
    yield from (closed.read(routes.PULL), closed.read(routes.HEAD), closed.post(b"y"))
    for path, method in METHODS.items():
        turned_round = "GET" if method == "POST" else "POST"
        yield Request(turned_round, path, {**keys.read(path).headers, **keys.post(b"y").headers}, {})


def test_at_the_door_all_refusals_are_one_and_the_same_bytes(door: Callable[..., Door]) -> None:
    relay, keys, other, closed = door(), Keys(), Keys(), Keys()
    for each in (keys, other, closed):
        assert relay.ask(each.box())[0] == 201
    assert relay.ask(closed.rule(routes.CLOSE, "close"))[0] == 200
    assert relay.ask(keys.post(b"x"))[0] == 200

    wrong = list(wrong_requests(keys, other, closed))
    answers = {relay.raw(request) for request in wrong}

    assert len(wrong) >= 200
    assert len(answers) == 1
    assert answers.pop().startswith(b"HTTP/1.1 404 ")
    assert relay.ask(keys.read(routes.PULL))[0] == 200
