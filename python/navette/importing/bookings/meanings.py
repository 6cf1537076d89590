"""What the columns of a list of bookings may mean, and by which words they are known."""

from __future__ import annotations

import re

from navette.importing.columns import PERSONAL, Guess, Shape, Understood
from navette.importing.people import looks_personal
from navette.importing.places.coordinates import is_pair

MEANINGS = {
    "date": "day of the trip",
    "departure": "time, or date and time, from which the passenger is ready",
    "arrival": "time, or date and time, at which the passenger must be there",
    "submitted": "date and time of the booking",
    "submitted_date": "its date alone",
    "submitted_time": "its time alone",
    "planned_pickup": "time told to the passenger; the departure where no other is given",
    "planned_dropoff": "time of arrival told to the passenger; not used",
    "actual_pickup": "when the vehicle was there; for the waits of the days",
    "actual_dropoff": "when the ride ended; not used",
    "status": "done, cancelled, no_show or refused",
    "party_size": "people of the booking, wheelchairs included",
    "seated": "people of it who take a seat: wheelchairs are not among them",
    "companions": "people besides the passenger",
    "adults": "adults of it",
    "children": "children of it",
    "wheelchairs": "wheelchairs of it, or yes and no",
    "origin_place": "where it begins: the name of a stop, or both coordinates in one text",
    "origin_lon": "longitude of it",
    "origin_lat": "latitude of it",
    "origin_x": "east of it in a projected system",
    "origin_y": "north of it in a projected system",
    "destination_place": "where it ends: the same",
    "destination_lon": "longitude of it",
    "destination_lat": "latitude of it",
    "destination_x": "east of it in a projected system",
    "destination_y": "north of it in a projected system",
    "vehicle": "the vehicle that drove; counted only",
    "person": "who books: a number or a name, made a pseudonym by --pseudonymise, else left out",
    "booking_id": "number of the booking: one that stands twice is read once",
}
SEVERAL = ("adults", "children", "companions")

