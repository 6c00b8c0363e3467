"""Time zones by their IANA names, and by the cities and countries that people type instead. Pure."""

from functools import cached_property
from importlib.resources import files
from zoneinfo import available_timezones

from bot.refused import Refused
from knowledge.errors import did_you_mean

MOST = 25  # choices that Discord shows
# Cities that people name and that have no zone of their own; a country leads to its zones by tzdata's own table.
_CITIES = {
    "America/New_York": "boston washington miami atlanta philadelphia pittsburgh charlotte",
    "America/Los_Angeles": "san_francisco seattle san_diego portland las_vegas california",
    "America/Chicago": "houston austin dallas texas minneapolis",
    "America/Toronto": "montreal ottawa",
    "Europe/London": "england britain uk scotland wales manchester birmingham leeds edinburgh glasgow cambridge oxford",
    "Europe/Berlin": "munich hamburg frankfurt cologne",
    "Europe/Madrid": "barcelona",
    "Europe/Rome": "milan",
    "Europe/Zurich": "geneva",
    "Asia/Kolkata": "delhi new_delhi mumbai bangalore bengaluru hyderabad chennai pune",
    "Asia/Shanghai": "beijing shenzhen",
    "Asia/Karachi": "lahore islamabad",
    "Asia/Ho_Chi_Minh": "hanoi saigon",
    "Asia/Dubai": "abu_dhabi",
    "Africa/Johannesburg": "cape_town",
    "Africa/Lagos": "abuja",
    "America/Sao_Paulo": "rio_de_janeiro",
    "Pacific/Auckland": "wellington christchurch",
}


class Zones:
    """Every zone of the system's tables. Reads them at the first use."""

    def named(self, text: str) -> str:
        """Return the IANA name of the zone that somebody names; raises Refused, with the likely one."""
        wanted = _folded(text)
        if (exact := self._names.get(wanted)) is not None:
            return exact
        if len(found := self._places.get(wanted, ())) == 1:
            return found[0]
        if found:
            raise Refused(f"“{text.strip()[:40]}” has more than one time zone: {_listed(found)}; name one of them.")
        known = [*self._names.values(), *(name.replace("_", " ").title() for name in self._places)]
        hint = did_you_mean(text.strip()[:60], known) or "; write it like Europe/London or America/New_York"
        raise Refused(f"There is no time zone “{text.strip()[:40]}”{hint}.")

    def matching(self, text: str) -> tuple[str, ...]:
        """Return at most 25 names that fit what was typed so far: cities that begin with it first, then the rest."""
        wanted = _folded(text)
        whole = [*self._places.get(wanted, ()), *([self._names[wanted]] if wanted in self._names else [])]
        places = [zone for name, zones in self._places.items() if name.startswith(wanted) for zone in zones]
        holding = [name for name in self._usual if wanted in name.lower()]
        return tuple(dict.fromkeys([*whole, *places, *holding]))[:MOST]

    @cached_property
    def _names(self) -> dict[str, str]:
        return {
            name.lower(): name for name in sorted(available_timezones()) if name[:1].isupper() and name != "Factory"
        }

    @cached_property
    def _usual(self) -> tuple[str, ...]:
        return ("UTC", *sorted(zone for zone, _ in self._table))

    @cached_property
    def _table(self) -> tuple[tuple[str, str], ...]:
        """Return the zones that are in use, each with its country's two letters."""
        lines = files("tzdata.zoneinfo").joinpath("zone.tab").read_text(encoding="utf-8").splitlines()
        rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
        return tuple((row[2], row[0]) for row in rows)

    @cached_property
    def _places(self) -> dict[str, tuple[str, ...]]:
        """Return cities and countries in small letters, each with its zones."""
        lines = files("tzdata.zoneinfo").joinpath("iso3166.tab").read_text(encoding="utf-8").splitlines()
        countries = dict(line.split("\t")[:2] for line in lines if line and not line.startswith("#"))
        found: dict[str, list[str]] = {}
        for zone, country in sorted(self._table):
            found.setdefault(_folded(zone.rsplit("/", 1)[-1]), []).append(zone)
            name = _folded(countries.get(country, country).split(" (")[0])
            if zone not in found.setdefault(name, []):
                found[name].append(zone)
        for zone, names in _CITIES.items():
            for name in names.split():
                found[name] = [zone]
        return {name: tuple(zones) for name, zones in sorted(found.items())}


def _folded(text: str) -> str:
    return "_".join(text.lower().replace("_", " ").split())


def _listed(zones: tuple[str, ...]) -> str:
    more = f" and {len(zones) - 3} more" if len(zones) > 3 else ""
    return ", ".join(zones[:3]) + more
