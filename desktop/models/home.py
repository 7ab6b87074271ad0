"""What the first page tells: what is new, what waits for this person, what is only here."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from desktop.models import calendar, confirming, fellowship, when
from desktop.models.facade_belonging import SpaceRow
from desktop.models.facade_home import NewItem, SpaceNews, Tells
from desktop.models.facade_items import ItemRow
from desktop.models.facade_sending import Outlook
from desktop.models.grouped import Entry, Goal, Group
from desktop.models.plain import isolated
from i18n import sending as words
from i18n import tr, tr_n

DUE_SHOWN = 6
DUE_DAYS = 7


@dataclass(frozen=True, slots=True)
class Needs:
    """What waits in a space for this person: who asks to come in, decisions, people never checked."""

    space: SpaceRow
    asking: int
    decisions: int
    unchecked: int


@dataclass(frozen=True, slots=True)
class Home:
    spaces: Sequence[SpaceRow]
    news: Sequence[SpaceNews]
    twofold: Sequence[ItemRow] = ()
    needs: Sequence[Needs] = ()
    waiting: Sequence[tuple[SpaceRow, Outlook]] = ()
    due: Sequence[Entry] = ()
    """What has a date that comes soon, or that is past and not done."""
    stale: Sequence[Entry] = ()
    """What this person is asked to confirm."""

    @property
    def unread(self) -> int:
        return sum(each.unread for each in self.news)


def taken(session: Tells) -> Home:
    """Read all of it in one go, away from the windows."""
    spaces = [row for row in session.spaces.all() if not row.pending]
    names = {row.id: isolated(row.name, 40) for row in spaces}
    waiting = [(row, session.delivery.outlook(row.id)) for row in spaces]
    return Home(
        spaces, session.news.rows(), session.news.twofold(),
        [_needs(session, row) for row in spaces if row.role != "removed"],
        [(row, outlook) for row, outlook in waiting if outlook.changes],
        _due(session, names), confirming.entries(session.confirming.mine(names), names),
    )  # fmt: skip


def _due(session: Tells, names: Mapping[str, str]) -> list[Entry]:
    """Return the next thing that is due of each item, the most urgent first."""
    today, found = session.agenda.today(), session.reminders.due(DUE_DAYS, list(names))
    first = {one.of.item: one for one in reversed(found)}
    return [
        calendar.due_entry(one, today, names.get(one.of.space, ""))
        for one in found
        if one is first[one.of.item]
    ]


def unread(session: Tells) -> int:
    """Return how much is new, and nothing else: for the side, while the page is not shown."""
    return sum(each.unread for each in session.news.rows(0))


def _needs(session: Tells, row: SpaceRow) -> Needs:
    look = fellowship.look(session, row)
    members = session.spaces.members(row.id)
    unchecked = [
        each for each in members
        if each.state in fellowship.HERE and not each.me and not each.verified and not each.organisation
    ]  # fmt: skip
    return Needs(row, look.asking, len(look.waiting), len(unchecked))


def groups(home: Home, pictures: Mapping[str, str]) -> list[Group]:
    """Return the page; what is empty is not there at all."""
    names = {row.id: isolated(row.name, 40) or tr("Without a name") for row in home.spaces}
    return [
        Group(tr("Needs you"), [*_twofold(home.twofold, names), *_asked(home.needs, names)]),
        Group(tr("Due soon"), home.due[:DUE_SHOWN]),
        Group(tr("Please confirm"), home.stale),
        *(_new(each, names.get(each.space, ""), pictures) for each in home.news),
        Group(tr("Waiting to send"), [_waits(row, outlook) for row, outlook in home.waiting]),
    ]


def _new(news: SpaceNews, space: str, pictures: Mapping[str, str]) -> Group:
    label = tr_n("{space}: {count} new", "{space}: {count} new", news.unread, space=space)
    if news.more:
        label = tr("{space}: more than {number} new", space=space, number=news.unread)
    rows = [_of_item(each, pictures) for each in news.rows]
    done = Entry(tr("I have seen all of this"), Goal("seen", news.space, news.space), picture="check-check")
    return Group(label, [*rows, done])


def _of_item(new: NewItem, pictures: Mapping[str, str]) -> Entry:
    who = tr("Changed by {name}", name=isolated(new.who, 40)) if new.who else tr("Changed by somebody")
    known = "" if new.checked else tr("not checked yet")
    goal = Goal("item", new.id, new.space, new.kind)
    picture = pictures.get(new.kind, "file-text")
    detail = " · ".join(part for part in (who, known) if part)
    return Entry(new.title, goal, detail, when.short(new.when_ms), picture, marked=True)


def _twofold(rows: Sequence[ItemRow], names: Mapping[str, str]) -> list[Entry]:
    said = tr("Two versions: choose one")
    return [
        Entry(row.title, Goal("item", row.id, row.space, row.kind),
              " · ".join(part for part in (said, names.get(row.space, "")) if part),
              when.short(row.changed_ms), "columns-2")
        for row in rows
    ]  # fmt: skip


def _asked(needs: Sequence[Needs], names: Mapping[str, str]) -> list[Entry]:
    found: list[Entry] = []
    for each in needs:
        space, name = each.space.id, names[each.space.id]
        if each.asking:
            said = tr_n("{count} person asks to join", "{count} people ask to join", each.asking)
            found.append(Entry(said, Goal("requests", space, space), name, picture="user-plus"))
        if each.decisions:
            said = tr_n("{count} decision waits for you", "{count} decisions wait for you", each.decisions)
            found.append(Entry(said, Goal("decisions", space, space), name, picture="list-checks"))
        if each.unchecked:
            said = tr_n("{count} person is not checked yet", "{count} people are not checked yet",
                        each.unchecked)  # fmt: skip
            found.append(Entry(said, Goal("people", space, space), name, picture="user-check"))
    return found


def _waits(row: SpaceRow, outlook: Outlook) -> Entry:
    if not row.relays:
        said = tr("Only on this computer: no delivery service yet")
        return Entry(row.name, Goal("only-here", row.id, row.id), said, picture="hard-drive")
    said = tr_n("{count} change waits to be sent", "{count} changes wait to be sent", outlook.changes)
    size = words.size(outlook.bytes_to_send) if outlook.bytes_to_send else ""
    return Entry(row.name, Goal("command", "sending"), said, size, "send")
