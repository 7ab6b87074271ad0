"""Questions and answers are read from lines; what is none is left out."""

from hypothesis import given
from hypothesis import strategies as st

from sync.model.kinds import questions

FORM = "\n".join((
    "trust | scale | How much do partners trust us?",
    "plan | yes-no | Is there a plan?",
    "who | choice | Who decides? | everybody; ; a few; everybody",
    "meetings | number | How many meetings?",
    "help | text | Where do we need help?",
    "trust | text | The same name again",
    "not a question",
))  # fmt: skip


def test_questions_are_read_once_each() -> None:
    asked = questions.asked(FORM)
    assert [(each.id, each.way) for each in asked] == [
        ("trust", "scale"), ("plan", "yes-no"), ("who", "choice"), ("meetings", "number"), ("help", "text"),
    ]  # fmt: skip
    assert [each.options for each in asked] == [
        questions.SCALE, questions.YES_NO, ("everybody", "a few"), (), (),
    ]  # fmt: skip


def test_answers_are_those_that_can_be_counted() -> None:
    asked = questions.asked(FORM)
    said = "trust: 4\ntrust: 5\nplan: maybe\nwho:a few\nmeetings: many\nhelp: with: colons\nold: 3\n\nnothing"
    assert questions.given(said, asked) == {"trust": "4", "who": "a few", "help": "with: colons"}
    assert questions.given("meetings: 12.5\ntrust: 6\nplan: yes", asked) == {
        "meetings": "12.5",
        "plan": "yes",
    }


@given(st.text(), st.text())
def test_whatever_stands_there_is_read(form: str, answers: str) -> None:
    asked = questions.asked(form)
    assert set(questions.given(answers, asked)) <= {each.id for each in asked}
