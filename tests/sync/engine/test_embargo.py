"""What is not to be shared before a day stays in its space until then, whichever way things leave."""

import datetime as dt
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from sync.engine import session
from sync.engine.crossing import Wish as Copying
from sync.engine.mapping_out import Sheet
from sync.engine.session import Session
from sync.engine.whole_export import Wish
from sync.item_refusals import StaysUntil
from tests.sync.engine.members_of_a_space import Member
from tests.sync.engine.stewards import meet

TODAY = dt.datetime.now().astimezone().date()
FIELDS = ("title", "embargo")


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    folder = tmp_path_factory.mktemp("made") / "n"
    made = session.create(folder, "six words", name="A", cost=session.quick_cost())
    yield made
    made.close()


def days(number: int) -> str:
    return (TODAY + dt.timedelta(number)).isoformat()


def lessons(opened: Session) -> tuple[str, dict[str, str]]:
    """Return a space and the ids of the lessons in it by their titles."""
    space = opened.spaces.new("Lessons").id
    made = {}
    for title, day in (("Free", ""), ("Now", days(0)), ("Over", days(-1)), ("Tomorrow", days(1))):
        (made[title],) = opened.items.new(space, "lesson", {"title": title, "embargo": day}).ids
    return space, made


def test_nothing_leaves_before_its_day(opened: Session, tmp_path: Path) -> None:
    space, made = lessons(opened)
    assert [(one.title, one.until) for one in opened.items.lists.held([*made.values()])] == [
        ("Tomorrow", days(1))
    ]
    table, folder = tmp_path / "table.csv", tmp_path / "folder"
    assert opened.tables.take_out_all(space, table, Sheet("lesson", FIELDS)) == len(made) - 1
    assert "Now" in table.read_text("utf-8-sig") and "Tomorrow" not in table.read_text("utf-8-sig")
    assert opened.transfer.take_out(space, "lesson", folder) == len(made) - 1
    assert {path.stem for path in folder.iterdir()} == {"Free", "Now", "Over"}
    with pytest.raises(StaysUntil):
        opened.transfer.take_out_items("lesson", [made["Tomorrow"]], tmp_path / "other")
    assert not (tmp_path / "other").exists()
    with pytest.raises(StaysUntil):  # as wherever a file of it is to be saved
        opened.wording.check_file(made["Tomorrow"], "map.png")
    assert opened.wording.check_file(made["Now"], "map.png") == ()


def test_of_two_days_the_later_counts_and_what_is_no_day_does_not(
    people: Callable[..., list[Member]],
) -> None:
    amal, badu = people("Amal", "Badu")
    (item,) = amal.items.new(amal.space.hex(), "lesson", {"title": "Wells", "embargo": "2031-05-04"}).ids
    meet(amal, badu)
    amal.items.set(item, {"embargo": "2031-05-09"})
    badu.items.set(item, {"embargo": "2031-05-06"})
    meet(amal, badu)
    assert [one.until for each in (amal, badu) for one in each.items.lists.held([item])] == ["2031-05-09"] * 2
    amal.items.bring(amal.space.hex(), "lesson", [{"title": "Odd", "embargo": "soon"}])
    odd = [row.id for row in amal.items.rows(amal.space.hex()) if row.title == "Odd"]
    assert odd and not amal.items.lists.held(odd)


def test_everything_goes_without_it_unless_it_is_asked_for(opened: Session, tmp_path: Path) -> None:
    space, made = lessons(opened)
    wish = Wish("Read me.", spaces=(space,))
    done = opened.whole.take_out(tmp_path / "without", wish)
    assert (done.items, done.stayed) == (len(made) - 1, 1)
    assert not list((tmp_path / "without").rglob("Tomorrow*"))
    with_it = Wish("Read me.", spaces=(space,), held=True)
    assert opened.whole.take_out(tmp_path / "with", with_it).items == len(made)


def test_what_leads_to_it_leaves_without_its_name(opened: Session, tmp_path: Path) -> None:
    space, made = lessons(opened)
    stays, free = made["Tomorrow"], made["Free"]
    said = (
        f'See [the [old] well](item:{stays}), [Tomorrow](<item:{stays}> "Tomorrow") and [Free](item:{free}).'
    )
    (note,) = opened.items.new(space, "note", {"title": "N", "body": said}).ids
    fields = {"title": "E", "begins": "2031-05-04", "papers": f"{stays}\n{free}", "notes": said}
    (event,) = opened.items.new(space, "event", fields).ids
    folder, calendar, table, whole = (tmp_path / name for name in ("n", "e.ics", "e.csv", "all"))
    opened.transfer.take_out_items("note", [note], folder)
    opened.transfer.take_out_items("event", [event], calendar)
    opened.tables.take_out([event], table, Sheet("event", ("title", "papers", "notes")))
    opened.whole.take_out(whole, Wish("Read me.", spaces=(space,)))
    other = opened.spaces.new("Other").id
    copying = Copying(other, frozenset({("note", "title"), ("note", "body")}))
    (copy,) = opened.crossing.copy([note], copying).ids.values()
    texts = [path.read_text("utf-8-sig").replace("\r\n ", "") for path in (folder / "N.md", calendar, table)]
    texts += [path.read_text() for path in whole.rglob("*.md") if path.stem in {"N", "E"}]
    texts.append(opened.items.show(copy).fields["body"][0].value)
    for text in texts:
        assert "Tomorrow" not in text and "well" not in text
        assert "…" in text and "Free" in text
    assert len(texts) == 6 and f"[…](item:{stays}), […](item:{stays}) and [Free]" in texts[0]
    opened.whole.take_out(tmp_path / "with", Wish("Read me.", spaces=(space,), held=True))
    assert said in next((tmp_path / "with").rglob("N.md")).read_text()
