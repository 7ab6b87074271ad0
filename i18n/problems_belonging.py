"""Sentences about who belongs to a space, who decides there, and how people come in."""

from collections.abc import Mapping

from i18n import mark

SENTENCES: Mapping[str, tuple[str, str, str]] = {
    # ------------------------------------------------------------ people and roles
    "unknown-person": (
        mark("There is nobody called “{name}” in this space."),
        mark("Nothing was changed."),
        mark("Look at the list of people, and check the name."),
    ),
    "ambiguous-person": (
        mark("More than one person here is called “{name}”."),
        mark("Nothing was changed."),
        mark("Choose one of them by the beginning of their number."),
    ),
    "role-already": (
        mark("“{name}” has this role already."),
        mark("Nothing was changed."),
        mark("Choose another role."),
    ),
    "role-needs-steward": (
        mark("Only organisers of a space decide about its people."),
        mark("Nothing was changed."),
        mark("Ask an organiser of the space."),
    ),
    "last-steward": (
        mark("You are the last organiser of this space."),
        mark("You are still in it, and nothing was changed."),
        mark("Make somebody else an organiser first."),
    ),
    "more-senior": (
        mark("“{name}” became an organiser before you did."),
        mark("Nothing was changed."),
        mark("You can propose to remove them. Then the organisers decide together."),
    ),
    "comes-with-organisation": (
        mark("“{name}” is here for “{organisation}”."),
        mark("Nothing was changed."),
        mark("Choose the organisation itself, or put this person's laptop on hold."),
    ),
    "no-such-decision": (
        mark("There is nothing left to decide here."),
        mark("Nothing was changed."),
        mark("Look at the open decisions again."),
    ),
    "too-many-buddies": (
        mark("You can name at most {limit} people for this."),
        mark("Nothing was changed."),
        mark("Choose fewer people."),
    ),
    "hold-not-yours": (
        mark("You cannot put this laptop on hold."),
        mark("Nothing was changed."),
        mark("Ask an organiser, or somebody whom its owner named."),
    ),
    "hold-needs-another": (
        mark("You cannot end this hold."),
        mark("The laptop stays on hold, and nothing was changed."),
        mark("Ask another organiser of the space."),
    ),
    # ------------------------------------------------------------ organisations
    "unknown-organisation": (
        mark("There is no organisation called “{name}” in this space."),
        mark("Nothing was changed."),
        mark("Look at the list of people, and check the name."),
    ),
    "organisation-card-damaged": (
        mark("This is not a whole card of an organisation."),
        mark("Nothing was changed."),
        mark("Ask the organisation for its card again."),
    ),
    "person-card-damaged": (
        mark("This is not a whole card of a person."),
        mark("Nothing was changed."),
        mark("Ask the person for the card again."),
    ),
    "already-here": (
        mark("“{name}” is in this space already."),
        mark("Nothing was changed."),
        mark("You need not do anything."),
    ),
    "not-an-officer": (
        mark("Only those who speak for “{name}” change whom it sends."),
        mark("Nothing was changed."),
        mark("Ask one of them."),
    ),
    # ------------------------------------------------------------ invitations
    "invitation-expired": (
        mark("The time of this invitation is over."),
        mark("Nobody was let in, and nothing was changed."),
        mark("Make a new invitation. Check the date of this computer too."),
    ),
    "invitation-withdrawn": (
        mark("This invitation was taken back."),
        mark("Nobody was let in, and nothing was changed."),
        mark("Make a new invitation if this person should come in."),
    ),
    "request-elsewhere": (
        mark("This request is for another space."),
        mark("Nobody was let in, and nothing was changed."),
        mark("Open that space, then use the file there."),
    ),
    "request-for-another": (
        mark("Somebody else invited this person."),
        mark("Nobody was let in, and nothing was changed."),
        mark("Give the file to whoever made the invitation."),
    ),
    "role-not-invitable": (
        mark("Nobody is invited as an organiser."),
        mark("Nothing was changed."),
        mark("Invite a member. The organisers can decide the rest later."),
    ),
}
