"""What matters most: sensitivity indices over the results of a sampled sweep."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from navette.common.errors import InputError
from navette.sweep.designs import problem


def sensitivity(design: dict[str, Any], results: pd.DataFrame, indicator: str) -> pd.DataFrame:
    """See `Sweep.sensitivity`."""
    if "unit" not in design:
        raise InputError(
            f"sensitivity needs a sampled design (morris, saltelli, latin_hypercube or sobol), found {design['kind']}"
        )
    if indicator not in results.columns:
        raise InputError(f"there is no indicator {indicator!r} in the results")
    unit = np.array(design["unit"])
    means = results.groupby("point")[indicator].mean().reindex(range(len(unit)))
    if means.isna().any():
        lacking = means.index[means.isna()]
        raise InputError(
            f"{indicator} is not known for {len(lacking)} of {len(means)} points, the first is {lacking[0]}"
        )
    names = list(design["ranges"])
    frame, order = _indices(design["kind"], problem(names), unit, means.to_numpy())
    return frame.set_axis(pd.Index(names, name="key")).sort_values(order, ascending=False)


def _indices(kind: str, about: dict[str, Any], unit: np.ndarray, y: np.ndarray) -> tuple[pd.DataFrame, str]:
    """The indices in the order of the keys, and by which of them they are sorted. A fixed seed for the intervals."""
    if kind == "morris":
        from SALib.analyze import morris

        found = morris.analyze(about, unit, y, num_levels=4, seed=1)
        return pd.DataFrame({name: found[name] for name in ("mu_star", "mu_star_conf", "mu", "sigma")}), "mu_star"
    if kind == "saltelli":
        from SALib.analyze import sobol

        found = sobol.analyze(about, y, calc_second_order=False, seed=1)
        return pd.DataFrame({name: found[name] for name in ("ST", "ST_conf", "S1", "S1_conf")}), "ST"
    from SALib.analyze import rbd_fast

    found = rbd_fast.analyze(about, unit, y, seed=1)
    return pd.DataFrame({name: found[name] for name in ("S1", "S1_conf")}), "S1"
