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
    # ------------------------------------------------------------ rooms and folders
    "room-not-opened": (
        mark("No room could be opened at {address}."),
        mark("Nothing was changed."),
        mark("Choose another address of this computer, or try again."),
    ),
    "no-local-network": (
        mark("This computer is on no local network."),
        mark("Nothing was changed."),
        mark("Join the Wi-Fi of the room, or open a hotspot. Then try again."),
    ),
    "room-text-wrong": (
        mark("These letters do not lead into a room."),
        mark("Nothing was changed."),
        mark("Compare them group by group, or use the picture."),
    ),
    "room-is-another": (
        mark("Another computer answers in place of the room."),
        mark("Nothing of yours was sent to it."),
        mark("Ask whoever opened the room to show the picture again."),
    ),
    "room-full": (
        mark("The room has no space left for files."),
        mark("Changes still come and go. The files stay where they are."),
        mark("Whoever opened the room can close it and open a new one."),
    ),
    "in-room-already": (
        mark("This notebook is in a room already."),
        mark("Everything goes on there."),
        mark("Leave or close that room first."),
    ),
    "folder-away": (
        mark("The folder “{name}” is not there now."),
        mark("Your work is safe on this computer and waits."),
        mark("Put in the stick or connect the share, then try again."),
    ),
    "folder-unusable": (
        mark("The folder “{name}” cannot be used to exchange."),
        mark("Nothing in it was changed."),
        mark("Choose another folder, or a new empty one."),
    ),
    "folder-full": (
        mark("The folder “{name}” has no room left."),
        mark("Your work is safe on this computer and waits."),
        mark("Make room there, then send and receive."),
    ),
    # ------------------------------------------------------------ ways
    "bad-route": (
        mark("“{route}” is no way that this notebook can take."),
        mark("Nothing was changed."),
        mark("Write direct, tor, or socks:// with a number and a port."),
    ),
    "route-unreadable": (
        mark("The way to delivery services cannot be read in this notebook."),
        mark("Nothing was sent. Your work is safe on this computer."),
        mark("Choose the way again under Send and receive."),
    ),
    "onion-needs-tor": (
        mark("Only Tor leads to this delivery service."),
        mark("Nothing was sent. Your work is safe on this computer."),
        mark("Start Tor Browser, then choose Tor as the way."),
    ),
    "proxy-away": (
        mark("Tor, or the proxy of your choice, does not answer."),
        mark("Nothing went another way. Your work is safe here."),
        mark("Start Tor Browser and leave it open. Then try again."),
    ),
    "proxy-refuses": (
        mark("The proxy does not let this notebook through."),
        mark("Nothing went another way. Your work is safe here."),
        mark("Check its address. It must ask for no password."),
    ),
}
