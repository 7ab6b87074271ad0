"""A contact's fields and the properties of a vCard that stand for them."""

from collections.abc import Callable, Mapping, Sequence

from sync.exchange import tables_names, tags
from sync.exchange.lines import Line, components, cut, escaped, one_line, unescaped
from sync.model.kinds import values

LISTS = {"phone": "TEL", "email": "EMAIL", "address": "ADR", "web": "URL"}
SORTS = {"individual": "person", "org": "organisation", "company": "organisation"}
KINDS = {"person": "individual", "organisation": "org"}
LABELS = frozenset({"X-ABLABEL", "X-ABADR"})  # what Apple puts beside a property of the same group


def fields_of(lines: Sequence[Line]) -> dict[str, str]:
    """Return the fields that the properties *lines* give."""
    fields = {
        "organisation": _first(lines, "ORG", _organisation),
        "role": _first(lines, "TITLE", _plain) or _first(lines, "ROLE", _plain),
        "sort": _sort(lines),
        "languages": ", ".join(dict.fromkeys(filter(None, map(_language, _named(lines, "LANG"))))),
        "tags": tags.text(tags.tidy(_categories(lines))),
        "note": "\n\n".join(filter(None, (unescaped(line.value) for line in _named(lines, "NOTE")))),
    }
    for field, name in LISTS.items():
        fields[field] = "\n".join(filter(None, (_listed(line) for line in _named(lines, name))))
    return {"name": _name(lines, fields), **fields}


def _named(lines: Sequence[Line], name: str) -> list[Line]:
    return [line for line in lines if line.name == name]


def _first(lines: Sequence[Line], name: str, read: Callable[[Line], str]) -> str:
    return next(filter(None, (read(line) for line in _named(lines, name))), "")


def _plain(line: Line) -> str:
    return _one_line(unescaped(line.value))


def _one_line(text: str) -> str:
    return " ".join(text.split("\n")).strip()


def _name(lines: Sequence[Line], fields: Mapping[str, str]) -> str:
    names = (_first(lines, "FN", _plain), _first(lines, "N", _parts_of_a_name), fields["organisation"])
    others = (_first(lines, "NICKNAME", _plain), fields["email"], fields["phone"])
    return next(filter(None, names + others), "").partition("\n")[0]


def _sort(lines: Sequence[Line]) -> str:
    said = _first(lines, "KIND", _plain) or _first(lines, "X-ABSHOWAS", _plain)
    return SORTS.get(said.lower(), "")


def _language(line: Line) -> str:
    """Other words than ours for a language stay in the card alone."""
    said = _plain(line).replace("_", "-")
    return said if values.LANGUAGE.fullmatch(said) else tables_names.language(said) or ""


def _parts_of_a_name(line: Line) -> str:
    family, given, more, before, after = [*components(line.value), "", "", "", "", ""][:5]
    return " ".join(filter(None, (_one_line(part) for part in (before, given, more, family, after))))


def _organisation(line: Line) -> str:
    return ", ".join(filter(None, (_one_line(part) for part in components(line.value))))


def _categories(lines: Sequence[Line]) -> list[str]:
    return [word for line in _named(lines, "CATEGORIES") for word in components(line.value, ",")]


def _listed(line: Line) -> str:
    if line.name == "ADR":
        parts = (part.strip() for text in components(line.value) for part in text.split("\n"))
        return ", ".join(filter(None, parts))
    text = _plain(line)
    if "URI" in line.param("VALUE"):
        scheme, colon, rest = text.partition(":")
        return rest if colon and scheme.lower() in {"tel", "mailto"} else text
    return text


def with_fields(lines: Sequence[Line], fields: Mapping[str, str]) -> list[Line]:
    """Return *lines* changed only where *fields* say something else than they do."""
    known = fields_of(lines)
    changed = [field for field in known if fields.get(field, "") != known[field]]
    result = list(lines)
    for field in changed:
        result = _with(result, field, fields.get(field, ""))
    if changed and fields_of(result)["name"] != fields.get(
        "name", ""
    ):  # it was not a name that gave the name
        result = _with(result, "name", fields.get("name", ""))
    return _without_lost_labels(lines, result)


