"""What can be told about everything taken out at once and brought back, and about portals."""

from sync.errors import Problem


class FolderNotEmpty(Problem):
    """Holes: name."""

    code = "folder-not-empty"


class NotAnOpenFolder(Problem):
    """A folder without the file that says what it is. Holes: name."""

    code = "not-an-open-folder"


class NotAnExport(Problem):
    """Holes: name."""

    code = "not-an-export"


class BadPortal(Problem):
    """Not https, and not an onion. Holes: address."""

    code = "bad-portal"


class PortalInside(Problem):
    """An address of this computer, or of the network it stands in: nobody is asked there."""

    code = "portal-inside"


class PortalAway(Problem):
    code = "portal-away"
    retryable = True


class PortalMoved(Problem):
    """It sends us elsewhere, and we do not follow."""

    code = "portal-moved"


class PortalUnusable(Problem):
    """Too long, too slow, or no feed at all."""

    code = "portal-unusable"
