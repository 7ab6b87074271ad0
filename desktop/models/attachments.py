"""What is said of an attached file: a picture for its kind, its name made safe, where its bytes are."""

from typing import Literal

from desktop.models.plain import isolated
from i18n import sending, tr
from sync.engine.attach_texts import MARKDOWN, is_text
from sync.engine.attachments import Attachment

NAME_MAX = 80
SHOWN_MAX = 64 << 20  # bytes of a picture or paper that is shown

Look = Literal["picture", "paper", "markdown", "text", ""]
PICTURES = frozenset({
    "image/jpeg", "image/png", "image/gif", "image/webp", "image/bmp", "image/tiff", "image/avif",
})  # fmt: skip
PAPER = "application/pdf"
ICONS: dict[Look, str] = {
    "picture": "eye",
    "paper": "book-open",
    "markdown": "file-text",
    "text": "file-text",
}


def look_of(one: Attachment) -> Look:
    """Say how a file can be shown here; nothing where it can only be saved."""
    if one.media_type in PICTURES:
        return "picture" if one.size <= SHOWN_MAX else ""
    if one.media_type == PAPER:
        return "paper" if one.size <= SHOWN_MAX else ""
    if not is_text(one):
        return ""
    return "markdown" if one.media_type == MARKDOWN else "text"


def icon_of(one: Attachment) -> str:
    return ICONS.get(look_of(one), "paperclip")


def name_of(one: Attachment) -> str:
    return isolated(one.name, NAME_MAX)


def state_of(one: Attachment) -> str:
    """Return size and place in few words."""
    size = sending.size(one.size)
    if one.waits:
        return tr("{size} · here, not sent yet", size=size)
    if one.present:
        return tr("{size} · here", size=size)
    if one.here:
        return tr("{part} of {size} here", part=sending.size(one.here), size=size)
    return tr("{size} · not here yet", size=size)
