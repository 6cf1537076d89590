"""Processes on this machine that do the tasks of a sweep, each told by a pipe of its own: nothing listens on a port."""

from __future__ import annotations

import os
import pickle
import signal
import subprocess
import sys
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from multiprocessing import Pipe
from multiprocessing.connection import Connection, wait
from pathlib import Path
from types import TracebackType

from navette.sweep.workers import MOST_DEATHS, Task, WorkersDied

GOES_WITHIN = 5.0
"""[s] in which a worker that is told to stop removes what it has not finished; then it is killed."""
_PROGRAM = Path(__file__).with_name("pool_process.py")
_ONE_THREAD = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")


class _Process:
    """One worker and the task that it has."""

    def __init__(self) -> None:
        self.connection, theirs = Pipe()  # a pair of sockets without a name: only these two processes have it
        with theirs:
            self.running = subprocess.Popen(
                [sys.executable, "-P", str(_PROGRAM), str(theirs.fileno())],
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                env=os.environ | _ONE_THREAD,
            )
        self.task: int | None = None
        self.connection.send(sys.path)

    def give(self, task: int, call: bytes) -> None:
        self.task = task
        with suppress(OSError):  # it has died: its pipe tells so when it is looked at
            self.connection.send_bytes(call)

    def take(self) -> tuple[bool, BaseException | None]:
        """Whether it lives, and what its task raised."""
        try:
            return True, pickle.loads(self.connection.recv_bytes())
        except (EOFError, OSError):
            return False, None

    def stop(self) -> None:
        self.connection.close()
        self.running.terminate()

    def end(self, until: float) -> None:
        try:
            self.running.wait(max(0.0, until - time.monotonic()))
        except subprocess.TimeoutExpired:
            self.running.kill()
            self.running.wait()


class Pool:
    """A fixed number of processes; one that dies is replaced, and its task tried again by another."""

    def __init__(self, count: int) -> None:
        """They start when there is something to do."""
        self.count = count
        """How many work at a time."""
        self._processes: list[_Process] = []

    @property
    def pids(self) -> list[int]:
        """Of the processes that there are."""
        return [process.running.pid for process in self._processes]

    def completed(
        self, function: Callable[..., object], folder: str, tasks: Sequence[Task]
    ) -> Iterator[tuple[Task, BaseException | None]]:
        """Does `function(folder, *task)` for each; yields each as it ends, with what it raised, if so.

        A task on which MOST_DEATHS workers died ends with WorkersDied.
        """
        import cloudpickle  # by value what another process cannot import

        calls = [cloudpickle.dumps((function, (folder, *task))) for task in tasks]
        waiting = deque(range(len(tasks)))
        deaths = [0] * len(tasks)
        try:
            while waiting or self._busy():
                self._hand_out(waiting, calls)
                for process in self._that_tell():
                    task, process.task = process.task, None
                    assert task is not None
                    lives, error = process.take()
                    if lives:
                        yield tasks[task], error
                        continue
                    self._processes.remove(process)
                    process.stop()
                    process.end(time.monotonic() + GOES_WITHIN)
                    deaths[task] += 1
                    if deaths[task] < MOST_DEATHS:
                        waiting.appendleft(task)
                    else:
                        yield tasks[task], WorkersDied(f"process {process.running.pid}, {_ended(process.running)}")
        finally:
            self._end([process for process in self._processes if process.task is not None])  # Ctrl-C, or an error here

    def close(self) -> None:
        """Ends all processes."""
        self._end(list(self._processes))

    def __enter__(self) -> Pool:
        """Itself."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """Ends all processes."""
        self.close()

    def _busy(self) -> bool:
        return any(process.task is not None for process in self._processes)

    def _hand_out(self, waiting: deque[int], calls: list[bytes]) -> None:
        """A task each, never more: who waits at a worker would be blamed with it."""
        for dead in [p for p in self._processes if p.task is None and p.running.poll() is not None]:
            self._processes.remove(dead)
            dead.connection.close()
        while waiting:
            free = next((process for process in self._processes if process.task is None), None)
            if free is None:
                if len(self._processes) == self.count:
                    return
                free = _Process()
                self._processes.append(free)
            task = waiting.popleft()
            free.give(task, calls[task])

    def _that_tell(self) -> list[_Process]:
        busy: dict[Connection, _Process] = {p.connection: p for p in self._processes if p.task is not None}
        return [busy[told] for told in wait(list(busy))]  # type: ignore[index]

    def _end(self, processes: list[_Process]) -> None:
        for process in processes:
            process.stop()
        until = time.monotonic() + GOES_WITHIN
        for process in processes:
            process.end(until)
            self._processes.remove(process)


def _ended(process: subprocess.Popen[bytes]) -> str:
    code = process.returncode
    return f"by signal {signal.Signals(-code).name}" if code is not None and code < 0 else f"exit code {code}"
