"""The simulation, compiled. Use it through navette.run and navette.open."""

import os
from collections.abc import Callable, Sequence

__version__: str

class Violation:
    """A rule that a run breaks."""

    @property
    def rule(self) -> str: ...
    @property
    def what(self) -> str: ...

class VerificationReport:
    """What an independent check of a results file found."""

    @property
    def violations(self) -> list[Violation]: ...
    @property
    def notes(self) -> list[str]: ...
    @property
    def canonical_hash(self) -> str: ...
    @property
    def replications(self) -> int: ...
    @property
    def requests(self) -> int: ...
    @property
    def events(self) -> int: ...
    @property
    def total(self) -> int: ...

def read_scenario(scenario: str | bytes | os.PathLike[str], overrides: Sequence[str]) -> tuple[str, list[str]]: ...
def check_scenario(
    scenario: str | bytes | os.PathLike[str], overrides: Sequence[str], hear: Callable[[str, str], object]
) -> None: ...
def path_keys() -> list[str]: ...
def run(
    scenario: str | bytes | os.PathLike[str],
    overrides: Sequence[str],
    hear: Callable[[str, str], object],
    progress: Callable[[float], object] | None,
) -> bytes: ...
def replicate(
    scenario: str | bytes | os.PathLike[str],
    overrides: Sequence[str],
    count: int,
    hear: Callable[[str, str], object],
    progress: Callable[[float], object] | None,
) -> bytes: ...
def run_to_file(
    scenario: str | bytes | os.PathLike[str],
    overrides: Sequence[str],
    out: str | bytes | os.PathLike[str],
    hear: Callable[[str, str], object],
    progress: Callable[[float], object] | None,
) -> None: ...
def verify(path: str | bytes | os.PathLike[str]) -> VerificationReport: ...
def explain(
    path: str | bytes | os.PathLike[str], request: str, hear: Callable[[str, str], object]
) -> tuple[str, str]: ...
def write_file(path: str | bytes | os.PathLike[str], content: bytes) -> None: ...
