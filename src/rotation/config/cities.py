"""Cities without a time zone of their name, by their zone."""

from collections.abc import Mapping

__all__ = ["ABBREVIATIONS", "CITIES"]

CITIES: Mapping[str, str] = {
    "Africa/Cairo": "Alexandria, Giza",
    "Africa/Casablanca": "Rabat, Marrakesh, Marrakech, Fez, Tangier",
    "Africa/Johannesburg": "Cape Town, Durban, Pretoria, Stellenbosch",
    "Africa/Lagos": "Abuja, Ibadan, Port Harcourt",
    "Africa/Nairobi": "Mombasa",
    "America/Argentina/Buenos_Aires": "La Plata, Mar del Plata",
    "America/Bogota": "Medellin, Cali, Barranquilla, Cartagena",
    "America/Chicago": "Dallas, Houston, Austin, San Antonio, Fort Worth, Minneapolis, St. Paul, "
    "Saint Paul, St. Louis, Saint Louis, Kansas City, New Orleans, Nashville, Memphis, Milwaukee, "
    "Madison, Oklahoma City, Tulsa, Omaha, Des Moines, Little Rock",
    "America/Denver": "Salt Lake City, Albuquerque, Santa Fe, Colorado Springs, Boulder, El Paso",
    "America/Edmonton": "Calgary",
    "America/Guayaquil": "Quito",
    "America/Halifax": "Fredericton",
    "America/Indiana/Indianapolis": "Fort Wayne",
    "America/Los_Angeles": "San Francisco, SF, Seattle, San Diego, San Jose, Portland, "
    "Oakland, Sacramento, Palo Alto, Mountain View, Menlo Park, Cupertino, Sunnyvale, Berkeley, "
    "Silicon Valley, Las Vegas, Reno, Redmond, Spokane, LA",
    "America/Mexico_City": "Guadalajara, Puebla, CDMX",
    "America/New_York": "Boston, Washington, Washington DC, DC, Philadelphia, Pittsburgh, "
    "Atlanta, Miami, Orlando, Tampa, Jacksonville, Charlotte, Raleigh, Durham, Baltimore, "
    "Cleveland, Columbus, Cincinnati, Buffalo, Brooklyn, Manhattan, NYC, Newark, Providence, "
    "Richmond, Hartford",
    "America/Phoenix": "Tucson, Scottsdale, Tempe",
    "America/Sao_Paulo": "Rio de Janeiro, Rio, Brasilia, Belo Horizonte, Curitiba, Porto Alegre, "
    "Campinas, Florianopolis",
    "America/Santiago": "Valparaiso",
    "America/Toronto": "Ottawa, Quebec, Quebec City, Waterloo, Kitchener, Mississauga",
    "America/Vancouver": "Burnaby, Surrey",
    "Asia/Bangkok": "Chiang Mai, Phuket",
    "Asia/Dhaka": "Chittagong",
    "Asia/Dubai": "Abu Dhabi, Sharjah",
    "Asia/Ho_Chi_Minh": "Hanoi, Da Nang",
    "Asia/Jakarta": "Bandung, Surabaya, Yogyakarta",
    "Asia/Jerusalem": "Haifa, Herzliya",
    "Asia/Karachi": "Lahore, Islamabad, Rawalpindi",
    "Asia/Kolkata": "Bangalore, Bengaluru, Mumbai, Bombay, Delhi, New Delhi, Chennai, Madras, "
    "Hyderabad, Pune, Gurgaon, Gurugram, Noida, Ahmedabad, Kochi, Cochin, Jaipur, Coimbatore, "
    "Thiruvananthapuram, Trivandrum, Chandigarh, Indore, Lucknow, Nagpur",
    "Asia/Kuala_Lumpur": "Penang, Johor Bahru, Cyberjaya",
    "Asia/Makassar": "Bali, Denpasar",
    "Asia/Manila": "Cebu, Quezon City, Davao, Makati",
    "Asia/Qatar": "Doha",
    "Asia/Riyadh": "Jeddah, Dammam, Mecca",
    "Asia/Seoul": "Busan, Incheon, Daejeon, Pangyo",
    "Asia/Shanghai": "Beijing, Peking, Shenzhen, Guangzhou, Canton, Hangzhou, Chengdu, Nanjing, "
    "Wuhan, Tianjin, Suzhou, Xian, Xiamen, Qingdao, Dalian",
    "Asia/Taipei": "Kaohsiung, Hsinchu, Taichung",
    "Asia/Tokyo": "Osaka, Kyoto, Yokohama, Nagoya, Fukuoka, Sapporo, Kobe",
    "Australia/Brisbane": "Gold Coast, Cairns",
    "Australia/Melbourne": "Geelong",
    "Australia/Sydney": "Wollongong",
    "Europe/Amsterdam": "Rotterdam, The Hague, Den Haag, Utrecht, Eindhoven, Groningen, Delft",
    "Europe/Athens": "Thessaloniki, Patras",
    "Europe/Belgrade": "Novi Sad, Nis",
    "Europe/Berlin": "Munich, Muenchen, München, Hamburg, Frankfurt, Cologne, Köln, Koeln, "
    "Stuttgart, Düsseldorf, Duesseldorf, Leipzig, Dresden, Nuremberg, Nürnberg, Nuernberg, "
    "Hannover, Hanover, Bremen, Bonn, Karlsruhe, Mannheim, Heidelberg, Walldorf, Darmstadt, "
    "Dortmund, Essen, Potsdam, Jena, Aachen, Freiburg, Münster, Mainz, Wiesbaden, Kiel",
    "Europe/Brussels": "Antwerp, Antwerpen, Ghent, Gent, Leuven, Bruges",
    "Europe/Bucharest": "Cluj, Cluj Napoca, Timisoara, Iasi, Brasov",
    "Europe/Budapest": "Debrecen, Szeged",
    "Europe/Copenhagen": "Aarhus, Odense, Aalborg",
    "Europe/Dublin": "Cork, Galway, Limerick",
    "Europe/Helsinki": "Espoo, Tampere, Oulu, Turku",
    "Europe/Istanbul": "Ankara, Izmir, Antalya",
    "Europe/Kyiv": "Lviv, Kharkiv, Odesa, Odessa, Dnipro",
    "Europe/Lisbon": "Porto, Braga, Coimbra",
    "Europe/London": "Manchester, Birmingham, Edinburgh, Glasgow, Cardiff, Liverpool, Leeds, "
    "Sheffield, Bristol, Cambridge, Oxford, Newcastle, Nottingham, Reading, Brighton, Aberdeen",
    "Europe/Madrid": "Barcelona, Valencia, Seville, Sevilla, Malaga, Bilbao, Zaragoza",
    "Europe/Moscow": "Saint Petersburg, St. Petersburg, Kazan, Nizhny Novgorod",
    "Europe/Oslo": "Bergen, Trondheim, Stavanger",
    "Europe/Paris": "Lyon, Marseille, Toulouse, Nice, Bordeaux, Grenoble, Lille, Nantes, "
    "Strasbourg, Rennes, Montpellier, Sophia Antipolis",
    "Europe/Prague": "Brno, Ostrava, Plzen, Pilsen",
    "Europe/Rome": "Milan, Milano, Turin, Torino, Naples, Napoli, Florence, Firenze, Bologna, "
    "Venice, Genoa, Pisa",
    "Europe/Sofia": "Plovdiv, Varna",
    "Europe/Stockholm": "Gothenburg, Göteborg, Malmö, Lund, Uppsala, Linköping",
    "Europe/Tallinn": "Tartu",
    "Europe/Vienna": "Wien, Graz, Salzburg, Linz, Innsbruck, Klagenfurt",
    "Europe/Vilnius": "Kaunas",
    "Europe/Warsaw": "Krakow, Cracow, Wroclaw, Wrocław, Gdansk, Poznan, Lodz, Łódź, Katowice",
    "Europe/Zurich": "Geneva, Basel, Bern, Lausanne, Zug, Lucerne, Winterthur, Lugano, Genf",
    "Pacific/Auckland": "Wellington, Christchurch, Dunedin",
}
"""Names of cities, by their IANA zone."""

