"""Exports as Joplin makes them: a tar file of texts with lines at their ends, and of the files they show."""

import io
import tarfile
from collections.abc import Mapping
from pathlib import Path

KINDS = {"note": 1, "folder": 2, "resource": 4, "tag": 5, "note_tag": 6}
TIMES = {"created_time": "2020-05-01T10:00:00.000Z", "updated_time": "2021-05-01T10:00:00.000Z"}


def name(number: int) -> str:
    return f"{number:032x}"


def thing(
    kind: str, number: int, title: str = "", body: str | None = None, **lines: object
) -> tuple[str, str]:
    """Return the name of a member and its text."""
    said: dict[str, object] = {"id": name(number), "parent_id": "", **TIMES, **lines, "type_": KINDS[kind]}
    parts = [one for one in (title, body) if one is not None and (one or kind == "note")]
    return f"{name(number)}.md", "\n\n".join([*parts, "\n".join(f"{key}: {said[key]}" for key in said)])


def tar(path: Path, texts: list[tuple[str, str]], files: Mapping[str, bytes] | None = None) -> Path:
    with tarfile.open(path, "w") as archive:
        for member, text in texts:
            _add(archive, member, text.encode())
        for member, raw in (files or {}).items():
            _add(archive, f"resources/{member}", raw)
    return path


def _add(archive: tarfile.TarFile, member: str, raw: bytes) -> None:
    info = tarfile.TarInfo(member)
    info.size = len(raw)
    archive.addfile(info, io.BytesIO(raw))


def whole(path: Path) -> Path:
    """Return an export with everything in it."""
    picture, note, other = name(20), name(10), name(11)
    texts = [
        thing("folder", 1, "Work / all"),
        thing("folder", 2, "Minutes", parent_id=name(1)),
        thing("note", 10, "First", f"See ![a](:/{picture}) and [that](:/{other}).\n\nkey: no line",
              parent_id=name(2),
              source_url="https://portal.example/", author="Amal"),
        thing("note", 11, "Buy paper", f"back to :/{note}", parent_id=name(1), is_todo=1,
              todo_due=1_600_000_000_000, todo_completed=1_600_000_000_001),
        thing("note", 12, "Beside", "other words", is_conflict=1),
        thing("note", 13, "Page", f'<p>Hello</p><img src=":/{picture}"/><script>x</script>',
              markup_language=2),
        thing("note", 14, "", "", encryption_applied=1, encryption_cipher_text="JED01..."),
        thing("note", 15, "Gone", "old", deleted_time=1_600_000_000_000),
        thing("tag", 30, "water"),
        thing("note_tag", 40, note_id=note, tag_id=name(30)),
        thing("resource", 20, "photo.png", mime="image/png", file_extension="png", size=3),
        thing("resource", 21, "alone.txt", mime="text/plain", file_extension="txt", size=5),
        thing("resource", 22, "lost.txt", mime="text/plain", file_extension="txt", size=5),
        (f"{name(50)}.md", "id: x\ntype_: 13"),
    ]  # fmt: skip
    return tar(path, texts, {f"{picture}.png": b"png", f"{name(21)}.txt": b"alone"})
