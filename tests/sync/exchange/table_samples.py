"""Tables in the style of the programs that write them; every name in them is made up."""

from typing import NamedTuple


class Sample(NamedTuple):
    kind: str
    raw: bytes
    first: dict[str, str]
    """Some of what the first row becomes."""


GOOGLE = (
    b"First Name,Middle Name,Last Name,Organization Name,Organization Title,Notes,Labels,"
    b"E-mail 1 - Label,E-mail 1 - Value,E-mail 2 - Value,Phone 1 - Label,Phone 1 - Value,Website 1 - Value\n"
    b"Amina,,Odhiambo,Water Group,Coordinator,Speaks first,* myContacts,Work,a@example.org,b@example.org,"
    b"Mobile,+00 1 234,https://example.org\n"
)
OUTLOOK = (
    '"First Name","Last Name","Company","Job Title","Business Street","Business Phone","Mobile Phone",'
    '"E-mail Address","E-mail 2 Address","Notes","Web Page"\r\n'
    '"Jean","Dupont","Maison des jeunes","Référent","12, rue des Écoles","+00 2 1","+00 2 2","j@example.org",'
    '"","Première ligne\r\nseconde","http://example.org"\r\n'
).encode("cp1252")
THUNDERBIRD = (
    "First Name,Last Name,Display Name,Nickname,Primary Email,Secondary Email,"
    "Work Phone,Organization,Notes\r\n"
    ",,Front Desk,,desk@example.org,,+00 3,Community hall,\r\n"
).encode("utf-8-sig")
EXCEL_IN_FRENCH = (
    "sep=;\r\nNom complet;Société;Téléphone;Courriel;Pays;Langues\r\n"
    "Awa Ndiaye;Réseau;+00 4;awa@example.org;Côte d’Ivoire;français, wolof\r\n"
).encode("utf-16")
RUSSIAN = "Имя;Организация;Телефон;Страна\r\nЮлия;Школа;+00 5;Кения\r\n".encode("cp1251")
CALLS = (
    "Title\tDonor\tClosing date\tGrant\tCountries\tURL\n"
    'Wells\tA fund\t31.12.2026\t"€ 10,000.00"\tKenya; Uganda\thttps://example.org/call\n'
).encode()
LITERATURE = (
    b"Author,Title,Publication Year,Abstract Note,Url,Manual Tags\n"
    b'"Odhiambo, Amina; Dupont, Jean",Water and health,2024,What was found.,'
    b"https://example.org,water; health\n"
)

ALL = {
    "google": Sample("contact", GOOGLE, {
        "name": "Amina Odhiambo", "organisation": "Water Group", "role": "Coordinator",
        "email": "a@example.org\nb@example.org", "phone": "+00 1 234", "web": "https://example.org",
    }),
    "outlook": Sample("contact", OUTLOOK, {
        "name": "Jean Dupont", "organisation": "Maison des jeunes", "role": "Référent",
        "address": "12, rue des Écoles", "phone": "+00 2 1\n+00 2 2", "email": "j@example.org",
        "note": "Première ligne\nseconde",
    }),
    "thunderbird": Sample("contact", THUNDERBIRD, {
        "name": "Front Desk", "email": "desk@example.org", "phone": "+00 3", "organisation": "Community hall",
    }),
    "excel in french": Sample("contact", EXCEL_IN_FRENCH, {
        "name": "Awa Ndiaye", "organisation": "Réseau", "phone": "+00 4", "email": "awa@example.org",
        "places": "CI", "languages": "fr, wo",
    }),
    "russian": Sample("contact", RUSSIAN, {"name": "Юлия", "organisation": "Школа", "places": "KE"}),
    "calls": Sample("call", CALLS, {
        "title": "Wells", "funder": "A fund", "deadline": "2026-12-31", "amount": "10000.00 EUR",
        "places": "KE\nUG", "web": "https://example.org/call",
    }),
    "literature": Sample("tool", LITERATURE, {
        "title": "Water and health", "year": "2024", "authors": "Odhiambo, Amina\nDupont, Jean",
        "tags": "water, health", "web": "https://example.org",
    }),
}  # fmt: skip
