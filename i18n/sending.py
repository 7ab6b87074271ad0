"""What is said of sending and receiving: sizes, modes, paces, and what happened in a round."""

from i18n import formats, problems, tr, tr_n

KILO = 1000
WHOLE_FROM = 10  # "3.4 kB", but "34 kB"


def size(count: int) -> str:
    """Return *count* bytes as people read them."""
    if count < KILO:
        return tr("{number} B", number=count)
    if count < KILO * KILO:
        return tr("{number} kB", number=_number(count / KILO))
    if count < KILO**3:
        return tr("{number} MB", number=_number(count / KILO**2))
    return tr("{number} GB", number=_number(count / KILO**3))


def _number(value: float) -> str:
    return formats.decimal(value, 0 if value >= WHOLE_FROM else 1)


def mode(name: str) -> str:
    return {
        "always": tr("By itself"),
        "pressed": tr("Only when I press the button"),
        "never": tr("Never; packages only"),
    }[name]


def metered(said: str) -> str:
    return {
        "yes": tr("Yes, each bit costs"),
        "no": tr("No"),
        "ask-system": tr("As the computer says"),
    }[said]


def files(way: str, above_mb: int) -> str:
    """Say which attached files go over the line by themselves."""
    if way == "ask":
        most = tr("{number} MB", number=formats.number(above_mb))
        return tr("Up to {size}, by themselves", size=most)
    return tr("Of any size, by themselves") if way == "always" else tr("Each only when I ask")


def files_meaning(way: str) -> str:
    """Say what that means, in a sentence or two."""
    if way == "always":
        return tr("They go where the connection costs, too.")
    costs = tr("Where the connection costs, every file waits.")
    if way == "ask":
        return tr("What is larger waits until you ask for it or send it.") + " " + costs
    return tr("Each file waits until you ask for it or send it.")


def pace(minutes: int | None) -> str:
    if minutes is None:
        return tr("No fixed times")
    return tr_n("Every {count} minute", "Every {count} minutes", minutes)


def moved(sent: int, received: int) -> str:
    """Return what was sent and received, or nothing."""
    said = []
    if sent:
        said.append(tr_n("{count} change sent", "{count} changes sent", sent))
    if received:
        said.append(tr_n("{count} change received", "{count} changes received", received))
    return " · ".join(said)


def problem(code: str) -> str:
    return problems.sentences(code, {}).what if code else ""


def to_send(changes: int, count: int) -> str:
    """Return what waits to be sent, and at most how many bytes that is."""
    if not changes and not count:
        return tr("Nothing waits to be sent.")
    if not changes:
        return tr("Keys for others, at most {size}", size=size(count))
    return tr_n(
        "{count} change, at most {size}", "{count} changes, at most {size}", changes, size=size(count)
    )


def times(count: int) -> str:
    return tr_n("{count} time", "{count} times", count) if count > 1 else ""
