"""The roads of a run, a scenario or a map: their course, and exact travel times on them.

>>> network = navette.network.read("region.osm.pbf")
>>> network.travel_times([(1.97, 44.00)], [(2.01, 43.98), (1.95, 44.02)])   # ms
>>> network.path((1.97, 44.00), (2.01, 43.98)).length                       # m
"""

from navette.network.network import WGS84, Network, Path, Place, Where, of, read
from navette.network.travel_times import Places

__all__ = ["WGS84", "Network", "Path", "Place", "Places", "Where", "of", "read"]
