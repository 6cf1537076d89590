"""Driving times and walking ways between places on the roads of a run, many to many."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from navette.results.roads import RoadCourse

_NEXT_TO_NOTHING = 2.0**-20


class Places(NamedTuple):
    """Places on the road."""

    edge: np.ndarray
    """Row of the edge."""
    offset: np.ndarray
    """[ms] driving time from the edge's tail."""


class _Graph(NamedTuple):
    """What is travelled: from node to node at a price."""

    tail: np.ndarray
    head: np.ndarray
    price: np.ndarray
    """Of each edge: [ms] of driving, or [m] of walking."""
    back: np.ndarray
    """Of each edge: whether it may be travelled from head to tail too."""
    driven: bool
    """Whether prices are times."""


def driving_times(network: RoadCourse, origins: Places, destinations: Places, *, nearest: bool = False) -> np.ndarray:
    """Fastest drives [ms]: one row per origin, one column per destination; `nearest`: the shortest of each row alone.

    Exact, and the same as the simulation's: by Dijkstra's algorithm on the junctions, from each destination backwards.
    """
    graph = _Graph(network.tail, network.head, network.duration.astype(float), network.twin >= 0, True)
    return np.rint(_search(network, graph, origins, destinations, nearest))


def walking_distances(
    network: RoadCourse, origins: Places, destinations: Places, *, nearest: bool = False
) -> np.ndarray:
    """Shortest ways on foot [m] along the same roads, one-ways and turns disregarded; rows and columns as above.

    Footpaths are not among the roads, so the real way may be shorter.
    """
    graph = _Graph(
        network.tail, network.head, network.length.astype(float), np.ones(len(network.tail), dtype=bool), False
    )
    return _search(network, graph, origins, destinations, nearest)


def _search(network: RoadCourse, graph: _Graph, origins: Places, destinations: Places, nearest: bool) -> np.ndarray:
    from scipy.sparse import csr_matrix
    from scipy.sparse.csgraph import dijkstra

    nodes, count = len(network.nodes), len(destinations.edge)
    if count == 0 or len(origins.edge) == 0:
        return np.full(len(origins.edge) if nearest else (len(origins.edge), count), np.inf)
    begin, rest = _ways(network, graph, origins)
    reach, left = _ways(network, graph, destinations)
    # At a banned turn the two directions of a road begin and end at different copies of the junction.
    twin = np.where(network.twin >= 0, network.twin, 0)
    there = np.where(network.twin >= 0, graph.tail[twin], graph.head)
    back_there = np.where(network.twin >= 0, graph.head[twin], graph.tail)
    # Backwards: from each destination, a node of its own, to the ends of its edge, and on against the edges.
    own = nodes + np.arange(count)
    two_way = graph.back[destinations.edge]
    foot = graph.back & (network.twin < 0)  # walkers: what has no twin of its own to go back on
    rows = np.concatenate([graph.head, graph.tail[foot], own, own[two_way]])
    columns = np.concatenate(
        [graph.tail, graph.head[foot], graph.tail[destinations.edge], there[destinations.edge][two_way]]
    )
    prices = np.concatenate([graph.price, graph.price[foot], reach, left[two_way]])
    order = np.lexsort((prices, columns, rows))  # of parallel roads the shortest
    rows, columns, prices = rows[order], columns[order], prices[order]
    first = np.append(True, (np.diff(rows) != 0) | (np.diff(columns) != 0))
    # A sparse graph takes an edge at no price for none: turn edges get one that rounding takes away again.
    matrix = csr_matrix(
        (np.maximum(prices[first], _NEXT_TO_NOTHING), (rows[first], columns[first])),
        shape=(nodes + count, nodes + count),
    )
    found = dijkstra(matrix, indices=own, min_only=nearest)
    found = found[:nodes] if nearest else found[:, :nodes].T
    ahead = found[graph.head[origins.edge]] + _column(rest, nearest)
    behind = found[back_there[origins.edge]] + _column(begin, nearest)
    best = np.minimum(ahead, np.where(_column(graph.back[origins.edge], nearest), behind, np.inf))
    return _along_one_road(network, graph, origins, destinations, best)


def _column(values: np.ndarray, nearest: bool) -> np.ndarray:
    return values if nearest else values[:, None]


def _ways(network: RoadCourse, graph: _Graph, places: Places) -> tuple[np.ndarray, np.ndarray]:
    """Price from the tail of the edge to the place, and from the place to the head."""
    offsets = places.offset.astype(float)
    begin = offsets if graph.driven else network.distances(places.edge, offsets)
    return begin, np.maximum(graph.price[places.edge] - begin, 0.0)


def _along_one_road(
    network: RoadCourse, graph: _Graph, origins: Places, destinations: Places, best: np.ndarray
) -> np.ndarray:
    """Where both places lie on one road, straight from one to the other, if that is shorter."""
    from_road, to_road = network.road(origins.edge), network.road(destinations.edge)
    from_begin, _ = _ways(network, graph, origins)
    to_begin, to_rest = _ways(network, graph, destinations)
    for column in range(len(destinations.edge)):
        rows = np.flatnonzero(from_road == to_road[column])
        if not len(rows):
            continue
        same = origins.edge[rows] == destinations.edge[column]
        way = np.where(same, to_begin[column], to_rest[column]) - from_begin[rows]
        way = np.where(graph.back[origins.edge[rows]], np.abs(way), np.where(way >= 0, way, np.inf))
        if best.ndim == 1:
            best[rows] = np.minimum(best[rows], way)
        else:
            best[rows, column] = np.minimum(best[rows, column], way)
    return best
