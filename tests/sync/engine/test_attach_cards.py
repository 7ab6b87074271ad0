"""Address cards with pictures, through a real notebook: nothing lost or twice, one step to take back."""

from base64 import b64encode
from collections.abc import Iterator
from pathlib import Path

import pytest

from sync.engine import session
from sync.engine.session import Session
from sync.exchange import vcard_pictures
from tests.sync.exchange import pictures

FACE, SIGN = pictures.jpeg(6), pictures.png(1)


def card(name: str, *lines: str) -> str:
    return "\r\n".join(["BEGIN:VCARD", "VERSION:3.0", f"FN:{name}", *lines, "END:VCARD", ""])


def inside(name: str, data: bytes) -> str:
    return f"{name};ENCODING=b:{b64encode(data).decode()}"


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    home = tmp_path_factory.mktemp("made") / "n"
    made = session.create(home, "six words", name="A", cost=session.quick_cost())
    yield made
    made.close()


def brought(opened: Session, path: Path, space: str) -> dict[str, list[tuple[str, bytes]]]:
    """Bring a file in; return the files of each new contact by its name."""
    before = {row.id for row in opened.items.rows(space)}
    opened.transfer.bring_in(space, [path])
    files = opened.attachments
    return {
        row.title: [(one.name, files.data(one.id, 1 << 20)) for one in files.rows(row.id)]
        for row in opened.items.rows(space)
        if row.id not in before
    }


def test_pictures_come_in_bare_and_go_out_and_come_back_the_same(opened: Session, tmp_path: Path) -> None:
    space = opened.spaces.new("Cards").id
    path, out, second = tmp_path / "in.vcf", tmp_path / "out.vcf", tmp_path / "second.vcf"
    path.write_text(
        card("Ada", inside("PHOTO", FACE), inside("LOGO", SIGN))
        + card("Bo", "PHOTO;VALUE=uri:https://example.org/bo.jpg") + card("Cy", inside("PHOTO", SIGN)),
    )  # fmt: skip
    done = opened.transfer.bring_in(space, [path])
    assert (done.added, done.files, done.refused) == (3, 3, ())
    opened.items.history.undo()
    assert opened.items.rows(space) == []
    opened.items.history.redo()
    assert len(opened.items.rows(space)) == 3
    assert opened.transfer.take_out(space, "contact", out) == 3
    whole = out.read_bytes().replace(b"\r\n ", b"")
    assert whole.count(b"PHOTO") == 3 and b"https://example.org/bo.jpg" in whole
    ada = next(row.id for row in opened.items.rows(space) if row.title == "Ada")
    opened.items.set(ada, {"phone": "+00 1"})
    again = opened.transfer.bring_in(space, [path])
    assert (again.added, again.files, len(opened.items.rows(space))) == (0, 0, 3)
    assert opened.items.show(ada).fields["phone"][0].value == "+00 1"
    opened.items.drop(ada)
    again = opened.transfer.bring_in(space, [path])
    assert (again.added, again.files, len(opened.items.rows(space))) == (1, 2, 3)
    other = opened.spaces.new("Again").id
    files = brought(opened, out, other)
    assert [name for name, _ in files["Ada"]] == ["logo.png", "photo.jpg"] and files["Bo"] == []
    assert not any(b"SECRET" in data for rows in files.values() for _, data in rows)
    assert opened.transfer.take_out(other, "contact", second) == 3
    assert sorted(second.read_bytes().split(b"BEGIN")) == sorted(out.read_bytes().split(b"BEGIN"))


def test_no_picture_goes_where_other_details_do_not(opened: Session, tmp_path: Path) -> None:
    space = opened.spaces.new("Bare").id
    path, out = tmp_path / "in.vcf", tmp_path / "out.vcf"
    path.write_text(card("Ada", inside("PHOTO", FACE)))
    brought(opened, path, space)
    opened.transfer.take_out(space, "contact", out, fields=["name", "phone"])
    assert b"PHOTO" not in out.read_bytes() and b"FN:Ada" in out.read_bytes()
    (tmp_path / "folder").mkdir()
    opened.transfer.take_out(space, "contact", tmp_path / "folder")
    (note,) = (tmp_path / "folder").iterdir()
    assert len(note.read_bytes()) < 1_000


def test_a_picture_that_is_too_large_or_of_another_name_stays(
    opened: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    space, out = opened.spaces.new("Own").id, tmp_path / "out.vcf"
    (ada,) = opened.items.new(space, "contact", {"name": "Ada"}).ids
    opened.attachments.add_pieces(ada, "passport.jpg", "", [FACE])
    opened.attachments.add_pieces(ada, "photo.png", "", [SIGN])
    opened.transfer.take_out(space, "contact", out)
    assert out.read_bytes().count(b"PHOTO;ENCODING=b;TYPE=PNG:") == 1
    monkeypatch.setattr(vcard_pictures, "PICTURE_MAX", len(SIGN) - 1)
    opened.transfer.take_out(space, "contact", out)
    assert b"PHOTO" not in out.read_bytes()
