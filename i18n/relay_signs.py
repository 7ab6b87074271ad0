"""What a delivery service did that none that works does: what happened, what is safe, what to do."""

from collections.abc import Mapping

from i18n import mark, tr

Sentences = tuple[str, str, str]
CAUGHT: Mapping[str, Sentences] = {
    "dropped": (
        mark("A delivery service left out something that it had taken."),
        mark("Nothing is lost here. What is missing is sent again."),
        mark("Add a second delivery service, so that one can fail."),
    ),
    "withheld": (
        mark("A delivery service shows others more than this computer."),
        mark("What is here stays. The rest comes by another way."),
        mark("Exchange by package or another service until it is over."),
    ),
    "rolled-back": (
        mark("A delivery service went back to an earlier state."),
        mark("Nothing is lost here. It is filled again by itself."),
        mark("The proof is kept. Ask whoever runs it what happened."),
    ),
    "split-view": (
        mark("A delivery service shows different people different things."),
        mark("It cannot read or change anything. The proof is kept."),
        mark("Choose another delivery service for this space."),
    ),
    "altered": (
        mark("A delivery service gave out something other than it signed."),
        mark("Nothing changed here: what is altered is never taken in."),
        mark("Try another network first. If it stays, choose another service."),
    ),
    "deleted-early": (
        mark("A delivery service deleted things before their time."),
        mark("Nothing is lost here. What we sent is sent again."),
        mark("If it happens again, choose another delivery service."),
    ),
    "unreadable": (
        mark("Things that nobody can read lie at a delivery service."),
        mark("They are passed over, and do no harm."),
        mark("A member’s program may have left them there."),
    ),
}
STATES: Mapping[str, str] = {
    "reliable": mark("Reliable"),
    "soft": mark("Not always in order"),
    "proven": mark("At fault, and that is proved"),
}
OFFER = mark("You may change the delivery services of this space.")
WORTH: Mapping[str, str] = {
    "proved": mark("Anybody can check this proof."),
    "told": mark("This rests on what this computer was given."),
}
NOTHING = mark("This proves nothing.")


def lines(code: str) -> list[str]:
    """Return the sentences of a code in the language of the moment; none for an unknown code."""
    return [tr(each) for each in CAUGHT.get(code, ())]


def quiet_line(code: str) -> str:
    """Return the one line that says it in passing."""
    return next(iter(lines(code)), "")


def state(name: str) -> str:
    return tr(STATES.get(name, ""))


def worth(name: str) -> str:
    return tr(WORTH.get(name, NOTHING))
