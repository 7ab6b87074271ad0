"""What happened in a space is said in whole sentences, the same in windows and on the command line."""

from dataclasses import dataclass

import pytest

from i18n import happened, set_language


@dataclass(frozen=True)
class Row:
    what: str
    who: str = "Amina"
    subject: str = "Badu"
    effect: bool = True
    reason: str = ""
    detail: str = ""
    who_id: str = "a"
    subject_id: str = "b"
    organisation: str = ""


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (Row("added", detail="steward"), "Amina let Badu in. Role: Organiser."),
        (Row("voted", detail="remove"), "Amina agreed to take Badu out."),
        (Row("left", "", organisation="Peace House"), "Peace House: No name left."),
        (Row("invented-later"), "Amina changed something about who belongs here."),
    ],
)
def test_each_is_a_whole_sentence(row: Row, said: str) -> None:
    assert happened.sentence(row) == said
    assert happened.outcome(row) == ""


def test_names_are_made_fit_for_their_place() -> None:
    assert happened.sentence(Row("removed", organisation="House"), str.upper) == "HOUSE: AMINA took BADU out."


def test_what_had_no_effect_says_why_and_what_is_mutual_says_so() -> None:
    senior = happened.outcome(Row("removed", effect=False, reason="senior"))
    assert senior == "This had no effect. Nobody alone decides about somebody who was here longer."
    assert "rules" in happened.outcome(Row("removed", effect=False, reason="invented-later"))
    rows = [Row("founded"), Row("removed"), Row("removed", who_id="b", subject_id="a")]
    assert happened.mutual(rows) == {1, 2}
    assert "Both are out." in happened.outcome(rows[1], mutually=True)
    assert happened.mutual([rows[1], Row("added"), rows[2]]) == set()


def test_roles_are_words_in_the_language_of_the_moment() -> None:
    assert [happened.role(each) for each in ("reader", "nothing")] == ["Reader", ""]
    set_language("fr")
    try:
        assert "Badu" in happened.sentence(Row("removed")) and happened.role("member") == "Membre"
        assert "This" not in happened.outcome(Row("removed", effect=False, reason="senior"))
    finally:
        set_language("en")
