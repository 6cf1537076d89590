"""python damaged_results.py SOURCE.h5 FOLDER FIRST LAST: damages copies of a results file, one per seed, and uses them.

One line each: the seed, what was done to the file, and what came of it: `fine`, `refused: MESSAGE`, or `raw: ERROR` for
an error that is none of ours. A process of its own, since HDF5's library may crash.
"""

from __future__ import annotations

import random
import shutil
import sys
import warnings
from collections.abc import Callable
from pathlib import Path

import h5py
import numpy as np

import navette


def columns(file: h5py.File) -> list[str]:
    found: list[str] = []
    file.visititems(lambda name, node: found.append(name) if isinstance(node, h5py.Dataset) else None)
    return found


def tables(file: h5py.File) -> list[str]:
    found: list[str] = []
    file.visititems(lambda name, node: found.append(name) if isinstance(node, h5py.Group) else None)
    return found


def flip(path: Path, dice: random.Random) -> str:
    content = bytearray(path.read_bytes())
    places = [dice.randrange(len(content)) for _ in range(dice.choice((1, 1, 4, 32)))]
    for at in places:
        content[at] = dice.choice((content[at] ^ (1 << dice.randrange(8)), 0, 0xFF, dice.randrange(256)))
    path.write_bytes(content)
    return f"bytes flipped at {places[:4]}"


def cut(path: Path, dice: random.Random) -> str:
    content = path.read_bytes()
    left = dice.choice((0, 7, 100, len(content) - 1, dice.randrange(len(content))))
    path.write_bytes(content[:left])
    return f"cut off after {left}"


def remove(path: Path, dice: random.Random) -> str:
    with h5py.File(path, "a") as file:
        name = dice.choice(columns(file) + tables(file))
        del file[name]
    return f"{name} removed"


def rename(path: Path, dice: random.Random) -> str:
    with h5py.File(path, "a") as file:
        name = dice.choice(columns(file) + tables(file))
        file.move(name, f"{name}_x")
    return f"{name} renamed"


def _instead(path: Path, dice: random.Random, make: Callable[[h5py.File, str, int], object]) -> str:
    with h5py.File(path, "a") as file:
        name = dice.choice(columns(file))
        kept, rows = dict(file[name].attrs), len(file[name])
        for attribute in ("CLASS", "NAME", "REFERENCE_LIST", "DIMENSION_LIST"):
            kept.pop(attribute, None)
        del file[name]
        make(file, name, rows)
        if isinstance(file.get(name, getlink=True), h5py.HardLink) and isinstance(file[name], h5py.Dataset):
            for attribute, value in kept.items():
                file[name].attrs[attribute] = value
    return name


def retype(path: Path, dice: random.Random) -> str:
    plain = [np.dtype(name) for name in ("f4", "u8", "S3", "V8", "?", "c16", "i1")]
    kinds = [*plain, h5py.string_dtype(), h5py.ref_dtype, np.dtype([("a", "i4")]), h5py.vlen_dtype("i4")]
    kind = dice.choice(kinds)
    return f"{_instead(path, dice, lambda file, name, rows: file.create_dataset(name, (rows,), kind))} is {kind}"


def reshape(path: Path, dice: random.Random) -> str:
    def make(file: h5py.File, name: str, rows: int) -> None:
        shape = dice.choice([(rows, 2), (rows + 1,), (max(rows - 1, 0),), (), (0,), (rows, 1, 1), (rows * 2,)])
        file.create_dataset(name, shape, "i4")

    return f"{_instead(path, dice, make)} of another shape"


def claim(path: Path, dice: random.Random) -> str:
    """More rows than memory holds, which take nothing on the disk."""

    def make(file: h5py.File, name: str, rows: int) -> None:
        size = dice.choice([10**9, 2**31, 2**40, 2**61])
        file.create_dataset(name, (size,), "i8", chunks=(1 << 16,), compression=dice.choice([None, "gzip"]))

    return f"{_instead(path, dice, make)} claims to be large"


