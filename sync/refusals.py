"""What is refused where people, roles and organisations are concerned: a code each, never words."""

from sync.errors import Problem


# ---------------------------------------------------------------- who belongs
class NotAllowed(Problem):
    """This person's role in the space does not include that."""

    code = "not-allowed"


class NotAdmittedYet(Problem):
    code = "not-admitted-yet"


class InvitationDamaged(Problem):
    code = "invitation-damaged"


class InvitationUnknown(Problem):
    """Nothing waits at the relay under these words."""

    code = "invitation-unknown"
    retryable = True


class InvitationSpent(Problem):
    code = "invitation-spent"


class RequestDamaged(Problem):
    code = "request-damaged"


class NothingToAdmit(Problem):
    code = "nothing-to-admit"
    retryable = True


class SpaceNeedsUpdate(Problem):
    """The space uses something that this release does not know: sending is frozen."""

    code = "space-needs-update"


# ---------------------------------------------------------------- people and roles
class UnknownPerson(Problem):
    """Nobody of that name or id is in the space. Holes: name."""

    code = "unknown-person"


class AmbiguousPerson(Problem):
    """Holes: name."""

    code = "ambiguous-person"


class RoleAlready(Problem):
    """They have that role already, or one with more rights. Holes: name."""

    code = "role-already"


class RoleNeedsSteward(Problem):
    """Only stewards decide about roles and members."""

    code = "role-needs-steward"


class LastSteward(Problem):
    """Nobody leaves others behind without a steward."""

    code = "last-steward"


class MoreSenior(Problem):
    """They were here before, and nothing but their removal can be voted on. Holes: name."""

    code = "more-senior"


class ComesWithOrganisation(Problem):
    """A delegate has the role of the organisation that sent them. Holes: name, organisation."""

    code = "comes-with-organisation"


class TooFewStewards(Problem):
    """Two must agree, and there is one: nothing more can be decided together here."""

    code = "too-few-stewards"


class NoLongerHere(Problem):
    """Somebody who was in the space once, and left or was removed."""

    code = "no-longer-here"


class NoSuchDecision(Problem):
    """Decided meanwhile, or there is nothing left to decide about."""

    code = "no-such-decision"


class TooManyBuddies(Problem):
    """Holes: limit."""

    code = "too-many-buddies"


class HoldNotYours(Problem):
    """Neither a steward, nor of the same person, nor named by them."""

    code = "hold-not-yours"


class HoldNeedsAnother(Problem):
    """Lifting one's own hold needs another steward, or the recovery sheets."""

    code = "hold-needs-another"


# ---------------------------------------------------------------- laptops of one person
class UnknownDevice(Problem):
    """Holes: name."""

    code = "unknown-device"


class AmbiguousDevice(Problem):
    """Holes: name."""

    code = "ambiguous-device"


class DeviceCardDamaged(Problem):
    """Neither the card of a laptop nor an answer to one, or an altered one, or with somebody else's keys."""

    code = "device-card-damaged"


class DeviceAnswerElsewhere(Problem):
    """An answer that was sealed to another laptop."""

    code = "device-answer-elsewhere"


class NotebookNotEmpty(Problem):
    """A notebook with spaces of its own cannot become another person's."""

    code = "notebook-not-empty"


class DeviceWasBlocked(Problem):
    """Its keys were taken out once: they never come back."""

    code = "device-was-blocked"


class LastDevice(Problem):
    """The only laptop, or the one in use."""

    code = "last-device"


class DeviceIsOlder(Problem):
    """Only an older laptop, or the recovery sheets, take a laptop out."""

    code = "device-is-older"


class CheckPictureForeign(Problem):
    """Its words are those of nobody whom we know."""

    code = "check-picture-foreign"


class NotComparedYet(Problem):
    """Only whoever compared the words in person vouches for somebody. Holes: name."""

    code = "not-compared-yet"


# ---------------------------------------------------------------- organisations
class UnknownOrganisation(Problem):
    """Holes: name."""

    code = "unknown-organisation"


class OrganisationCardDamaged(Problem):
    """Not the card of an organisation, or an altered one."""

    code = "organisation-card-damaged"


class PersonCardDamaged(Problem):
    """Not the card of a person, or an altered one."""

    code = "person-card-damaged"


class AlreadyHere(Problem):
    """Holes: name."""

    code = "already-here"


class NotAnOfficer(Problem):
    """Only officers change their organisation's list. Holes: name."""

    code = "not-an-officer"


class SharingNeedsOfficer(Problem):
    """Only officers let their organisation's own people read a network. Holes: name."""

    code = "sharing-needs-officer"


class SharingRefused(Problem):
    """The network's stewards took back that they allow it. Holes: name."""

    code = "sharing-refused"


class SharingNotInSpace(Problem):
    """This notebook does not write in the own space that was named."""

    code = "sharing-not-in-space"


# ---------------------------------------------------------------- invitations
class InvitationExpired(Problem):
    """By this computer's clock; others may see it differently, so nothing else rests on it."""

    code = "invitation-expired"


class InvitationWithdrawn(Problem):
    code = "invitation-withdrawn"


class RequestElsewhere(Problem):
    """A request to join that answers an invitation to another space."""

    code = "request-elsewhere"


class RequestForAnother(Problem):
    """A request that only whoever made the invitation can open."""

    code = "request-for-another"


class RoleNotInvitable(Problem):
    """Nobody is invited as a steward: that is for the stewards to decide later."""

    code = "role-not-invitable"


class HistoryNotOffered(Problem):
    """Who comes in would get no key of what was written before; a space cannot do that yet."""

    code = "history-not-offered"


# ---------------------------------------------------------------- keys of a space
class WaitingForKey(Problem):
    """The space has a newer key that has not come to this device, or needs one that it may not make."""

    code = "waiting-for-key"


class KeyDoesNotFit(Problem):
    """A key package whose secret is not the one that the signed log promises."""

    code = "key-does-not-fit"
