"""`export-all`, `import-all`, `import-joplin` and `feed …` as commands."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.scenarios.driven import Driven
from tests.scenarios.laptops import Laptop
from tests.sync.engine import jex_samples

RSS = '<rss version="2.0"><channel><item><title>One</title><link>https://a.example/1</link></item></channel></rss>'


@pytest.fixture(scope="module")
def driven(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Driven]:
    """One notebook for all: each test has a space of its own."""
    home = tmp_path_factory.mktemp("driven") / "home"
    laptop = Laptop(home, "Amal")
    for name in ("Field team", "Joplin", "Portals"):
        laptop.session.spaces.new(name)
    laptop.session.close()
    one = Driven(home)
    yield one
    one.cut_off()


def test_everything_goes_out_and_comes_back(driven: Driven, tmp_path: Path) -> None:
    driven("item", "new", "Field team", "note", "title=Wells", "body=Near the river")
    driven("item", "new", "Field team", "tool", "title=Pump", "known_from=a neighbour")
    folder = str(tmp_path / "all")
    only = ("--space", "Field team")
    said = driven("export-all", "--to", folder, *only)
    assert (said["items"], said["files"], said["missing"], said["careful"]) == (2, 0, [], [])
    assert driven("export-all", "--to", folder)["code"] == "folder-not-empty"
    assert not any("neighbour" in path.read_text() for path in (tmp_path / "all").rglob("*.md"))
    back = driven("import-all", folder)
    assert (back["added"], back["files"], back["refused"], len(back["spaces"])) == (2, 0, [], 1)
    assert driven("import-all", folder, "--space", back["spaces"][0])["added"] == 2
    assert driven("import-all", str(tmp_path))["code"] == "not-an-open-folder"
    assert "Field team 2" in {row["name"] for row in driven("space", "list")}
    driven("words", "careful", "Field team", "river")
    held = driven("export-all", "--to", str(tmp_path / "two"), *only, "--with-trash")
    assert (held["code"], held["careful"]) == ("careful-inside", ["river"])
    assert not (tmp_path / "two").exists()
    assert (
        driven("export-all", "--to", str(tmp_path / "two"), *only, "--with-sources", "--anyway")["items"] == 2
    )
    assert any("neighbour" in path.read_text() for path in (tmp_path / "two").rglob("*.md"))


def test_a_whole_export_of_joplin(driven: Driven, tmp_path: Path) -> None:
    jex = str(jex_samples.whole(tmp_path / "mine.jex"))
    said = driven("import-joplin", "Joplin", jex)
    assert (said["added"], said["files"]) == (6, 3)
    assert [one["reason"] for one in said["refused"]] == ["encrypted"]
    assert driven("import", "Joplin", jex)["files"] == 3
    assert driven("import-joplin", "Joplin", __file__)["code"] == "not-an-export"


def test_portals(driven: Driven, tmp_path: Path) -> None:
    assert driven("feed", "add", "Portals", "http://portal.example/")["code"] == "bad-portal"
    assert driven("feed", "add", "Portals", "https://127.0.0.1/feed")["code"] == "portal-inside"
    made = driven("feed", "add", "Portals", "https://portal.invalid/feed", "--title", "Portal")
    theirs = driven("item", "new", "Portals", "feed", "title=Theirs", "address=https://other.invalid/")
    rows = {row["title"]: row for row in driven("feed", "list", "Portals")}
    assert rows["Portal"]["id"] == made["id"]
    assert (rows["Portal"]["agreed"], rows["Theirs"]["agreed"]) == (True, False)
    driven("feed", "agree", theirs["id"])
    assert all(row["agreed"] for row in driven("feed", "list", "Portals"))
    driven("sending", "set", "never")
    assert driven("feed", "fetch", "Portals")["code"] == "sending-is-off"
    (tmp_path / "saved.xml").write_text(RSS)
    assert driven("feed", "read", "Portals", str(tmp_path / "saved.xml")) == {"added": 1}
    assert driven("feed", "read", "Portals", str(tmp_path / "saved.xml")) == {"added": 0}
