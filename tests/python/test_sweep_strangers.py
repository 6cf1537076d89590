"""A sweep opens no door to other users of its machines: what listens, who is let in, and which names are refused."""

from __future__ import annotations

import os
import shlex
import socket
import stat
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import pytest

import navette
from conftest import CANTON
from navette.sweep import dask_workers, engine
from navette.sweep.command import main
from test_sweep_clusters import SBATCH, free_port, program

DEFINITION: dict[str, Any] = {"scenario": str(CANTON), "seeds": 6, "grid": {"fleet.size": [3, 5]}}
LISTENS = "0A"


def family(pid: int) -> set[int]:
    """A process and all that it started."""
    parents = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                parents[int(entry.name)] = int((entry / "stat").read_text().rsplit(")", 1)[1].split()[1])
            except OSError:  # gone meanwhile
                continue
    found = {pid}
    while new := {child for child, parent in parents.items() if parent in found} - found:
        found |= new
    return found


def doors(pids: set[int]) -> set[tuple[str, int]]:
    """Address (as the kernel writes it, in hex) and port of each socket on which one of these processes listens."""
    inodes = set()
    for pid in pids:
        try:
            for link in Path(f"/proc/{pid}/fd").iterdir():
                target = os.readlink(link)
                if target.startswith("socket:["):
                    inodes.add(target[8:-1])
        except OSError:
            continue
    found = set()
    for table in ("tcp", "tcp6"):
        for line in Path(f"/proc/net/{table}").read_text().splitlines()[1:]:
            fields = line.split()
            if fields[3] == LISTENS and fields[9] in inodes:
                address, port = fields[1].split(":")
                found.add((address, int(port, 16)))
    return found


@contextmanager
def watched() -> Iterator[set[tuple[str, int]]]:
    """All doors that this process and those that it starts have meanwhile, looked for again and again."""
    seen: set[tuple[str, int]] = set()
    before = doors(family(os.getpid()))
    over = threading.Event()

    def look() -> None:
        while not over.wait(0.02):
            seen.update(doors(family(os.getpid())) - before)

    looker = threading.Thread(target=look)
    looker.start()
    try:
        yield seen
    finally:
        over.set()
        looker.join()


def test_the_look_for_doors_sees_one() -> None:
    with watched() as seen, socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        door.listen()
        port = door.getsockname()[1]
        until = time.monotonic() + 60
        while not seen and time.monotonic() < until:
            time.sleep(0.01)
    assert seen == {("0100007F", port)}


def test_workers_on_this_machine_listen_nowhere(tmp_path: Path) -> None:
    sweep = navette.Sweep.plan(DEFINITION, tmp_path / "out")
    with watched() as seen:
        assert str(sweep.run(workers=2, progress=False)) == "12 of 12 done"
    assert seen == set()


def test_workers_on_this_machine_end_with_who_started_them(tmp_path: Path) -> None:
    """Also if that one is killed, so that nothing is left that works for nobody."""
    program = (
        "import sys, time\n"
        "from navette.sweep import engine\n"
        "def sleep(folder, first, last):\n"
        "    import time; time.sleep(600)\n"
        "sleep.__module__ = '__main__'\n"
        "with engine.cluster(workers=2) as made:\n"
        "    for _ in made.completed(sleep, '', [(0, 0), (1, 1)]): pass\n"
    )
    started = subprocess.Popen([sys.executable, "-c", program])
    try:
        workers: set[int] = set()
        until = time.monotonic() + 60
        while len(workers) < 2 and time.monotonic() < until:
            workers = family(started.pid) - {started.pid}
        assert len(workers) == 2
    finally:
        started.kill()
        started.wait()
    until = time.monotonic() + 60
    while any(Path(f"/proc/{pid}").exists() for pid in workers):
        assert time.monotonic() < until, workers
        time.sleep(0.05)


