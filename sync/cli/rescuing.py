"""The verb that works on a notebook that cannot be opened: doctor --rescue."""

from pathlib import Path

from i18n import tr, tr_n
from sync.cli.answer import Answer
from sync.engine.rescue import rescue


def save(profile: Path, passphrase: str) -> Answer:
    """Make a notebook of what a damaged one still holds, and say what it lacks."""
    done = rescue(profile, passphrase)
    lost = [
        {"space": one.space, "name": one.name, "missing": one.missing, "uncertain": one.uncertain}
        for one in done.spaces
        if one.missing or one.uncertain
    ]
    document = {"rescued": done.entries, "lost": lost, "kept_as": list(done.kept_as)}
    lines = [tr_n("{count} change was saved.", "{count} changes were saved.", done.entries)]
    lines += [_line(one.name, one.missing) for one in done.spaces if one.missing]
    lines.append(tr("The damaged files are kept as: {names}", names=", ".join(done.kept_as)))
    return Answer(document, lines)


def _line(name: str, missing: int) -> str:
    return tr_n(
        "{name}: {count} change is missing. It comes back from colleagues.",
        "{name}: {count} changes are missing. They come back from colleagues.",
        missing,
        name=name,
    )
