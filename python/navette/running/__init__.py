"""Running scenarios: once, with many seeds, several at a time."""

from navette.running.replicate import replicate
from navette.running.run_many import run_many
from navette.running.runs import Runs
from navette.running.simulate import run

__all__ = ["Runs", "replicate", "run", "run_many"]
