"""What the columns of statistical tables mean."""

from __future__ import annotations

import re

from navette.importing.columns import Guess, Shape

MEANINGS = {
    "code": "code of the commune (INSEE: five signs), or its number within the département",
    "department": "code of the département, where the code of the commune is a number within it",
    "name": "name of the commune",
    "population": "inhabitants",
    "age": "years of age",
    "sex": "1 or H: men; 2 or F: women",
    "men": "men of that age",
    "women": "women of that age",
    "count": "people of that age and sex",
    "cell": "code of a square of 200 m (CRS3035RES200mN...E...)",
    "communes": "codes of the communes of a square",
    "individuals": "inhabitants of a square",
    "facility": "kind of facility, by its code in the BPE",
    "x": "east in a projected system",
    "y": "north in a projected system",
    "lon": "longitude",
    "lat": "latitude",
}
BANDS = {
    "ind_0_3": (0, 3), "ind_4_5": (4, 5), "ind_6_10": (6, 10), "ind_11_17": (11, 17), "ind_18_24": (18, 24),
    "ind_25_39": (25, 39), "ind_40_54": (40, 54), "ind_55_64": (55, 64), "ind_65_79": (65, 79), "ind_80p": (80, 94),
}  # fmt: skip
"""Columns of inhabitants of a square by age, first and last year. Where the last band ends is an assumption "
"without effect:
all over 75 are one band of residents."""
MEANINGS |= {name: f"inhabitants of a square, {low} to {high} years" for name, (low, high) in BANDS.items()}

_NAMES = {
    "code": r"codgeo|code insee|insee|insee com|com|code commune|depcom|code geo|code geographique|code commune "
    r"insee|ags|"
    r"gemeindeschlussel|code|insee code",
    "department": r"code departement|dep|departement code|code dept",
    "name": r"libgeo|nomrs|nom com|nom commune|nom de la commune|libelle|commune|nom|name|gemeinde|town|place|label|"
    r"libelle commune",
    "age": r"age|aged100|agepyr|ages?|alter|age detaille",
    "sex": r"sexe|sex|geschlecht",
    "men": r"nb h|hommes|men|males?|h|manner|mannlich",
    "women": r"nb f|femmes|women|females?|f|frauen|weiblich",
    "count": r"nb|nombre|effectif|count|anzahl|number",
    "cell": r"idcar 200m|idcar200m|id carr ?200m|idinspire|idcar 200 m|inspire",
    "communes": r"lcog geo|lcog2021|depcom list",
    "individuals": r"ind|individus",
    "facility": r"typequ|type equipement|code equipement",
    "x": r"lambert x|x|coord x|x l93|coordonnee x",
    "y": r"lambert y|y|coord y|y l93|coordonnee y",
    "lon": r"lon|long|longitude|lng",
    "lat": r"lat|latitude",
}
_PATTERNS = {meaning: re.compile(pattern) for meaning, pattern in _NAMES.items()}
_POPULATION = re.compile(
    r"(?:(?P<before>\d{4}) )?(?P<word>p(?P<short>\d\d) pop|pmun ?(?P<pmun>\d\d|\d{4})?|population municipale|"
    r"population totale?|total population|ptot ?(?:\d\d|\d{4})?|population|inhabitants|habitants|einwohner\w*|pop)"
    r"(?: (?:en )?(?P<after>\d{4}|\d\d))?"
)
_TEXTS = ("name", "code", "department", "cell", "communes", "facility", "age", "sex")


def is_known(name: str) -> bool:
    """Whether a column so called belongs to such tables."""
    return _named(name) is not None


def guess(name: str, shape: Shape) -> Guess | None:
    """What a column means, by its name and the kind of its values."""
    found = _named(name)
    if found is None or (found.meaning not in _TEXTS and not shape.is_number):
        return None
    return found


def _named(name: str) -> Guess | None:
    band = name.replace(" ", "_")
    if band in BANDS:
        return Guess(band)
    for meaning, pattern in _PATTERNS.items():
        if pattern.fullmatch(name):
            # A code that says whose it is goes before a bare one, and so does a name.
            return Guess(meaning, 1 if name in ("code", "nom", "name", "commune", "com", "h", "f", "x", "y") else 2)
    match = _POPULATION.fullmatch(name)
    if match is None:
        return None
    digits = match["before"] or match["short"] or match["pmun"] or match["after"] or "0"
    year = int(digits)
    if 0 < year < 100:
        year += 2000 if year < 70 else 1900
    # INSEE's total population counts some people twice; the municipal one is the one to add up.
    lesser = "total" in match["word"] or match["word"].startswith("ptot")
    return Guess("population", 10 * year + (1 if lesser else 2))
