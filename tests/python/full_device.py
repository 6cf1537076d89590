"""A device that is really full: a file system of its own in memory, filled up to a few kilobytes."""

from __future__ import annotations

import subprocess
from collections.abc import Sequence
from pathlib import Path

import pytest

# $1: where it is mounted, for this process only; $2: kilobytes left free; $3: what is there already, or nothing;
# $4: where all that is left is copied to. The rest is the command.
SCRIPT = """
set -e
device=$1 free=$2 before=$3 kept=$4
shift 4
mount -t tmpfs -o size=1m none "$device"
if [ -n "$before" ]; then cp -a "$before" "$device/"; fi
room=$(df --output=avail -k "$device" | tail -n 1)
head -c $(((room - free) * 1024)) /dev/zero > "$device/filler"
code=0
"$@" || code=$?
rm "$device/filler"
cp -a "$device/." "$kept/"
exit $code
"""


def on_full_device(
    folder: Path, free: int, command: Sequence[object], before: Path | None = None
) -> tuple[subprocess.CompletedProcess[str], Path]:
    """Runs a command that writes to `folder`/device, on which so many kilobytes are free.

    Returns what it did, and a folder with all that it left on the device. `before` is there when it begins. Skips
    where nobody may mount.
    """
    device, kept = folder / "device", folder / "kept"
    device.mkdir()
    kept.mkdir()
    alone = ["unshare", "--map-root-user", "--mount"]
    try:
        allowed = subprocess.run([*alone, "mount", "-t", "tmpfs", "none", device], capture_output=True, timeout=60)
    except FileNotFoundError:
        pytest.skip("there is no unshare")
    if allowed.returncode != 0:
        pytest.skip("nobody may mount a device of its own here")
    words = ["bash", "-c", SCRIPT, "bash", device, free, before or "", kept, *command]
    done = subprocess.run([*alone, *map(str, words)], capture_output=True, text=True, timeout=600)
    return done, kept
