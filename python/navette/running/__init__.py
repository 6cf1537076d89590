"""Running scenarios: once, with many seeds, several at a time."""

from navette.running.replicate import replicate
from navette.running.runs import Runs, run_many
from navette.running.simulate import run

__all__ = ["Runs", "replicate", "run", "run_many"]
