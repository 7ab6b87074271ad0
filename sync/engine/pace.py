"""How much goes into one post over a line that breaks now and then."""

from sync.wire import routes

FIRST_BATCH, LEAST_BATCH = 128 * 1024, 8 * 1024
QUICK = 4.0  # seconds: what goes through in less may be larger the next time
WARY = 16  # quick posts in a row, after a cut, that show a better line
PATIENCE = 4  # cuts in a row, each met with a smaller size


class Pace:
    """How much goes into one post: much less after a cut, more again while it goes quickly."""

    def __init__(self) -> None:
        self.size = FIRST_BATCH
        self._cuts = 0
        self._went = 0
        self._to_go = 1
        """Quick posts in a row before the next one is larger: few at first, many once the line has broken."""

    def went(self, seconds: float) -> None:
        self._cuts = 0
        self._went = self._went + 1 if seconds < QUICK else 0
        if self._went >= self._to_go:
            self._went = 0
            self.size = min(self.size * 2, routes.POST_MAX)

    def was_cut(self) -> bool:
        """Take smaller pieces from now on; say whether trying at once still makes sense."""
        self._cuts += 1
        self._went = 0
        self._to_go = WARY
        self.size = max(self.size // 4, LEAST_BATCH)
        return self._cuts <= PATIENCE
