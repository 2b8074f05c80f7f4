"""Dates and times in French prose: text in, `Expression`s with ISO 8601 values out.

Absolute ("7 mai 2017", "mars 2020", "XXe siècle", "premier trimestre 2024") and relative ones ("hier",
"lundi", "il y a trois ans", "d'ici à la fin de l'année"), the latter against the day the document was
reported. A date that the text leaves incomplete is taken for the nearest one in the past, or in the
future where its verb is in the future tense, as newspapers write. Reduced precision stays reduced:
"en mars" gives `2025-03`, never a day. Without a day of report a relative date keeps its words.

Calendar words stand in `values.yaml`, month and day names come from Babel; dateparser reads what is
counted from today ("il y a trois ans").
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

from babel.dates import get_day_names, get_month_names
from text_to_num import text2num

from .numbers import Expression, either

# Value and datatype of a date whose words tell no day: the words themselves.
Iso = tuple[str, str]
AtOffset = Callable[[int], bool]

_DAY = r"(?:1 ?er|[12]\d|3[01]|0?[1-9])(?![\d,.]\d|\w)"
_YEAR = r"(?:1\d{3}|20\d{2})(?![\d,.]\d|\w|[ ]?(?:%|€))"
# A dateline stands within the first code points of a report.
_HEAD = 400
_CLOCK = r"(?:[01]?\d|2[0-4])(?: ?h(?: ?[0-5]\d)?|:[0-5]\d| heures?(?: [0-5]\d)?)(?!\w)"
_ROMAN = {"I": 1, "V": 5, "X": 10}


class DateReader:
    """Finds the dates and times of a text; made once from the data of `values.yaml`."""

    def __init__(self, data: dict[str, Any]) -> None:
        self._data = data
        self._ordinals: dict[str, int] = data["ordinals"]
        wide = {name.lower(): number for number, name in get_month_names("wide", locale="fr").items()}
        short = {name.lower(): number for number, name in get_month_names("abbreviated", locale="fr").items()}
        self._months = {**wide, **short, **{name.rstrip("."): number for name, number in short.items()}}
        self._weekdays = {name: number for number, name in get_day_names("wide", locale="fr").items()}
        self._comparators = sorted(
            ((words, sign) for sign, list_ in data["date_comparators"].items() for words in list_),
            key=lambda pair: -len(pair[0]),
        )
        place = r"[A-ZÀ-Ý][\w' -]{1,30}"
        self._dateline = re.compile(
            rf"(?:^|\n)[ (]*(?:{place}(?: \({place}\))?, )?(?:le )?(?:(?:{either(self._weekdays)}) )?(?P<day>{_DAY}) (?P<month>{either(self._months)}) "
            rf"(?P<year>{_YEAR})\)? ?(?:\.|-|–|—|:|\n|$)",
            re.IGNORECASE,
        )
        self._patterns = self._compile(either(wide), either(self._months))

    def _compile(self, wide: str, months: str) -> list[tuple[re.Pattern[str], Callable[..., Iso | None]]]:
        """The patterns with what reads their matches; where two match, the earlier and longer one counts."""
        data = self._data
        weekday, adjective = either(self._weekdays), either(data["relative_adjectives"])
        part, day_part = either(data["parts"]), either(data["day_parts"])
        noun, ordinal = either(data["relative_nouns"]), either(self._ordinals)
        clock = rf"(?:,? (?:à|vers) (?P<clock>{_CLOCK}))?"
        at = rf"(?: (?P<day_part>{day_part}))?{clock}"
        number = rf"(?:\d{{1,3}}|une?|{either(data['number_words'])})(?:-\w+)?"
        span = "ans?|années?|mois|semaines?|jours?|heures?|minutes?|siècles?|décennies?"
        season = either(data["seasons"])
        day_list = rf"(?:,| et| ou| au|/|-)(?: (?:{weekday}) | |)"
        start_of = "(?:du |de l'|de la |d'|de |de cette |de ce )"
        about = "(?:environ |près de |plus de |moins de |à peine |un peu plus de )?"
        tens = "vingt|trente|quarante|cinquante|soixante|soixante-dix|quatre-vingts?|quatre-vingt-dix"
        century = r"[IVX]+|\d{1,2}"
        table: list[tuple[str, Callable[..., Iso | None]]] = [
            # 2025-12-02, 12/03/2021
            (r"(?P<year>\d{4})-(?P<month_number>0[1-9]|1[0-2])-(?P<day>0[1-9]|[12]\d|3[01])(?![\d-])", self._full),
            (
                r"(?P<day>\d{1,2})(?P<point>[/.])(?P<month_number>\d{1,2})(?P=point)(?P<year>\d{4})(?![\d/.]\d)",
                self._full,
            ),
            # du 28 mai au 3 juin 2024
            (
                rf"(?:du )(?P<day>{_DAY}) (?P<month>{months})(?: (?P<year>{_YEAR}))?"
                rf" au (?P<last_day>{_DAY}) (?P<last_month>{months})(?: (?P<last_year>{_YEAR}))?",
                self._days,
            ),
            # du 3 au 9 juin, 4 et 5 février, 1er/7 mai 2017
            (
                rf"(?:du )?(?:{weekday} )?(?P<day>{_DAY})(?:{day_list}(?:{_DAY}))*{day_list}(?P<last_day>{_DAY})"
                rf" (?P<month>{months})(?: (?P<year>{_YEAR}))?",
                self._days,
            ),
            # lundi 7 mai 2017 à 20 h
            (
                rf"(?:(?:{weekday}),? (?:le )?)?(?P<day>{_DAY}) (?P<month>{months})(?!\w)"
                rf"(?:,? (?P<year>{_YEAR})| (?P<adjective>{adjective}))?{at}",
                self._full,
            ),
            (rf"(?:{weekday}) (?P<day>{_DAY})(?! ?(?:h|%|{months}))", self._day_of_month),
            # mars 2020, mi-avril, décembre dernier
            (
                rf"(?:(?P<part>{part})[ -])?(?P<month>(?-i:{wide})|(?:{months})(?= \d{{4}}))(?!\w)"
                rf"(?: (?:de l'année )?(?P<year>{_YEAR})| (?P<adjective>{adjective}))?",
                self._month,
            ),
            # premier trimestre 2024, T3 2023
            (
                rf"(?P<ordinal>{ordinal}) (?P<unit>trimestre|semestre)"
                rf"(?: (?:de )?(?:l'année )?(?P<year>{_YEAR})| de l'année| de l'exercice(?: (?P<year2>{_YEAR}))?)?",
                self._quarter,
            ),
            (rf"(?P<letter>[TQS])(?P<count>[1-4])[ -](?P<year>{_YEAR})", self._quarter),
            # printemps 2019, été dernier; alone after an article
            (rf"(?P<season>{season}) (?:(?:de )?(?P<year>{_YEAR})|(?P<adjective>{adjective}))", self._season),
            (
                r"(?:(?<=cet )|(?<=\bà l')|(?<=\bdès l')|(?<=\bl')(?=été\b))(?P<season>été|automne|hiver)"
                r"|(?:(?<=\bau )|(?<=\bce )|(?<=\bdu )|(?<=\ble ))(?P<season2>printemps)",
                self._season,
            ),
            (rf"années (?P<decade>(?:1\d|20)?\d0|{tens})(?!\w)", self._decade),
            (
                rf"(?P<century>{century}) ?(?:e|ème|er|è)(?:(?: et (?:le |au |du )?|-| au )(?P<last_century>{century})(?:e|ème|è))?"
                r" siècles?(?P<era> (?:avant|av\.) (?:J\.-C\.|notre ère))?",
                self._century,
            ),
            (
                rf"(?P<year>{_YEAR})(?: à |(?<=\bentre \d{{4}}) et |-)(?P<last_year>{_YEAR}|\d{{2}}(?![\d ]))",
                self._years,
            ),
            (rf"(?:(?P<part>{part})[ -])?(?P<year>\d{{3,4}})(?![\d,.]\d|\w|-\d|[ ]?(?:%|€))", self._year),
            # hier soir, lundi dernier, la semaine prochaine, la fin de l'année
            (rf"(?:{either(data['relative'])})(?!-là){at}", self._relative),
            (
                rf"(?P<weekday>(?-i:{weekday})|(?<![^\n.?!] )(?:{weekday}))(?!\w)(?: (?P<adjective>{adjective}))?{at}",
                self._weekday,
            ),
            (
                rf"(?:(?:le |la |l'|du |au )?(?P<part>début|fin|mi|milieu)[ -]{start_of}?)?"
                rf"(?P<unit>{noun}) (?P<adjective>{adjective})(?!\w)",
                self._noun,
            ),
            (
                rf"(?:la |le |en )?(?P<part>début|fin|milieu) {start_of}"
                r"(?P<unit>année|mois|semaine|semestre|trimestre|siècle)(?!\w)(?! (?:suivant|précédent))",
                self._noun,
            ),
            # il y a trois ans, dans deux semaines
            (
                rf"(?P<ago>il y a|voici|voilà|dans|d'ici|d'ici à) {about}(?P<count>{number}) (?P<span>{span})(?!\w)(?! (?:de|d'))",
                self._counted,
            ),
            (rf"(?:{either(data['anaphoric'])})(?! d(?:e|es|u)\b| d')", self._words),
        ]
        return [
            (re.compile(rf"(?<![\w])(?<!\d[.,-])(?:{pattern})(?!\w)", re.IGNORECASE), reader)
            for pattern, reader in table
        ]

    def dateline(self, text: str) -> date | None:
        """The day at the head of a report, before its first paragraph: "7 mai 2017. – …", "Dakar, le 3 juin 2020"."""
        if (match := self._dateline.search(text[:_HEAD])) is None:
            return None
        iso = _iso_day(int(match["year"]), self._months[match["month"].lower()], _day_number(match["day"]))
        return date.fromisoformat(iso[0]) if iso else None

    def find(self, text: str, *, today: date | None, future_at: AtOffset, counted_at: AtOffset) -> list[Expression]:
        """The dates and times of a text made plain by `plain_text`, from left to right.

        `today` is the day of the report; `future_at` tells whether what is said around an offset lies
        in the future, `counted_at` whether a counted noun begins there ("2 000 salariés").
        """
        self._today, self._future_at, self._counted_at = today, future_at, counted_at
        found: list[Expression] = []
        for pattern, reader in self._patterns:
            for match in pattern.finditer(text):
                if read := reader(match):
                    found.append(self._expression(match, read))
        found += self._times(text)
        found.sort(key=lambda expression: (-(expression.end - expression.start), expression.start))
        chosen: list[Expression] = []
        taken: set[int] = set()
        for expression in found:
            cover = range(expression.start, expression.end)
            if taken.isdisjoint(cover):
                taken.update(cover)
                chosen.append(expression)
        return sorted(chosen, key=lambda expression: expression.start)

    def _expression(self, match: re.Match[str], read: Iso) -> Expression:
        value, datatype = read
        groups = match.groupdict()
        details: dict[str, str | float] = {}
        if groups.get("part"):
            details["part"] = {"début": "start", "fin": "end"}.get(groups["part"].lower(), "middle")
        if groups.get("day_part"):
            details["part"] = groups["day_part"]
        if groups.get("clock") and datatype == "xsd:date":
            value, datatype = f"{value}T{_clock(groups['clock'])}", "xsd:dateTime"
        before = match.string[max(0, match.start() - 18) : match.start()].lower()
        for words, sign in self._comparators:
            if before.rstrip(" ").endswith(words) and not re.search(rf"\w{re.escape(words)}\s*$", before):
                details["comparator"] = sign
                break
        if match.group().lower().startswith("d'ici"):
            details["comparator"] = "<="
        return Expression(*match.span(), "DATE", value, datatype, details)

    def _times(self, text: str) -> list[Expression]:
        """Times of day; "heures" without minutes needs a preposition, or it is a duration."""
        found = []
        for match in re.finditer(rf"(?<![\w,.:-])(?P<clock>{_CLOCK})|(?<=\bà )(?P<noon>midi|minuit)\b", text):
            if match["noon"]:
                value = "12:00:00" if match["noon"] == "midi" else "00:00:00"
            else:
                before = text[max(0, match.start() - 12) : match.start()].lower()
                if "heure" in match["clock"] and not re.search(
                    r"(?:\bà|vers|dès|avant|après|jusqu'à|et|depuis|peu) $", before
                ):
                    continue
                if ":" in match["clock"] and re.search(r"\d$", before.rstrip()):
                    continue
                value = _clock(match["clock"])
            found.append(Expression(*match.span(), "TIME", value, "xsd:time"))
        return found

    # --- what the patterns found; each returns value and datatype, or None for no date ----------

    def _full(self, match: re.Match[str]) -> Iso | None:
        groups = match.groupdict()
        month = int(groups["month_number"]) if groups.get("month_number") else self._months[groups["month"].lower()]
        day = _day_number(groups["day"])
        if groups.get("year"):
            return _iso_day(int(groups["year"]), month, day)
        return self._incomplete(month, day, match.start(), groups.get("adjective"))

    def _incomplete(self, month: int, day: int, offset: int, adjective: str | None = None) -> Iso | None:
        """Day and month without a year: the nearest one on the side that tense or adjective tells."""
        if _iso_day(2000, month, day) is None:
            return None
        if self._today is None:
            return f"--{month:02}-{day:02}", "xsd:gMonthDay"
        year, said = self._today.year, (month, day)
        seen = (self._today.month, self._today.day)
        step = self._data["relative_adjectives"].get((adjective or "").lower(), 1 if self._future_at(offset) else -1)
        if step > 0 and said < seen:
            year += 1
        elif step < 0 and (said > seen or (adjective and said == seen)):
            year -= 1
        return _iso_day(year, month, day)

    def _days(self, match: re.Match[str]) -> Iso | None:
        """A range or list of days: first and last as an interval."""
        groups = match.groupdict()
        month = self._months[groups["month"].lower()]
        last_month = self._months[(groups.get("last_month") or groups["month"]).lower()]
        last_year = groups.get("last_year") or groups.get("year")
        days = _day_number(groups["day"]), _day_number(groups["last_day"])
        if last_year:
            first = _iso_day(int(groups.get("year") or last_year), month, days[0])
            last = _iso_day(int(last_year), last_month, days[1])
        else:
            first, last = (
                self._incomplete(month, days[0], match.start()),
                self._incomplete(last_month, days[1], match.start()),
            )
        if first is None or last is None:
            return None
        return f"{first[0]}/{last[0]}", "xsd:string"

    def _day_of_month(self, match: re.Match[str]) -> Iso | None:
        """ "vendredi 13": the month is that of the report, or the one before or after."""
        day, today = _day_number(match["day"]), self._today
        if today is None:
            return self._words(match)
        month = today.year * 12 + today.month - 1
        if self._future_at(match.start()) and day < today.day:
            month += 1
        elif not self._future_at(match.start()) and day > today.day:
            month -= 1
        return _iso_day(month // 12, month % 12 + 1, day)

    def _month(self, match: re.Match[str]) -> Iso | None:
        month = self._months[match["month"].lower()]
        if match["year"]:
            return f"{match['year']}-{month:02}", "xsd:gYearMonth"
        if self._today is None:
            return f"--{month:02}", "xsd:gMonth"
        year, seen = self._today.year, self._today.month
        adjective = (match["adjective"] or "").lower()
        step = self._data["relative_adjectives"].get(adjective, 1 if self._future_at(match.start()) else -1)
        if step > 0 and (month < seen or (adjective and month == seen)):
            year += 1
        elif step < 0 and (month > seen or (adjective and month == seen)):
            year -= 1
        return f"{year}-{month:02}", "xsd:gYearMonth"

    def _quarter(self, match: re.Match[str]) -> Iso | None:
        groups = match.groupdict()
        if groups.get("letter"):
            length, count = (6 if groups["letter"].upper() == "S" else 3), int(groups["count"])
        else:
            length = 3 if groups["unit"].lower() == "trimestre" else 6
            count = self._ordinals[groups["ordinal"].lower()] or 12 // length
        if count * length > 12:
            return None
        year = groups.get("year") or groups.get("year2") or (self._today and self._today.year)
        if not year:
            return self._words(match)
        return f"{year}-{(count - 1) * length + 1:02}/{year}-{count * length:02}", "xsd:string"

    def _season(self, match: re.Match[str]) -> Iso | None:
        groups = match.groupdict()
        season = (groups["season"] or groups["season2"]).lower()
        code = self._data["seasons"][season]
        if groups.get("year"):
            return f"{groups['year']}-{code}", "xsd:string"
        if self._today is None:
            return self._words(match)
        seen = {12: 0, 1: 0, 2: 0}.get(self._today.month, self._today.month // 3)  # 0 winter, 1 spring …
        said = (int(code) - 20) % 4
        step = self._data["relative_adjectives"].get(
            (groups.get("adjective") or "").lower(), 1 if self._future_at(match.start()) else -1
        )
        year = self._today.year
        if said and step < 0 and said > (seen or (4 if self._today.month == 12 else 0)):
            year -= 1
        elif said and step > 0 and said < seen:
            year += 1
        elif not said and step < 0 and self._today.month < 12:
            year -= 1
        return f"{year}-{code}", "xsd:string"

    def _decade(self, match: re.Match[str]) -> Iso | None:
        words = {
            "vingt": 2, "trente": 3, "quarante": 4, "cinquante": 5, "soixante": 6, "soixante-dix": 7, "quatre-vingt": 8,
            "quatre-vingts": 8, "quatre-vingt-dix": 9,
        }  # fmt: skip
        said = match["decade"].lower()
        if len(said) == 4 and said.isdigit():
            return f"{said[:3]}X", "xsd:string"
        return f"19{words.get(said) or said[0]}X", "xsd:string"

    def _century(self, match: re.Match[str]) -> Iso | None:
        number = _ordinal_number(match["century"])
        if not 0 < number < 31:
            return None
        if match["era"]:
            return f"-{number - 1:02}XX", "xsd:string"
        last = _ordinal_number(match["last_century"]) if match["last_century"] else number
        first, final = f"{number - 1:02}XX", f"{last - 1:02}XX"
        return (first if first == final else f"{first}/{final}"), "xsd:string"

    def _years(self, match: re.Match[str]) -> Iso | None:
        first, last = match["year"], match["last_year"]
        last = first[: 4 - len(last)] + last
        if int(last) <= int(first) or self._counted_at(match.end()):
            return None
        return f"{first}/{last}", "xsd:string"

    def _year(self, match: re.Match[str]) -> Iso | None:
        """A figure of three or four digits: a year where words before it say so, or where it can be nothing else."""
        year = int(match["year"])
        before = match.string[max(0, match.start() - 14) : match.start()].lower().rstrip(" ")
        if match["year"].startswith("0") or (self._counted_at(match.end()) and not re.search(r"\ben$", before)):
            return None
        word = re.search(r"[\w'-]*\(?$", before)
        said = bool(match["part"]) or (
            word is not None and (word.group() in self._data["year_words"] or before.endswith(("(", "d'", "en")))
        )
        if not said and not 1800 <= year <= 2100:
            return None
        if len(match["year"]) == 3 or year > 2100:
            if not re.search(r"\b(?:en|l'an|vers|depuis)$", before) or year > 2100:
                return None
        if not said and re.search(
            r"(?:\w-|[€$£#/]|[A-Z]\w* ?)$", match.string[max(0, match.start() - 12) : match.start()]
        ):
            return None  # a name with a number: "Windows 2000"
        return f"{year:04}", "xsd:gYear"

    def _relative(self, match: re.Match[str]) -> Iso | None:
        words = match.group().lower()
        for said in sorted(self._data["relative"], key=len, reverse=True):
            if words.startswith(said):
                unit, steps = self._data["relative"][said]
                return self._moved(unit, steps, match)
        return None

    def _weekday(self, match: re.Match[str]) -> Iso | None:
        before = match.string[max(0, match.start() - 10) : match.start()].lower()
        if before.endswith(("chaque ", "tous les ", "un ")):
            return None
        if self._today is None:
            return self._words(match)
        wanted = self._weekdays[match["weekday"].lower()]
        adjective = (match["adjective"] or "").lower()
        step = self._data["relative_adjectives"].get(adjective, 1 if self._future_at(match.start()) else -1)
        distance = (wanted - self._today.weekday()) % 7 if step > 0 else -((self._today.weekday() - wanted) % 7)
        if adjective and distance == 0:
            distance = 7 * step
        return _day(self._today + timedelta(days=distance))

    def _noun(self, match: re.Match[str]) -> Iso | None:
        groups = match.groupdict()
        adjective = (groups.get("adjective") or "").lower()
        unit = self._data["relative_nouns"].get(groups["unit"].lower(), groups["unit"])
        return self._moved(unit, self._data["relative_adjectives"].get(adjective, 0), match)

    def _counted(self, match: re.Match[str]) -> Iso | None:
        """ "il y a trois ans", "dans deux semaines": dateparser counts, the unit gives the precision."""
        if self._today is None:
            return self._words(match)
        import dateparser  # loads its language data on the first call only

        said = match["count"].lower()
        unit = match["span"].lower().rstrip("s") if match["span"].lower() != "mois" else "mois"
        factor, unit = {"siècle": (100, "an"), "décennie": (10, "an"), "année": (1, "an")}.get(unit, (1, unit))
        try:
            count = int(said) if said.isdigit() else text2num(said.replace("-", " "), "fr")
        except ValueError:
            return None
        past = match["ago"].lower() in ("il y a", "voici", "voilà")
        words = f"{'il y a' if past else 'dans'} {count * factor} {unit}{'' if unit == 'mois' else 's'}"
        moment = dateparser.parse(
            words,
            languages=["fr"],
            settings={"RELATIVE_BASE": datetime(self._today.year, self._today.month, self._today.day, 12)},
        )
        if moment is None:
            return self._words(match)
        precision = {"an": 4, "mois": 7}.get(unit, 10)
        value = moment.date().isoformat()[:precision]
        return value, {4: "xsd:gYear", 7: "xsd:gYearMonth", 10: "xsd:date"}[precision]

    def _words(self, match: re.Match[str]) -> Iso:
        return match.group(), "xsd:string"

    def _moved(self, unit: str, steps: int, match: re.Match[str]) -> Iso:
        """The unit of time that lies `steps` away from the one of the report."""
        today = self._today
        if today is None:
            return self._words(match)
        if unit == "day":
            return _day(today + timedelta(days=steps))
        if unit == "week":
            year, week, _ = (today + timedelta(weeks=steps)).isocalendar()
            return f"{year}-W{week:02}", "xsd:string"
        if unit == "weekend":
            saturday = today + timedelta(days=5 - today.weekday() + 7 * steps)
            return f"{saturday.isoformat()}/{(saturday + timedelta(days=1)).isoformat()}", "xsd:string"
        if unit == "year":
            return f"{today.year + steps:04}", "xsd:gYear"
        if unit in ("decade", "century"):
            digits = 3 if unit == "decade" else 2
            return str(int(str(today.year)[:digits]) + steps) + "X" * (4 - digits), "xsd:string"
        length = {"month": 1, "quarter": 3, "semester": 6}[unit]
        first = (today.year * 12 + today.month - 1) // length * length + steps * length
        start = f"{first // 12:04}-{first % 12 + 1:02}"
        if length == 1:
            return start, "xsd:gYearMonth"
        last = first + length - 1
        return f"{start}/{last // 12:04}-{last % 12 + 1:02}", "xsd:string"


def _day(day: date) -> Iso:
    return day.isoformat(), "xsd:date"


def _iso_day(year: int, month: int, day: int) -> Iso | None:
    """The day as ISO 8601, or None where the calendar has none such (31 February)."""
    try:
        return _day(date(year, month, day))
    except ValueError:
        return None


def _day_number(written: str) -> int:
    return int(re.sub(r" ?er$", "", written.lower()))


def _clock(written: str) -> str:
    """ "17h40", "6 h", "20 heures" and "10:30" as hh:mm:ss."""
    hour, minute = (re.findall(r"\d+", written) + ["0"])[:2]
    return f"{int(hour) % 24:02}:{int(minute):02}:00"


def _ordinal_number(written: str) -> int:
    """A Roman or Arabic number; 0 where the letters make none."""
    if written.isdigit():
        return int(written)
    digits = [_ROMAN.get(letter, 0) for letter in written.upper()]
    return sum(-digit if digit < max(digits[place + 1 :], default=0) else digit for place, digit in enumerate(digits))
