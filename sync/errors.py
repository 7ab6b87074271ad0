"""Every failure that a person may have to be told about: a code each, never words."""


class Problem(Exception):
    """A failure with a name; *holes* fill the named holes of its sentences."""

    code = "problem"
    retryable = False

    def __init__(self, **holes: str | int) -> None:
        super().__init__(self.code)
        self.holes = holes


# ---------------------------------------------------------------- opening the notebook
class WrongPassphrase(Problem):
    """No slot opened with these words."""

    code = "wrong-passphrase"


class PassphraseTooShort(Problem):
    """Nothing was typed, or too little to be worth stretching."""

    code = "passphrase-too-short"


class NotEnoughMemory(Problem):
    """Argon2id could not get its memory; says nothing about the words."""

    code = "not-enough-memory"
    retryable = True


class NotebookMissing(Problem):
    code = "notebook-missing"


class NotebookExists(Problem):
    code = "notebook-exists"


class NotebookNewer(Problem):
    """Written by a newer release; nothing is touched."""

    code = "notebook-newer"


class NotebookDamaged(Problem):
    """The words were right, the database is not readable."""

    code = "notebook-damaged"


class RescueImpossible(Problem):
    """Not even the keys of the notebook's owner can be read, in it or in its copies."""

    code = "rescue-impossible"


class NotebookIncomplete(Problem):
    """A copy of a notebook that was open: its newest part was not copied."""

    code = "notebook-incomplete"


class SlotsDamaged(Problem):
    """Both copies of the slots file are unusable."""

    code = "slots-damaged"


class InUseElsewhere(Problem):
    code = "in-use-elsewhere"
    retryable = True


class NotebookLocked(Problem):
    code = "notebook-locked"


class WordsTaken(Problem):
    """These words open something in this folder already."""

    code = "words-taken"


class NoFreeNotebook(Problem):
    """All four compartments are to be kept."""

    code = "no-free-notebook"


class NoRecoverySheets(Problem):
    """No recovery slot stands in the slots file: a travel lock would be for ever."""

    code = "no-recovery-sheets"


class SelfTestFailed(Problem):
    """A known answer of the cipher came out wrong: nothing is sealed."""

    code = "self-test-failed"


# ---------------------------------------------------------------- the disk
class DiskFull(Problem):
    code = "disk-full"
    retryable = True


class DiskFailing(Problem):
    code = "disk-failing"
    retryable = True


class FileUnreadable(Problem):
    """Holes: name."""

    code = "file-unreadable"


class FileUnwritable(Problem):
    """Holes: name."""

    code = "file-unwritable"


# ---------------------------------------------------------------- what was asked for
class UnknownSpace(Problem):
    """Holes: name."""

    code = "unknown-space"


class UnknownItem(Problem):
    """Holes: name."""

    code = "unknown-item"


class AmbiguousName(Problem):
    """Holes: name."""

    code = "ambiguous-name"


class UnknownKind(Problem):
    """Holes: name."""

    code = "unknown-kind"


class UnknownField(Problem):
    """Holes: name."""

    code = "unknown-field"


class TextTooLarge(Problem):
    """Holes: name, limit_mb."""

    code = "text-too-large"


class NameMissing(Problem):
    code = "name-missing"


class BadAddress(Problem):
    """A relay address that is no http or https address. Holes: address."""

    code = "bad-address"


# ---------------------------------------------------------------- relays
class NoRelay(Problem):
    """The space has no relay, and this needs one."""

    code = "no-relay"


class RelayUnreachable(Problem):
    """No answer; the outbox keeps everything until there is one."""

    code = "relay-unreachable"
    retryable = True


class RelayUnproven(RelayUnreachable):
    """Its certificate does not hold: mostly because of the clock here, else another machine answers."""

    code = "relay-unproven"


class RelayTooSlow(Problem):
    """The whole-exchange deadline passed."""

    code = "relay-too-slow"
    retryable = True


class RelayTalksTooMuch(Problem):
    """More bytes than any honest answer has."""

    code = "relay-talks-too-much"
    retryable = True


class RelayTalksNonsense(Problem):
    """An answer that is none of the protocol."""

    code = "relay-talks-nonsense"
    retryable = True


class RelayRefuses(Problem):
    """The relay answered with a refusal. Holes: status."""

    code = "relay-refuses"
    retryable = True


class RelayFull(Problem):
    code = "relay-full"
    retryable = True


class RelayWantsTicket(Problem):
    code = "relay-wants-ticket"


class SendingIsOff(Problem):
    """The person chose that nothing leaves this computer but in packages."""

    code = "sending-is-off"


# ---------------------------------------------------------------- packages, import, export
class PackageForeign(Problem):
    """No key of ours opens it."""

    code = "package-foreign"


class PackagePartClosed(Problem):
    """Some of the files were brought in; the others are sealed to a key that this notebook has not."""

    code = "package-part-closed"


class PackageDamaged(Problem):
    """Truncated or altered; the whole entries before the damage may have been kept. Holes: name."""

    code = "package-damaged"


class PackageTooLarge(Problem):
    """Holes: name."""

    code = "package-too-large"


class NotAPackage(Problem):
    """Holes: name."""

    code = "not-a-package"


class NothingToExport(Problem):
    code = "nothing-to-export"


class ImportStopped(Problem):
    """The limited worker process gave up on a file. Holes: name."""

    code = "import-stopped"


class Cancelled(Problem):
    code = "cancelled"


# ---------------------------------------------------------------- windows and commands
class Unexpected(Problem):
    """A mistake of ours; the log has its place, never its contents."""

    code = "unexpected"
