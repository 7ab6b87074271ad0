"""By which name somebody is known to whom: lines of an audience, a colon and a name (PROTOCOL 3.25)."""

from collections.abc import Mapping

NAMES = "names"
COLONS = str.maketrans({"\uff1a": ":", "\ufe55": ":"})
HIDDEN = frozenset({NAMES, "source"})
"""Fields of a contact in which its other names stand."""


def known(text: str) -> dict[str, tuple[str, str]]:
    """Return the audience and the name of each line, by the audience case-folded; the first line counts."""
    found: dict[str, tuple[str, str]] = {}
    for line in text.translate(COLONS).splitlines():
        audience, _, name = (" ".join(part.split()) for part in line.partition(":"))
        if audience and name:
            found.setdefault(audience.casefold(), (audience, name))
    return found


def name_for(text: str, audience: str) -> str:
    """Return the name that *audience* knows, or nothing."""
    return known(text).get(audience.casefold(), ("", ""))[1]


def called(fields: Mapping[str, str], audience: str) -> dict[str, str]:
    """Return the fields of a contact as *audience* may see them: by the name it knows, and by no other."""
    shown = {name: value for name, value in fields.items() if name not in HIDDEN}
    name = name_for(fields.get(NAMES, ""), audience)
    return {**shown, "name": name} if name else shown
