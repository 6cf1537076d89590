"""The roads of a run, a scenario or a map: their course, and exact travel times on them.

>>> network = navette.network.read("region.osm.pbf")
>>> network.travel_times([(1.97, 44.00)], [(2.01, 43.98), (1.95, 44.02)])   # ms
>>> network.path((1.97, 44.00), (2.01, 43.98)).length                       # m
"""

from navette.network.network import Network, Path, Place, Where, network_of_run, of, read
from navette.network.travel_times import Places
from navette.results.roads import WGS84

__all__ = ["WGS84", "Network", "Path", "Place", "Places", "Where", "network_of_run", "of", "read"]
