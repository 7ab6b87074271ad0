"""People in one space."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.sync.engine.members_of_a_space import Member, found, join
from tests.sync.engine.stewards import meet


@pytest.fixture
def people(tmp_path: Path) -> Iterator[Callable[..., list[Member]]]:
    """Makes notebooks that are in one space; the first founded it."""
    made: list[Member] = []

    def make(*names: str) -> list[Member]:
        made.extend(Member(tmp_path, name) for name in names)
        found(made[0])
        for other in made[1:]:
            join(made[0], other)
        meet(*made)
        return made

    yield make
    for one in made:
        one.close()
