"""What may be wrong with a relay's tickets, its key or its name, for people to be told."""

from sync.errors import Problem, RelayUnreachable


class TicketsLow(Problem):
    """Stewards hear that few tickets are left. Holes: address, count."""

    code = "tickets-low"


class NoTickets(Problem):
    """No ticket stands in what was given."""

    code = "no-tickets"


class UnknownRelay(Problem):
    """Holes: name."""

    code = "unknown-relay"


class RelayKeyChanged(Problem):
    """A relay shows another key than the space's log names; it is not taken over. Holes: address."""

    code = "relay-key-changed"


# ---------------------------------------------------------------- rooms and folders
class RoomNotOpened(Problem):
    """No relay came up at this address. Holes: address."""

    code = "room-not-opened"


class NoLocalNetwork(Problem):
    """This laptop has no address that others in the room could reach."""

    code = "no-local-network"


class RoomTextWrong(Problem):
    """Letters that lead into no room, or have a slip in them."""

    code = "room-text-wrong"


class RoomIsAnother(Problem):
    """Who answers at the address does not have the keys that the letters name."""

    code = "room-is-another"


class RoomFull(Problem):
    """The room holds no more files; words have a part of it to themselves."""

    code = "room-full"
    retryable = True


class InRoomAlready(Problem):
    """One room at a time."""

    code = "in-room-already"


class FolderAway(Problem):
    """A folder that is not there now: a stick was pulled, a share is gone. Holes: name."""

    code = "folder-away"


class FolderUnusable(Problem):
    """No folder, or one whose own file is not as we left it. Holes: name."""

    code = "folder-unusable"


class FolderFull(Problem):
    """Holes: name."""

    code = "folder-full"


# ---------------------------------------------------------------- ways to relays
class BadRoute(Problem):
    """A way that is none of direct, tor, socks://NUMBER:PORT. Holes: route."""

    code = "bad-route"


class RouteUnreadable(RelayUnreachable):
    """What the notebook keeps of its way makes no sense: nothing leaves until somebody chooses again."""

    code = "route-unreadable"


class OnionNeedsTor(RelayUnreachable):
    """An address to which only Tor leads, and the way is direct."""

    code = "onion-needs-tor"


class ProxyAway(RelayUnreachable):
    """Tor, or the proxy of the way, does not answer."""

    code = "proxy-away"


class ProxyRefuses(RelayUnreachable):
    """The proxy of the way wants a password, or is none."""

    code = "proxy-refuses"
