"""When the notebook locks by itself: all that is known of, but for what a person switched off."""

from dataclasses import dataclass
from enum import StrEnum

from desktop.models.facade import Settings

ON, OFF = "yes", "no"
LEAVES = "clear-leaves"


class Trigger(StrEnum):
    SLEEP = "sleep"  # the computer goes to sleep, or its lid closes
    SCREEN = "screen"  # the screen of the whole session locks
    AWAY = "away"  # somebody else takes over the computer, or the session ends


class Leaves(StrEnum):
    """What "close and clear" leaves behind."""

    NOTHING = "nothing"
    WORDS = "words"


@dataclass(frozen=True, slots=True)
class Locking:
    """What is missing from the settings locks."""

    on: frozenset[Trigger] = frozenset(Trigger)
    leaves: Leaves = Leaves.NOTHING


def key(trigger: Trigger) -> str:
    return f"lock-on-{trigger.value}"


def read(settings: Settings) -> Locking:
    on = frozenset(each for each in Trigger if settings.get(key(each)) != OFF)
    words = settings.get(LEAVES) == Leaves.WORDS
    return Locking(on, Leaves.WORDS if words else Leaves.NOTHING)


def keep(settings: Settings, locking: Locking) -> None:
    for each in Trigger:
        settings.put(key(each), ON if each in locking.on else OFF)
    settings.put(LEAVES, locking.leaves)
