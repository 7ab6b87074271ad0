"""Texts that merge: no word is lost, every replica reads the same, updates are small (A5.3)."""

import gc

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pycrdt import Doc, merge_updates

from sync.model import document
from sync.model.document import TEXT_MAX, Document, merged, peer_id
from sync.model.update import BadUpdate, check_update
from tests.sync.model.updates import Item, deletions, deliver, update

ANA, BADU = (1 << 53) - 1, 22
UPDATE_BYTES = 60 * 1024
WORDS = ["water", "tea", "الماء", "😀", "👩‍👩‍👧", "é", "\uf000", "\uf401", "🏳️‍🌈", "\n", "meeting", " "]
TEXT = st.lists(st.sampled_from(WORDS), max_size=20).map(" ".join) | st.text(
    st.characters(exclude_categories=["Cs"]), max_size=30
)


def pair(said: str) -> tuple[Document, Document]:
    ana, badu = Document(ANA), Document(BADU)
    deliver(ana.edit(said), badu, ANA)
    return ana, badu


def exchange(ana: Document, badu: Document, mine: str, theirs: str) -> str:
    from_ana, from_badu = ana.edit(mine), badu.edit(theirs)
    deliver(from_ana, badu, ANA)
    deliver(from_badu, ana, BADU)
    assert ana.text == badu.text
    return ana.text


def test_a_client_number_is_the_first_53_bits_and_never_0() -> None:
    assert peer_id(b"\xff" * 32) == (1 << 53) - 1
    assert peer_id(b"\x00" * 6 + b"\x08" + b"\xff" * 25) == 1
    assert peer_id(b"\x00" * 6 + b"\x07" + b"\xff" * 25) == 1
    assert peer_id(b"\x80" + bytes(31)) == 1 << 52


def test_both_keep_their_words() -> None:
    ana, badu = pair("We meet on Monday. 😀 أحضر الماء.\n")
    said = exchange(
        ana,
        badu,
        "We meet on Tuesday. 😀 أحضر الماء والشاي.\n",
        "Now: We meet on Monday. 😀 أحضر الماء البارد.\n",
    )
    assert said.startswith("Now: We meet on Tuesday. 😀") and "الماء" in said
    assert "والشاي" in said and "البارد" in said


def test_texts_that_are_let_go_leave_nothing_of_the_library_behind() -> None:
    def held() -> int:
        gc.collect()
        return sum(isinstance(each, Doc) for each in gc.get_objects())

    before = held()
    ana, badu = pair("water")
    with pytest.raises(BadUpdate):
        badu.apply(b"\xff\xff")
    exchange(ana, badu, "water and tea", "cold water")
    assert held() > before
    del ana, badu
    assert held() == before


@given(TEXT, TEXT)
def test_an_edit_reads_as_written_here_and_there(first: str, second: str) -> None:
    ana, badu = pair(first)
    assert (ana.text, badu.text) == (first, first)
    deliver(badu.edit(second), ana, BADU)
    assert (ana.text, badu.text) == (second, second)


@given(TEXT, TEXT, TEXT)
def test_two_at_once_read_the_same_after(base: str, mine: str, theirs: str) -> None:
    exchange(*pair(base), mine, theirs)


@given(st.lists(st.sampled_from(WORDS[:4]), min_size=1, max_size=12), st.data())
def test_words_put_in_at_once_all_stay(base: list[str], data: st.DataObject) -> None:
    places = st.lists(st.integers(0, len(base)), max_size=5, unique=True)
    written = []
    for who in ("ana", "badu"):
        words = list(base)
        for at in sorted(data.draw(places), reverse=True):
            words.insert(at, f"{who}{at}")
        written.append(words)
    said = exchange(*pair(" ".join(base)), *(" ".join(words) for words in written))
    for word in {*written[0], *written[1]}:
        assert said.count(word) >= max(words.count(word) for words in written)


def test_the_same_change_made_twice_stands_twice() -> None:
    assert exchange(*pair("a b"), "a new b", "a new b").count("new") == 2


def test_long_texts_written_at_once_do_not_mix() -> None:
    ana, badu = pair("begin end")
    said = exchange(ana, badu, f"begin {'m' * 70_000} end", f"begin {'w' * 70_000} end")
    assert "m" * 70_000 in said and "w" * 70_000 in said


def test_one_word_in_a_long_text_is_a_small_update() -> None:
    text = "word and more text. " * 2500
    ana, badu = pair(text)
    made = ana.edit(text[:25_000] + "new " + text[25_000:])
    assert [len(each) < 60 for each in made] == [True]
    deliver(made, badu, ANA)
    assert badu.text == ana.text


def test_nothing_new_makes_no_update() -> None:
    ana, _ = pair("bring water")
    assert ana.edit("bring water") == []


