"""The parts of a workbook (`.xlsx`), looked at before anything interprets them."""

import io
import re
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

from rotation.config.faults import Wrong
from rotation.limits import WORKBOOK_BYTES, WORKBOOK_CELLS, WORKBOOK_ROWS, WORKBOOK_TAGS

__all__ = ["judge_parts", "merged_cells"]

_MOST_PARTS = 2_000
_SHEETS = re.compile(r"/?xl/worksheets/[^/]+\.xml", re.IGNORECASE)
_XML = (".xml", ".rels", ".vml")
_ROW = re.compile(rb"<(?:\w+:)?row[\s/>]")
_CELL = re.compile(rb"<(?:\w+:)?c[\s/>]")
_FORMULA = re.compile(rb"<(?:\w+:)?f[\s/>]")
_MERGED = re.compile(
    rb"<(?:\w+:)?mergeCell\s[^>]*?\bref=\"([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})\""
)
_AGAIN = "save it again as .xlsx"


def judge_parts(data: bytes) -> bool:
    """Return whether a sheet has formulas; `Wrong` if it would take long to interpret the parts.

    Its directory gives the unpacked sizes; zipfile unpacks no more than these.

    Parameters
    ----------
    data : bytes
        The file.
    """
    with ZipFile(io.BytesIO(data)) as archive:
        parts = archive.infolist()
        if len(parts) > _MOST_PARTS:
            raise Wrong("has too many parts", _AGAIN)
        if sum(part.file_size for part in parts) > WORKBOOK_BYTES.most:
            raise Wrong(f"is larger than the {WORKBOOK_BYTES} that are read", WORKBOOK_BYTES.fix)
        tags, formulas = 0, False
        for part in parts:
            if part.flag_bits & 1 or part.compress_type not in {ZIP_STORED, ZIP_DEFLATED}:
                raise Wrong("is protected by a password, or packed in another way", _AGAIN)
            if not part.filename.lower().endswith(_XML):
                continue
            text = archive.read(part)
            if b"\0" in text[:4] or b"<!DOCTYPE" in text or b"<!ENTITY" in text:
                raise Wrong("has a part that no spreadsheet writes", _AGAIN)
            if _SHEETS.fullmatch(part.filename):
                _judge_sheet(text)
                formulas |= _FORMULA.search(text) is not None
            else:
                tags += text.count(b"<")
        if tags > WORKBOOK_TAGS.most:
            raise Wrong(f"has more than the {WORKBOOK_TAGS} that are read", WORKBOOK_TAGS.fix)
    return formulas


def _judge_sheet(text: bytes) -> None:
    for limit, tag in ((WORKBOOK_ROWS, _ROW), (WORKBOOK_CELLS, _CELL)):
        count = sum(1 for _ in tag.finditer(text))
        if count > limit.most:
            raise Wrong(f"has a sheet of {count:,} {limit.unit}, more than the {limit}", limit.fix)


def merged_cells(data: bytes, part: str) -> list[tuple[str, int, str, int]]:
    """Return the merged ranges of a sheet: first column and row, last column and row."""
    with ZipFile(io.BytesIO(data)) as archive:
        text = archive.read(part)
    return [
        (first.decode(), int(top), last.decode(), int(bottom))
        for first, top, last, bottom in _MERGED.findall(text)
    ]
