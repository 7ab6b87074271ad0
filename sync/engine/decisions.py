"""Decisions that several must agree to: which are open, and what comes of those agreed to (A4.2)."""

from dataclasses import dataclass

from sync.engine.forum import Forum, key
from sync.engine.notebook import Notebook
from sync.model import ops
from sync.model.ops import Action
from sync.store.database import Db


@dataclass(frozen=True, slots=True)
class DecisionRow:
    """One decision that is still open; *action* names it for `vote`, *what* is remove, steward or policy."""

    action: str
    what: str
    subject: str
    subject_id: str
    agreed: tuple[str, ...]
    """The names of those who are for it."""
    missing: tuple[str, ...]
    """The names of the stewards who have not said so."""
    needed: int
    mine: bool
    """Whether this notebook's person is among those who agreed."""
    organisation: str = ""
    """The id of the organisation whose officers decide; nothing where it is the space's stewards."""


def open_in(forum: Forum) -> dict[str, Action]:
    """Return by its key every action that some of today's stewards are for."""
    circle = forum.circle
    anyone = min(circle.stewards(), default=b"")
    return {
        key(action): action
        for action in sorted(circle.votes, key=key)
        if circle.agreed(action) and circle.judge(anyone, ops.Vote(action), admits=False).sound
    }


def rows(forum: Forum) -> list[DecisionRow]:
    return [_row(forum, name, action) for name, action in open_in(forum).items()]


def _row(forum: Forum, name: str, action: Action) -> DecisionRow:
    circle = forum.circle
    order = sorted(circle.stewards(), key=circle.senior.__getitem__)
    agreed = circle.agreed(action)
    actor = forum.state.actor(forum.book.me_in(forum.space).device)
    mine = actor is not None and bool(agreed & {actor.person, actor.principal})
    return DecisionRow(
        name, action.name, forum.name_of(action.subject), action.subject.hex(),
        tuple(forum.name_of(one) for one in order if one in agreed),
        tuple(forum.name_of(one) for one in order if one not in agreed),
        circle.needed(), mine, forum.organisation.hex(),
    )  # fmt: skip


def forums(db: Db, book: Notebook, space: bytes) -> list[Forum]:
    """The space itself, and each organisation in it."""
    inside = sorted(one for one in book.state(db, space).rosters if one in book.state(db, space).circle.roles)
    return [Forum(db, book, space), *(Forum(db, book, space, one) for one in inside)]


def enact_due(db: Db, book: Notebook, space: bytes) -> int:
    """Carry out what enough stewards agreed to without knowing of each other; return how many.

    Any steward's notebook does so when it sees it: two that do at once do no harm.
    """
    state = book.state(db, space)
    if state.frozen or state.actor(book.me_in(space).device) is None:
        return 0
    count = 0
    for forum in forums(db, book, space):
        if forum.circle.votes and forum.decides():
            for action in open_in(forum).values():
                if len(forum.circle.agreed(action)) >= forum.circle.needed():
                    forum.enact(action)
                    count += 1
    return count
