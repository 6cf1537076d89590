"""A process that has run something may be forked, and run something again: as multiprocessing does on Linux."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable
from typing import Any

import pytest

import navette
from conftest import CANTON
from own_policies import SMALL

LIMIT = 240  # [s] for what takes a second or two; what hangs, hangs for ever


def _run(threads: int) -> Any:
    return navette.run(CANTON, seed=2, overrides=SMALL, threads=threads).verify()


def _replicate(threads: int) -> Any:
    return navette.replicate(CANTON, 2, overrides={**SMALL, "run.threads": threads}).values.shape[0]


def _travel_times(threads: int) -> Any:
    places = [(1.9745, 43.9990), (2.0101, 43.9702)] * 20
    return int(navette.network.of(CANTON).travel_times(places, places).sum())


def _tell(queue: Any, work: Callable[[int], Any], threads: int) -> None:
    queue.put(work(threads))


@pytest.mark.parametrize("threads", [1, 2])
@pytest.mark.parametrize("work", [_run, _replicate, _travel_times])
def test_a_forked_process_runs_and_gets_the_same(work: Callable[[int], Any], threads: int) -> None:
    here = work(threads)
    for other in (_run, _travel_times):  # whatever left its threads behind
        other(2)
    fork = multiprocessing.get_context("fork")
    queue = fork.Queue()
    child = fork.Process(target=_tell, args=(queue, work, threads), daemon=True)
    child.start()
    child.join(LIMIT)
    if child.is_alive():
        child.kill()
        pytest.fail("the forked process hangs")
    assert child.exitcode == 0
    assert queue.get(timeout=10) == here
    assert work(threads) == here, "the parent goes on"
