"""Every reason why something was set aside, and every finding, has a sentence of its own."""

import re
from pathlib import Path

import pytest

import i18n
from i18n import set_aside
from sync.engine import checks
from sync.model import epochs

ROOT = Path(__file__).resolve().parents[2]
LONGEST = 12  # words, as for every sentence
GIVEN = re.compile(r'Refused\("([a-z-]+)"\)|flaw = "([a-z-]+)"|return "([a-z-]+)"')


def reasons() -> set[str]:
    """The codes of what is refused where people, roles and keys are concerned, as the sources say them."""
    flaw = Path(epochs.__file__).read_text(encoding="utf-8").partition("def flaw(")[2].partition("\ndef ")[0]
    said = Path(checks.__file__).read_text(encoding="utf-8") + flaw
    return {code for found in GIVEN.findall(said) for code in found if code}


def test_each_reason_about_who_belongs_is_said() -> None:
    assert {"recipients", "proof", "no-authority", "membership-back"} <= reasons()
    assert reasons() - {"refused-before"} <= set(set_aside.WHY)


@pytest.mark.parametrize("reason", [*sorted(set_aside.WHY), "any other"])
def test_it_is_one_short_whole_sentence(reason: str) -> None:
    said = set_aside.why(reason)
    assert said[0].isupper() and said.endswith(".") and len(said.split()) <= LONGEST


@pytest.mark.parametrize("language", ["en", "fr", "ar"])
def test_findings_are_said_with_their_counts(language: str) -> None:
    i18n.set_language(language)
    findings = ["notebook-damaged:2", "needs-update:1", "parked:7", "refused:proof:3", "refused:clock:1"]
    try:
        told = list(set_aside.found(findings))
        assert len(told) == len(set(told)) == len(findings)
        assert told[3].endswith(set_aside.why("proof"))
        assert not any(":" in one or "{" in one for one in told)
    finally:
        i18n.set_language("en")
