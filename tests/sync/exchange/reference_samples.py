"""References in the style of the programs that write them; every name and title is made up."""

BIBTEX = rb"""
% Exported
@string{j = "Journal"}
@article{odhiambo2024,
  author = {Odhiambo, Amina and van der Berg, Jan and {Water and Health Group}},
  title = {{Wells} and {\'E}clairs: a {Study} of
    Water},
  journal = j,
  pages = {1--9},
  year = 2024, month = mar,
  keywords = {water, public health},
  language = {fr},
  url = {https://example.org/a_b?c=1%202},
  abstract = {It was 50\% \& more: \emph{much} more.},
  timestamp = {2024-01-01},
}
@comment{hm}
@Book{odhiambo2024, title = "The same key", editor = {One, A.}, date = {2020-05-06}}
@legislation{law1, title = {Water law}, year = {1999}, number = {12}}
@misc{open, title = {never closed
"""

RIS = """TY  - JOUR
AU  - Odhiambo, Amina
AU  - Water Group
TI  - Eau et santé
T2  - Journal
PY  - 2023/05/06
SP  - 1
EP  - 9
AB  - What was found.
KW  - water
KW  - health
LA  - fr
UR  - https://example.org/1
UR  - https://example.org/2
XX  - odd
ER  -

TY  - STAT
TI  - Water law
Y1  - 1999
ER  -
""".encode()

CSL = b"""[
 {"id": "a", "type": "report", "title": "Wells", "abstract": "Text.",
  "author": [{"literal": "Water Group"},
  {"family": "Souza", "given": "Ana", "non-dropping-particle": "de"}], "issued":
  {"date-parts": [["2022", 4]]},
  "URL": "https://example.org", "language": "en", "keyword": "a; b",
  "accessed": {"date-parts": [[2024, 1, 2]]}},
 {"id": "b", "type": "webpage", "title": "A page"},
 7,
 {"id": "c", "type": "book"}
]"""
