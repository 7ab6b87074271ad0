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
    "history-not-offered": (
        mark("For now, newcomers always see all that was written before."),
        mark("Nothing was changed."),
        mark("Start another space for what newcomers are to see."),
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
    "too-few-stewards": (
        mark("Two organisers must agree to this, and you are the only one."),
        mark("Nothing was changed."),
        mark("Make a new space with the people you need."),
    ),
    "no-longer-here": (
        mark("You are no longer in this space."),
        mark("What came to you before stays here to read."),
        mark("If this is a mistake, ask an organiser of the space."),
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
    # ------------------------------------------------------------ laptops of one person
    "unknown-device": (
        mark("You have no laptop called “{name}”."),
        mark("Nothing was changed."),
        mark("Look at the list of your laptops, and check the name."),
    ),
    "ambiguous-device": (
        mark("More than one of your laptops is called “{name}”."),
        mark("Nothing was changed."),
        mark("Choose one of them by the beginning of its number."),
    ),
    "device-card-damaged": (
        mark("This card of a laptop is not whole, or not its own."),
        mark("No laptop was added, and nothing was changed."),
        mark("Make the card again on the new laptop."),
    ),
    "device-answer-elsewhere": (
        mark("This file is for another laptop."),
        mark("Nothing was changed."),
        mark("Bring it to that laptop, or make a new card here."),
    ),
    "notebook-not-empty": (
        mark("This notebook already has spaces of its own."),
        mark("Nothing in it was changed."),
        mark("Make a new, empty notebook and add that one."),
    ),
    "device-was-blocked": (
        mark("This laptop was blocked once, and stays blocked."),
        mark("Nothing was changed."),
        mark("Make a new notebook on it, and add that one."),
    ),
    "last-device": (
        mark("You cannot block the laptop that you are using."),
        mark("Nothing was changed."),
        mark("Block it from another of your laptops."),
    ),
    "device-is-older": (
        mark("That laptop is older, and cannot be blocked from here."),
        mark("Nothing was changed."),
        mark("Put it on hold now. Then use your recovery sheets."),
    ),
    "sheets-from-oldest": (
        mark("Recovery sheets are made on the laptop that you have had longest."),
        mark("Nothing was changed. Sheets that you made before stay good."),
        mark("Make them there. If it is lost, put it on hold. Then ask an organiser for help."),
    ),
    "check-picture-foreign": (
        mark("This picture belongs to nobody in your spaces."),
        mark("Nobody was marked as checked."),
        mark("Ask the person to show their own picture again."),
    ),
    "not-compared-yet": (
        mark("You have not compared words with “{name}” in person."),
        mark("Nothing was changed."),
        mark("Compare the words when you meet, then try again."),
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
    "sharing-needs-officer": (
        mark("Only those who speak for “{name}” decide that."),
        mark("Nothing was shared or changed."),
        mark("Ask one of them."),
    ),
    "sharing-refused": (
        mark("The organisers of “{name}” do not allow it."),
        mark("Nothing was shared or changed."),
        mark("Ask an organiser there to allow it first."),
    ),
    "sharing-not-in-space": (
        mark("You cannot write in the space you chose."),
        mark("Nothing was shared or changed."),
        mark("Choose a space of your organisation where you write."),
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
    # ------------------------------------------------------------ keys of a space
    "waiting-for-key": (
        mark("The key of this space was changed. This computer waits for the new one."),
        mark("Everything you wrote is kept here. Nothing leaves under the old key."),
        mark("Synchronise, or read a file from somebody in the space. The key comes with it."),
    ),
    "key-does-not-fit": (
        mark("This file holds a false key for the space."),
        mark("The key was not used. Your notes and the space are as they were."),
        mark("Tell the person who gave you the file. Ask somebody else for a new one."),
    ),
}
