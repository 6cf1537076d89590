"""A results file opens unchanged in the tools that people use: h5py, xarray with both engines, pandas, ncdump."""

from __future__ import annotations

import shutil
import subprocess
import warnings
from pathlib import Path

import pytest

h5py = pytest.importorskip("h5py", reason="h5py is not installed")
xarray = pytest.importorskip("xarray", reason="xarray is not installed")
pytest.importorskip("h5netcdf", reason="h5netcdf is not installed")
pytest.importorskip("netCDF4", reason="netCDF4 is not installed")

GROUPS = [
    "network/nodes",
    "network/edges",
    "network/shape",
    "requests",
    "shuttles",
    "shifts",
    "stops",
    "legs",
    "events",
    "trajectories",
    "communes",
    "residents",
    "facilities",
    "travel",
    "kpi",
]


@pytest.mark.parametrize("engine", ["h5netcdf", "netcdf4"])
def test_every_table_that_is_there_becomes_a_data_frame(canton: Path, engine: str) -> None:
    found: set[str] = set()
    with h5py.File(canton) as file:
        file.visititems(lambda name, node: found.add(name.rpartition("/")[0]) if hasattr(node, "shape") else None)
    assert found >= set(GROUPS)
    for group in sorted(found - {"trajectories"}):  # the one with two dimensions
        with xarray.open_dataset(canton, group=group, engine=engine) as opened:
            assert list(opened.to_dataframe()), group


@pytest.mark.parametrize("engine", ["h5netcdf", "netcdf4"])
@pytest.mark.parametrize("group", GROUPS)
def test_every_table_opens_in_xarray_as_it_was_stored(canton: Path, group: str, engine: str) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        with xarray.open_dataset(canton, group=group, engine=engine, mask_and_scale=False) as stored:
            stored.load()
        with xarray.open_dataset(canton, group=group, engine=engine) as decoded:
            decoded.load()
    with h5py.File(canton) as file:
        assert set(stored.variables) == set(file[group])
        for name, column in file[group].items():
            if column.dtype.kind == "O":
                assert list(stored[name].values) == list(column.asstr()[:])
                continue
            assert stored[name].dtype == column.dtype
            assert (stored[name].values == column[:]).all()
            if "_FillValue" not in column.attrs and "scale_factor" not in column.attrs:
                assert decoded[name].dtype == column.dtype, "integers stay integers"
    if group != "trajectories":  # the one with two dimensions
        assert len(decoded.to_dataframe()) == next(iter(decoded.sizes.values()))


def test_missing_values_are_nan_and_coordinates_are_degrees(canton: Path) -> None:
    requests = xarray.open_dataset(canton, group="requests")
    served = requests["end"] == 0
    assert requests["pickup"][served].notnull().all()
    assert requests["pickup"][~served].isnull().any() or served.all()
    nodes = xarray.open_dataset(canton, group="network/nodes")
    assert abs(nodes["lon"]).max() <= 180 and abs(nodes["lat"]).max() <= 90


def test_columns_of_a_table_share_their_dimension_scale(canton: Path) -> None:
    with h5py.File(canton) as file:
        for group in GROUPS:
            for name, column in file[group].items():
                if column.is_scale:
                    continue
                (scale,) = column.dims[0].values()
                assert scale.is_scale and len(scale) == len(column), f"{group}/{name}"


def test_the_file_says_what_it_is(canton: Path) -> None:
    with h5py.File(canton) as file:
        assert file.attrs["Conventions"] == "CF-1.11"
        assert file.attrs["navette_schema_version"] == 2
        assert file["trajectories"].attrs["featureType"] == "trajectory"
        for group in GROUPS:
            for column in file[group].values():
                assert column.attrs["long_name"]
                assert column.dtype.kind == "O" or column.attrs["units"]


def test_trajectories_are_a_cf_contiguous_ragged_array(canton: Path) -> None:
    with h5py.File(canton) as file:
        trajectories = file["trajectories"]
        assert trajectories["trajectory_id"].attrs["cf_role"] == "trajectory_id"
        assert trajectories["row_size"].attrs["sample_dimension"] == "obs"
        assert trajectories["row_size"][:].sum() == len(trajectories["obs"])
        assert file["legs/samples"][:].sum() == len(trajectories["obs"])


@pytest.mark.parametrize("engine", ["h5netcdf", "netcdf4"])
def test_a_trajectory_is_read_by_the_conventions_alone(canton: Path, engine: str) -> None:
    """As a reader would who knows CF and nothing of us: by the attributes, not by our names."""
    with xarray.open_dataset(canton, group="trajectories", engine=engine) as opened:
        ragged = opened.load()
    assert ragged.attrs["featureType"] == "trajectory"
    (ids,) = (column for column in ragged.data_vars.values() if column.attrs.get("cf_role") == "trajectory_id")
    (counts,) = (column for column in ragged.data_vars.values() if "sample_dimension" in column.attrs)
    (instance,) = ids.dims
    sample = counts.attrs["sample_dimension"]
    assert counts.dims == (instance,) and int(counts.sum()) == ragged.sizes[sample]
    ends = counts.cumsum().values
    for shuttle, end in enumerate(ends):
        entries = ragged["entry"].isel({sample: slice(int(end - counts[shuttle]), int(end))})
        assert (entries.diff(sample) >= 0).all(), f"{ids.values[shuttle]}: in order of time"
    requests = xarray.open_dataset(canton, group="requests", engine=engine).to_dataframe()
    assert set(requests["shuttle"].dropna().astype(int)) <= set(range(len(ids)))


@pytest.mark.skipif(shutil.which("ncdump") is None, reason="ncdump is not installed")
def test_ncdump_reads_it(canton: Path) -> None:
    text = subprocess.run(["ncdump", "-h", canton], check=True, capture_output=True, text=True).stdout
    for group in GROUPS:
        assert f"group: {group.split('/')[-1]} {{" in text
