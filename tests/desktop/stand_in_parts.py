"""Everything of a stand-in session that has a file of its own."""

from typing import Any

from tests.desktop import (
    stand_in_agenda,
    stand_in_belonging,
    stand_in_crossing,
    stand_in_found,
    stand_in_kept,
    stand_in_organisations,
    stand_in_past,
    stand_in_relays,
    stand_in_rooms,
    stand_in_security,
    stand_in_sending,
    stand_in_tables,
    stand_in_whole,
    stand_in_words,
)

PARTS = (
    stand_in_agenda,
    stand_in_security,
    stand_in_sending,
    stand_in_belonging,
    stand_in_organisations,
    stand_in_relays,
    stand_in_rooms,
    stand_in_words,
    stand_in_kept,
    stand_in_past,
    stand_in_found,
    stand_in_whole,
    stand_in_tables,
    stand_in_crossing,
)


def furnish(session: Any) -> None:
    for part in PARTS:
        part.furnish(session)
