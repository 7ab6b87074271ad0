"""How somebody wants a list, in words, and as it is kept in the notebook."""

import json

from desktop.models.plain import isolated
from i18n import tr
from sync.engine.choice import Choice

SORTS: tuple[str, ...] = ("newest", "oldest", "title", "author")
ONLY: tuple[str, ...] = ("", "twofold", "unsent")
TAG_MAX = 40


def key(space: str, section: str) -> str:
    """Return the name of the setting that holds the choice for a section of a space."""
    return f"list/{space}/{section}"


def written(choice: Choice) -> str:
    return json.dumps({"sort": choice.sort, "tag": choice.tag, "only": choice.only}, ensure_ascii=False)


def read(text: str | None) -> Choice:
    """Return the choice that was kept; whatever cannot be understood is as if nobody had chosen."""
    try:
        kept = json.loads(text or "{}")
    except ValueError:
        return Choice()
    if not isinstance(kept, dict):
        return Choice()
    sort, tag, only = (kept.get(name, "") for name in ("sort", "tag", "only"))
    return Choice(
        sort if sort in SORTS else "newest", tag if isinstance(tag, str) else "", only if only in ONLY else ""
    )


def sort_words(sort: str) -> str:
    return {
        "newest": tr("Newest first"),
        "oldest": tr("Oldest first"),
        "title": tr("By title"),
        "author": tr("By who changed it last"),
    }[sort]


def only_words(only: str) -> str:
    return {
        "": tr("Everything"),
        "twofold": tr("Only what has two versions"),
        "unsent": tr("Only what is not sent yet"),
    }[only]


def narrowing(choice: Choice) -> str:
    """Return in words what a list leaves out, or nothing."""
    only = only_words(choice.only) if choice.only else ""
    tag = tr("Only with the tag “{tag}”", tag=isolated(choice.tag, TAG_MAX)) if choice.tag else ""
    return " · ".join(each for each in (only, tag) if each)