def point(path: Path, dice: random.Random) -> str:
    """Out of the file, or elsewhere in it."""
    kind = dice.choice(["soft", "external", "storage", "virtual", "hard"])

    def make(file: h5py.File, name: str, rows: int) -> None:
        if kind == "soft":
            file[name] = h5py.SoftLink(dice.choice(["/kpi/value", "/nowhere", f"/{name}"]))
        elif kind == "external":
            file[name] = h5py.ExternalLink("/etc/passwd", "/")
        elif kind == "storage":
            file.create_dataset(name, (rows,), "i1", external=[("/etc/hostname", 0, h5py.h5f.UNLIMITED)])
        elif kind == "virtual":
            layout = h5py.VirtualLayout((rows,), "i4")
            layout[:] = h5py.VirtualSource("/tmp/other.h5", "x", shape=(rows,))
            file.create_virtual_dataset(name, layout)
        else:
            file[name] = file["/"]

    return f"{_instead(path, dice, make)} is a {kind} link"


def misvalue(path: Path, dice: random.Random) -> str:
    with h5py.File(path, "a") as file:
        numbers = [name for name in columns(file) if file[name].dtype.kind in "if" and len(file[name])]
        name = dice.choice(numbers)
        values = file[name][...]
        most = np.iinfo(values.dtype).max if values.dtype.kind == "i" else float("inf")
        values[dice.randrange(len(values))] = dice.choice(
            [most, -1, -2, most // 2 if values.dtype.kind == "i" else np.nan]
        )
        file[name][...] = values
    return f"{name} holds another value"


def unattribute(path: Path, dice: random.Random) -> str:
    with h5py.File(path, "a") as file:
        node = file[dice.choice([*columns(file), "/", "/", "rules"])]
        names = list(node.attrs)
        if not names:
            return "nothing"
        name = dice.choice(names)
        change = dice.randrange(3)
        del node.attrs[name]
        if change:
            node.attrs[name] = dice.choice([b"\xff\xfe", "x", 3, np.zeros((2, 2)), h5py.Empty("f4"), ["a", "b"], 1e300])
    return f"{node.name}: attribute {name} {'changed' if change else 'removed'}"


DAMAGES = (flip, flip, flip, cut, remove, rename, retype, reshape, claim, point, misvalue, misvalue, unattribute)


def use(path: Path, folder: Path) -> None:
    """What a user would do with it."""
    run = navette.open(path, trusted=True)  # that a child looks first is tested elsewhere
    for table in (
        "name",
        "scenario",
        "rules",
        "kpi",
        "requests",
        "shuttles",
        "shifts",
        "stops",
        "legs",
        "trajectories",
    ):
        getattr(run, table)
    run._repr_html_()
    run.shuttle_row()
    run.plot.map()
    run.plot.shuttle()
    if "events" in run._store.names:  # not in the smallest
        run.plot.interactive_map()
        run.export(folder / "csv", "csv")
        run.export(folder / "matsim", "matsim")
        run.by("channel")


def main() -> None:
    import matplotlib
    import matplotlib.pyplot as plt

    matplotlib.use("Agg")
    warnings.simplefilter("ignore")
    source, folder = Path(sys.argv[1]), Path(sys.argv[2])
    for seed in range(int(sys.argv[3]), int(sys.argv[4]) + 1):
        path = folder / f"{seed}.h5"
        shutil.copy(source, path)
        dice = random.Random(seed)
        damage = DAMAGES[seed % len(DAMAGES)](path, dice)
        print(seed, damage, end=": ", flush=True)
        try:
            use(path, folder)
            outcome = "fine"
        except (navette.ResultsError, FileNotFoundError) as error:
            outcome = f"refused: {error}" if str(path) in str(error) else f"raw: names no file: {error}"
        except Exception as error:
            import traceback

            last = traceback.extract_tb(error.__traceback__)[-1]
            ours = [f for f in traceback.extract_tb(error.__traceback__) if "/navette/" in f.filename][-1]
            outcome = (
                f"raw: {type(error).__name__}: {error} ({ours.filename}:{ours.lineno}; {last.filename}:{last.lineno})"
            )
        plt.close("all")
        print(outcome.replace("\n", " "), flush=True)
        path.unlink()


if __name__ == "__main__":
    main()
