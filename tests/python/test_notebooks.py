"""The notebooks run from top to bottom, end in a picture, and are kept without their outputs."""

from __future__ import annotations

import base64
import sys
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

from conftest import ROOT

NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
assert NOTEBOOKS


@pytest.fixture(scope="module", params=NOTEBOOKS, ids=lambda path: path.stem)
def path(request: pytest.FixtureRequest) -> Path:
    return request.param


@pytest.fixture(scope="module")
def kept(path: Path) -> nbformat.NotebookNode:
    return nbformat.read(path, as_version=4)


@pytest.fixture(scope="module")
def executed(path: Path) -> nbformat.NotebookNode:
    notebook = nbformat.read(path, as_version=4)
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("MPLBACKEND", raising=False)  # pictures go where a reader sees them: into the notebook
        NotebookClient(notebook, timeout=300, kernel_name="python3").execute(cwd=str(path.parent))
    return notebook


def code(notebook: nbformat.NotebookNode) -> list[nbformat.NotebookNode]:
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def test_a_notebook_is_kept_without_outputs_and_opens_with_a_question(kept: nbformat.NotebookNode) -> None:
    nbformat.validate(kept)
    assert all(not cell.outputs and cell.execution_count is None for cell in code(kept))
    assert kept.cells[0].cell_type == "markdown" and kept.cells[0].source.startswith("# ")
    assert "?" in kept.cells[0].source


def test_it_runs_without_a_word_on_stderr(executed: nbformat.NotebookNode) -> None:
    said = [output.text for cell in code(executed) for output in cell.outputs if output.get("name") == "stderr"]
    assert not said


def test_it_ran_with_the_package_under_test(executed: nbformat.NotebookNode) -> None:
    assert executed.metadata.language_info.version.startswith(f"{sys.version_info.major}.{sys.version_info.minor}.")


def test_its_last_code_ends_in_a_figure(executed: nbformat.NotebookNode, path: Path, tmp_path: Path) -> None:
    shown = [output.get("data", {}) for output in code(executed)[-1].outputs]
    pictures = [data["image/png"] for data in shown if "image/png" in data]
    assert len(pictures) == 1
    picture = tmp_path / f"{path.stem}.png"
    picture.write_bytes(base64.b64decode(pictures[0]))
    assert picture.stat().st_size > 20_000  # a figure, not an empty frame


def test_it_leaves_nothing_behind(executed: nbformat.NotebookNode, path: Path) -> None:
    beside = {each.name for each in path.parent.iterdir()} - {".ipynb_checkpoints"}
    assert beside == {each.name for each in NOTEBOOKS}
