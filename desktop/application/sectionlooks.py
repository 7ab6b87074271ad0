"""Which sections can be seen as something else than a list, and as what."""

from desktop.application.meetings import MovingMeetings
from desktop.models.facade import Session
from desktop.tasks import Tasks
from desktop.views.assessing import AssessmentLook
from desktop.views.board import BoardLook
from desktop.views.board_page import TopicPage
from desktop.views.calendar import CalendarLook
from desktop.views.map import MapLook
from desktop.views.portals import PortalLook
from desktop.views.window import MainWindow
from i18n import tr


def offer(window: MainWindow, session: Session, tasks: Tasks) -> None:
    """Offer the looks of all sections in a window on an open notebook."""
    looks = window.desk.looks
    looks.offer("programme", MapLook("programme", "map", session.spots, tasks), tr("Map"), "map")
    board, page = BoardLook(session.board, tasks), TopicPage(session.board, tasks)
    looks.offer("topic", board, tr("Topics"), "messages-square", first=True)
    page.looked.connect(board.read)
    window.desk.panes.readers.offer("topic", page)
    calendar = CalendarLook(session, session.settings, tasks)
    MovingMeetings(session.meetings, tasks, window, calendar)
    looks.offer("event", calendar, tr("Calendar"), "calendar", first=True)
    assessed = AssessmentLook(session.items, session.assessments, tasks)
    looks.offer("form", assessed, tr("Over time"), "clipboard-check", first=True)
    looks.offer("news", PortalLook(session.portals, tasks), tr("Portals"), "rss")
