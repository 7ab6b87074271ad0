"""Lines of a contact that say by which name it is known to whom."""

from sync.model.kinds import audiences

FRIENDS = "\u0627\u0644\u0634\u0631\u0643\u0627\u0621"
SAID = f"Press: Dawn\n: no\nfunders:\n press : Other\n{FRIENDS}\uff1a Amal"


def test_the_first_line_of_an_audience_counts_and_half_a_line_says_nothing() -> None:
    assert list(audiences.known(SAID).values()) == [("Press", "Dawn"), (FRIENDS, "Amal")]
    assert audiences.name_for(SAID, "PRESS") == "Dawn" and not audiences.name_for(SAID, "x")


def test_nothing_of_a_card_says_another_name() -> None:
    card = {"name": "Jeanne", "names": SAID, "source": "FN:Jeanne", "role": "Cook"}
    assert audiences.called(card, "press") == {"name": "Dawn", "role": "Cook"}
    assert audiences.called(card, "family") == {"name": "Jeanne", "role": "Cook"}
