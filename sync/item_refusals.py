"""What is refused where one item is concerned: a code each, never words."""

from sync.errors import Problem


class NotAForm(Problem):
    """Holes: name."""

    code = "not-a-form"


class NotMovable(Problem):
    """What was to be moved in the calendar is no event, or is not on that day."""

    code = "not-movable"


class RuleStays(Problem):
    """How an event repeats names its days, and nobody can say what they are some days later."""

    code = "rule-stays"


class NothingToConfirm(Problem):
    """Things of this kind say nowhere when they were confirmed."""

    code = "nothing-to-confirm"


class NothingThen(Problem):
    """The item was not there yet at the time that was asked for."""

    code = "nothing-then"


class SheetTooSmall(Problem):
    """One text is longer than a cell of Excel can be."""

    code = "sheet-too-small"


class NoFieldsChosen(Problem):
    """A table was to be written without a single column."""

    code = "no-fields-chosen"


class StaysUntil(Problem):
    """All that was to leave its space has a day before which it may not."""

    code = "stays-until"


class DetailsStay(Problem):
    """The hidden details of a picture cannot be taken out. Holes: name."""

    code = "details-stay"


class NotShownHere(Problem):
    """A file is torn, locked, too large or too much work to be shown. Holes: name."""

    code = "not-shown-here"
