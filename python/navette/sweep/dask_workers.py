"""Workers of a Dask cluster: of a scheduler that is running, or Slurm jobs. All speak TLS, unless told not to."""

from __future__ import annotations

import logging
import os
import re
import shlex
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any

from navette.common.errors import InputError
from navette.sweep.workers import Task, WorkersDied

if TYPE_CHECKING:
    from distributed import Client

ANSWER_WITHIN = 20
"""[s] that a scheduler has for its first answer."""

_log = logging.getLogger("navette")
_attempt = count()


class DaskWorkers:
    """Those of a Dask client."""

    def __init__(self, client: Client) -> None:
        """The client stays open, and is the caller's to close."""
        self._client = client

    @property
    def count(self) -> int:
        """How many tasks they do at a time."""
        return max(1, sum(self._client.nthreads().values()))

    def completed(
        self, function: Callable[..., object], folder: str, tasks: Sequence[Task]
    ) -> Iterator[tuple[Task, BaseException | None]]:
        """Does `function(folder, *task)` for each; yields each as it ends, with what it raised, if so.

        Dask gives the task of a worker that dies to another, `distributed.scheduler.allowed-failures` times.
        """
        from distributed import as_completed
        from distributed.scheduler import KilledWorker

        # A name per attempt: Dask remembers the answer of a name. Earlier tasks come first.
        attempt = f"{os.getpid()}-{next(_attempt)}"
        futures = {
            self._client.submit(
                function,
                folder,
                *task,
                key=f"navette-{attempt}-{task[0]}-{task[1]}",
                pure=False,
                priority=-rank,
            ): task
            for rank, task in enumerate(tasks)
        }
        try:
            for future in as_completed(futures):
                error = future.exception()
                if isinstance(error, KilledWorker):
                    error = WorkersDied(error.last_worker.address)
                yield futures[future], error
                future.release()
        finally:
            if not all(future.done() for future in futures):  # Ctrl-C, or an error here
                self._client.cancel(list(futures))


def _configure() -> None:
    import dask

    # A worker that dies is no news: its task moves on. Tasks do not queue at workers, or they would be blamed with it.
    dask.config.set({"logging.distributed": "critical", "distributed.scheduler.worker-saturation": 1.0})


@contextmanager
def of_scheduler(address: str, *, insecure: bool) -> Iterator[DaskWorkers]:
    """The workers of the scheduler at an address. Raises InputError if it has no key, or nobody answers."""
    _check_address(address, insecure=insecure)
    _configure()
    from distributed import Client

    try:
        client = Client(address, timeout=ANSWER_WITHIN)
    except (OSError, ValueError, TypeError, RuntimeError) as error:
        reason = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise InputError(f"no Dask scheduler answers at {address}: {reason}") from None
    with client:
        if not client.nthreads():
            _log.warning("the scheduler %s has no worker yet; the sweep begins when one comes", address)
            client.wait_for_workers(1)
        yield DaskWorkers(client)


def _check_address(address: str, *, insecure: bool) -> None:
    protocol = address.partition("://")[0] if "://" in address else "tcp"
    if protocol in ("tcp", "ws", "ucx") and not insecure:
        raise InputError(
            f"{address} is a Dask scheduler without keys: whoever reaches its port can run code as the owner of its "
            "workers, and as you. Start it with TLS and give tls://HOST:PORT (docs/sweeps.md says how), or give "
            "--insecure (insecure=True) if nobody else can reach it"
        )
    if protocol == "tls":
        _check_keys(address)


def _check_keys(address: str) -> None:
    from distributed.security import Security

    keys = Security().get_tls_config_for_role("client")
    missing = [
        name
        for name, value in (
            ("distributed.comm.tls.ca-file", keys["ca_file"]),
            ("distributed.comm.tls.client.cert", keys["cert"]),
            ("distributed.comm.tls.client.key", keys["key"]),
        )
        if value is None
    ]
    if missing:
        raise InputError(f"{address}: Dask's configuration (~/.config/dask/*.yaml) names no {', '.join(missing)}")
    for value in (keys["ca_file"], keys["cert"], keys["key"]):
        if not Path(value).is_file():
            raise InputError(f"{address}: there is no file {value}, which Dask's configuration names as a TLS key")


def _keys_in(folder: Path) -> Any:
    """New keys for one cluster, in files that their owner alone can read: workers on other machines find them there."""
    from distributed.security import Security

    made = Security.temporary()
    files = {"key": folder / "key.pem", "cert": folder / "cert.pem"}
    for file, text in ((files["key"], made.tls_worker_key), (files["cert"], made.tls_worker_cert)):
        with open(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as opened:
            opened.write(text)
    roles = [f"tls_{role}_{kind}" for role in ("client", "scheduler", "worker") for kind in files]
    named = {name: str(files[name.rsplit("_", 1)[1]]) for name in roles}
    return Security(require_encryption=True, tls_ca_file=str(files["cert"]), **named)


@contextmanager
def of_slurm(jobs: int, folder: Path) -> Iterator[DaskWorkers]:
    """Dask workers as Slurm jobs, asked for as the site's jobqueue.yaml says. They and we hold a key of this sweep.

    `folder`: seen by all; the workers' copy of the key lies there meanwhile, for its owner only.
    """
    if not re.fullmatch(r"[\w@%+=:,./-]+", str(folder), flags=re.ASCII):
        raise InputError(
            f"{str(folder.parent)!r}: for Dask workers as Slurm jobs the folder's name may hold letters, digits and "
            "@%+=:,./-_ only, since dask-jobqueue writes it into a script; choose another, or use `navette sweep slurm`"
        )
    _configure()
    import dask
    from dask_jobqueue import SLURMCluster
    from distributed import Client
    from distributed.utils import get_ip

    site = dask.config.get("jobqueue.slurm.scheduler-options", None) or {}
    interface = dask.config.get("jobqueue.slurm.interface", None)
    options: dict[str, Any] = {"dashboard": False, "dashboard_address": "127.0.0.1:0"}
    if interface is None and "host" not in site and "interface" not in site:
        options["host"] = get_ip()  # else on all addresses that this machine has
    prologue = list(dask.config.get("jobqueue.slurm.job-script-prologue", None) or [])
    prologue.append("export DASK_DISTRIBUTED__WORKER__HTTP__ROUTES='[]'")
    extra = list(dask.config.get("jobqueue.slurm.worker-extra-args", None) or [])
    with dask.config.set({"distributed.scheduler.http.routes": []}):
        security = _keys_in(folder)
        with SLURMCluster(
            security=security,
            python=shlex.quote(sys.executable),
            scheduler_options=options | site,
            job_script_prologue=prologue,
            worker_extra_args=[*extra, "--no-dashboard"],
        ) as slurm, Client(slurm, security=security) as client:  # fmt: skip
            slurm.adapt(minimum_jobs=jobs, maximum_jobs=jobs)  # a job whose time is over is asked for anew
            client.wait_for_workers(1)
            yield DaskWorkers(client)
