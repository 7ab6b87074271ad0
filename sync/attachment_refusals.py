"""What is refused where attached files are concerned: a code each, never words."""

from sync.errors import Problem


class AttachmentTooLarge(Problem):
    """Holes: name, limit_mb."""

    code = "attachment-too-large"


class NoRoomForAttachment(Problem):
    """Said before anything is written. Holes: name, needed_mb, free_mb."""

    code = "no-room-for-attachment"


class UnknownAttachment(Problem):
    """Holes: name."""

    code = "unknown-attachment"


class AttachmentNotHere(Problem):
    """Its name is known; its bytes are not on this computer, or not all of them. Holes: name."""

    code = "attachment-not-here"


class FileGoesAtPace(Problem):
    """A space with a steady pace: the file goes along in pieces, unless it is sent at once. Holes: hours."""

    code = "file-goes-at-pace"


class FileComesAtPace(Problem):
    """The same for a file that is wanted."""

    code = "file-comes-at-pace"
