"""Driving times and walking ways between places on the roads of a run, many to many."""

from navette.network.travel_times import Places, driving_times, walking_distances

__all__ = ["Places", "driving_times", "walking_distances"]
