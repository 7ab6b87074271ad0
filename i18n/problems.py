"""What happened, what is safe and what to do next: three sentences for every problem, by its code."""

from collections.abc import Mapping
from dataclasses import dataclass
from string import Formatter

from i18n import (
    problems_attachments,
    problems_belonging,
    problems_elsewhere,
    problems_here,
    problems_recovery,
    problems_relays,
    problems_values,
    problems_whole,
    problems_words,
    tr,
)

UNKNOWN = "unexpected"
LEFT_OUT = "…"  # stands for a name that nobody handed over

TABLE: Mapping[str, tuple[str, str, str]] = {
    **problems_here.SENTENCES,
    **problems_elsewhere.SENTENCES,
    **problems_belonging.SENTENCES,
    **problems_recovery.SENTENCES,
    **problems_relays.SENTENCES,
    **problems_words.SENTENCES,
    **problems_values.SENTENCES,
    **problems_whole.SENTENCES,
    **problems_attachments.SENTENCES,
}


@dataclass(frozen=True, slots=True)
class Sentences:
    what: str
    safe: str
    do: str


def sentences(code: str, holes: Mapping[str, str | int] | None = None) -> Sentences:
    """Return the sentences of *code* in the language of the moment; a missing hole is left out."""
    what, safe, do = (_said(part, holes or {}) for part in TABLE.get(code, TABLE[UNKNOWN]))
    return Sentences(what, safe, do)


def _said(text: str, holes: Mapping[str, str | int]) -> str:
    named = {name for _, name, _, _ in Formatter().parse(text) if name}
    return tr(text, **{name: holes.get(name, LEFT_OUT) for name in named})
