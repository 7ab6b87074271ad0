"""Names of authors as CSL-JSON keeps them, and as lines “Family, Given”."""

from typing import Any

AND = " and "
OTHERS = "others"


def line_of(person: Any) -> str:
    """Return the line for one name of a CSL item; nothing for what is no name."""
    if not isinstance(person, dict):
        return ""
    literal = person.get("literal")
    if isinstance(literal, str) and literal.strip():
        return _one_line(literal)
    particle, family, given, suffix = (
        _one_line(person.get(part)) for part in ("non-dropping-particle", "family", "given", "suffix")
    )
    return ", ".join(filter(None, [f"{particle} {family}".strip(), suffix, given]))


def _one_line(text: Any) -> str:
    return " ".join(text.split()) if isinstance(text, str) else ""


def name_of(line: str) -> dict[str, str]:
    """Return the CSL name for a line; a line without a comma is a name that is not to be taken apart."""
    return _taken_apart(line, ("family", "suffix", "given"))


def from_ris(line: str) -> dict[str, str]:
    """Return the CSL name for a line of RIS, which has “Jr.” at the end."""
    return _taken_apart(line, ("family", "given", "suffix"))


def _taken_apart(line: str, order: tuple[str, str, str]) -> dict[str, str]:
    parts = [part.strip() for part in line.split(",")]
    if len(parts) == len(order) and all(parts):
        return dict(zip(order, parts, strict=True))
    family, comma, given = (part.strip() for part in line.partition(","))
    return {"family": family, "given": given} if comma and family and given else {"literal": line.strip()}


def as_ris(person: Any) -> str:
    """Return a CSL name as a line of RIS."""
    line, suffix = line_of(person), person.get("suffix") if isinstance(person, dict) else None
    if not isinstance(suffix, str) or not suffix.strip() or person.get("literal"):
        return line
    bare = line_of({**person, "suffix": ""})
    return f"{bare}, {_one_line(suffix)}" if "," in bare else line


def from_bibtex(text: str) -> list[dict[str, str]]:
    """Return the CSL names in a BibTeX list of authors."""
    return [_of_bibtex(part.strip()) for part in _between_names(text) if part.strip()]


def _between_names(text: str) -> list[str]:
    """Cut at each “and” that stands outside of braces."""
    parts, depth, start = [], 0, 0
    for place, sign in enumerate(text):
        depth += (sign == "{") - (sign == "}")
        if depth == 0 and place >= start and text[place : place + len(AND)].lower() == AND:
            parts.append(text[start:place])
            start = place + len(AND)
    return [*parts, text[start:]]


def _of_bibtex(text: str) -> dict[str, str]:
    if text.startswith("{") and text.endswith("}"):
        return {"literal": text[1:-1]}
    pieces = [piece.strip() for piece in text.split(",")]
    if len(pieces) > 1:
        name = {"family": pieces[0], "given": pieces[-1]}
        return name | {"suffix": ", ".join(pieces[1:-1])} if len(pieces) > 2 else name  # noqa: PLR2004
    given, blank, family = text.rpartition(" ")
    return {"family": family, "given": given} if blank else {"literal": text}


def as_bibtex(person: Any) -> str:
    """Return a CSL name for a BibTeX list of authors."""
    line = line_of(person)
    if line == OTHERS:
        return line  # what BibTeX calls those who are not named
    whole = "," not in line or AND in line
    return f"{{{line}}}" if line and whole else line
