"""People go out by the name that an audience knows, and by no other; without one by their usual name."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from sync.engine import session
from sync.engine.mapping_out import Sheet
from sync.engine.session import Session


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    folder = tmp_path_factory.mktemp("made") / "n"
    made = session.create(folder, "six words", name="A", cost=session.quick_cost())
    yield made
    made.close()


@pytest.fixture(scope="module")
def space(opened: Session) -> str:
    """Return a space with two people and a meeting of both."""
    made = opened.spaces.new("Field").id
    card = {
        "name": "Jeanne Mukasa",
        "names": "Partners: Auntie J\nPress: Ms Dawn\nnobody",
        "source": "N:Mukasa",
    }
    (jeanne,) = opened.items.new(made, "contact", card).ids
    (badu,) = opened.items.new(made, "contact", {"name": "Badu"}).ids
    meeting = {"title": "Wells", "begins": "2026-12-01", "people": f"{jeanne}\n{badu}\nOlu"}
    opened.items.new(made, "event", meeting)
    return made


@pytest.mark.parametrize("name", ["people.vcf", "people.csv", "folder"])
def test_people_go_out_by_the_name_that_is_known(
    opened: Session, space: str, name: str, tmp_path: Path
) -> None:
    target, known = tmp_path / name, opened.transfer.known_as("partners")
    every = ("name", "names", "organisation")
    if name.endswith(".csv"):
        opened.tables.known_as("partners").take_out_all(space, target, Sheet("contact", every))
    else:
        known.take_out(space, "contact", target)
    files = [target] if target.is_file() else sorted(target.iterdir())
    said = "\n".join(f"{each.name} {each.read_text('utf-8-sig')}" for each in files)
    assert "Auntie J" in said and "Badu" in said
    assert not [word for word in ("Jeanne", "Mukasa", "Dawn") if word in said]


def test_who_takes_part_is_called_so_too(opened: Session, space: str, tmp_path: Path) -> None:
    assert opened.transfer.audiences([space]) == ["Partners", "Press"]
    table, calendar = tmp_path / "t.csv", tmp_path / "c.ics"
    opened.tables.known_as("press").take_out_all(space, table, Sheet("event", ("title", "people")))
    opened.transfer.known_as("press").take_out(space, "event", calendar)
    for each in (table, calendar):
        said = each.read_text("utf-8-sig")
        assert "Ms Dawn" in said and "Badu" in said and "Olu" in said and "Jeanne" not in said
