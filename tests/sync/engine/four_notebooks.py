"""Words of notebooks that stand in one folder, and a folder with all four."""

from pathlib import Path

from sync.engine import session
from tests.sync.engine.notebook_folder import WORDS

SECOND, THIRD, FOURTH, FIFTH = "second notebook", "third notebook", "fourth notebook", "fifth notebook"
CLEARING = "words that nobody should type by accident"


def make_one(profile: Path) -> None:
    session.create(profile, WORDS, name="Amal", cost=session.quick_cost()).close()


def make_four(profile: Path) -> None:
    make_one(profile)
    opened = session.unlock(profile, WORDS)
    opened.compartments.add(SECOND, keep=[])
    opened.compartments.add(THIRD, keep=[SECOND])
    opened.compartments.add(FOURTH, keep=[SECOND, THIRD])
    opened.close()
