"""A space's own words: operations are read strictly, and everybody makes the same table of them."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.model import ops, plurals, terms, wording
from sync.model.entry import BadEntry
from sync.model.wording import Message, Phrase, Said, Table
from sync.wire import codec

BAD = json.loads((Path(__file__).parent / "bad_words.json").read_text(encoding="utf-8"))["bad"]
LANGUAGES = ("en", "fr", "ar", "es", "pt", "sw", "ru", "ha")

keys = st.sampled_from(["role.member", "role.reader", "kind.note.many", "of.a.newer.release"])
lines = st.text(st.characters(codec="utf-8"), min_size=1, max_size=20).filter(
    lambda text: wording.is_plain(text, wording.FORM_MAX)
)
words = st.builds(
    ops.Words,
    st.sampled_from(["en", "fr"]),
    st.dictionaries(keys, st.lists(lines, max_size=2).map(tuple), max_size=3).map(
        lambda found: tuple(Message(key, forms) for key, forms in sorted(found.items()))
    ),
)
cautions = st.dictionaries(st.sampled_from(["border", "crossing", "منطقة"]), st.booleans(), max_size=3).map(
    lambda found: ops.Careful(tuple(Phrase(text, on) for text, on in sorted(found.items())))
)
places = st.tuples(st.integers(0, 5), st.binary(min_size=1, max_size=1), st.integers(0, 1))
histories = st.dictionaries(places, words | cautions, max_size=8).map(
    lambda found: [Said(place, op) for place, op in found.items()]
)


@given(words | cautions)
def test_own_words_come_back_as_they_were_written(op: ops.Words | ops.Careful) -> None:
    wired = codec.decode(codec.encode(ops.encode(op)))
    assert isinstance(wired, list) and ops.decode(tuple(wired)) == op


@pytest.mark.parametrize("bad", BAD, ids=lambda bad: bad["name"])
def test_an_operation_that_breaks_a_rule_is_refused_by_name(bad: dict[str, list[object]]) -> None:
    with pytest.raises(BadEntry) as caught:
        ops.decode(tuple(bad["op"]))
    assert caught.value.reason == bad["reason"]


def test_more_than_one_operation_may_hold_is_refused() -> None:
    for number, most in ((59, wording.MESSAGES_MAX), (60, wording.PHRASES_MAX)):
        many: list[list[object]] = [[f"k{at:04}", [] if number == 59 else True] for at in range(most + 1)]
        before = ("en",) if number == 59 else ()
        ops.decode((number, *before, many[:most]))
        with pytest.raises(BadEntry) as caught:
            ops.decode((number, *before, many))
        assert caught.value.reason == "words-many"


@given(st.data(), histories)
def test_any_order_of_arrival_gives_the_same_table(data: st.DataObject, said: list[Said]) -> None:
    table = wording.merged(said)
    assert wording.merged(data.draw(st.permutations(said))) == table
    assert wording.merged([*said, *said]) == table


@given(histories, words)
def test_the_last_that_was_said_of_a_key_counts(said: list[Said], last: ops.Words) -> None:
    table = wording.merged([*said, Said((9, b"", 0), last)])
    for message in last.messages:
        assert table.messages.get(last.language, {}).get(message.key, ()) == message.forms


def test_a_table_holds_no_more_than_it_may_whoever_fills_it() -> None:
    def op(part: int) -> ops.Words:
        return ops.Words("en", tuple(Message(f"k{part:02}{at:03}", ("A",)) for at in range(256)))

    phrases = [ops.Careful((Phrase(f"p{at:04}", on=True),)) for at in range(wording.CAREFUL_MAX + 9)]
    table = wording.merged(
        [Said((at, b"", 0), one) for at, one in enumerate([*map(op, range(20)), *phrases])]
    )
    assert len(table.messages["en"]) == wording.TABLE_MAX and "k19255" not in table.messages["en"]
    assert len(table.careful) == wording.CAREFUL_MAX


# ---------------------------------------------------------------- what is shown
def test_what_fits_is_shown_in_its_own_language_alone() -> None:
    table = Table({
        "en": {"role.member": ("Participant",), "of.a.newer.release": ("Later",)},
        "fr": {"role.member": ("Participante",)},
    })  # fmt: skip
    assert terms.shown(table, "en") == {"role.member": ("Participant",)}
    assert terms.shown(table, "fr") == {"role.member": ("Participante",)}
    assert terms.shown(table, "ar") == {}


COUNT = "kind.contact.count"


UNREADABLE = (
    "\u00a0", "\u200b", "\u3164", "\u2800", "\u00ad", "-", "…", "Note\u200b", "\ue000x", "e" + "\u0301" * 5,
)  # fmt: skip


@pytest.mark.parametrize(
    ("key", "language", "forms", "reason"),
    [
        ("role.member", "en", ("Participant",), ""),
        (COUNT, "en", ("one participant", "{count} participants"), ""),
        (
            COUNT,
            "ar",
            ("لا أحد", "مشارك", "مشاركان", "{count} مشاركين", "{count} مشاركًا", "{count} مشارك"),
            "",
        ),
        ("role.nobody", "en", ("Participant",), "words-key"),
        ("role.member", "_", ("Participant",), "words-language"),
        ("role.member", "en", ("Participant", "Participants"), "words-forms"),
        (COUNT, "ru", ("{count} участник", "{count} участника"), "words-forms"),
        ("role.member", "en", ("",), "words-form"),
        ("role.member", "en", ("P" * 41,), "words-long"),
        ("role.member", "en", ("Participant {count}",), "words-holes"),
        ("role.member", "en", ("Participant {",), "words-holes"),
        *[("kind.note.new", "en", (form,), "words-form") for form in UNREADABLE],
        ("kind.note.new", "ar", ("\u200fملاحظة",), ""),
        (COUNT, "en", ("{count} participant", "{number} participants"), "words-holes"),
        (COUNT, "en", ("{count} participant", "{count:>999} participants"), "words-holes"),
        (COUNT, "en", ("{count} participant", "{count!r} participants"), "words-holes"),
        (COUNT, "en", ("{count} participant", "{count.real} participants"), "words-holes"),
    ],
)
def test_what_does_not_fit_its_place_has_a_reason(
    key: str, language: str, forms: tuple[str, ...], reason: str
) -> None:
    assert terms.unfit(key, language, forms) == reason


@given(st.sampled_from(LANGUAGES), st.integers(0, 1000))
def test_every_count_takes_a_form_that_there_is(language: str, count: int) -> None:
    assert plurals.form(language, count) < plurals.forms(language)
    assert plurals.form(language, plurals.examples(language)[plurals.form(language, count)]) == plurals.form(
        language, count
    )


def test_every_message_has_room_for_the_programs_own_words() -> None:
    for term in terms.ALL.values():
        forms = (term.one, term.many) if term.many else (term.one,)
        assert terms.unfit(term.key, "en", forms) == "", term.key
