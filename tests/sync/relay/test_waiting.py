"""Nobody misses news, and nobody waits for ever."""

import asyncio

from sync.relay import waiting
from sync.relay.waiting import Waiting

MID, OTHER = b"m" * 32, b"o" * 32


def test_news_wakes_those_at_its_mailbox() -> None:
    async def scene() -> list[bool]:
        place = Waiting()
        with place.at(MID) as mine, place.at(MID) as also, place.at(OTHER) as other:
            place.wake(MID)
            return [mine.is_set(), also.is_set(), other.is_set()]

    assert asyncio.run(scene()) == [True, True, False]


def test_nothing_is_remembered_of_who_has_gone() -> None:
    async def scene() -> Waiting:
        place = Waiting()
        with place.at(MID), place.at(MID):
            pass
        place.wake(MID)
        return place

    assert not asyncio.run(scene())._events


def test_a_relay_that_stops_lets_everybody_go() -> None:
    async def scene() -> list[bool]:
        place = Waiting()
        with place.at(MID) as before:
            place.end()
            with place.at(OTHER) as after:
                return [before.is_set(), after.is_set()]

    assert asyncio.run(scene()) == [True, True]


def test_the_first_of_several_ends_the_others() -> None:
    ended: list[str] = []

    async def for_ever() -> None:
        try:
            await asyncio.Event().wait()
        finally:
            ended.append("the other")

    async def at_once() -> None:
        ended.append("the first")

    asyncio.run(waiting.first_of(for_ever(), at_once(), seconds=60))
    assert ended == ["the first", "the other"]


def test_time_ends_it_too() -> None:
    async def for_ever() -> None:
        await asyncio.Event().wait()

    asyncio.run(waiting.first_of(for_ever(), seconds=0.01))
