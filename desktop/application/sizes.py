"""Larger and smaller text, one step at a time."""

from dataclasses import replace

from desktop.models.preferences import Preferences
from desktop.theme.look import SCALES


def next_size(now: Preferences, step: int) -> Preferences:
    """Return *now* with text one size larger or smaller, or of plain size where *step* is 0."""
    place = SCALES.index(now.scale) if now.scale in SCALES else 0
    return replace(now, scale=SCALES[max(0, min(len(SCALES) - 1, place + step))] if step else SCALES[0])
