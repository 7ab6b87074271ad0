"""Lists narrowed and put in order by command."""

from pathlib import Path

from sync.cli import grammar
from sync.engine import session


def test_a_list_is_narrowed_and_put_in_order_by_command(tmp_path: Path) -> None:
    one = session.create(tmp_path / "a", "lamp river seven mango table window", cost=session.quick_cost())
    one.spaces.new("Field team")

    def titles(*words: str) -> list[str]:
        arguments = grammar.parse(["item", "list", "Field team", *words])
        return [row["title"] for row in arguments.run(one, arguments).document]

    space = one.spaces.all()[0].id
    for title, deadline, stage in (
        ("b", "2026-03-01", "sent"),
        ("a", "2026-01-01", "sent"),
        ("c", "", "none"),
    ):
        one.items.new(space, "call", {"title": title, "deadline": deadline, "stage": stage})
    assert titles() == ["c", "a", "b"]
    assert titles("--sort", "title") == ["a", "b", "c"]
    assert titles("--kind", "call", "--sort", "deadline") == ["a", "b", "c"]
    assert titles("--kind", "call", "--sort=-deadline") == ["b", "a", "c"]
    assert titles("--where", "stage=sent") == ["a", "b"]
    assert titles("--where", "stage=sent", "--where", "stage=none", "--sort", "oldest") == ["b", "a", "c"]
    one.close()