def test_a_scheduler_without_keys_is_refused_unless_asked_for(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sweep = navette.Sweep.plan(DEFINITION, tmp_path / "out")
    for address in ("tcp://127.0.0.1:8786", "127.0.0.1:8786", "tcp://10.0.0.1:8786"):
        assert main(["resume", str(sweep.folder), "--scheduler", address, "--quiet"]) == 2
        assert f"{address} is a Dask scheduler without keys" in capsys.readouterr().err
        with pytest.raises(navette.InputError, match="insecure=True"):
            sweep.run(scheduler=address, progress=False)
    assert main(["resume", str(sweep.folder), "--scheduler", "tls://127.0.0.1:8786", "--quiet"]) == 2
    assert "names no distributed.comm.tls.ca-file" in capsys.readouterr().err
    assert str(sweep.status()) == "0 of 12 done"


def test_a_scheduler_with_keys_is_used_and_refuses_who_has_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import dask

    keys = tmp_path / "keys"
    keys.mkdir()
    dask_workers._keys_in(keys)
    given = ("--tls-ca-file", str(keys / "cert.pem"), "--tls-cert", str(keys / "cert.pem"), "--tls-key",
             str(keys / "key.pem"))  # fmt: skip
    port = free_port()
    address = f"tls://127.0.0.1:{port}"
    sweep = navette.Sweep.plan(DEFINITION, tmp_path / "out")
    configured = {
        "distributed.comm.tls.ca-file": str(keys / "cert.pem"),
        "distributed.comm.tls.client.cert": str(keys / "cert.pem"),
        "distributed.comm.tls.client.key": str(keys / "key.pem"),
    }
    with ExitStack() as started:
        here = ("--host", "127.0.0.1", "--protocol", "tls", "--port", str(port), "--no-dashboard")
        started.enter_context(program("scheduler", *here, *given))
        worker = ("worker", address, "--nthreads", "1", "--no-dashboard", "--no-nanny", "--local-directory")
        started.enter_context(program(*worker, str(tmp_path / "dask"), *given))
        with dask.config.set(configured):
            assert str(sweep.run(scheduler=address, progress=False)) == "12 of 12 done"
            assert let_in([f"127.0.0.1:{port}"], keys) == [f"tls://127.0.0.1:{port}"]  # the canary: a friend is
        assert let_in([f"127.0.0.1:{port}"], None) == []


def test_dask_workers_as_slurm_jobs_let_no_stranger_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With a stand-in for sbatch, and a stranger who tries every door while the jobs run."""
    import dask

    folder = tmp_path / "slurm"
    folder.mkdir()
    for name, script in (("sbatch", SBATCH.format(folder=folder)), ("scancel", "#!/bin/sh\n")):
        (folder / name).write_text(script)
        (folder / name).chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}:{os.environ['PATH']}")
    site = {"cores": 1, "processes": 1, "memory": "1GB", "walltime": "00:10:00", "interface": None,
            "local-directory": str(tmp_path / "dask")}  # fmt: skip
    shared = tmp_path / "shared"
    shared.mkdir()
    with (
        dask.config.set({f"jobqueue.slurm.{key}": value for key, value in site.items()}),
        engine.cluster(slurm_jobs=1, folder=shared) as made,
    ):
        (keys,) = shared.iterdir()
        assert stat.S_IMODE(keys.stat().st_mode) == 0o700
        assert stat.S_IMODE((keys / "key.pem").stat().st_mode) == 0o600
        everybody = {
            int(entry.name)
            for entry in Path("/proc").iterdir()
            if entry.name.isdigit() and str(tmp_path) in (entry / "cmdline").read_text(errors="replace")
        }
        found = doors(family(os.getpid()) | everybody)
        assert found
        assert not {address for address, _ in found} & {"00000000", "0" * 32}, found
        places = []
        for address, port in sorted(found):
            host = ".".join(str(int(address[at : at + 2], 16)) for at in (6, 4, 2, 0))
            places.append(f"{host}:{port}")
            assert b"200" not in asked(host, port)
        assert let_in(places, None) == []
        assert let_in(places, keys)
        assert made.count == 1
    assert list(shared.iterdir()) == []


KNOCK = """
import asyncio, sys
from distributed.core import rpc
from distributed.security import Security

async def knock(address, security):
    async with rpc(address, timeout=3, connection_args=security.get_connection_args("client")) as door:
        await asyncio.wait_for(door.identity(), 3)
    print(address)

async def main():
    *places, keys = sys.argv[1:]
    if keys:
        cert, key = f"{keys}/cert.pem", f"{keys}/key.pem"
        friend = Security(require_encryption=True, tls_ca_file=cert, tls_client_cert=cert, tls_client_key=key)
        ways = [("tls", friend)]
    else:
        ways = [("tcp", Security()), ("tls", Security.temporary())]
    for place in places:
        for way, security in ways:
            try:
                await knock(f"{way}://{place}", security)
            except Exception as error:
                print(f"{way}://{place}: {error!r}", file=sys.stderr)

asyncio.run(main())
"""


def let_in(places: list[str], keys: Path | None) -> list[str]:
    """Which of them answer who they are to somebody with these keys; None: without any, or with keys of their own."""
    command = [sys.executable, "-c", KNOCK, *places, str(keys or "")]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=True)
    return done.stdout.split()


def asked(host: str, port: int) -> bytes:
    """The first line of what a web server there says of itself."""
    with socket.create_connection((host, port), timeout=5) as line:
        line.sendall(b"GET /info/main/workers.html HTTP/1.0\r\n\r\n")
        line.settimeout(5)
        try:
            return line.recv(20)
        except OSError:
            return b""


HOSTILE = (
    "a b",
    "$(touch x)",
    "a;touch x",
    "it's",
    'say "so"',
    "back\\slash",
    "#hash",
    "per%cent",
    "ünï",
    "-dash",
    "`touch x`",
)


@pytest.mark.parametrize("name", HOSTILE)
def test_a_script_takes_a_folder_for_what_it_is(name: str, tmp_path: Path) -> None:
    sweep = navette.Sweep.plan(DEFINITION, tmp_path / name / "out")
    assert main(["slurm", str(sweep.folder), "--sbatch=--comment=two words # and more", "--sbatch", "-p all"]) == 0
    scripts = sweep.folder / "slurm"
    for script in ("array.sbatch", "collate.sbatch"):
        text = (scripts / script).read_text()
        directives = [shlex.split(line[8:]) for line in text.splitlines() if line.startswith("#SBATCH ")]
        assert ["--comment=two words # and more"] in directives and ["-p", "all"] in directives
        # What the shell makes of it: each word of the command on a line, in place of the command itself.
        shown = text.replace("exec ", "exec printf '%s\\n' ")
        done = subprocess.run(
            ["sh", "-c", shown], capture_output=True, cwd=tmp_path, env=os.environ | {"SLURM_ARRAY_TASK_ID": "1"}
        )
        words = done.stdout.decode().splitlines()
        assert str(sweep.folder) in words, words
        assert not (tmp_path / "x").exists()
    program = tmp_path / "bin" / "sbatch"
    program.parent.mkdir()
    program.write_text("#!/bin/sh\npwd\necho 7\n")
    program.chmod(0o755)
    environment = os.environ | {"PATH": f"{program.parent}:{os.environ['PATH']}"}
    done = subprocess.run([scripts / "submit.sh"], env=environment, cwd=tmp_path, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "") and str(scripts) in done.stdout
    assert not list(tmp_path.rglob("x"))


@pytest.mark.parametrize("name", ["new\nline", "re\rturn", "escape\x1b[31m", "del\x7f", "sep\u2028arator"])
def test_a_folder_with_a_control_character_is_refused(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sweep = navette.Sweep.plan(DEFINITION, tmp_path / name)
    assert main(["slurm", str(sweep.folder)]) == 2
    said = capsys.readouterr().err
    assert "control character" in said and "\x1b" not in said and said.count("\n") == 1
    assert not (sweep.folder / "slurm" / "array.sbatch").exists()


@pytest.mark.parametrize(
    "option", ["--time=1\ntouch x", "touch x", "", "--comment=a\x1b", "--; touch x", "--comment='open"]
)
def test_an_option_that_is_none_is_refused(option: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sweep = navette.Sweep.plan(DEFINITION, tmp_path / "out")
    assert main(["slurm", str(sweep.folder), f"--sbatch={option}"]) == 2
    assert capsys.readouterr().err.startswith("error: ")
    assert not list((sweep.folder / "slurm").glob("*.sbatch"))
