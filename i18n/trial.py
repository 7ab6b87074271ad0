"""A translation file that somebody tries: read strictly, spoken at once, kept nowhere."""

import re
from dataclasses import dataclass
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import PoFileError, PoFileParser
from typing_extensions import override

from i18n import compiled, speaking
from i18n.compiled import Catalogue, Damaged, Forms

LARGEST = 4 * 2**20  # bytes
LONGER, SPARE = 4, 80  # no translation is longer than four times its original and so many letters
CODE = re.compile(r"[a-z]{2,3}")
NOT_READABLE = (PoFileError, ValueError, LookupError, TypeError, AttributeError, AssertionError)


@dataclass(frozen=True, slots=True)
class Trial:
    """What can be said of a file, and what cannot: that is said as in the source."""

    name: str
    code: str
    sentences: Catalogue
    total: int
    fits: int
    unfit: Forms
    """The originals whose translation has other holes, too few forms, or no end."""
    rule_is_sound: bool

    @property
    def missing(self) -> int:
        return self.total - self.fits - len(self.unfit)


class _Bounded(Catalog):
    """A header may ask for more forms than there is memory."""

    @property
    @override
    def num_plurals(self) -> int:
        return min(max(super().num_plurals, 1), compiled.MOST_FORMS)


def read(path: Path) -> Trial:
    """Return what the file at *path* says. Raises OSError, and Damaged where it is no translation."""
    with path.open("rb") as file:
        data = file.read(LARGEST + 1)
    if len(data) > LARGEST:
        raise Damaged
    return parsed(data, path.name)


def parsed(data: bytes, name: str) -> Trial:
    """Return what can be said of *data*, a catalogue in UTF-8. Raises Damaged."""
    found = _messages(data)
    header = dict(found.mime_headers).get("Plural-Forms", "")
    given = {_forms(each.id)[0]: _forms(each.string) for each in found if each.id and not each.fuzzy}
    said = {key: forms for key, forms in given.items() if any(forms)}
    spoken = compiled.catalogue(said, f"Plural-Forms: {header}")
    originals = source()
    if not said.keys() & originals.keys():
        raise Damaged
    unfit = tuple(
        key for key, ids in originals.items() if key in said and not _fits(ids, said[key], spoken.forms)
    )
    fit = {key: forms for key, forms in said.items() if key in originals and key not in unfit}
    whole = Catalogue(fit, spoken.rule, spoken.forms)
    return Trial(name, _code(found, name), whole, len(originals), len(fit), unfit, bool(spoken.forms))


def source() -> dict[str, Forms]:
    """Return every sentence of the program by its singular, as the compiled source has it."""
    return compiled.read(Path(__file__).parent / "catalogues" / f"{speaking.SOURCE}.mo").said


def _messages(data: bytes) -> Catalog:
    try:
        lines = [line for line in data.decode("utf-8-sig").split("\n") if _matters(line)]
        found = _Bounded(locale=None)
        PoFileParser(found, abort_invalid=True).parse(lines)
    except NOT_READABLE as error:
        raise Damaged from error
    return found


def _matters(line: str) -> bool:
    """Whether a line is more than a remark: those are many, and of them only doubts are of use."""
    return not line.startswith("#") or line.startswith("#,")


def _fits(ids: Forms, said: Forms, forms: int) -> bool:
    if len(ids) == 1:
        return len(said) == 1 and _is_fit(ids[0], said[0], counted=False)
    return len(said) == forms and all(_is_fit(ids[-1], each, counted=True) for each in said)


def _is_fit(original: str, said: str, *, counted: bool) -> bool:
    within = len(said) <= LONGER * len(original) + SPARE
    return within and compiled.is_sound(original, said, plural=counted)


def _forms(text: object) -> Forms:
    return tuple(map(str, text)) if isinstance(text, tuple | list) else (str(text or ""),)


def _code(found: Catalog, name: str) -> str:
    """Return the language that the header tells, or else the name of the file."""
    for told in (found.locale_identifier or "", name):
        begins = CODE.match(told.lower())
        if begins and not told[begins.end() : begins.end() + 1].isalpha():
            return begins.group()
    return "und"
