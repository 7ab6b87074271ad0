"""Sentences about other people and places: spaces, delivery services, packages and other files."""

from collections.abc import Mapping

from i18n import mark

SENTENCES: Mapping[str, tuple[str, str, str]] = {
    # ------------------------------------------------------------ who belongs
    "not-allowed": (
        mark("Your role in this space does not allow that."),
        mark("Nothing was changed."),
        mark("Ask an organiser of the space."),
    ),
    "not-admitted-yet": (
        mark("You asked to join, and nobody has let you in yet."),
        mark("Your request is kept."),
        mark("Ask the person who invited you, then send and receive."),
    ),
    "invitation-damaged": (
        mark("This invitation cannot be read. Part of it is missing or changed."),
        mark("Nothing was changed."),
        mark("Ask for the invitation again."),
    ),
    "invitation-unknown": (
        mark("No invitation waits under these words."),
        mark("Nothing was changed."),
        mark("Check the words and the address, or ask for new words."),
    ),
    "invitation-spent": (
        mark("This invitation was used already, or its time is over."),
        mark("Nothing was changed."),
        mark("Ask for a new invitation."),
    ),
    "request-damaged": (
        mark("This request to join cannot be read."),
        mark("Nobody was let in, and nothing was changed."),
        mark("Ask the person to send the request again."),
    ),
    "nothing-to-admit": (
        mark("Nobody is waiting to join this space."),
        mark("Nothing was changed."),
        mark("Send and receive, then look again."),
    ),
    "space-needs-update": (
        mark("This space uses something that this version does not know."),
        mark("Everything is kept here. Nothing is sent for now."),
        mark("Install the newest version. Then sending goes on."),
    ),
    # ------------------------------------------------------------ delivery services
    "no-relay": (
        mark("This space has no delivery service yet."),
        mark("Your changes are kept on this computer."),
        mark("Add a delivery service, or carry a package instead."),
    ),
    "sending-is-off": (
        mark("Sending and receiving is off in this notebook."),
        mark("Your work is safe on this computer."),
        mark("Choose another way under Send and receive, or carry a package."),
    ),
    "relay-unreachable": (
        mark("The delivery service cannot be reached."),
        mark("Your work is safe on this computer and waits."),
        mark("It is tried again by itself. You can also carry a package."),
    ),
    "relay-unproven": (
        mark("The delivery service could not show that it is itself."),
        mark("Nothing was sent. Your work is safe on this computer and waits."),
        mark("Check the date and time of this computer, then try again."),
    ),
    "relay-too-slow": (
        mark("The delivery service took too long to answer."),
        mark("Your work is safe on this computer and waits."),
        mark("It is tried again by itself."),
    ),
    "relay-talks-too-much": (
        mark("The delivery service sent more than it should. We stopped listening."),
        mark("Nothing was kept from it, and your work is safe."),
        mark("If this stays, tell whoever runs the delivery service."),
    ),
    "relay-talks-nonsense": (
        mark("The delivery service gave an answer that makes no sense."),
        mark("Nothing was kept from it, and your work is safe."),
        mark("Check the address. Some networks ask you to sign in first."),
    ),
    "relay-refuses": (
        mark("The delivery service said no (answer {status})."),
        mark("Your work is safe on this computer and waits."),
        mark("It is tried again later. If this stays, tell whoever runs it."),
    ),
    "relay-full": (
        mark("The delivery service has no room left for this space."),
        mark("Your work is safe on this computer and waits."),
        mark("Tell whoever runs it, or carry a package instead."),
    ),
    "relay-wants-ticket": (
        mark("This delivery service wants a ticket for a new space."),
        mark("Nothing was sent. Your work is safe on this computer."),
        mark("Ask whoever runs it for a ticket, then add it again."),
    ),
    # ------------------------------------------------------------ packages, files from elsewhere
    "package-foreign": (
        mark("This package is not for this notebook."),
        mark("Nothing was changed."),
        mark("Pass it on, or ask for a package for your space."),
    ),
    "package-part-closed": (
        mark("A part of this package is closed to this notebook."),
        mark("The rest was brought in. Nothing was lost."),
        mark("Look whether you are still in the space. If so, ask for a newer package."),
    ),
    "package-damaged": (
        mark("Part of the package “{name}” is missing or changed."),
        mark("Whole changes from before that place may be kept. Nothing else was."),
        mark("Copy the package again, or ask for a new one."),
    ),
    "package-too-large": (
        mark("The package “{name}” is larger than you agreed to."),
        mark("Nothing was changed."),
        mark("Ask for it in smaller parts."),
    ),
    "not-a-package": (
        mark("The file “{name}” is not a package."),
        mark("Nothing was changed."),
        mark("Choose a file that ends in .pack."),
    ),
    "nothing-to-export": (
        mark("There is nothing here to write."),
        mark("No file was made."),
        mark("Choose another space or kind."),
    ),
    "stays-until": (
        mark("Nothing of this may leave its space yet."),
        mark("No file was made."),
        mark("Wait for the day that is written in it, or change it."),
    ),
    "import-stopped": (
        mark("Reading “{name}” took too long or too much memory."),
        mark("Everything read before it is kept."),
        mark("Open it in the program that made it, and save it again."),
    ),
}
