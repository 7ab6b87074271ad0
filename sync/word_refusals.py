"""What is refused where a space's own words are concerned: a code each, never words."""

from sync.errors import Problem


class WordUnknown(Problem):
    """There is no message of that key, language or set. Holes: name."""

    code = "word-unknown"


class WordHoles(Problem):
    """A message does not hold what the program fills in. Holes: name, holes."""

    code = "word-holes"


class WordForms(Problem):
    """A message with a count lacks forms of its language, or has too many. Holes: name, count."""

    code = "word-forms"


class WordTooLong(Problem):
    """Longer than there is room for, in letters. Holes: name, count."""

    code = "word-too-long"


class TooManyCareful(Problem):
    """Holes: count."""

    code = "too-many-careful"


class CarefulTooLong(Problem):
    """Holes: name."""

    code = "careful-too-long"


class CarefulInside(Problem):
    """Careful words of the space stand in what was to leave it. Holes: words."""

    code = "careful-inside"
