"""What a person prefers; read from the notebook, and on the safe side where it cannot be read."""

import re
from dataclasses import dataclass, field

from desktop.models.facade import Session
from desktop.theme.colours import SCHEMES
from desktop.theme.look import MOTIONS, SCALES, Look
from i18n.speaking import CHOICES, Formats

IDLE_MIN, IDLE_MAX = 1, 120
CODE = re.compile("[A-Za-z]{2,3}([-_][A-Za-z]{2,4})?")  # it is said to the next process, too


@dataclass(frozen=True, slots=True)
class Preferences:
    language: str = "en"
    scale: int = 100
    scheme: str = "system"
    idle_minutes: int = 5
    motion: str = "system"
    formats: Formats = field(default_factory=Formats)

    @property
    def look(self) -> Look:
        return Look(self.scheme, self.scale, self.motion)


def read(session: Session, fallback: Preferences) -> Preferences:
    """Return what is kept; what is missing comes from *fallback*."""
    settings = session.settings
    return Preferences(
        language=_language(settings.get("language") or "", fallback.language),
        scale=_number(settings.get("text-size"), fallback.scale, SCALES),
        scheme=_one_of(settings.get("theme"), (*SCHEMES, "system"), fallback.scheme),
        motion=_one_of(settings.get("motion"), MOTIONS, fallback.motion),
        idle_minutes=_number(
            settings.get("idle-minutes"), fallback.idle_minutes, range(IDLE_MIN, IDLE_MAX + 1)
        ),
        formats=_formats(session, fallback.formats),
    )


def _formats(session: Session, fallback: Formats) -> Formats:
    def kept(name: str) -> str:
        return _one_of(session.settings.get(f"format-{name}"), CHOICES[name], getattr(fallback, name))

    return Formats(**{name: kept(name) for name in CHOICES})


def keep(session: Session, preferences: Preferences) -> None:
    for key, value in (
        ("language", preferences.language),
        ("text-size", str(preferences.scale)),
        ("theme", preferences.scheme),
        ("motion", preferences.motion),
        ("idle-minutes", str(preferences.idle_minutes)),
    ):
        session.settings.put(key, value)
    for name in CHOICES:
        session.settings.put(f"format-{name}", getattr(preferences.formats, name))


def _one_of(value: str | None, known: tuple[str, ...], otherwise: str) -> str:
    return value if value in known else otherwise


def _language(kept: str, otherwise: str) -> str:
    return kept if CODE.fullmatch(kept) else otherwise


def _number(value: str | None, otherwise: int, known: tuple[int, ...] | range) -> int:
    return next((number for number in known if str(number) == value), otherwise)
