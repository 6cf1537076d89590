"""Options side by side, over the same simulated days: `navette.compare` and the command `navette compare`."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from os import PathLike

from navette.common.errors import InputError
from navette.comparison.checks import check_options, each
from navette.comparison.comparison import Comparison
from navette.comparison.days import check_same_demand, run_days, tasks_of
from navette.comparison.plan import CENTRAL, LEVELS, draws_residents
from navette.dispatch import PolicyGiven, PolicyMaker
from navette.running.prepared import maker_of
from navette.scenario import Given, Scenario, scenario_of

__all__ = ["LEVELS", "Comparison", "compare"]


def compare(
    options: Mapping[str, Given] | Sequence[Given] | Given,
    *,
    policies: Sequence[str | PolicyGiven] | Mapping[str, str | PolicyGiven] | None = None,
    seeds: int | Iterable[int] = 20,
    levels: Mapping[str, float] | None = None,
    workers: int | None = None,
    progress: bool = True,
    allow_different_demand: bool = False,
) -> Comparison:
    """Compares scenarios, or dispatch policies of one scenario, over the same days, and returns the tables.

    >>> result = navette.compare({"door to door": "a.toml", "stops": "b.toml"}, seeds=20)
    >>> result.summary, result.differences, result.save("page.html")
    >>> navette.compare("scenario.toml", policies=["first_come", "insertion", MyPolicy], seeds=30)

    All options are read before the first day is simulated. Raises InputError with all that is wrong in any of them, or
    if the demand differs.

    Parameters
    ----------
    options
        Scenarios or their files, by the names that the result shall have; or several, by their own names; or one, with
        `policies`.
    policies
        Values of `dispatch.policy`, or policies in Python (`navette.dispatch.Policy`, or the class or function that
        makes one): one option each; as a dict, by the names that the result shall have. Each day has a policy in Python
        of its own; Python asks one of them at a time.
    seeds
        How many draws, or which. Each is one day of each kind that `costs.days_per_year` names (school days and
        weekdays in the holidays go through Monday to Friday), for every option the same.
    levels
        Factors on `demand.level` by name; the one called "central" is shown where only one is. Default: low 0.7,
        central 1, high 1.4; with given demand, central alone.
    workers
        How many runs go on at a time; None: one per processor. The result does not depend on it.
    progress
        Whether there is a progress bar.
    allow_different_demand
        Compare also options that do not see the same wishes on the same day; differences are then of both.
    """
    scenarios = _named(options)
    scenarios, own = (scenarios, {}) if policies is None else _with_policies(scenarios, policies)
    if len(scenarios) < 2:
        raise ValueError("there is nothing to compare: give at least two options, or policies")
    drawn = all(draws_residents(scenario) for scenario in scenarios.values())
    factors = dict(levels) if levels else (dict(LEVELS) if drawn else {CENTRAL: 1.0})
    if not drawn and set(factors.values()) != {1.0}:
        raise ValueError("given demand (demand.requests) has no levels: leave them out")
    chosen = list(range(1, seeds + 1)) if isinstance(seeds, int) else [int(seed) for seed in seeds]
    if not chosen or len(set(chosen)) != len(chosen):
        raise ValueError("seeds must be at least one, and differ")
    if any(not factor > 0 for factor in factors.values()):
        raise ValueError("levels must be above 0")
    said = check_options(scenarios, factors, chosen)
    tasks = tasks_of(scenarios, factors, chosen, own)
    outcomes = run_days(
        tasks, workers=min(workers or len(os.sched_getaffinity(0)), len(tasks)), progress=progress, said=said
    )
    try:
        check_same_demand(tasks, outcomes)
    except InputError:
        if not allow_different_demand:
            raise
        return Comparison(scenarios, factors, tasks, outcomes, same_demand=False)
    return Comparison(scenarios, factors, tasks, outcomes)


def _named(options: Mapping[str, Given] | Sequence[Given] | Given) -> dict[str, Scenario]:
    if isinstance(options, (str, PathLike, Scenario)):  # a scenario is a mapping too, but of keys
        options = [options]
    if isinstance(options, Mapping):
        named = each(partial(_read_as, given, name) for name, given in options.items())
        scenarios = dict(zip(options, named, strict=True))
    else:
        scenarios = {}
        for scenario in each(partial(scenario_of, given) for given in options):
            name = scenario.name if scenario.name not in scenarios else f"{scenario.name} ({scenario.path})"
            if name in scenarios:
                raise ValueError(f"two options are called {name!r}; give a dict by name")
            scenarios[name] = scenario.named(name)
    return scenarios


def _with_policies(
    scenarios: Mapping[str, Scenario], policies: Sequence[str | PolicyGiven] | Mapping[str, str | PolicyGiven]
) -> tuple[dict[str, Scenario], dict[str, PolicyMaker]]:
    """The one scenario with each policy, and what makes those in Python."""
    if len(scenarios) != 1:
        raise ValueError(f"policies are compared on one scenario, found {len(scenarios)}")
    (scenario,) = scenarios.values()
    given = list(policies.items()) if isinstance(policies, Mapping) else [(None, policy) for policy in policies]
    known = [policy for _, policy in given if isinstance(policy, str)]
    changed = dict(zip(known, each(partial(_with_policy, scenario, policy) for policy in known), strict=True))
    options: dict[str, Scenario] = {}
    own: dict[str, PolicyMaker] = {}
    for wanted, policy in given:
        make = None if isinstance(policy, str) else maker_of(policy)
        name = wanted or (policy if isinstance(policy, str) else "" if make is None else make.name)
        if name in options:
            raise ValueError(f"two policies are called {name!r}; give a dict by name")
        options[name] = (changed[policy] if isinstance(policy, str) else scenario).named(name)
        if make is not None:
            own[name] = make
    return options, own


def _with_policy(scenario: Scenario, policy: str) -> Scenario:
    return scenario.with_({"dispatch.policy": policy})


def _read_as(given: Given, name: str) -> Scenario:
    return scenario_of(given).named(name)
