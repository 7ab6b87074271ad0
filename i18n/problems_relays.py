"""Sentences about single relays of a space: their tickets, their keys."""

from collections.abc import Mapping

from i18n import mark

SENTENCES: Mapping[str, tuple[str, str, str]] = {
    "tickets-low": (
        mark("Few tickets are left for {address}: {count}."),
        mark("Everything still travels."),
        mark("Ask whoever runs it for more, then add them here."),
    ),
    "no-tickets": (
        mark("There is no ticket in this text."),
        mark("Nothing was changed."),
        mark("Give the whole sheet, or one ticket on each line."),
    ),
    "unknown-relay": (
        mark("This space has no delivery service named “{name}”."),
        mark("Nothing was changed."),
        mark("Look at the list of its delivery services."),
    ),
    "relay-key-changed": (
        mark("The delivery service {address} shows another key than before."),
        mark("Nothing was taken over from it."),
        mark("Ask whoever runs it what happened, by another way."),
    ),
}
