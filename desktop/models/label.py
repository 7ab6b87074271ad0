"""What shows outside of an open notebook: a name and a picture that a person chose, and nothing about people.

It has to be known before the password words are typed, so it lies beside the sealed files as it is.
"""

import json
from dataclasses import dataclass
from pathlib import Path

from desktop.models.plain import one_line

FILE = "label"
LONGEST = 40
MOST_BYTES = 4096
BLANK = "\u115f\u1160\u2800\u3164\uffa0"  # printable by name, and nothing to see
ICONS = ("notebook", "book-open", "folder", "calendar", "clipboard", "library", "house", "star")


@dataclass(frozen=True, slots=True)
class Label:
    name: str = "Karkade"
    icon: str = ICONS[0]


def tidied(name: str) -> str:
    """Return *name* as a title bar can show it: one line of what can be printed, not too long."""
    kept = "".join(each if each.isprintable() and each not in BLANK else " " for each in name)
    return one_line(kept, LONGEST).strip()


def read(profile: Path, otherwise: Label) -> Label:
    """Return what was chosen for the notebook in *profile*; whatever cannot be read is *otherwise*."""
    if not (profile / FILE).is_file():
        return otherwise  # a pipe would be waited for
    try:
        with (profile / FILE).open("rb") as file:
            kept = json.loads(file.read(MOST_BYTES))
    except (OSError, ValueError, RecursionError):
        return otherwise
    if not isinstance(kept, dict):
        return otherwise
    name, icon = kept.get("name"), kept.get("icon")
    return Label(
        (tidied(name) if isinstance(name, str) else "") or otherwise.name,
        icon if icon in ICONS else otherwise.icon,
    )


def keep(profile: Path, label: Label) -> None:
    half = profile / f"{FILE}.new"
    half.write_text(json.dumps({"name": label.name, "icon": label.icon}), encoding="utf-8")
    Path(half).replace(profile / FILE)
