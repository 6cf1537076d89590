"""A worker of navette.sweep.pool: takes calls from the pipe that it was born with until that closes.

Started as a program, by path: what it imports comes from the sys.path that it is told first.
"""

from __future__ import annotations

import os
import pickle
import signal
import sys
import threading
from multiprocessing.connection import Connection
from queue import SimpleQueue


def main() -> None:
    """Runs until the pipe closes, with its starter or before."""
    descriptor = int(sys.argv[1])
    os.set_inheritable(descriptor, False)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the starter, which then ends us
    signal.signal(signal.SIGTERM, _end)
    connection = Connection(descriptor)
    sys.path[:] = connection.recv()
    calls: SimpleQueue[bytes | None] = SimpleQueue()
    threading.Thread(target=_listen, args=(connection, calls), daemon=True).start()
    while (call := calls.get()) is not None:
        error: BaseException | None = None
        try:
            function, arguments = pickle.loads(call)
            function(*arguments)
        except Exception as raised:
            error = raised
        try:
            answer = pickle.dumps(error)
            pickle.loads(answer)
        except Exception:
            answer = pickle.dumps(RuntimeError(f"{type(error).__name__}: {error}"))
        connection.send_bytes(answer)


def _end(*_: object) -> None:
    """By way of `finally`, so that no half file stays; once, so that nothing interrupts that."""
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    sys.exit(1)


def _listen(connection: Connection, calls: SimpleQueue[bytes | None]) -> None:
    """Beside the work, so that a worker ends with its starter, also in the middle of a long run."""
    try:
        while True:
            calls.put(connection.recv_bytes())
    except (EOFError, OSError):
        calls.put(None)
        os.kill(os.getpid(), signal.SIGTERM)


if __name__ == "__main__":
    main()
