"""What an open notebook does with the items in it; each service is a plain class of its own."""

from sync.engine.agenda import Agenda
from sync.engine.assessments import Assessments
from sync.engine.board import Board
from sync.engine.confirming import Confirming
from sync.engine.items import Items
from sync.engine.mapping import Tables
from sync.engine.meetings import Meetings
from sync.engine.notebook import Notebook
from sync.engine.past import Past
from sync.engine.reminders import Reminders
from sync.engine.space_words import SpaceWords
from sync.engine.spots import Spots
from sync.engine.starter import Starter
from sync.engine.tags import Tags
from sync.engine.transfer import Transfer
from sync.engine.trash import Trash
from sync.engine.under_way import UnderWay


class OfItems:
    def __init__(self, book: Notebook) -> None:
        self.items = Items(book)
        self.tags = Tags(book, self.items)
        self.past, self.trash = Past(book, self.items.history), Trash(book)
        self.spots, self.board = Spots(book), Board(book, self.items)
        self.transfer, self.wording = Transfer(self.items), SpaceWords(book, self.items)
        self.under_way = UnderWay(book)
        self.transfer.going = self.under_way.going
        self.tables = Tables(book, self.items, self.transfer)
        self.agenda, self.starter = Agenda(book), Starter(self.items)
        self.assessments = Assessments(book)
        self.reminders = Reminders(book, self.agenda)
        self.confirming = Confirming(book, self.items, self.agenda)
        self.meetings = Meetings(book, self.items, self.agenda)
