"""Every declared content type can be shown, listed, searched and taken out by what reads declarations."""

import pytest

from sync.model import kinds, shapes
from sync.model.kinds.declaration import FACETED, FieldType, Kind, mark_n, split_tags, union

EVERY = pytest.mark.parametrize("kind", kinds.ALL.values(), ids=lambda kind: kind.name)


@EVERY
def test_a_kind_is_found_by_its_name(kind: Kind) -> None:
    assert kinds.find(kind.name) is kind
    assert shapes.field_name(kind.name) == kind.name


@EVERY
def test_every_field_has_one_name_that_fits_an_operation_and_a_label(kind: Kind) -> None:
    names = [field.name for field in kind.fields]
    assert len(set(names)) == len(names)
    for field in kind.fields:
        assert shapes.field_name(field.name) == field.name
        assert field.label == field.label.strip() != ""
        assert kind.field(field.name) is field


@EVERY
def test_the_title_is_a_short_text_that_people_see_and_find(kind: Kind) -> None:
    title = kind.field(kind.title_field)
    assert title is not None and title.type is FieldType.TEXT
    assert title.searchable and not title.hidden


@EVERY
def test_columns_are_fields_that_a_list_can_show(kind: Kind) -> None:
    fields = [kind.field(name) for name in kind.columns]
    assert kind.title_field in kind.columns
    assert all(field and not field.hidden and field.type is not FieldType.DOCUMENT for field in fields)


@EVERY
def test_there_is_at_most_one_set_of_tags(kind: Kind) -> None:
    tags = [field.name for field in kind.fields if field.type is FieldType.TAGS]
    assert tags in ([], ["tags"])


@EVERY
def test_options_are_declared_where_something_is_chosen_and_nowhere_else(kind: Kind) -> None:
    for field in kind.fields:
        keys = [option.key for option in field.options]
        assert bool(keys) == (field.type in (FieldType.CHOICE, FieldType.CHOICES)), field.name
        assert len(set(keys)) == len(keys) and all(shapes.field_name(key.replace("-", "_")) for key in keys)
        assert len({option.label for option in field.options}) == len(keys)


@EVERY
def test_links_and_sections_lead_to_kinds_that_are_there(kind: Kind) -> None:
    assert kind.section in {"", "-", *kinds.ALL} and kind.is_section == (kind.section == "")
    for field in kind.fields:
        assert set(field.kinds) <= set(kinds.ALL)
        assert not field.kinds or field.type in (FieldType.LINKS, FieldType.PERSONS)


@EVERY
def test_a_list_is_narrowed_by_what_is_chosen_and_shown(kind: Kind) -> None:
    for field in kind.fields:
        assert field.faceted == (field.type in FACETED and not field.hidden)


@EVERY
def test_only_what_has_days_reminds(kind: Kind) -> None:
    dated = {FieldType.DATE, FieldType.MOMENT, FieldType.MILESTONES}
    assert {field.type for field in kind.fields if field.reminds} <= dated


@EVERY
def test_what_says_where_something_is_known_from_is_confidential_and_in_no_list(kind: Kind) -> None:
    for field in kind.fields:
        if field.compartment or field.hidden:
            assert field.confidential and field.name not in kind.columns
    assert all(field.compartment for field in kind.fields if field.name == "known_from")


def test_nothing_about_people_may_leave_without_being_chosen() -> None:
    for name in ("contact", "note", "plan", "answer", "lesson", "programme", "event"):
        assert all(field.confidential for field in kinds.ALL[name].fields), name


@EVERY
def test_what_is_hidden_is_not_searched(kind: Kind) -> None:
    assert not [field.name for field in kind.fields if field.hidden and field.searchable]


@EVERY
def test_a_kind_has_words_and_an_icon(kind: Kind) -> None:
    assert kind.label and kind.plural and kind.icon.replace("-", "").isalpha()


def test_kinds_stand_in_one_order_and_what_is_new_at_the_end() -> None:
    assert tuple(kinds.ALL) == kinds.ORDER


def test_notes_come_first_and_a_newer_kind_is_not_known() -> None:
    assert next(iter(kinds.ALL)) == "note"
    assert kinds.find("meeting-of-2040") is None


def test_a_kind_knows_its_body_text_and_no_other_fields() -> None:
    note = kinds.ALL["note"]
    assert note.document is not None and note.document.name == "body"
    assert note.field("colour") is None
    bare = Kind("bare", "Bare", "Bare", "box", "title", (), ())
    assert bare.document is None


def test_messages_are_declared_as_they_are() -> None:
    assert mark_n("{count} item", "{count} items") == ("{count} item", "{count} items")


def test_tags_stand_once_each_and_join_side_by_side() -> None:
    assert split_tags(" water, wells,water,\n, north ") == ("water", "wells", "north")
    assert union(("wells, water", "north,water", "")) == "north, water, wells"
    assert union(("a", "b")) == union(("b", "a"))


def test_a_kind_of_a_newer_release_is_shown_as_texts() -> None:
    harvest = kinds.plain("harvest", ["weight", "name", "weight"])
    assert harvest.title_field == "name" and harvest.columns == ("name",)
    assert [(field.name, field.label, field.type) for field in harvest.fields] == [
        ("name", "name", FieldType.TEXT), ("weight", "weight", FieldType.TEXT),
    ]  # fmt: skip
    assert kinds.plain("harvest", ["weight"]).title_field == "weight"
    assert kinds.plain("harvest", []).title_field == "title"


def test_lessons_alone_may_wait_for_a_day_and_programmes_alone_ask_to_be_confirmed() -> None:
    assert {name: kind.embargo.name for name, kind in kinds.ALL.items() if kind.embargo} == {
        "lesson": "embargo"
    }
    asking = {name: kind.confirmed for name, kind in kinds.ALL.items() if kind.confirmed}
    assert {name: (each.name, each.fresh_days, each.asks) for name, each in asking.items()} == {
        "programme": ("confirmed", 180, "owner")
    }
