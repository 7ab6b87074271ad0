"""What is said of one delivery service: when it was reached, what it keeps, and its tickets."""

from i18n import problems, tr, tr_n


def reached(when: str) -> str:
    """Return when it was last reached; *when* is nothing where it never was."""
    return tr("Last reached: {when}", when=when) if when else tr("Not reached yet")


def keeps(days: int) -> str:
    return tr_n("It keeps things for {count} day.", "It keeps things for {count} days.", days)


def tickets(spare: int, kept: int | None) -> str:
    """Return how many tickets are left; *kept* is None for those who may not know."""
    said = [tr_n("{count} ticket for members.", "{count} tickets for members.", spare)]
    if kept is not None:
        said.append(tr_n("{count} ticket for organisers.", "{count} tickets for organisers.", kept))
    return " ".join(said)


def given(new: int, known: int, unreadable: int) -> list[str]:
    """Return what came of a sheet of tickets."""
    said = [tr_n("{count} ticket added.", "{count} tickets added.", new)]
    if known:
        said.append(tr_n("{count} ticket was known.", "{count} tickets were known.", known))
    if unreadable:
        text = tr_n("{count} ticket could not be read.", "{count} tickets could not be read.", unreadable)
        said.append(text)
    return said


def problem(code: str, address: str) -> str:
    """Return what went wrong there last, or nothing."""
    return problems.sentences(code, {"address": address}).what if code else ""


def former(count: int) -> str:
    return tr_n(
        "{count} proof against a former delivery service is kept.",
        "{count} proofs against former delivery services are kept.",
        count,
    )
