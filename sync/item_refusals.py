"""What is refused where one item is concerned: a code each, never words."""

from sync.errors import Problem


class NothingThen(Problem):
    """The item was not there yet at the time that was asked for."""

    code = "nothing-then"
