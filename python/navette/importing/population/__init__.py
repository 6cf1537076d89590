"""Who lives where: totals, ages, squares, facilities and outlines of communes, as statistical offices publish them."""

from navette.importing.population.importer import import_population

__all__ = ["import_population"]
