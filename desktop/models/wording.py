"""What is said in the space that is open: its own words where it has some, else the program's."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import i18n
from i18n import formats, language, tr
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
    """Their language; that of the interface where nothing else is said."""

    def say(self, key: str) -> str:
        together = next((keys for keys in APART if key in keys), ())
        words = [self._said(each) for each in together]
        if self.own and len({fold(each) for each in words}) < len(words):
            return tr(terms.ALL[key].one)
        return self._said(key)

    def count(self, key: str, number: int) -> str:
        """Return the form of a message that *number* takes, with the number in it."""
        forms, term = self.own.get(key), terms.ALL[key]
        if not forms:
            return i18n.tr_n(term.one, term.many, number)
        return forms[plurals.form(self.spoken or language(), number)].format(count=formats.number(number))

    def _said(self, key: str) -> str:
        forms = self.own.get(key)
        return forms[0] if forms else tr(terms.ALL[key].one)

    def says(self, key: str) -> bool:
        """Whether the space has words of its own for this."""
        return key in self.own


USUAL = Wording()
