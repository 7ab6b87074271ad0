"""The topics of a board as rows: those still discussed, then those that are concluded."""

from collections.abc import Sequence

from desktop.models import when
from desktop.models.facade_board import TopicRow, Word
from desktop.models.grouped import Entry, Goal, Group
from desktop.models.plain import isolated
from i18n import tr, tr_n
from sync.model import kinds

CLOSED = "closed"
NAME_MAX = 40
EDITED_MS = 5 * 60_000  # changes within the first minutes are slips of the pen


def groups(rows: Sequence[TopicRow]) -> list[Group]:
    """Return the topics under their two headings, in the order in which they were spoken in last."""
    still = [_entry(row) for row in rows if row.state != CLOSED]
    closed = [_entry(row) for row in rows if row.state == CLOSED]
    return [Group(tr("Still discussed"), still), Group(tr("Concluded"), closed)]


def who(author: str, checked: str) -> str:
    """Return a name as it stands before words."""
    return tr("You") if checked == "me" else isolated(author, NAME_MAX) if author else tr("No name")


def written(word: Word) -> str:
    """Say when something was written, and when it was changed long after that."""
    said = when.full(word.when_ms)
    if word.changed_ms - word.when_ms < EDITED_MS:
        return said
    return tr("{when}, changed {later}", when=said, later=when.full(word.changed_ms))


def content(word: Word) -> tuple[object, ...]:
    """Return what of a word is seen; that it was looked at is not."""
    return word.id, word.text, word.author, word.checked, word.changed_ms


def added(shown: Sequence[Word], words: Sequence[Word]) -> Sequence[Word] | None:
    """Return the words that stand below those *shown*: a topic, and its replies from one of them on.

    None where what is shown is not so any more, and all is to be shown anew.
    """
    ids = [word.id for word in words]
    if len(shown) < 2 or content(shown[0]) != content(words[0]) or shown[1].id not in ids:  # noqa: PLR2004
        return None
    rest = words[ids.index(shown[1].id) :]
    same = [content(word) for word in rest[: len(shown) - 1]] == [content(word) for word in shown[1:]]
    return rest[len(shown) - 1 :] if same else None


def state_of(key: str) -> str:
    """Return how a topic stands, in words."""
    kind = kinds.find("topic")
    field = kind.field("state") if kind else None
    options = field.options if field else ()
    return next((tr(option.label) for option in options if option.key == key), "")


def _entry(row: TopicRow) -> Entry:
    last = tr("{name}, {when}", name=who(row.last_author, row.last_checked), when=when.short(row.last_ms))
    replies = tr_n("{count} reply", "{count} replies", row.replies) if row.replies else tr("No reply yet")
    return Entry(
        row.title,
        Goal("item", row.id),
        detail=f"{replies} · {last}",
        aside=tr_n("{count} new", "{count} new", row.new) if row.new else "",
        picture="messages-square",
        marked=bool(row.new),
    )
