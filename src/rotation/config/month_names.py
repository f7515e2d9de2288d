"""Names of months and weekdays in the languages of the most common spreadsheets.

Whole words only, and none of two letters: in other languages these are other months and weekdays.
"""

from rotation.config.person_names import plain

__all__ = ["month_of", "weekday_of"]

_MONTHS = (
    "january jan januar jänner janvier janv januari enero ene gennaio gen janeiro",
    "february feb februar février févr fév februari febrero febbraio fevereiro fev",
    "march mar märz mär mrz mars maart mrt marzo março marts",
    "april apr avril avr abril abr aprile",
    "may mai mei mayo maggio mag maio maj",
    "june jun juni juin junio giugno giu junho",
    "july jul juli juillet juil julio luglio lug julho",
    "august aug août aout agosto ago augustus augusti",
    "september sep sept septembre septiembre settembre set setembro",
    "october oct oktober okt octobre octubre ottobre ott outubro out",
    "november nov novembre noviembre novembro",
    "december dec dezember dez décembre déc diciembre dic dicembre dezembro desember des",
)
_WEEKDAYS = (
    "monday mon montag lundi lun lunes lunedì maandag segunda-feira",
    "tuesday tue tues dienstag mardi martes martedì dinsdag terça-feira",
    "wednesday wed mittwoch mercredi mer miércoles mercoledì woensdag quarta-feira",
    "thursday thu thur thurs donnerstag jeudi jeu jueves giovedì donderdag quinta-feira",
    "friday fri freitag vendredi ven viernes venerdì vrijdag sexta-feira",
    "saturday sat samstag sonnabend samedi sam sábado sabato zaterdag",
    "sunday sun sonntag dimanche dim domingo domenica zondag",
)


def _numbers(names: tuple[str, ...], first: int) -> dict[str, int]:
    return {plain(word): n for n, words in enumerate(names, first) for word in words.split()}


_MONTH_OF, _WEEKDAY_OF = _numbers(_MONTHS, 1), _numbers(_WEEKDAYS, 0)


def month_of(word: str) -> int | None:
    """Return the number of a month by its name or abbreviation; None if it is none."""
    return _MONTH_OF.get(plain(word))


def weekday_of(word: str) -> int | None:
    """Return the weekday (Monday is 0) by its name or abbreviation; None if it is none."""
    return _WEEKDAY_OF.get(plain(word))
