"""No damaged or forged update gets past the reader and the copy with anything but a clear answer (A5.3.7)."""

import pytest

from tests.sync.model import mutants


@pytest.mark.timeout(60)
def test_no_mutant_breaks_a_replica() -> None:
    outcomes = mutants.drive(mutants.COMMON)
    assert outcomes.total() == mutants.COMMON
    assert outcomes["accepted"] and outcomes["reference"] and outcomes["short"] and outcomes["other-client"]


def test_the_cases_themselves_are_accepted() -> None:
    assert {mutants.outcome(case, case.data) for case in mutants.cases()} == {"accepted"}
