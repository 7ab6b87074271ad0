"""What is said where something typed is not yet a value of its field."""

from datetime import datetime
from decimal import Decimal

from i18n import formats, named, tr
from sync.model.kinds.declaration import FieldType


def sentence(kind: FieldType) -> str:
    """Return what to do, with an example in the person's own way of writing."""
    now = datetime.now().astimezone()
    day = formats.date_of(now)
    said = {
        FieldType.DATE: tr("This is not a day. Write it like {example}.", example=day),
        FieldType.MOMENT: tr(
            "Write a day like {example}, and a time like {time}.", example=day, time=formats.time_of(now)
        ),
        FieldType.PERIOD: tr("Write two days like {example}, the earlier one first.", example=day),
        FieldType.RULE: tr("This is not a day. Write it like {example}.", example=day),
        FieldType.MILESTONES: tr("Each line needs a day. Write it like {example}.", example=day),
        FieldType.NUMBER: tr(
            "This is not a number. Write it like {example}.", example=named.amount(Decimal("1250.5"))
        ),
        FieldType.MONEY: tr("Write an amount, and choose its currency."),
        FieldType.PLACES: tr("Choose a country from the list."),
        FieldType.LANGUAGES: tr("Choose a language from the list."),
        FieldType.LINKS: tr("Choose something from the list."),
        FieldType.QUESTIONS: tr("Each question needs words, and a choice needs its answers."),
    }
    return said.get(kind) or tr("This is not complete yet.")
