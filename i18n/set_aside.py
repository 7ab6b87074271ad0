"""Why something that others wrote was set aside, and what a look at the notebook found: a sentence each."""

from collections.abc import Iterator, Mapping, Sequence

from i18n import mark, tr, tr_n

WHY: Mapping[str, str] = {
    # ------------------------------------------------------------ kept apart, and let in when asked
    "removed": mark("It was written by somebody who had been removed."),
    "fork": mark("It was decided on a laptop that was copied or restored."),
    # ------------------------------------------------------------ people and what they may
    "no-authority": mark("Whoever wrote it had no right to do so."),
    "invite": mark("It lets somebody in by an invitation that does not exist."),
    "proof": mark("It lets somebody in with keys that answered no invitation."),
    "request-damaged": mark("Somebody asked to come in with keys that do not fit."),
    # ------------------------------------------------------------ keys of the space
    "recipients": mark("It makes a new key for others than the people here."),
    "omit": mark("It leaves out quiet laptops, which only organisers may do."),
    "no-reason": mark("It makes a new key for which there was no need."),
    "parents": mark("It makes a new key as if others did not exist."),
    "other-epoch": mark("It was written under an old key, after the key had changed."),
    "key-does-not-fit": mark("It holds a false key for the space."),
    # ------------------------------------------------------------ its place among other things
    "lamport": mark("It does not fit what its laptop wrote before."),
    "other-seq": mark("It does not fit what its laptop wrote before."),
    "membership-back": mark("It pretends not to know what its laptop knew before."),
    "other-client": mark("It changes a text in the name of somebody else."),
    "ended-the-program": mark("It made this program end, so it is left alone."),
}
OTHERWISE = mark("It is damaged, or breaks a rule of this program.")


def why(reason: str) -> str:
    """Return the sentence of a reason, in the language of the moment."""
    return tr(WHY.get(reason, OTHERWISE))


def found(findings: Sequence[str]) -> Iterator[str]:
    """Say what a look at the whole notebook found: codes and counts as `doctor` gives them."""
    for one in findings:
        code, _, rest = one.partition(":")
        reason, _, count = rest.rpartition(":")
        yield _finding(code, reason, int(count))


def _finding(code: str, reason: str, count: int) -> str:
    match code:
        case "refused":
            said = tr_n("{count} change was not taken in.", "{count} changes were not taken in.", count)
            return f"{said} {why(reason)}"
        case "parked":
            return tr_n(
                "{count} change waits for something that has not come.",
                "{count} changes wait for something that has not come.",
                count,
            )
        case "missing":
            return tr_n("{count} change has not arrived.", "{count} changes have not arrived.", count)
        case "differs":
            return tr_n(
                "{count} laptop shows something else than this one.",
                "{count} laptops show something else than this one.",
                count,
            )
        case "needs-update":
            return tr_n(
                "{count} space uses something newer than this program.",
                "{count} spaces use something newer than this program.",
                count,
            )
    return _otherwise(code, count)


def _otherwise(code: str, count: int) -> str:
    match code:
        case "attachments-damaged":
            return tr_n(
                "{count} part of the attached files is damaged.",
                "{count} parts of the attached files are damaged.",
                count,
            )
        case "relay-proofs":
            return tr_n(
                "{count} proof against a delivery service is kept.",
                "{count} proofs against delivery services are kept.",
                count,
            )
        case "relay-signs":
            return tr_n(
                "{count} thing at a delivery service was not in order.",
                "{count} things at delivery services were not in order.",
                count,
            )
    return tr_n("{count} part of the file is damaged.", "{count} parts of the file are damaged.", count)
