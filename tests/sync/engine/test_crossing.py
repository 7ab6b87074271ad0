"""Items go to another space as new ones: what was chosen of them, and never where something is known from."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from sync.engine import departure
from sync.engine.attachments import Attachments
from sync.engine.board import Board
from sync.engine.crossing import Crossed, Crossing, Wish
from sync.engine.crossing_survey import Concerned, Left
from sync.engine.editing import Edit
from sync.engine.events import ItemsChanged
from sync.errors import Cancelled, DiskFull
from sync.model import ops
from sync.refusals import NotAllowed
from sync.store import entries
from sync.store.database import Db
from tests.sync.engine.attached import attaching
from tests.sync.engine.members_of_a_space import Member, found, join
from tests.sync.engine.stewards import meet

People = Callable[..., list[Member]]
FACES = "The district office asked for it."


class Two:
    """Amal and Badu, both in two spaces."""

    def __init__(self, amal: Member, badu: Member, files: Attachments) -> None:
        self.amal, self.badu, self.files = amal, badu, files
        self.first = amal.space.hex()
        found(amal)
        join(amal, badu)
        meet(amal, badu)
        self.second = amal.space.hex()
        amal.space = badu.space = bytes.fromhex(self.first)
        self.crossing = Crossing(amal.book, amal.items, files)

    def new(self, kind: str, **fields: str) -> str:
        (item,) = self.amal.items.new(self.first, kind, fields).ids
        return item

    def copy(self, *items: str, confidential: bool = True, **how: object) -> Crossed:
        """Copy with all confidential fields, or with none."""
        asked = self.crossing.look(items).confidential if confidential else ()
        wish = Wish(self.second, frozenset((one.kind, one.field) for one in asked))
        # Each test gives by name what copy takes.
        return self.crossing.copy(items, wish, **how)  # type: ignore[arg-type]

    def log(self, space: str) -> bytes:
        """All that was written in a space."""
        return self.amal.book.read(lambda db: b"".join(entries.above(db, bytes.fromhex(space), {})))

    def meet(self) -> None:
        for space in (self.first, self.second):
            self.amal.space = self.badu.space = bytes.fromhex(space)
            meet(self.amal, self.badu)


@pytest.fixture
def two(people: People, tmp_path: Path) -> Iterator[Two]:
    amal, badu = people("Amal", "Badu")
    with attaching(amal, tmp_path / "second") as files:
        yield Two(amal, badu, files)


def said(one: Member, item: str) -> dict[str, str]:
    return {name: values[0].value for name, values in one.items.show(item).fields.items()}


def titles(one: Member, space: str) -> list[str]:
    return sorted(row.title for row in one.items.rows(space))


def test_the_other_person_sees_the_copy_and_never_where_it_is_known_from(two: Two) -> None:
    lesson = {"title": "Evening talks", "tried": "Talks at **six**", "tags": "b, a", "known_from": FACES}
    item = two.new("lesson", **lesson)
    look = two.crossing.look([item])
    assert look.sources == (Concerned("lesson", "known_from", 1),)
    assert [one.field for one in look.confidential] == ["title", "tried", "tags"]
    done = two.copy(item)
    assert done == Crossed({item: done.ids[item]})
    two.meet()
    copy = two.badu.items.show(done.ids[item])
    del lesson["known_from"]
    assert (copy.space, copy.kind, said(two.badu, copy.id)) == (two.second, "lesson", lesson)
    log = two.log(two.second)
    assert b"Evening talks" in log and FACES.encode() not in log and bytes.fromhex(item) not in log
    assert said(two.amal, item)["known_from"] == FACES, "the first one stays as it was"


def test_confidential_fields_go_only_if_somebody_says_so(two: Two) -> None:
    tool = two.new("tool", title="Talking circle", year="2024", sort="tool")
    note = two.new("note", title="Only ours", body="Not for others")
    look = two.crossing.look([tool, note])
    assert ("tool", "title") in {(one.kind, one.field) for one in look.releasable}
    assert look.left(two.second, ()) == Left(bare=1)
    done = two.copy(tool, note, confidential=False)
    assert (list(done.ids), done.left) == ([tool], Left(bare=1))
    assert "title" in said(two.amal, done.ids[tool])
    assert all(
        one.field not in said(two.amal, done.ids[tool]) for one in look.confidential if one.kind == "tool"
    )
    part = two.crossing.copy([note], Wish(two.second, frozenset({("note", "title")})))
    assert said(two.amal, part.ids[note]) == {"title": "Only ours"}


def test_links_lead_to_the_copies_or_nowhere(two: Two) -> None:
    near, far = two.new("note", title="Near"), two.new("note", title="Far")
    (there,) = two.amal.items.new(two.second, "note", {"title": "There"}).ids
    papers = "\n".join([near, far, there])
    words = f"[Near](item:{near}), [what {far} said](item:{far}), {far}, {there}, {'ab' * 16}"
    event = two.new("event", title="Meeting", papers=papers, people=f"{far}\nOla", notes=words)
    done = two.copy(event, near)
    after, new = said(two.amal, done.ids[event]), done.ids[near]
    assert after["papers"].splitlines() == [new, there]
    assert after["people"] == "Ola"
    assert after["notes"] == f"[Near](item:{new}), what … said, …, {there}, {'ab' * 16}"
    assert done.links == 1


def test_replies_go_with_their_topic_and_answers_only_with_their_form(two: Two) -> None:
    topic, form = two.new("topic", title="Venue", body="Where?"), two.new("form", title="Review")
    replies = [two.new("reply", title=text, topic=topic, body=text) for text in ("One", "Two", "Three")]
    gone = two.new("reply", title="Gone", topic=topic, body="Gone")
    two.amal.items.drop(gone)
    answer = two.new("answer", title="Mine", form=form, answers="q1: yes")
    assert two.crossing.look([topic]).along == len(replies)
    done = two.copy(topic, form)
    new = done.ids[topic]
    two.meet()
    rows = two.badu.items.rows(two.second, "reply")
    assert [said(two.badu, row.id)["topic"] for row in rows] == [new] * 3
    words = Board(two.badu.book, two.badu.items).thread(new).words
    assert [word.text for word in words] == ["Where?", "One", "Two", "Three"]
    assert two.copy(answer, replies[0]).left == Left(alone=2)
    assert set(two.copy(form, answer).ids) == {form, answer}


def test_a_file_goes_along_sealed_anew(two: Two, tmp_path: Path) -> None:
    item = two.new("note", title="Plan", body="x")
    added = two.files.add_pieces(item, "map.png", "", [b"one", b"two"])
    two.amal.items.set(item, {"body": f"![Map](attachment:{added.id}) and {added.id}"})
    look = two.crossing.look([item])
    assert (look.files, look.size, look.absent) == (1, 6, ())
    heard: list[tuple[int, int]] = []
    done = two.copy(item, progress=lambda *numbers: heard.append(numbers))
    (copied,) = two.files.rows(done.ids[item])
    assert (copied.name, copied.size, copied.media_type, copied.present) == ("map.png", 6, "image/png", True)
    assert b"".join(two.files.read(copied.id)) == b"onetwo" and copied.id != added.id
    assert said(two.amal, done.ids[item])["body"] == f"![Map](attachment:{copied.id}) and {copied.id}"
    assert (done.files, heard[-1]) == (1, (2, 2))
    two.meet()
    with attaching(two.badu, tmp_path / "other") as theirs:
        assert [(one.name, one.size) for one in theirs.rows(done.ids[item])] == [("map.png", 6)]
    without = two.crossing.copy([item], Wish(two.second, frozenset({("note", "title")}), files=False))
    assert two.files.rows(without.ids[item]) == [] and without.missing == ()


def test_a_file_that_is_not_here_is_named(two: Two) -> None:
    item = two.new("note", title="Plan", body="x")
    added = two.files.add_pieces(item, "far.pdf", "", [b"abc"])
    two.files._keeping.write(lambda db: db.run("UPDATE chunk SET data = ?", b"abd"))
    done = two.copy(item)
    assert (done.files, done.missing) == (0, ("far.pdf",)), "it was thought to be here"
    two.files._keeping.write(lambda db: db.run("DELETE FROM held"))
    assert two.crossing.look([item]).absent == ("far.pdf",)
    again = two.copy(item)
    assert again.missing == ("far.pdf",) and said(two.amal, again.ids[item])["body"] == "x"
    assert added.id not in said(two.amal, again.ids[item])


def test_one_step_takes_all_of_it_back(two: Two) -> None:
    items = [two.new("note", title=f"Note {number}") for number in range(3)]
    two.files.add_pieces(items[0], "a.txt", "", [b"abc"])
    heard: list[object] = []
    two.amal.book.events.subscribe(heard.append)
    by = object()
    done = two.copy(*items, by=by)
    assert heard == [ItemsChanged(frozenset(done.ids.values()), by)]
    two.amal.items.history.undo()
    assert titles(two.amal, two.second) == []
    two.amal.items.history.redo()
    assert titles(two.amal, two.second) == ["Note 0", "Note 1", "Note 2"]
    assert titles(two.amal, two.first) == ["Note 0", "Note 1", "Note 2"]


def test_what_was_copied_before_it_was_stopped_stays(two: Two, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sync.engine.crossing.BATCH", 2)
    items = [two.new("note", title=f"Note {number}", body="Long text") for number in range(5)]
    for item in items[3:]:
        two.files.add_pieces(item, "a.txt", "", [b"abc"])
    with pytest.raises(Cancelled):
        two.copy(*items, cancelled=lambda: True)
    assert titles(two.amal, two.second) == []
    far: list[int] = []
    done = two.copy(
        *items, progress=lambda now, _all: far.append(now), cancelled=lambda: bool(far and far[-1]) > 4
    )
    done = two.copy(*items, progress=lambda now, _all: far.append(now), cancelled=lambda: far[-1] >= 4)
    assert isinstance(done.ended, Cancelled) and list(done.ids) == items[:4]
    assert [said(two.amal, new)["body"] for new in done.ids.values()] == ["Long text"] * 4
    two.amal.items.history.undo()


def test_a_disk_that_is_full_in_the_middle_leaves_copies_with_their_texts(
    two: Two, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    item, paper = two.new("note", title="Plan"), tmp_path / "map.bin"
    paper.write_bytes(b"map")
    file = two.files.add(item, paper)
    two.amal.items.set(item, {"body": f"Go there ![map](attachment:{file.id})"})

    def full(*_: object) -> str:
        raise DiskFull

    monkeypatch.setattr(two.files, "copy", full)
    monkeypatch.setattr(Crossing, "_finish", full)
    done = two.copy(item)
    assert (list(done.ids), type(done.ended), done.links) == ([item], DiskFull, 1)
    (said,) = two.amal.items.show(done.ids[item]).fields["body"]
    assert said.value == "Go there map"


def test_readers_copy_nothing_there_and_out_of_there_all(two: Two) -> None:
    item = two.new("note", title="Plan")
    two.meet()
    change = ops.SetRole(two.badu.book.me.person, "reader")
    second = bytes.fromhex(two.second)
    two.amal.book.write(lambda db: departure.publish(db, two.amal.book, second, [change]))
    two.meet()
    with attaching(two.badu, two.badu._path.parent / "third") as files:
        crossing = Crossing(two.badu.book, two.badu.items, files)
        with pytest.raises(NotAllowed):
            crossing.copy([item], Wish(two.second, frozenset({("note", "title")})))
    assert titles(two.badu, two.second) == []


def test_what_is_there_already_or_in_the_trash_stays(two: Two) -> None:
    (there,) = two.amal.items.new(two.second, "note", {"title": "There"}).ids
    gone = two.new("note", title="Gone")
    two.amal.items.drop(gone)
    done = two.copy(there, gone)
    assert (done.ids, done.left) == ({}, Left(there=1))
    assert two.amal.items.history.undo() is not None and titles(two.amal, two.first) == ["Gone"]


def test_what_is_not_to_be_shared_before_a_day_stays_until_then(two: Two) -> None:
    late, past = two.new("lesson", title="Late", embargo="2000-01-01"), two.new("lesson", title="Past")
    two.amal.items.set(past, {"embargo": "1969-01-01"})
    done = two.copy(late, past)  # the clock of this notebook begins in 1970
    assert (list(done.ids), done.left) == ([past], Left(withheld=1))


def test_values_side_by_side_and_what_a_newer_release_wrote_go(two: Two) -> None:
    item = two.new("event", title="Meeting", state="planned")
    two.meet()
    for one, state in ((two.amal, "confirmed"), (two.badu, "cancelled")):
        one.items.set(item, {"state": state})
    two.meet()
    states = [value.value for value in two.amal.items.show(item).fields["state"]]
    copied = two.amal.items.show(two.copy(item).ids[item]).fields
    assert [value.value for value in copied["state"]] == states
    record = bytes(range(16))

    def write(db: Db) -> None:
        edit = Edit(db, two.amal.book, bytes.fromhex(two.first))
        edit.say(ops.New(record, "later"))
        for name in ("shape", "known_from", "beside.known_from"):
            edit.say(ops.Set(record, name, f"{name} {item}"))
        edit.finish()

    two.amal.book.write(write)
    done = two.copy(record.hex())
    after = said(two.amal, done.ids[record.hex()])
    assert after == {"shape": "shape …"}
    assert two.copy(record.hex(), confidential=False).left == Left(bare=1)
