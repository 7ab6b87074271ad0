"""Values side by side, and kinds of a newer release, go out as they are, and come back with nothing lost."""

from collections.abc import Callable
from pathlib import Path

import pytest

from sync.engine.editing import Edit, side_by_side
from sync.engine.whole import Whole
from sync.engine.whole_export import Wish
from sync.engine.whole_items import together
from sync.model import content, ops
from tests.sync.engine.members_of_a_space import Member
from tests.sync.engine.stewards import meet

People = Callable[..., list[Member]]


def whole(one: Member) -> Whole:
    return Whole(one.book, one.items, one.spaces)


def test_two_values_go_out_and_come_back_side_by_side(people: People, tmp_path: Path) -> None:
    amal, badu = people("Amal", "Badu")
    fields = {"title": "Meeting", "tags": "a", "state": "planned"}
    (item,) = amal.items.new(amal.space.hex(), "event", fields).ids
    meet(amal, badu)
    amal.items.set(item, {"title": "Review", "tags": "b", "state": "confirmed"})
    badu.items.set(item, {"title": "Look back", "tags": "c", "state": "cancelled"})
    meet(amal, badu)
    before = {name: [one.value for one in each] for name, each in amal.items.show(item).fields.items()}
    whole(amal).take_out(tmp_path / "all", Wish(""))
    (path,) = (tmp_path / "all").rglob("event/*.md")
    text = path.read_text()
    assert f'\ntitle: ["{before["title"][0]}", "{before["title"][1]}"]\n' in text
    assert '"Badu"' in text and '"Amal"' in text
    back = whole(amal).bring_in(tmp_path / "all")
    shown = amal.items.show(back.ids[item]).fields
    assert {name: [one.value for one in each] for name, each in shown.items()} == before


@pytest.mark.parametrize("field", ["id", "kind", "about", "=id", "Odd name: [x]", "beside.x"])
def test_what_a_newer_release_wrote_goes_round(field: str, people: People, tmp_path: Path) -> None:
    (amal,) = people("Amal")
    record = bytes(range(16))

    def write(db: object) -> None:
        edit = Edit(db, amal.book, amal.space)  # type: ignore[arg-type]
        edit.say(ops.New(record, "Later: kind"))
        edit.say(ops.Set(record, field, "value\n---\nid: x"))
        edit.text(record, "story", "---\nlong\n<!-- text: story -->\n")
        edit.text(record, "second", "")
        edit.finish()

    amal.book.write(write)
    whole(amal).take_out(tmp_path / "all", Wish(""))
    back = whole(amal).bring_in(tmp_path / "all")
    assert back.refused == ()
    after = amal.items.show(back.ids[record.hex()])
    assert after.kind == "Later: kind"
    assert after.fields[field][0].value == "value\n---\nid: x"
    assert after.fields["story"][0].value == "---\nlong\n<!-- text: story -->\n"


def test_more_than_one_operation_says_comes_back_in_one() -> None:
    many = [f"value {number}" for number in range(content.SEVERAL_MAX + 1)]
    assert dict(together("event", "title", many)) == {"title": (" / ".join(many),)}
    assert dict(together("event", "state", many)) == {
        "state": (many[0],), "beside.state": ("\n".join(many[1:]),),
    }  # fmt: skip
    assert side_by_side(["a", "b", "a"]) == ("a", "b")
