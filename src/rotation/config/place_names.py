"""Names of countries and their parts that the libraries do not have."""

from collections.abc import Mapping

__all__ = ["COUNTRY_NAMES", "OLYMPIC_CODES", "PART_NAMES"]

COUNTRY_NAMES: Mapping[str, str] = {
    "AE": "Emirates",
    "AT": "Österreich, Autriche",
    "BA": "Bosnia",
    "BE": "België, Belgique, Belgien",
    "BG": "Bulgariya",
    "BR": "Brasil",
    "CD": "Congo Kinshasa, Zaire",
    "CG": "Congo Brazzaville",
    "CH": "Schweiz, Suisse, Svizzera, Swiss, Helvetia",
    "CI": "Côte d'Ivoire",
    "CN": "PRC, People's Republic of China, Mainland China, 中国",
    "CV": "Cabo Verde",
    "CZ": "Czech Republic, Česko, Czechoslovakia, Tschechien",
    "DE": "Deutschland, Allemagne, FRG, Federal Republic of Germany",
    "DK": "Danmark",
    "EE": "Eesti",
    "EG": "Misr",
    "ES": "España, Spanien, Espagne",
    "FI": "Suomi",
    "FR": "Frankreich, Francia",
    "GB": "UK, U.K., Britain, Great Britain, ENG, SCO, WAL, NIR",
    "GR": "Hellas, Ellada",
    "HR": "Hrvatska",
    "HU": "Magyarország",
    "IE": "Eire, Republic of Ireland, Irland, Irlande",
    "IN": "Bharat, Indien",
    "IQ": "Irak",
    "IS": "Ísland",
    "IT": "Italia, Italien, Italie",
    "JP": "Nippon, Nihon, 日本",
    "KP": "North Korea",
    "KR": "Korea, South Korea, Republic of Korea",
    "LT": "Lietuva",
    "LV": "Latvija",
    "MK": "Macedonia",
    "MM": "Burma",
    "MO": "Macao",
    "MX": "México",
    "NL": "Nederland, Holland, The Netherlands, Pays Bas",
    "NO": "Norge, Noreg",
    "NZ": "Aotearoa",
    "PH": "The Philippines, Pilipinas",
    "PL": "Polska, Polen, Pologne",
    "PS": "Palestine",
    "RO": "România",
    "RU": "Russian Federation, Rossiya, Россия, Russland",
    "SA": "KSA, Kingdom of Saudi Arabia, Saudi",
    "SE": "Sverige",
    "SI": "Slovenija",
    "SK": "Slovensko, Slovak Republic, Slowakei",
    "SY": "Syrian Arab Republic",
    "SZ": "Swaziland",
    "TL": "East Timor",
    "TR": "Türkiye, Turkiye",
    "TW": "Republic of China, Chinese Taipei",
    "UA": "Ukraina",
    "US": "U.S., U.S.A., USA, United States of America, America, The States",
    "VA": "Vatican, Holy See",
    "VN": "Viet Nam",
    "ZA": "RSA, Suid Afrika",
}
"""Names by ISO 3166-1 code: short, former, and as the country calls itself."""

_OLYMPIC = (
    "AHO:CW ALG:DZ ANG:AO ANT:AG ARU:AW ASA:AS BAH:BS BAN:BD BAR:BB BER:BM BHU:BT BIZ:BZ "
    "BOT:BW BRU:BN BUL:BG BUR:BF CAM:KH CAY:KY CGO:CG CHA:TD CHI:CL CRC:CR CRO:HR DEN:DK "
    "ESA:SV FIJ:FJ GAM:GM GBS:GW GEQ:GQ GER:DE GRE:GR GRN:GD GUA:GT GUI:GN HAI:HT HON:HN "
    "INA:ID IRI:IR ISV:VI IVB:VG KOS:XK KSA:SA KUW:KW LAT:LV LBA:LY LES:LS MAD:MG MAS:MY "
    "MAW:MW MGL:MN MON:MC MRI:MU MTN:MR MYA:MM NCA:NI NED:NL NEP:NP NGR:NG NIG:NE OMA:OM "
    "PAR:PY PHI:PH PLE:PS POR:PT PUR:PR RSA:ZA SAM:WS SEY:SC SIN:SG SKN:KN SLO:SI SOL:SB "
    "SRI:LK SUD:SD SUI:CH TAN:TZ TGA:TO TOG:TG TPE:TW UAE:AE URU:UY VAN:VU VIE:VN VIN:VC "
    "ZAM:ZM ZIM:ZW "
)

OLYMPIC_CODES: Mapping[str, str] = dict(pair.split(":") for pair in _OLYMPIC.split())
"""Codes of the International Olympic Committee that are not those of ISO 3166-1 alpha-3."""

PART_NAMES: Mapping[str, Mapping[str, str]] = {
    "AT": {
        "2": "Carinthia",
        "3": "Lower Austria",
        "4": "Upper Austria",
        "6": "Styria",
        "7": "Tyrol",
        "9": "Vienna",
    },
    "CH": {
        "BE": "Bern",
        "GE": "Geneva, Genf",
        "GR": "Grisons",
        "LU": "Lucerne",
        "NE": "Neuenburg",
        "SG": "St. Gallen, St Gall",
        "TI": "Tessin",
        "VD": "Waadt",
        "ZH": "Zurich",
    },
    "DE": {
        "BW": "Baden-Wurttemberg, Baden Wuerttemberg",
        "BY": "Bavaria",
        "HE": "Hesse",
        "MV": "Mecklenburg-Western Pomerania, Mecklenburg",
        "NI": "Lower Saxony",
        "NW": "North Rhine-Westphalia, NRW",
        "RP": "Rhineland-Palatinate",
        "SN": "Saxony",
        "ST": "Saxony-Anhalt",
        "TH": "Thuringia, Thueringen",
    },
    "ES": {
        "AN": "Andalusia",
        "CL": "Castile and León",
        "CN": "Canary Islands",
        "CT": "Catalonia",
        "IB": "Balearic Islands, Balearics",
        "NC": "Navarre",
        "PV": "Basque Country, Euskadi",
        "VC": "Valencia",
    },
    "FR": {"57": "Alsace-Moselle", "974": "Réunion", "NC": "New Caledonia"},
    "GB": {"WLS": "Cymru", "NIR": "Ulster"},
    "IT": {
        "BZ": "South Tyrol, Bozen",
        "FI": "Florence",
        "GE": "Genoa",
        "MI": "Milan",
        "NA": "Naples",
        "RM": "Rome",
        "TO": "Turin",
        "VE": "Venice",
    },
    "PT": {"11": "Lisbon", "20": "Azores", "30": "Madeira"},
    "US": {"DC": "Washington DC, Washington D.C."},
}
"""English and common names of states and provinces that the library has in their own language."""