ABBREVIATIONS: Mapping[str, tuple[str, ...]] = {
    "AEDT": ("Australia/Sydney",),
    "AEST": ("Australia/Sydney", "Australia/Brisbane"),
    "AKDT": ("America/Anchorage",),
    "AKST": ("America/Anchorage",),
    "AST": ("America/Halifax", "Asia/Riyadh"),
    "AWST": ("Australia/Perth",),
    "BRT": ("America/Sao_Paulo",),
    "BST": ("Europe/London",),
    "CDT": ("America/Chicago",),
    "CEST": ("Europe/Berlin", "Europe/Paris"),
    "CST": ("America/Chicago", "Asia/Shanghai"),
    "CT": ("America/Chicago",),
    "EDT": ("America/New_York",),
    "EEST": ("Europe/Athens", "Europe/Kyiv"),
    "ET": ("America/New_York",),
    "GST": ("Asia/Dubai",),
    "HKT": ("Asia/Hong_Kong",),
    "IDT": ("Asia/Jerusalem",),
    "IST": ("Asia/Kolkata", "Asia/Jerusalem", "Europe/Dublin"),
    "JST": ("Asia/Tokyo",),
    "KST": ("Asia/Seoul",),
    "MDT": ("America/Denver",),
    "MEZ": ("Europe/Berlin",),
    "MESZ": ("Europe/Berlin",),
    "MSK": ("Europe/Moscow",),
    "MT": ("America/Denver",),
    "NZDT": ("Pacific/Auckland",),
    "NZST": ("Pacific/Auckland",),
    "PDT": ("America/Los_Angeles",),
    "PKT": ("Asia/Karachi",),
    "PST": ("America/Los_Angeles",),
    "PT": ("America/Los_Angeles",),
    "SAST": ("Africa/Johannesburg",),
    "SGT": ("Asia/Singapore",),
    "WEST": ("Europe/Lisbon",),
    "WIB": ("Asia/Jakarta",),
    "Z": ("UTC",),
    "Atlantic Time": ("America/Halifax",),
    "Central European Time": ("Europe/Berlin", "Europe/Paris"),
    "Central Time": ("America/Chicago",),
    "Eastern Time": ("America/New_York",),
    "Mountain Time": ("America/Denver",),
    "Pacific Time": ("America/Los_Angeles",),
    "Central": ("America/Chicago",),
    "Eastern": ("America/New_York",),
    "Mountain": ("America/Denver",),
    "Pacific": ("America/Los_Angeles",),
}
"""Abbreviations and names that are not IANA zones, with the zones they may mean."""
