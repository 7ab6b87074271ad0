"""What the command line says of sending, and sets."""

from collections.abc import Callable

import pytest

from i18n import set_language
from sync.cli import grammar
from sync.cli.answer import Answer
from sync.cli.grammar import WrongUsage
from tests.scenarios.laptops import Laptop, Relay


@pytest.fixture
def ask(laptop: Callable[[str], Laptop], relay: Relay) -> Callable[..., Answer]:
    set_language("en")
    amal = laptop("Amal")
    amal.session.spaces.add_relay(amal.session.spaces.new("Field team").id, relay.url)
    amal.note(amal.session.spaces.all()[0].id, "Note")

    def run(*words: str) -> Answer:
        arguments = grammar.parse(["sending", *words])
        return arguments.run(amal.session, arguments)

    run.session = amal.session
    return run


def test_it_says_what_is_set_and_what_it_would_cost(ask: Callable[..., Answer]) -> None:
    said = ask()
    assert said.document["mode"] == "pressed"
    assert said.document["metered"] == "ask-system"
    assert said.document["changes"] > 0 < said.document["bytes_to_send"]
    assert "Sends and receives: Only when I press the button" in said.lines
    assert any(line.startswith("To send: ") and "at most" in line for line in said.lines)


def test_it_sets_what_it_says(ask: Callable[..., Answer]) -> None:
    assert ask("set", "never").document["mode"] == "never"
    assert ask("metered", "yes").document["metered"] == "yes"
    assert ask("files", "always").document["files"] == {"way": "always", "above_mb": 1}
    assert ask("files", "20").document["files"] == {"way": "ask", "above_mb": 20}
    assert "Attached files: Up to 20 MB, by themselves" in ask().lines
    assert "Attached files: Each only when I ask" in ask("files", "never").lines
    (pace,) = ask("steady", "Field team", "15").document["steady"]
    assert pace["minutes"] == 15
    assert ask("steady", "Field team", "15").lines[-1] == "Field team: Every 15 minutes"
    assert ask("steady", "Field team", "off").document["steady"] == []


def test_it_tells_what_happened(ask: Callable[..., Answer], relay: Relay) -> None:
    assert ask("log").lines == ["Nothing happened yet."]
    ask.session.delivery.sync()
    relay.stop()
    for _ in range(2):
        ask.session.delivery.sync()
    late, early = ask("log").lines
    assert "Field team: " in early
    assert "sent" in early
    assert "The delivery service cannot be reached.  2 times" in late
    assert [one["times"] for one in ask("log").document] == [2, 1]


@pytest.mark.parametrize(
    "words",
    [("set", "often"), ("files", "-1"), ("files", "some"), ("steady", "Field team", "7"), ("metered",)],
)
def test_what_does_not_fit_is_refused(words: tuple[str, ...]) -> None:
    with pytest.raises(WrongUsage):
        grammar.parse(["sending", *words])