_FEATURES = {
    "origin": r"origine?|depart\w*|dep|pec|prise en charge|montee|pick ?up\w*|abhol\w*|von|start\w*|einstieg\w*|from|"
    r"abfahrt\w*|enlevement|boarding|orig|o(?= (?:lon|lat|x|y)$)|(?<=lon )o|(?<=lat )o|(?<=^x )o|(?<=^y )o",
    "destination": r"dest\w*|arr|arrivee?s?|depose|descente|drop ?off\w*|ziel\w*|nach|ausstieg\w*|to|ankunft\w*|"
    r"arrival|"
    r"alighting|d(?= (?:lon|lat|x|y)$)|(?<=lon )d|(?<=lat )d|(?<=^x )d|(?<=^y )d",
    "clock": r"heures?|horaires?|time|uhr|\w*uhrzeit|\w*zeit|h|hh mm|at",
    "date": r"dates?|jour|\w*datum|tag|day|fahrttag|le|am",
    "lon": r"lon|long|lng|longitude|\w*la?e?ngengrad",
    "lat": r"lat|latitude|\w*breitengrad",
    "x": r"x|easting|rechtswert|ostwert",
    "y": r"y|northing|hochwert|nordwert",
    "pair": r"coordonnees?|coordinates?|coords?|\w*koordinaten?|gps|geom|geometry|wkt|latlon|position",
    "place": r"arrets?|lieu|point|stop|\w*haltestelle|\w*ort|place|location|station|poi|gare",
    "address": r"adresse|address|rue|strasse|street|anschrift|domicile|voie",
    "commune": r"communes?|ville|stadt|gemeinde|town|city|village|localite",
    "postcode": r"code postal|cp|plz|zip|postcode|insee",
    "planned": r"prevue?s?|planifiee?|planned|scheduled|theorique|geplant\w*|promise|promised|estimee?|calculee?|"
    r"soll\w*",
    "actual": r"reelle?s?|reel|effective|effectif|constatee?|realisee?|actual|ist\w*|tatsachlich\w*",
    "requested": r"demandee?|souhaitee?|requested|desired|wanted|voulue?|wunsch\w*|gewunscht\w*",
    "booked": r"reservations?|reservee?|resa|creation|creee?s?|saisie?|booked|booking|created|submitted|\w*buchung\w*|"
    r"gebucht|bestell\w*|appel|call|called|erfasst|erstellt|commande|ordered|order",
    "appointment": r"rdv|rendez vous|appointment|termin|au plus tard|latest|spatestens|before|avant",
    "status": r"statuts?|status|etat|state|resultat|outcome|\w*status",
    "wheelchairs": r"(?:nb |nombre |anzahl )?(?:de |d )?(?:ufr|pmr|fauteuils?(?: roulants?)?|wheelchairs?|"
    r"rollstuhl\w*)",
    "companions": r"accompagnat\w+|accompagnants?|companions?|begleit\w*",
    "children": r"enfants?|children|kinder|child",
    "adults": r"adultes?|adults?|erwachsene",
    "seated": r"valides|ambulatory|gehfahige?|assis|seated",
    "party": r"personnes?|passagers?|voyageurs?|pax|passengers?|people|party|party size|personen\w*|fahrgaste?|"
    r"fahrgastzahl|places?|usagers?|seats?|sitzplatze",
    "vehicle": r"vehicules?|vehicle|fahrzeug|bus|minibus|immatriculation|kennzeichen|shuttle|taxi",
    "driver": r"conduct\w+|chauffeurs?|driver|fahrer(?:in)?",
    "customer": r"clients?|usager|adherent\w*|customer|kunde\w*|rider|abonnee?|beneficiaire|user|passager|voyageur|"
    r"fahrgast|"
    r"passenger",
    "number": r"id|numero|no|nr|num|ref|reference|code|\w*nummer",
    "trip": r"course|trajet|trip|fahrt\w*|auftrag\w*|request|demande|dossier|voyage|mission|tour",
    "private": r"prenom|vorname|first name|last name|surname|nachname|tel|telephone|portable|mobile|phone|handy|e "
    r"?mail|"
    r"courriel|mail|naissance|birth|\w*geburt\w*|age|alter|sexe|gender|geschlecht|commentaires?|comments?|remarques?|"
    r"notes?|bemerkung\w*|observations?|handicap\w*|secu|nir|iban|motif|purpose|zweck|reason|diagnos\w*|carte",
    "name": r"nom|\w*name|patronyme",
    "other_time": r"duree|duration|\w*dauer|\w*fahrzeit|fahrtzeit|\w*wartezeit|wait\w*|attente|temps|annul\w*|"
    r"cancel\w*|"
    r"storn\w*|dispatch\w*|retard|delay|verspatung|modifi\w*|updated|geandert",
}
_PATTERNS = {feature: re.compile(rf"\b(?:{pattern})\b") for feature, pattern in _FEATURES.items()}
_FRENCH_OR_GERMAN = re.compile(
    r"\b(?:depart|arrivee|heure|jour|prise|depose|nom|statut|numero|montee|descente|lieu|arret|\w*datum|\w*zeit|von|"
    r"nach|"
    r"tag|anzahl|\w*haltestelle|abfahrt|ankunft|personnes?|personen|reservation|etat|course|ziel|einstieg|ausstieg)\b"
)


def is_known(name: str) -> bool:
    """Whether a column so called belongs to bookings: tells the header from a title."""
    return bool(features(name) - {"x", "y", "name", "number"}) or name in ("x", "y", "id", "nom", "name")


def features(name: str) -> set[str]:
    """What the words of a name speak of."""
    return {feature for feature, pattern in _PATTERNS.items() if pattern.search(name)}


def writes_days_first(names: list[str]) -> bool:
    """Whether the words are French or German, whose dates begin with the day."""
    return sum(bool(_FRENCH_OR_GERMAN.search(name)) for name in names) >= 2


