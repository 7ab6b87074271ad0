"""What is said in the space that is open: its own words where it has some, else the program's."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from i18n import everywhere, formats, language
from sync.model import plurals, terms
from sync.model.folding import fold

APART = (
    tuple(key for key in terms.ALL if key.startswith("role.")),
    tuple(
        key
        for key in terms.ALL
        if key == "section.trash" or (key.startswith("kind.") and key.endswith(".many"))
    ),
)
"""What is chosen between: whoever reads two of them must be able to tell which is which."""


@dataclass(frozen=True, slots=True)
class Wording:
    """Views ask it for whole messages by key; titles of windows and all outside them never do."""

    own: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Own words of the space that fit their places, in *spoken*."""
    spoken: str = ""
    """Their language, and that of the usual words that fill gaps; the interface's where none is said."""

    def say(self, key: str) -> str:
        together = next((keys for keys in APART if key in keys), ())
        words = [self._said(each) for each in together]
        if self.own and len({fold(each) for each in words}) < len(words):
            return everywhere.say(self.spoken, terms.ALL[key].one)
        return self._said(key)

    def count(self, key: str, number: int) -> str:
        """Return the form of a message that *number* takes, with the number in it."""
        forms, term = self.own.get(key), terms.ALL[key]
        if not forms:
            return everywhere.say_n(self.spoken, term.one, term.many, number)
        return forms[plurals.form(self.spoken or language(), number)].format(count=formats.number(number))

    def _said(self, key: str) -> str:
        forms = self.own.get(key)
        return forms[0] if forms else everywhere.say(self.spoken, terms.ALL[key].one)

    def says(self, key: str) -> bool:
        """Whether the space has words of its own for this."""
        return key in self.own


USUAL = Wording()
