"""Attached files of steady spaces: whoever watches the relay cannot tell whether there is one."""

import os

import pytest

from sync.attachment_refusals import FileComesAtPace, FileGoesAtPace
from sync.engine import pieces
from tests.scenarios.attaching import at_relay, attached, here
from tests.scenarios.laptops import Relay
from tests.scenarios.test_steady import SIZE, Paced, paced
from tests.scenarios.watching import sizes, watch

__all__ = ["paced"]
DATA = 2 * pieces.ROOM + 500


def test_with_a_file_and_without_looks_alike_and_words_go_first(
    paced: Paced, relay: Relay, monkeypatch: pytest.MonkeyPatch
) -> None:
    amal, badu, space, clock = paced
    item, data = amal.note(space, "Plan"), os.urandom(DATA)
    clock.tick()
    seen, before = watch(monkeypatch), len(sizes(relay.data))
    clock.tick()
    idle = seen.take()
    name = attached(amal, item, data)
    attached(amal, item, b"", "empty.txt")
    busy = []
    for tick in range(6):
        if tick == 2:
            amal.reopen()
            clock.join(amal)
            amal.note(space, "Meanwhile")
        if tick == 4:
            assert badu.titles(space) == {"Plan", "Meanwhile"}
            assert dict(here(badu, item)) == {"plan.bin": False, "empty.txt": True}
        amal.session.delivery.by_itself()
        clock.tick()
        busy.append(seen.take())
    clock.tick()
    assert idle and all(look == idle for look in busy)
    assert set(sizes(relay.data)[before:]) == {SIZE}
    assert badu.session.attachments.data(name, len(data)) == data
    assert dict(here(badu, item)) == {"plan.bin": True, "empty.txt": True}
    assert amal.session.attachments.waiting(space).to_send == ()


def test_one_file_leaves_the_pace_only_when_a_person_says_so(
    paced: Paced, monkeypatch: pytest.MonkeyPatch
) -> None:
    amal, badu, space, clock = paced
    for one in (amal, badu):
        one.session.attachments.rules.say("ask", 0)
    item = amal.note(space, "Plan")
    name = attached(amal, item, bytes(DATA))
    for _ in range(3):
        clock.tick()
    seen = watch(monkeypatch)
    with pytest.raises(FileGoesAtPace) as goes:
        amal.session.attachments.send([name])
    with pytest.raises(FileComesAtPace):
        badu.session.attachments.fetch([name])
    assert (seen.take(), goes.value.holes) == ([], {"hours": 1})
    clock.tick()
    assert dict(here(badu, item)) == {"plan.bin": False}
    assert amal.session.attachments.send([name], at_once=True) == 1
    assert badu.session.attachments.fetch([name], at_once=True).whole == 1
    assert any(path.endswith("get") for _, path, _ in seen.take())


def test_a_file_that_went_goes_once_more_where_somebody_says_so(paced: Paced) -> None:
    """Whoever wanted no files then, or had no room, has it from nowhere else."""
    amal, badu, space, clock = paced
    badu.session.attachments.rules.say("never")
    item, data = amal.note(space, "Plan"), os.urandom(pieces.ROOM)
    name = attached(amal, item, data)
    for _ in range(5):
        clock.tick()
    assert amal.session.attachments.waiting(space).to_send == ()
    assert dict(here(badu, item)) == {"plan.bin": False}
    badu.session.attachments.rules.say("ask")
    with pytest.raises(FileGoesAtPace):
        amal.session.attachments.send([name])
    for _ in range(4):
        clock.tick()
    assert dict(here(badu, item)) == {"plan.bin": True}
    assert amal.session.attachments.waiting(space).to_send == ()
    amal.session.delivery.steady.set(space, None)
    amal.session.delivery.sync()
    assert at_relay(amal, space, name) == [True], "where newcomers look"
