"""How long it takes to work out who belongs to a large space, and how much memory that needs."""

import sys
import time
import tracemalloc
from pathlib import Path

sys.path[:0] = [str(Path(__file__).resolve().parents[2])]

from sync.model import members, ops  # noqa: E402
from sync.model.members import evaluate  # noqa: E402
from tests.sync.model.membership import FOUNDER, Log, device, name_of, remove, role  # noqa: E402

Row = tuple[str, str, list[float], str]
PEOPLE = 1_000
EVERY = 10
"""One operation in so many has another beside it."""


def history(people: int, operations: int) -> Log:
    log = Log()
    heads, present, number = (log.genesis,), [FOUNDER], 0
    while len(log.operations) < operations:
        number += 1
        one = present[number % len(present)]
        if len(present) <= people:
            present.append(f"person {number}")
            done = log.admit(FOUNDER, heads, present[-1])
        else:
            done = log.add(FOUNDER, heads, _change(number, one, present))
        beside = () if number % EVERY else (log.add(FOUNDER, heads, ops.Vouch(name_of(one)), number=1),)
        heads = tuple(sorted((done, *beside)))
    return log


def _change(number: int, one: str, present: list[str]) -> ops.Op:
    match number % 5:
        case 0:
            return remove(present.pop(1))
        case 1:
            return ops.Hold(device(one), on=number % 2 == 0)
        case 2:
            return ops.SetPolicy(ops.Policy(str(number)))
        case 3:
            return role(one, "reader")
    return ops.Vouch(name_of(one))


def figures(runs: int, operations: int = 10_000) -> list[Row]:
    log = history(PEOPLE, operations)
    cold, whole, more, late, memory = [], [], [], [], []
    middle = list(log.operations)[operations // 2]
    for run in range(runs):
        began = time.perf_counter()
        model = members.Log(log.operations.values())
        _ = model.now
        cold.append(time.perf_counter() - began)
        began = time.perf_counter()
        evaluate(dict(log.operations))
        whole.append(time.perf_counter() - began)
        more.append(_added(model, log, log.heads(), run))
        late.append(_added(model, log, (middle,), run))
        more.append(_added(model, log, log.heads(), run))
    tracemalloc.start()
    kept = members.Log(log.operations.values())
    _ = kept.now
    memory.append(tracemalloc.get_traced_memory()[0] / 1e6)
    tracemalloc.stop()
    what = f"{PEOPLE} people, {operations} membership operations"
    return [
        (f"{what}: one by one", "s", cold, ""),
        (f"{what}: a whole set", "s", whole, ""),
        (f"{what}: one more", "ms", more, "what it adds"),
        (f"{what}: one from half the history ago", "ms", late, ""),
        (f"{what}: memory beside the operations", "MB", memory, ""),
    ]


def _added(model: members.Log, log: Log, parents: tuple[bytes, ...], run: int) -> float:
    entry = log.add(FOUNDER, parents, ops.Vouch(name_of(f"person {run + 1}")))
    began = time.perf_counter()
    model.add(log.operations[entry])
    _ = model.now
    return (time.perf_counter() - began) * 1000
