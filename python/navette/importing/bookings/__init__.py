"""An operator's list of bookings, as a day, or days, that run."""

from navette.importing.bookings.importer import import_bookings

__all__ = ["import_bookings"]
