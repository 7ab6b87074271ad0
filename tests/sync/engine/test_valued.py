"""What people write is kept in one form or refused with a sentence; what others wrote is kept as it is."""

from collections.abc import Callable

import pytest

from sync.engine import valued
from sync.errors import Problem
from sync.model import kinds, ops
from sync.model.kinds.declaration import FieldType
from sync.value_refusals import BY_TYPE
from tests.sync.engine.members_of_a_space import Member
from tests.sync.engine.stewards import meet

ID = "0a" * 16


@pytest.fixture
def amal(people: Callable[..., list[Member]]) -> Member:
    return people("amal")[0]


def new(member: Member, kind: str, **fields: str) -> str:
    (item,) = member.items.new(member.space.hex(), kind, fields).ids
    return item


def value(member: Member, item: str, field: str) -> str:
    return member.items.show(item).fields[field][0].value


GOOD = [
    ("event", "begins", "2026-11-21 14:30:00 Africa/Nairobi", "2026-11-21T14:30 Africa/Nairobi"),
    ("event", "begins", " 2026-11-21 ", "2026-11-21"),
    ("event", "rule", "FREQ=WEEKLY;BYDAY=MO\n\nEXDATE:20261130\n", "FREQ=WEEKLY;BYDAY=MO\nEXDATE:20261130"),
    ("event", "actions", "2026-12-01 write\n[X] 2026-11-30", "[ ] 2026-12-01 write\n[x] 2026-11-30"),
    ("event", "people", f"{ID}\n Amina ", f"{ID}\nAmina"),
    ("call", "amount", "1500.00  EUR", "1500.00 EUR"),
    ("call", "places", "KE\nSN/Dakar ", "KE\nSN/Dakar"),
    ("programme", "period", "2026-01-01 / ", "2026-01-01/"),
    ("contact", "languages", "sw,fr", "sw, fr"),
    ("contact", "areas", "media, education", "education, media"),
    ("tool", "items", f" {ID}\n{ID}", ID),
    ("tool", "sort", "pack", "pack"),
]


@pytest.mark.parametrize(("kind", "field", "typed", "kept"), GOOD)
def test_a_value_is_kept_in_one_form(amal: Member, kind: str, field: str, typed: str, kept: str) -> None:
    item = new(amal, kind, **{field: typed})
    assert value(amal, item, field) == kept
    amal.items.set(item, {field: ""})
    assert value(amal, item, field) == ""
    amal.items.set(item, {field: typed})
    assert value(amal, item, field) == kept


BAD = [
    ("call", "deadline", "21 November", "value-date"),
    ("call", "deadline", "2026-02-30", "value-date"),
    ("event", "begins", "2026-11-21T25:00", "value-moment"),
    ("event", "begins", "2026-11-21T12:00 Mars/Olympus", "value-zone"),
    ("event", "begins", "2026-11-21T12:00 Africa", "value-zone"),
    ("event", "ends", "2026-11-21T12:00 Africa/../../Nairobi", "value-moment"),
    ("event", "rule", "every Monday", "value-rule"),
    ("event", "actions", "write to everybody", "value-milestones"),
    ("event", "people", "\n".join(f"person {number}" for number in range(501)), "value-persons"),
    ("programme", "period", "2026-06-30/2026-01-01", "value-period"),
    ("programme", "participants", "many", "value-number"),
    ("call", "amount", "1500", "value-money"),
    ("call", "places", "Kenya", "value-places"),
    ("contact", "languages", "Kiswahili!", "value-languages"),
    ("contact", "areas", "education, sleep", "value-choices"),
    ("tool", "sort", "gadget", "value-choice"),
    ("tool", "items", "the first one", "value-links"),
    ("form", "questions", "How are you?", "value-questions"),
]


@pytest.mark.parametrize(("kind", "field", "typed", "code"), BAD)
def test_a_value_that_does_not_fit_changes_nothing(
    amal: Member, kind: str, field: str, typed: str, code: str
) -> None:
    title = kinds.ALL[kind].title_field
    item = new(amal, kind, **{title: "before"})
    for write in (
        lambda: amal.items.set(item, {title: "after", field: typed}),
        lambda: new(amal, kind, **{field: typed}),
    ):
        with pytest.raises(Problem) as refused:
            write()
        assert refused.value.code == code
        assert refused.value.holes["name"] == field
    assert value(amal, item, title) == "before"
    assert len(amal.items.rows(amal.space.hex())) == 1


