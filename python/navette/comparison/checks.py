"""What is looked at before anything is simulated: all options, and all that is wrong at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TypeVar

from navette.common.errors import InputError
from navette.comparison.plan import changes, days_of
from navette.scenario import Scenario

T = TypeVar("T")


def each(makers: Iterable[Callable[[], T]]) -> list[T]:
    """What all of them make. Raises InputError with all that is wrong in any, each message once."""
    made: list[T] = []
    wrong: dict[str, None] = {}
    for make in makers:
        try:
            made.append(make())
        except InputError as error:
            wrong |= dict.fromkeys(error.messages)
        except FileNotFoundError as error:
            wrong[f"there is no scenario {error.filename}"] = None
    if wrong:
        raise InputError(wrong)
    return made


def check_options(scenarios: Mapping[str, Scenario], levels: Mapping[str, float], seeds: Sequence[int]) -> list[str]:
    """Reads all options and the files that they name, as `navette validate`, and each kind of day at each level.

    Returns what has no effect or is probably not meant, each message once. Raises InputError with all that is wrong: a
    message that is not of all options is preceded by those that it is of.
    """
    wrong: dict[str, list[str]] = {}
    said: dict[str, None] = {}
    for name, scenario in scenarios.items():
        for message in dict.fromkeys(_faults(scenario, levels, seeds, said)):
            wrong.setdefault(message, []).append(name)
    if wrong:
        raise InputError(
            message if len(options) == len(scenarios) else f"option {', '.join(map(repr, options))}: {message}"
            for message, options in wrong.items()
        )
    return list(said)


def _faults(
    scenario: Scenario, levels: Mapping[str, float], seeds: Sequence[int], said: dict[str, None]
) -> Iterable[str]:
    try:
        said |= dict.fromkeys(scenario.check())
    except InputError as error:
        yield from error.messages
        return
    # The files are the same on all days, so that here the keys are enough; days of the week go through five seeds.
    for day in days_of(scenario):
        for factor in levels.values():
            for seed in seeds[:5]:
                try:
                    scenario.with_(changes(scenario, day.name, factor, seed))
                except InputError as error:
                    yield from error.messages
