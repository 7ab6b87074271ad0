"""What is handed to the application from outside: everything that a test replaces."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from desktop.application import locks
from desktop.application.cures import EngineCures
from desktop.application.example import Example
from desktop.application.locks import Sources
from desktop.models.cures import Cures
from desktop.models.door import Door
from desktop.models.label import Label
from desktop.models.preferences import Preferences
from desktop.models.whereabouts import Whereabouts


@dataclass(frozen=True, slots=True)
class Surroundings:
    door: Door
    profile: Path
    replace_process: Callable[[Preferences], object]
    label: Label = field(default_factory=Label)
    cures: Cures = field(default_factory=EngineCures)
    place: Whereabouts | None = None
    """Where the notebook is kept, if that may change; else it is *profile*."""
    sources: Sources = locks.none
    """What tells that the computer sleeps, or that its screen locks."""
    look_at_example: Callable[[Preferences], object] = lambda _now: None
    example: Example | None = None
    """What is shown instead of a notebook."""