@pytest.mark.timeout(20)
@pytest.mark.parametrize("word", ["word and more text. ", "كلمة وأخرى. ", "😀😀 "])
def test_a_text_of_five_megabytes_goes_in_pieces(word: str) -> None:
    text = word * ((5 << 20) // len(word.encode()))
    ana = Document(ANA)
    made = ana.edit(text)
    assert ana.text == text and max(map(len, made)) <= UPDATE_BYTES
    badu = Document(BADU)
    deliver(made, badu, ANA)
    assert badu.text == text
    deliver(badu.edit("start " + text + "end"), ana, BADU)
    assert ana.text == "start " + text + "end"


def test_many_changes_go_in_updates_that_are_small_and_pass() -> None:
    lines = [f"line {at}\n" for at in range(5_000)]
    ana, badu = pair("".join(lines))
    made = ana.edit("".join(f"{line[:-1]} more\n" if at % 2 else line for at, line in enumerate(lines)))
    assert len(made) > 1 and max(map(len, made)) <= UPDATE_BYTES
    deliver(made, badu, ANA)
    assert badu.text == ana.text and badu.text.count("more") == 2_500


def test_a_replica_goes_on_from_its_state() -> None:
    ana, badu = pair("bring water")
    again = Document(ANA, ana.state())
    assert again.text == "bring water" and again.clocks() == ana.clocks() == {ANA: 11}
    assert not again.changed
    deliver(again.edit("bring cold water"), badu, ANA)
    assert badu.text == "bring cold water" and again.changed
    assert Document(ANA).clocks() == {} and Document(ANA).text == ""


def test_the_bound_of_a_text() -> None:
    ana = Document(ANA)
    with pytest.raises(BadUpdate, match="text-too-large"):
        ana.edit("a" * (TEXT_MAX + 1))
    with pytest.raises(BadUpdate, match="utf-8"):
        ana.edit("half a pair: \ud83d")
    assert ana.text == "" and ana.clocks() == {}
    assert ana.edit("still works")


def test_a_client_writes_no_more_letters_than_others_would_take(monkeypatch: pytest.MonkeyPatch) -> None:
    ana, _ = pair("bring water")
    monkeypatch.setattr(document, "CLOCK_MAX", 30)
    with pytest.raises(BadUpdate, match="text-too-large"):
        ana.edit("bring tea and some water")
    assert ana.text == "bring water" and ana.edit("bring tea")


def test_an_update_that_makes_it_too_large_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    ana, badu = pair("bring water")
    made = ana.edit("bring water and more than fits")
    monkeypatch.setattr(document, "TEXT_MAX", 20)
    with pytest.raises(BadUpdate, match="text-too-large"):
        deliver(made, badu, ANA)
    assert badu.text == "bring water" and badu.clocks() == {ANA: 11}
    monkeypatch.undo()
    assert badu.edit("bring tea") and badu.text == "bring tea"
    deliver(made, badu, ANA)
    assert "and more than fits" in badu.text


def test_what_the_library_refuses_changes_nothing() -> None:
    _, badu = pair("bring water")
    before = badu.state()
    whole = update(ANA, 11, [Item("x")])
    for garbage, reason in (
        (b"", "short"),
        (b"\xff" * 40, "number"),
        (whole[:-1], "library"),
        (whole[:-5], "short"),
    ):
        with pytest.raises(BadUpdate, match=reason):
            badu.apply(garbage)
        assert badu.text == "bring water" and badu.state() == before
    assert not Document(BADU, before).changed


def test_the_library_s_merge_of_our_updates_passes() -> None:
    ana, badu = pair("bring water")
    made = [each for said in ("tea", "tea and bread", "more tea", "") for each in ana.edit(said)]
    check_update(merge_updates(*made), ANA, badu.clocks())
    deliver([merge_updates(*made)], badu, ANA)
    assert badu.text == ana.text == ""
    assert badu.clocks() == ana.clocks()


def test_a_half_of_a_pair_is_a_letter_that_can_be_edited_around() -> None:
    _, badu = pair("a😀b")
    deliver([update(7, 0, [Item("\uf402", left=(ANA, 1), right=(ANA, 2))])], badu, 7)
    assert len(badu.text) == 4
    deliver([update(7, 1, [], deletions([(ANA, [(1, 1)])]))], badu, 7)
    for said in ("a new text", "a😀 new text😀"):
        badu.edit(said)
        assert badu.text == said


def test_an_editor_s_text_and_what_came_meanwhile_are_both_kept() -> None:
    assert merged("bring water", "bring cold water", "bring water today") == "bring cold water today"
    assert merged("a", "b", "a") == "b" and merged("a", "b", "b") == "b"
    assert merged("a", "a", "a 😀") == "a 😀"


@given(TEXT, TEXT, TEXT)
def test_merging_gives_the_same_every_time(base: str, mine: str, theirs: str) -> None:
    assert merged(base, mine, theirs) == merged(base, mine, theirs)
