"""Files of what is not to leave its space yet, files with careful words, and what comes again, by command."""

from pathlib import Path

import pytest

from sync.cli import grammar
from sync.cli.answer import Answer
from sync.engine import session
from sync.item_refusals import StaysUntil


def test_a_file_is_saved_only_where_it_may_leave(tmp_path: Path) -> None:
    one = session.create(tmp_path / "a", "lamp river seven mango table window", cost=session.quick_cost())
    space = one.spaces.new("Field team").id
    (tmp_path / "map.txt").write_text("The red well.")
    out = tmp_path / "out.txt"

    def run(*words: str) -> Answer:
        arguments = grammar.parse(list(words))
        answer: Answer = arguments.run(one, arguments)
        return answer

    (item,) = one.items.new(space, "lesson", {"title": "Wells", "embargo": "9999-01-01"}).ids
    run("attach", item, str(tmp_path / "map.txt"))
    with pytest.raises(StaysUntil):
        run("fetch-attachment", item, "--to", str(out))
    assert not out.exists()
    run("fetch-attachment", item, "--to", str(out), "--with-held")
    assert out.read_text() == "The red well."
    out.unlink()
    one.items.set(item, {"embargo": ""})
    one.wording.set_careful(space, ["red well"])
    answer = run("fetch-attachment", item, "--to", str(out))
    assert answer.problem is not None and answer.problem.code == "careful-inside" and not out.exists()
    assert run("fetch-attachment", item, "--to", str(out), "--anyway").problem is None
    assert out.read_text() == "The red well."
    one.close()


def test_what_a_calendar_brings_again_is_not_counted_as_added(tmp_path: Path) -> None:
    one = session.create(tmp_path / "a", "lamp river seven mango table window", cost=session.quick_cost())
    space = one.spaces.new("Field team").id
    event = "BEGIN:VEVENT\r\nUID:{}@x\r\nDTSTART:20310504T090000Z\r\nSUMMARY:Call\r\nEND:VEVENT\r\n"
    file = tmp_path / "a.ics"
    for uids, added in (("a", 1), ("a", 0), ("ab", 1)):
        inside = "".join(map(event.format, uids))
        file.write_text(f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{inside}END:VCALENDAR\r\n")
        assert one.transfer.bring_in(space, [file]).added == added
    assert len(one.items.rows(space)) == 2
    one.close()
