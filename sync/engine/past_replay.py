"""An item as it was, made again from its steps, and what each stretch of them changed."""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field

from sync.engine import merge
from sync.engine.editing import Value
from sync.engine.past_steps import Asked, Sight, Step
from sync.model import difference, ops, records, update
from sync.model.document import Document
from sync.model.kinds.declaration import Kind
from sync.model.records import Value as Held
from sync.model.update import BadUpdate

SITTING_MS = 10 * 60 * 1000  # a longer pause begins another line of the history
SHOWN_MAX = 2_000  # characters of what was added to a text, or taken out, that a line holds
COMPARED_MAX = 8_000  # characters; what is longer is not taken apart
BETWEEN = " … "
ATTACHMENT = "attachment."


class Replay:
    """Takes steps in their order. What may not be applied is passed over, as it was when it came."""

    def __init__(self, space: bytes, kind: Kind | None, sight: Sight) -> None:
        self._space, self._kind, self._sight = space, kind, sight
        self._values: dict[str, tuple[Held, ...]] = {}
        self._texts: dict[str, dict[int, Document]] = {}
        self.present = False
        self.made = False

    def take(self, step: Step) -> None:
        match step.op:
            case ops.Doc(doc, generation, data):
                with suppress(BadUpdate):
                    self._update(step, doc, generation, data)
            case ops.Set(_, name, value):
                self._assign(step, name, value)
            case ops.Several(_, name, values):
                self._assign(step, name, *values)
            case ops.Clear(_, name):
                self._assign(step, name, None)
            case _:
                pass
        self.present = not isinstance(step.op, ops.Drop)
        self.made = True

    def _assign(self, step: Step, name: str, *said: str | None) -> None:
        held = self._values.get(name, ())
        seen = self._sight.of(step, [each.stamp for each in held])
        values = [Held(step.stamp, value, step.wall_ms) for value in said]
        self._values[name] = records.assign(held, values, seen)

    def _update(self, step: Step, doc: bytes, generation: int, data: bytes) -> None:
        peer = merge.peer(self._space, step.device, doc, generation)
        written = self._texts.setdefault(step.field, {})
        opened = written.get(generation) or Document(peer)
        update.check_update(data, peer, opened.clocks())
        opened.apply(data)
        written[generation] = opened

    def shown(self, name: str) -> str | None:
        """Return what a field shows now; None where it has no value."""
        written = self._texts.get(name)
        if written:
            return written[max(written)].text
        texts = self._side_by_side(name)
        return "\n".join(texts) if texts else None

    def _side_by_side(self, name: str) -> tuple[str, ...]:
        return merge.said(self._kind, name, self._values.get(name, ()))

    def fields(self) -> dict[str, str]:
        """Return every field that has a value."""
        names = [*self._values, *self._texts]
        shown = {name: self.shown(name) for name in dict.fromkeys(names)}
        return {name: text for name, text in shown.items() if text is not None}

    def values(self) -> dict[str, Value]:
        """Return the same, with values that stood side by side as they were."""
        several = {name: self._side_by_side(name) for name in self._values}
        return {**self.fields(), **{name: each for name, each in several.items() if len(each) > 1}}


@dataclass(slots=True)
class Stretch:
    """Steps of one author on one field that are shown as one change: what happened, from what to what."""

    first: Step
    last: Step
    what: str
    before: str | None = None
    after: str | None = None
    steps: list[int] = field(default_factory=list)


def stretches(
    steps: Sequence[Step], replay: Replay, authors: Sequence[str], asked: Asked, *, pause_ms: int
) -> Iterator[Stretch]:
    """Yield the changes in the order of their last steps; a pause of more than *pause_ms* ends one."""
    runs = _runs(steps, authors, pause_ms)
    begins = {run.steps[0]: run for run in runs}
    ends = {run.steps[-1]: run for run in runs}
    for at, step in enumerate(steps):
        asked.go_on(len(steps) + at, 2 * len(steps))
        if at in begins:
            run = begins[at]
            run.before, run.what = replay.shown(step.field), _what(step, replay)
        replay.take(step)
        if at in ends:
            run = ends[at]
            run.after = replay.shown(step.field)
            if run.what and not (step.field and run.before == run.after):
                yield run


def _runs(steps: Sequence[Step], authors: Sequence[str], pause_ms: int) -> list[Stretch]:
    """Cut the steps into runs; one field's run goes on while another's is under way."""
    runs: list[Stretch] = []
    under_way: dict[str, tuple[Stretch, str]] = {}
    for at, (step, author) in enumerate(zip(steps, authors, strict=True)):
        run, whose = under_way.get(step.field, (None, ""))
        if run is None or whose != author or not _goes_on(run.last, step, pause_ms):
            run = Stretch(step, step, "")
            runs.append(run)
            under_way[step.field] = run, author
        run.last = step
        run.steps.append(at)
    return runs


def _goes_on(last: Step, step: Step, pause_ms: int) -> bool:
    if not step.field:
        return False
    if isinstance(step.op, ops.Doc) and (last.entry, last.wall_ms) == (step.entry, step.wall_ms):
        return True  # one edit may be several updates
    return pause_ms > 0 and abs(step.wall_ms - last.wall_ms) <= pause_ms


def _what(step: Step, replay: Replay) -> str:
    match step.op:
        case ops.New():
            return "made" if not replay.made else "" if replay.present else "back"
        case ops.Drop():
            return "dropped"
        case ops.Doc():
            return "text"
        case ops.Clear() if step.field.startswith(ATTACHMENT):
            return "detached"
        case ops.Set() if step.field.startswith(ATTACHMENT):
            return "attached" if replay.shown(step.field) is None else "renamed"
    return "set"


def taken_and_put(before: str, after: str) -> tuple[str, str]:
    """Return what was taken out of a text and what was put into it."""
    start, end, begin, stop = difference.apart(before, after)
    before, after = before[start:end], after[begin:stop]
    if len(before) + len(after) > COMPARED_MAX:
        return before[:SHOWN_MAX], after[:SHOWN_MAX]
    found = list(difference.splices(before, after))
    taken = (before[start:end] for start, end, _ in found if end > start)
    put = (said for _, _, said in found if said)
    return BETWEEN.join(taken)[:SHOWN_MAX], BETWEEN.join(put)[:SHOWN_MAX]