def _with(lines: list[Line], field: str, text: str) -> list[Line]:
    if field in LISTS:
        return _with_list(lines, LISTS[field], text)
    if field == "name":
        return _replaced(_replaced(lines, ("FN",), [_line("FN", text)]), ("N",), [_structured("N", [text])])
    if field == "tags":
        words = ",".join(escaped(word) for word in tags.parts(text))
        return _replaced(lines, ("CATEGORIES",), [Line("", "CATEGORIES", "", words)] if words else [])
    if field == "languages":
        codes = [_line("LANG", word.strip()) for word in text.split(",") if word.strip()]
        others = [line for line in _named(lines, "LANG") if not _language(line)]
        return _replaced(lines, ("LANG",), [*codes, *others])
    if field == "sort":
        said = KINDS.get(text)
        return _replaced(lines, ("KIND", "X-ABSHOWAS"), [_line("KIND", said)] if said else [])
    names = {"organisation": ("ORG",), "role": ("TITLE", "ROLE"), "note": ("NOTE",)}[field]
    return _replaced(lines, names, [_line(names[0], text)] if text else [])


def _line(name: str, text: str) -> Line:
    return Line("", name, "", escaped(text))


def _structured(name: str, parts: Sequence[str]) -> Line:
    count = {"N": 5, "ADR": 7}[name]
    return Line("", name, "", ";".join([*(escaped(part) for part in parts), *[""] * (count - len(parts))]))


def _with_list(lines: list[Line], name: str, text: str) -> list[Line]:
    """Lines that say the same as before keep their parameters: which phone is the mobile one."""
    before: dict[str, list[Line]] = {}
    for line in _named(lines, name):
        before.setdefault(_listed(line), []).append(line)
    wanted = [part.strip() for part in text.split("\n") if part.strip()]
    kept = [before[part].pop(0) if before.get(part) else _new(name, part) for part in wanted]
    return _replaced(lines, (name,), kept)


def _new(name: str, text: str) -> Line:
    if name == "ADR":
        return _structured("ADR", ["", "", text])
    if name == "URL":  # an address is no text: its commas and semicolons stay
        return Line("", name, "", one_line(text.replace("\\", "\\\\")))
    return _line(name, text)


def _replaced(lines: list[Line], names: Sequence[str], new: Sequence[Line]) -> list[Line]:
    place = next((place for place, line in enumerate(lines) if line.name in names), len(lines))
    before = [line for line in lines[:place] if line.name not in names]
    return [*before, *new, *(line for line in lines[place:] if line.name not in names)]


def _without_lost_labels(before: Sequence[Line], after: Sequence[Line]) -> list[Line]:
    groups = {line.group for line in after if line.group and line.name not in LABELS}
    gone = {line.group for line in before if line.group and line.name not in LABELS} - groups
    return [line for line in after if not (line.name in LABELS and line.group in gone)]


def modern(line: Line) -> Line:
    """Return a property of vCard 2.1 as one of 3.0."""
    words = [part for part in line.params.split(";") if part]
    types = [part for part in words if "=" not in part and part.upper() not in {"BASE64", "B"}]
    pairs = [_modern_pair(part) for part in words if part not in types]
    params = [*pairs, *([f"TYPE={','.join(types)}"] if types else [])]
    separator = "," if line.name == "CATEGORIES" else ";"
    value = line.value if "ENCODING=b" in pairs else _modern_value(line.value, separator)
    return Line(line.group, line.label, "".join(f";{part}" for part in params), value)


def _modern_pair(part: str) -> str:
    encoding = part.upper().removeprefix("ENCODING=")
    return "ENCODING=b" if encoding in {"BASE64", "B"} else part


def _modern_value(value: str, separator: str) -> str:
    """vCard 2.1 escapes semicolons, and nothing else for certain."""
    parts = []
    for part in cut(value, separator):
        plain = part.replace("\\n", "\n").replace("\\;", ";").replace("\\,", ",").replace("\\\\", "\\")
        parts.append(escaped(plain))
    return separator.join(parts)
