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

HARD_BIBTEX = r"""
@book{o1, author = {{Organisation mondiale de la sant{\'e}} and others}, title = {Rapport},
  year = 2019, month = mar, day = 5, publisher = {O}, urldate = {2021-01-02}}
@incollection{p2, author = {Plato and King, Jr., M.}, editor = {M{\"u}ller, {\AA}sa and {Paix and Co}},
  title = {Wells & roads}, date = {2001/2003}, doi = {10.1000/a_b(4)<5>}, isbn = {978-3-16-148410-0},
  abstract = {First.

- one
\ \ - two}}
@article{n3, author = {Nguyễn, Văn A}, title = {T}, journal = {J}, year = {in press}, note = {See p. 3},
  abstract = {It was
    wrapped by a program.}}
""".encode()

HARD_RIS = """TY  - RPRT
AU  - King, M., Jr.
AU  - Plato
A4  - Souza, Ana
TI  - Report
PY  - c. 1990
AB  - First line.

Second, TY  - no tag.
Y2  - 2021/01/02
ER  -

TY  - BOOK
A2  - Müller, Åsa
TI  - Book
PY  - 2001
DA  - 2001/03//
SN  - 978-3-16-148410-0
DO  - 10.1/a
ER  -
""".encode()
