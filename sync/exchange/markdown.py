"""Notes as Markdown files and back.

Nothing is lost either way: a file of UTF-8 text with plain line feeds comes out byte for byte as it went in,
and a note comes back with the fields it had. Three rules make that so:

* The title is what the front matter says, else the first line if it is a ``# heading`` (which stays in the
  text), else the name of the file. Writing adds front matter only where reading would give another title.
* The front matter of a file is kept as written in ``extra``, and is changed only where title or tags were;
  ``extra`` stays empty when writing would make the same file without it.
* A sub-folder is a last tag that ends in a slash: ``minutes/2026/``.
"""

from collections.abc import Mapping, Sequence
from pathlib import PurePosixPath

from sync.exchange import decoding, frontmatter, names, tags
from sync.exchange.outcome import Imported, Outcome, Reason, Refused

KIND = "note"
ENDINGS = frozenset({".md", ".markdown", ".txt"})
ENDING = ".md"
HEADING_MAX = 300
FOLDERS_MAX = 16


def read(name: str, raw: bytes) -> Outcome:
    """Return the note in the file *raw*, or why there is none; *name* is its path with slashes."""
    try:
        text, remark = decoding.decode(raw)
    except decoding.NotText:
        return Refused(name, Reason.NOT_TEXT)
    path = PurePosixPath(name)
    return Imported(KIND, _fields(text, path.stem, path.parts[:-1]), name, remark)


def _fields(text: str, stem: str, folders: Sequence[str]) -> dict[str, str]:
    block, body = frontmatter.split(text)
    found = frontmatter.tags(block) + _folder_tag(folders)
    title = _title(block, body, names.stem_of(stem))
    plain = {"title": title, "body": body, "tags": tags.text(found), "extra": ""}
    return plain if write(plain)[1] == text.encode() else plain | {"extra": block}


def _title(block: str, body: str, stem: str) -> str:
    given = frontmatter.title(block)
    return given if given is not None else _heading(body) or stem


def _heading(body: str) -> str:
    start = len(body) - len(body.lstrip("\n"))
    end = body.find("\n", start)
    line = body[start : end if end >= 0 else None]
    words = line[2:].strip()
    return words if line.startswith("# ") and len(words) <= HEADING_MAX else ""


def _folder_tag(folders: Sequence[str]) -> tuple[str, ...]:
    return tags.tidy(["/".join(_folder_name(folder) for folder in folders) + "/"]) if folders else ()


def _folder_name(folder: str) -> str:
    name = names.safe_name(" ".join(folder.replace(",", " ").split()).lstrip("# "))
    return f"{name}_" if name.casefold().endswith(ENDING) else name  # no file may ever want this place


def write(fields: Mapping[str, str]) -> tuple[PurePosixPath, bytes]:
    """Return the path that the note would have, with its ending, and the bytes of its file."""
    body = fields.get("body", "")
    title = fields.get("title", "")
    block = _valid(fields.get("extra", ""), body)
    listed, folder = _place(tags.parts(fields.get("tags", "")), frontmatter.tags(block))
    name = names.safe_name(title)
    if _title(block, body, names.stem_of(name)) != title:
        block = frontmatter.with_title(block, title)
    if frontmatter.tags(block) != listed:
        block = frontmatter.with_tags(block, listed)
    if not block and frontmatter.split(body)[0]:
        block = frontmatter.EMPTY  # a guard, so that the text does not become front matter
    return folder / (name + ENDING), (block + body).encode()


def _valid(extra: str, body: str) -> str:
    """Return *extra* if it stands by itself in front of *body*; it may come from another member."""
    for block in (extra, f"{extra}\n"):
        if extra and frontmatter.split(block + body) == (block, body):
            return block
    return ""


def _place(listed: Sequence[str], written: Sequence[str]) -> tuple[tuple[str, ...], PurePosixPath]:
    """Return the tags to write, and the folder that the last one stands for."""
    last = listed[-1] if listed else ""
    parts = tuple(last[:-1].split("/")) if last.endswith("/") else ()
    if parts and last not in written and len(parts) <= FOLDERS_MAX and _folder_tag(parts) == (last,):
        return tuple(listed[:-1]), PurePosixPath(*parts)
    return tuple(listed), PurePosixPath()
