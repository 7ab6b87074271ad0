"""Self-assessment over time, and sums from which nobody's answers can be told."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.engine.assessments import Assessments
from sync.engine.rolling_up import RollUp, roll_up
from sync.errors import Problem
from sync.model.kinds import questions
from tests.sync.engine.members_of_a_space import Member
from tests.sync.engine.stewards import meet

QUESTIONS = "\n".join((
    "trust | scale | How much do partners trust us?",
    "plan | yes-no | Is there a plan?",
    "people | number | How many people take part?",
    "help | text | Where do we need help?",
))  # fmt: skip
ASKED = questions.asked(QUESTIONS)
FIRST, SECOND = "2026-01-01/2026-06-30", "2026-07-01/2026-12-31"


@pytest.fixture
def amal(people: Callable[..., list[Member]]) -> Member:
    return people("amal")[0]


def form(member: Member) -> str:
    fields = {"title": "Our work", "questions": QUESTIONS}
    (made,) = member.items.new(member.space.hex(), "form", fields).ids
    return made


def answer(member: Member, asked: str, said: str, *, who: str = "", period: str = FIRST) -> str:
    fields = {"title": "Answers", "form": asked, "who": who, "period": period, "answers": said}
    (made,) = member.items.new(member.space.hex(), "answer", fields).ids
    return made


def trust(number: int) -> str:
    return f"trust: {number}\nplan: yes\nhelp: with {number}"


def of(found: RollUp, name: str) -> tuple[object, ...]:
    (one,) = [each for each in found.sums if each.question.id == name]
    return one.respondents, one.mean, one.median, dict(one.counts)


def test_answers_stand_beside_each_other_by_period(amal: Member) -> None:
    asked, service = form(amal), Assessments(amal.book)
    answer(amal, asked, trust(4), who="Coast", period=SECOND)
    answer(amal, asked, trust(2), who="Coast")
    answer(amal, asked, "trust: 9\nold: 1", who="Hills")
    answer(amal, form(amal), trust(1), who="Coast")
    found = service.compare(asked)
    assert found.questions == ASKED and found.periods == (FIRST, SECOND)
    said = [(each.who, each.period, each.answers.get("trust")) for each in found.given]
    assert said == [("Coast", FIRST, "2"), ("Hills", FIRST, None), ("Coast", SECOND, "4")]
    assert [each.answers["trust"] for each in service.compare(asked, "coast").given] == ["2", "4"]
    assert service.compare(asked, "Plains").given == ()


def test_nothing_is_shown_of_fewer_than_three(amal: Member) -> None:
    asked, service = form(amal), Assessments(amal.book)
    assert service.roll_ups(asked) == ()
    for who in ("Coast", "Hills"):
        answer(amal, asked, trust(3), who=who)
        assert service.roll_up(asked, FIRST) == RollUp(FIRST, 0)
    answer(amal, asked, trust(5), who="Plains", period=SECOND)
    answer(amal, asked, trust(5), who=" HILLS")
    answer(amal, asked, "old: 5", who="Plains")
    assert service.roll_up(asked, FIRST) == RollUp(FIRST, 0), (
        "one name is one respondent, and no answer is none"
    )
    answer(amal, asked, "people: 12", who="Plains")
    found = service.roll_up(asked, FIRST)
    assert found.respondents == 3 and of(found, "trust") == (0, "", "", {})
    answer(amal, asked, trust(4), who="Plains")
    found = service.roll_up(asked, FIRST)
    assert of(found, "trust") == (3, "4.0", "4.0", {"1": 0, "2": 0, "3": 1, "4": 1, "5": 1})
    assert of(found, "plan") == (3, "", "", {"yes": 3, "no": 0})
    assert [each.period for each in service.roll_ups(asked)] == [FIRST, SECOND]


def test_texts_are_never_part_of_it_and_numbers_are_rounded(amal: Member) -> None:
    asked = form(amal)
    for number, who in ((12345, "a"), (23456, "b"), (34567, "c")):
        answer(amal, asked, f"people: {number}\nhelp: {who}", who=who)
    found = Assessments(amal.book).roll_up(asked, FIRST)
    assert of(found, "people") == (3, "23000", "23000", {})
    assert "help" not in {each.question.id for each in found.sums}


def test_answers_without_a_name_are_one_respondents(people: Callable[..., list[Member]]) -> None:
    amal, badu, caro = people("amal", "badu", "caro")
    asked, service = form(amal), Assessments(amal.book)
    for number in (1, 2, 3):
        answer(amal, asked, trust(number))
    assert service.roll_up(asked, FIRST).respondents == 0
    meet(amal, badu, caro)
    answer(badu, asked, trust(4))
    answer(caro, asked, trust(5))
    meet(amal, badu, caro)
    found = service.roll_up(asked, FIRST)
    assert found.respondents == 3 and of(found, "trust")[3] == dict.fromkeys("12345", 1)
    assert found == Assessments(caro.book).roll_up(asked, FIRST), "the same on every laptop"


def test_only_a_form_is_asked_about(amal: Member) -> None:
    with pytest.raises(Problem) as refused:
        Assessments(amal.book).compare(amal.note("Plan"))
    assert refused.value.code == "not-a-form"


sets = st.fixed_dictionaries(
    {},
    optional={
        "trust": st.sampled_from(questions.SCALE),
        "plan": st.sampled_from(questions.YES_NO),
        "people": st.integers(-999, 10**9).map(str),
    },
)


@given(st.lists(st.lists(sets, max_size=2), max_size=14), st.lists(sets, min_size=1, max_size=2))
def test_one_more_respondent_changes_no_sum_by_one(
    everybody: list[list[dict[str, str]]], late: list[dict[str, str]]
) -> None:
    before, after = roll_up("", ASKED, everybody), roll_up("", ASKED, [*everybody, late])
    assert all(one.respondents % 3 == 0 for one in after.sums)
    for then, now in zip(before.sums, after.sums, strict=False):
        assert then == now or now.respondents - then.respondents == 3
