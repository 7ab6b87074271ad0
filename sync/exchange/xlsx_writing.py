"""Sheets of Excel with text in every cell, our own few parts: who wrote them and when stands nowhere.

openpyxl lays each sheet down in a file of its own before it packs it, where anybody could find it.
"""

import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from typing import BinaryIO
from xml.sax.saxutils import escape

CELL_MAX = 32_767
NO_TIME = (1980, 1, 1, 0, 0, 0)
DECLARED = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
OFFICE = "http://schemas.openxmlformats.org"
MAIN = f"{OFFICE}/spreadsheetml/2006/main"
LINKS = f"{OFFICE}/officeDocument/2006/relationships"
PACKED = f"{OFFICE}/package/2006"
TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")

PARTS = {
    "[Content_Types].xml": (
        f'<Types xmlns="{PACKED}/content-types">'
        f'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{TYPE}.sheet.main+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{TYPE}.styles+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{TYPE}.worksheet+xml"/></Types>'
    ),
    "_rels/.rels": (
        f'<Relationships xmlns="{PACKED}/relationships">'
        f'<Relationship Id="rId1" Type="{LINKS}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
    ),
    "xl/workbook.xml": (
        f'<workbook xmlns="{MAIN}" xmlns:r="{LINKS}">'
        '<sheets><sheet name="1" sheetId="1" r:id="rId1"/></sheets></workbook>'
    ),
    "xl/_rels/workbook.xml.rels": (
        f'<Relationships xmlns="{PACKED}/relationships">'
        f'<Relationship Id="rId1" Type="{LINKS}/worksheet" Target="worksheets/sheet1.xml"/>'
        f'<Relationship Id="rId2" Type="{LINKS}/styles" Target="styles.xml"/></Relationships>'
    ),
    "xl/styles.xml": (
        f'<styleSheet xmlns="{MAIN}"><fonts count="2"><font><sz val="11"/></font>'
        '<font><b/><sz val="11"/></font></fonts>'
        '<fills count="2"><fill><patternFill patternType="none"/></fill>'
        '<fill><patternFill patternType="gray125"/></fill></fills>'
        '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
        '<cellStyleXfs count="1"><xf/></cellStyleXfs>'
        '<cellXfs count="2"><xf numFmtId="49" fontId="0" applyNumberFormat="1" applyAlignment="1">'
        '<alignment vertical="top" wrapText="1"/></xf>'
        '<xf numFmtId="49" fontId="1" applyNumberFormat="1" applyFont="1"/></cellXfs>'
        '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
    ),
}


class TooLong(Exception):
    """A text that no cell of Excel holds."""


def write(rows: Iterable[Sequence[str]], file: BinaryIO, *, mirrored: bool) -> None:
    """Write a sheet with *rows* to *file*, row by row. Raises TooLong."""
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as parcel:
        for name, text in PARTS.items():
            parcel.writestr(_part(name), DECLARED + text)
        with parcel.open(_part("xl/worksheets/sheet1.xml"), "w", force_zip64=True) as sheet:
            for piece in _sheet(rows, mirrored=mirrored):
                sheet.write(piece.encode())


def _part(name: str) -> zipfile.ZipInfo:
    part = zipfile.ZipInfo(name, NO_TIME)
    part.compress_type = zipfile.ZIP_DEFLATED
    return part


def _sheet(rows: Iterable[Sequence[str]], *, mirrored: bool) -> Iterator[str]:
    way = ' rightToLeft="1"' if mirrored else ""
    yield f'{DECLARED}<worksheet xmlns="{MAIN}"><sheetViews><sheetView workbookViewId="0"{way}>'
    yield '<pane ySplit="1" topLeftCell="A2" state="frozen"/></sheetView></sheetViews><sheetData>'
    for number, row in enumerate(rows):
        style = "" if number else ' s="1"'
        yield f"<row>{''.join(_cell(text, style) for text in row)}</row>"
    yield "</sheetData></worksheet>"


def _cell(text: str, style: str) -> str:
    if len(text) > CELL_MAX:
        raise TooLong
    if not text:
        return "<c/>"
    plain = escape(NOT_IN_XML.sub("", text))
    return f'<c t="inlineStr"{style}><is><t xml:space="preserve">{plain}</t></is></c>'
