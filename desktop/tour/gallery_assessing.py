"""Pictures of self-assessment: a form over time, and what a newer version wrote."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from desktop.tour.stage import Stage, settle, until
from desktop.views.assessing import AssessmentLook
from i18n import tr

Take = Callable[[str, QWidget], None]
PERIODS = ("2026-01-01/2026-06-30", "2026-07-01/2026-12-31")
GIVEN = (("Kisumu", 4, 12), ("Thiès", 3, 20), ("الرباط", 5, 31), ("Accra", 4, 8))


def pages(stage: Stage, take: Take) -> None:
    """Show a form that several answered, as its sums and as a list."""
    window, session = stage.window, stage.session
    asked = (
        "trust | scale | " + tr("How it stands"),
        "plan | yes-no | " + tr("Plan for March"),
        "met | number | " + tr("How often"),
    )
    fields = {"title": tr("Self-assessment"), "questions": "\n".join(asked), "every": "half-year"}
    (form,) = session.items.new(window.desk.space, "form", fields).ids
    for period in PERIODS:
        for who, trust, met in GIVEN:
            said = f"trust: {trust}\nplan: {'yes' if trust > len(PERIODS) + 1 else 'no'}\nmet: {met}"
            answer = {"title": who, "form": form, "period": period, "who": who, "answers": said}
            session.items.new(window.desk.space, "answer", answer)
    window.choose_section("form")
    window.desk.looks.turn(looked=True)
    look = window.desk.looks.look
    until(lambda: isinstance(look, AssessmentLook) and bool(look.given))
    settle(0.3)
    take("assessment", window)
    window.desk.looks.turn(looked=False)
    stage.choose("note")