def guess(name: str, shape: Shape) -> Guess | None:
    """What a column means, by its name and the kind of its values."""
    has = features(name)
    if name.startswith("no of ") and shape.is_number:
        return guess(name.removeprefix("no of "), shape)
    if "postcode" in has:
        return None
    ends = has & {"origin", "destination"}
    end = ends.pop() if len(ends) == 1 else ""
    if looks_personal(shape.values):
        return Guess(PERSONAL)
    for axis in ("lon", "lat", "x", "y"):
        if axis in has and shape.is_number:
            return Guess(f"{end}_{axis}", 3) if end else None
    if end and ("pair" in has or any(map(is_pair, shape.values[:5]))):
        return Guess(f"{end}_place", 4)
    if "private" in has or "driver" in has:
        return Guess(PERSONAL)
    if "status" in has and not shape.is_date:
        return Guess("status")
    return _counted(has, shape) or _timed(has, end, shape) or _placed(has, end, shape) or _named(has, shape)


def settle(found: list[Understood]) -> None:
    """An arrival that nothing says must be kept is one all the same where no departure is told."""
    there = {item.meaning for item in found}
    if not there & {"departure", "planned_pickup", "arrival"}:
        for item in found:
            if item.meaning == "planned_dropoff":
                item.meaning = "arrival"
    for item in found:
        if item.meaning == "planned_dropoff" and "arrival" not in there:
            item.note = "not used: --map makes it arrival if passengers must be there by then"


def _counted(has: set[str], shape: Shape) -> Guess | None:
    for meaning in ("companions", "children", "adults", "seated"):
        if meaning in has and shape.is_number:
            return Guess(meaning)
    if "wheelchairs" in has and not shape.is_date:
        return Guess("wheelchairs")
    if "party" in has and shape.is_number and "number" not in has:
        return Guess("party_size")
    return None


def _timed(has: set[str], end: str, shape: Shape) -> Guess | None:
    moment, date, clock = shape.is_moment, shape.is_date, shape.is_clock
    if not (date or clock) or "other_time" in has:
        return None
    # Plain numbers are times only where the name says so.
    if clock and not date and shape.is_number and not has & {"clock", "appointment"}:
        return None
    if date and shape.is_number and not has & {"clock", "date", "booked", "origin", "destination"}:
        return None
    if "booked" in has and not has & {"planned", "actual", "origin", "destination"}:
        return Guess("submitted" if moment else "submitted_date" if date else "submitted_time")
    if date and not moment:
        return Guess("date", 3 if not end else 2) if not has & {"planned", "actual"} else None
    to = end == "destination"
    if "actual" in has:
        return Guess("actual_dropoff" if to else "actual_pickup")
    if "planned" in has:
        return Guess("planned_dropoff" if to else "planned_pickup")
    if "appointment" in has or (to and "requested" in has):
        return Guess("arrival", 2 if "appointment" in has else 1)
    if to:
        return Guess("planned_dropoff")  # an arrival of the plan binds nobody; see `settle`
    if not end and not has & {"clock", "requested", "date"}:
        return None
    rank = 1 + bool(end) + ("clock" in has) + 2 * ("requested" in has)
    return Guess("departure", rank)


def _placed(has: set[str], end: str, shape: Shape) -> Guess | None:
    if "address" in has:
        return Guess(PERSONAL)
    if not end:
        return None
    if "commune" in has:
        return Guess(f"{end}_place", 1)
    if has & {"clock", "date", "number"} and "place" not in has:
        return None
    return Guess(f"{end}_place", 3 if "place" in has else 2)


def _named(has: set[str], shape: Shape) -> Guess | None:
    if "vehicle" in has:
        return Guess("vehicle")
    if has & {"customer"}:
        return Guess("person", 2 if "number" in has else 1)
    if "name" in has:
        return Guess(PERSONAL)
    if "number" in has:
        return Guess("booking_id", 2 if has & {"booked", "trip"} else 1)
    return None
