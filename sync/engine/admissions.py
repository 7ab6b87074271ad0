"""Deciding about who asks to come in, and handing them what they need (A4.7)."""

from collections.abc import Collection
from dataclasses import dataclass

from crypto import invitation
from sync.engine import admission, open_invitations, rendezvous, safety
from sync.engine.errands import Errands
from sync.engine.newcomer_files import NewcomerFiles
from sync.engine.notebook import Notebook
from sync.errors import Problem
from sync.refusals import AlreadyHere, InvitationSpent, NothingToAdmit, RequestDamaged, RequestElsewhere
from sync.store import newcomers
from sync.store.database import Db
from sync.store.newcomers import OpenInvitation, Request

REQUEST_MAGIC = b"karkadeJOIN\x01"


@dataclass(frozen=True, slots=True)
class RequestRow:
    person: str
    name: str
    check_words: tuple[str, ...]
    digits: str


@dataclass(frozen=True, slots=True)
class AdmissionResult:
    admitted: tuple[str, ...]
    file: bytes | None
    """A package for the newcomer who came by file."""


class Admissions:
    def __init__(self, book: Notebook, errands: Errands, files: NewcomerFiles) -> None:
        self._book = book
        self._errands = errands
        self._files = files

    def requests(self, space: str) -> list[RequestRow]:
        found = self._book.read(lambda db: newcomers.requests(db, bytes.fromhex(space)))
        return [
            RequestRow(one.person.hex(), one.name, safety.check_words(one.person), safety.digits(one.person))
            for one in found
        ]

    def look(self, space: str, request: bytes) -> RequestRow:
        """Return who asks in a request file, so that words can be compared before anything is decided."""
        name = bytes.fromhex(space)
        opened, blob = self._read_request(name, request)
        keys = invitation.keys(opened.secret)
        asked = rendezvous.open_request(keys.sealing, blob, name, self._book.me_in(name))
        person = admission.prove(asked)
        rendezvous.check_proof(keys.signing.public.raw, name, asked, person.person)
        words, digits = safety.check_words(person.person), safety.digits(person.person)
        return RequestRow(person.person.hex(), person.name, words, digits)

    def admit(
        self, space: str, request: bytes | None = None, persons: Collection[str] | None = None
    ) -> AdmissionResult:
        """Admit who asks: by a request file, or everybody (or *persons*) whose request has come."""
        name = bytes.fromhex(space)
        self._book.read(lambda db: open_invitations.must_admit(db, self._book, name))
        if request is not None:
            return self._admit_file(name, request)
        late = [problem for problem in map(self._collect, self._opened_in(name)) if problem]
        asking = self._book.read(lambda db: newcomers.requests(db, name))
        chosen = [one for one in asking if persons is None or one.person.hex() in persons]
        if not chosen:
            raise late[0] if late else NothingToAdmit()
        admitted: list[str] = []
        for one in chosen:
            try:
                self._answer(one)
            except InvitationSpent:
                if not admitted:
                    raise
                continue  # of several who answered it, the first came in
            admitted.append(one.person.hex())
        last = self._files.welcome(name, admission.device_of(chosen[-1])) if len(chosen) == 1 else None
        return AdmissionResult(tuple(admitted), last)

    def _answer(self, asked: Request) -> None:
        """Admit one, and leave the answer at the rendezvous."""
        opened = self._opened(asked.space, asked.invite)
        device = admission.device_of(asked)
        answer = self._book.write(lambda db: admission.admit(db, self._book, asked))
        key = invitation.keys(opened.secret).sealing
        blob = rendezvous.make_admission(key, answer, asked.space, device)
        self._errands.post(asked.space, opened.secret, blob)

    def _collect(self, opened: OpenInvitation) -> Problem | None:
        """Look for requests to one invitation, or return why nobody comes in by it any more."""
        problem = self._problem(opened.space, opened.invite)
        if problem is None:
            self._errands.collect(opened)
        return problem

    def _problem(self, space: bytes, invite: bytes) -> Problem | None:
        return self._book.read(lambda db: open_invitations.problem_with(db, self._book, space, invite))

    def _opened_in(self, space: bytes) -> list[OpenInvitation]:
        return self._book.read(lambda db: newcomers.invitations(db, space))

    def _opened(self, space: bytes, invite: bytes) -> OpenInvitation:
        """Return the secret behind an invitation that is in force, as far as the log goes."""
        for opened in self._opened_in(space):
            if opened.invite == invite:
                return opened
        raise self._problem(space, invite) or NothingToAdmit()

    def _admit_file(self, space: bytes, data: bytes) -> AdmissionResult:
        opened, blob = self._read_request(space, data)
        key = invitation.keys(opened.secret).sealing
        asked = rendezvous.open_request(key, blob, space, self._book.me_in(space))

        def admit(db: Db) -> Request:
            row = admission.remember(db, self._book, opened, asked)
            person = admission.prove(asked)
            if person.person in self._book.state(db, space).home:
                raise AlreadyHere(name=person.name)
            waiting = row or next(one for one in newcomers.requests(db, space) if one.person == person.person)
            admission.admit(db, self._book, waiting)
            return waiting

        waiting = self._book.write(admit)
        return AdmissionResult(
            (waiting.person.hex(),), self._files.welcome(space, admission.device_of(waiting))
        )

    def _read_request(self, space: bytes, data: bytes) -> tuple[OpenInvitation, bytes]:
        start = len(REQUEST_MAGIC)
        name, invite = data[start : start + 32], data[start + 32 : start + 64]
        if not data.startswith(REQUEST_MAGIC) or len(invite) < len(space):
            raise RequestDamaged
        if name != space:
            raise RequestElsewhere
        problem = self._problem(space, invite)
        if problem is not None:
            raise problem
        return self._opened(space, invite), data[start + 64 :]
