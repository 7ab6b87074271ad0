"""What stands in the example: neutral notes and places, written for it, in the language of the window."""

from i18n import tr


def plan_title() -> str:
    return tr("Plan for March")


def plan_body() -> str:
    """Return a page with every mark that the editor styles."""
    bring = _lines("- [x] ", tr("Ask the school for chairs."))
    bring += _lines("- [ ] ", tr("Bring water."), tr("Tell the drivers by Thursday."))
    days = _lines("1. ", tr("Welcome and tea"), tr("Listening in pairs"), tr("What we do next"))
    return "\n".join((
        tr("Workshop with **twelve teachers**, on the *second Saturday* of the month."), "",
        _lines("## ", tr("What to bring")), bring,
        _lines("## ", tr("The day")), days,
        _lines("> ", tr("More of this, and earlier in the year.")),
        tr("The office keeps the list of who came. The letter goes out before Friday."), "",
    ))  # fmt: skip


def welcome_body() -> str:
    """Return a page that says what can be tried here."""
    tries = _lines(
        "- [ ] ",
        tr("Change a word in this note. It is saved by itself."),
        tr("Make a new note and give it a name."),
        tr("Search everything for the word chairs."),
        tr("Move a note to the trash, then take it back."),
    )
    return "\n".join((
        tr("This is an example. Nobody real is in it, and nothing here is kept."), "",
        _lines("## ", tr("Try this")), tries,
    ))  # fmt: skip


def shared_notes() -> tuple[dict[str, str], ...]:
    """Return notes for the space that a group would share, the oldest first."""
    return (
        _note(tr("Books for the reading room"), tr("library"),
              tr("Atlases, short stories, two dictionaries.")),
        _note(tr("Lessons from the rainy season"), tr("village, roads"),
              tr("The road by the river closes. Plan two days more.")),
        _note(tr("Who has the keys"), tr("office"), tr("The office by the market, every Monday.")),
        _note(tr("From the coast"), "", tr("The boat comes on Sunday.")),
        _note(plan_title(), tr("plan, workshop"), plan_body()),
    )  # fmt: skip


def own_notes() -> tuple[dict[str, str], ...]:
    """Return notes for the space that nobody else reads, the oldest first."""
    return (
        _note(tr("Questions for the next meeting"), "",
              tr("Who can open the hall on Saturday? Who reads the letter first?")),
        _note(tr("Begin here"), "", welcome_body()),
    )  # fmt: skip


def contacts() -> tuple[dict[str, str], ...]:
    """Return places, not people."""
    return (
        {"name": tr("Market hall"), "note": tr("Ask a week before for the large room.")},
        {"name": tr("District school office"), "phone": "+254 700 000 000", "languages": "sw, en"},
        {"name": tr("Reading room desk"), "languages": "fr, ar"},
    )


def _note(title: str, tags: str, body: str) -> dict[str, str]:
    return {"title": title, "tags": tags, "body": body}


def _lines(mark: str, *texts: str) -> str:
    """Return *texts* as lines that begin with *mark*; numbers count on."""
    numbered = mark[0].isdigit()
    marks = [f"{number}. " if numbered else mark for number in range(1, len(texts) + 1)]
    return "".join(f"{each}{text}\n" for each, text in zip(marks, texts, strict=True))