def test_every_reason_has_its_refusal_and_every_example_is_a_value() -> None:
    for kind in kinds.ALL.values():
        for field in kind.fields:
            reason = field.type.value
            if reason in valued.EXAMPLES:
                assert valued.canonical(kind, {field.name: valued.EXAMPLES[reason]})
    unchecked = {FieldType.TEXT, FieldType.DOCUMENT, FieldType.TAGS, FieldType.LINES}
    assert set(BY_TYPE) == {each.value for each in FieldType if each not in unchecked}


def test_what_others_wrote_is_kept_and_may_stay_while_the_rest_is_changed(
    people: Callable[..., list[Member]],
) -> None:
    amal, badu = people("amal", "badu")
    item = new(badu, "call", title="Small grants", deadline="2026-12-01")
    meet(amal, badu)
    header = badu.next_header(ops.Set(bytes.fromhex(item), "deadline", "before the rains"))
    amal.receive([badu.signed(header)])
    assert value(amal, item, "deadline") == "before the rains"
    amal.items.set(item, {"title": "Small grants 2027", "deadline": "before the rains"})
    assert value(amal, item, "title") == "Small grants 2027"
    amal.items.set(item, {"deadline": "2026-12-02"})
    amal.items.history.undo()
    assert value(amal, item, "deadline") == "before the rains", "taken back to what it was"
    amal.items.history.redo()
    assert value(amal, item, "deadline") == "2026-12-02"


@pytest.mark.parametrize("signed", [False, True])
def test_a_choice_between_two_values_is_taken_back_whatever_they_are(
    people: Callable[..., list[Member]], *, signed: bool
) -> None:
    amal, badu = people("amal", "badu")
    item = new(amal, "call", title="Small grants")
    meet(amal, badu)
    amal.items.set(item, {"deadline": "2026-12-01"})
    badu.items.set(item, {"deadline": "2026-12-02"})
    meet(amal, badu)
    both = [one.value for one in amal.items.show(item).fields["deadline"]]
    amal.items.settle(item, "deadline", both[1])
    if signed:
        meet(amal, badu)

    for _ in range(2):
        amal.items.history.undo()
        meet(amal, badu)
        for one in (amal, badu):
            assert [each.value for each in one.items.show(item).fields["deadline"]] == both
            assert one.items.rows(one.space.hex())[0].twofold
        amal.items.history.redo()
        meet(amal, badu)
        assert value(badu, item, "deadline") == both[1]
    assert amal.digest() == badu.digest()


def test_what_files_of_others_say_is_brought_in_as_it_came(amal: Member) -> None:
    fields = [{"name": "Amina", "languages": "Kiswahili!"}, {"name": "Badu", "languages": "sw,fr"}]
    ids = amal.items.bring(amal.space.hex(), "contact", fields).ids
    said = {value(amal, item, "name"): value(amal, item, "languages") for item in ids}
    assert said == {"Amina": "Kiswahili!", "Badu": "sw, fr"}


def test_a_field_that_nobody_declared_is_left_alone() -> None:
    assert valued.canonical(kinds.ALL["note"], {"colour": " red "}) == {"colour": " red "}


def test_a_kind_of_a_newer_release_is_kept_shown_plainly_and_forwarded(
    people: Callable[..., list[Member]],
) -> None:
    amal, badu, caro = people("amal", "badu", "caro")
    record = bytes.fromhex(ID)
    said = (
        ops.New(record, "harvest"),
        ops.Set(record, "title", "Beans of March"),
        ops.Set(record, "weighed", "12 bags;~wet"),
        ops.Set(bytes.fromhex(amal.note("Plan")), "mood", "hopeful"),
    )
    raw = amal.signed(amal.next_header(*said))
    assert amal.receive([raw]).new == 1
    badu.receive(badu.lacks(amal))
    caro.receive(caro.lacks(badu))
    for one in (amal, badu, caro):
        assert value(one, ID, "weighed") == "12 bags;~wet"
        assert {(row.kind, row.title) for row in one.items.rows(one.space.hex())} == {
            ("harvest", "Beans of March"), ("note", "Plan"),
        }  # fmt: skip
        assert [row.id for row in one.items.find("beans")] == [ID]
        assert [value(one, row.id, "mood") for row in one.items.rows(one.space.hex(), "note")] == ["hopeful"]
    with pytest.raises(Problem, match="unknown-kind"):
        caro.items.set(ID, {"title": "Mine"})
    caro.items.drop(ID)
    meet(amal, badu, caro)
    assert not amal.items.rows(amal.space.hex(), "harvest")
    caro.items.history.undo()
    meet(amal, badu, caro)
    assert [row.title for row in amal.items.rows(amal.space.hex(), "harvest")] == ["Beans of March"]
    assert amal.digest() == badu.digest() == caro.digest()
