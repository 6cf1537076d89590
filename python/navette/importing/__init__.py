"""Files that people have in hand, as folders with a scenario that runs.

>>> import navette.importing
>>> done = navette.importing.bookings("list.xlsx", "out/list", roads="region.osm.pbf")
>>> print(done)
>>> navette.run(done.scenario)
"""

from navette.importing.bookings.importer import import_bookings as bookings
from navette.importing.population.importer import import_population as population
from navette.importing.report import Imported

__all__ = ["Imported", "bookings", "population"]
