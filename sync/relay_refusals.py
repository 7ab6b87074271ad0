"""What may be wrong with a relay's tickets, its key or its name, for people to be told."""

from sync.errors import Problem


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
