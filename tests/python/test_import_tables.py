"""Files as people have them: encodings, separators, titles, merged headers, totals."""

from __future__ import annotations

import codecs
import zipfile
from pathlib import Path

import openpyxl
import pytest

import navette
from navette.importing.tables import workbooks
from navette.importing.tables.read import read_tables
from navette.importing.tables.sheet import Sheet

LIST = [["Arrêt", "Été", "n"], ["Mairie d'Éauze", "juillet", "1"], ["Forêt ; nord", "août", "2"]]


def known(name: str) -> bool:
    return name in ("arret", "ete", "n", "x", "y", "heure", "depart", "arrivee")


def read(path: Path, **how: object) -> Sheet:
    tables, _ = read_tables([path], known, **how)  # type: ignore[arg-type]
    return tables[0]


def text(separator: str, end: str) -> str:
    return end.join(
        separator.join(f'"{cell}"' if separator in cell or ";" in cell else cell for cell in row) for row in LIST
    )


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"], ids=["LF", "CRLF", "CR"])
@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1252", "cp850", "mac_roman"])
def test_every_encoding_separator_and_line_end(encoding: str, separator: str, end: str, tmp_path: Path) -> None:
    (tmp_path / "list.csv").write_bytes(text(separator, end).encode(encoding))
    table = read(tmp_path / "list.csv")
    assert table.names == LIST[0]
    assert table.cells.to_numpy().tolist() == LIST[1:] and table.rows.tolist() == [2, 3]


def test_the_encoding_may_be_said_and_a_wrong_one_is_told(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes(text(";", "\n").encode("cp1252"))
    assert read(path, encoding="cp1252").names == LIST[0]
    with pytest.raises(navette.InputError, match="is not text in utf-8"):
        read(path, encoding="utf-8")
    path.write_bytes(codecs.BOM_UTF8 + "é".encode("cp1252"))
    with pytest.raises(navette.InputError, match="begins as UTF-8"):
        read(path)
    path.write_bytes(b"a;b\n1\0;2\n")
    with pytest.raises(navette.InputError, match="zero bytes"):
        read(path)


def test_titles_totals_repeated_headers_and_blank_rows_are_no_data(tmp_path: Path) -> None:
    lines = [
        "sep=;",
        "Export du 12/09/2025;;;",
        "",
        "Heure;Arrêt;x;y",
        "8h;A;1;2",
        ";;;",
        "Heure;Arrêt;x;y",
        "9h;B;3;4",
    ]
    lines += ["Sous-total;;;4", "Total général;;;6", "Imprimé par la centrale;;;"]
    (tmp_path / "list.csv").write_text("\n".join(lines))
    table = read(tmp_path / "list.csv")
    assert table.names == ["Heure", "Arrêt", "x", "y"] and table.rows.tolist() == [5, 8]
    assert dict(table.left_out) == {
        2: "above the header",
        7: "the header again",
        9: "a row of totals",
        10: "a row of totals",
        11: "a line of text",
    }


def test_headers_of_two_rows(tmp_path: Path) -> None:
    want = ["Heure", "Départ x", "Départ y", "Arrivée x", "Arrivée y"]
    (tmp_path / "list.csv").write_text("Heure;Départ;;Arrivée;\n;x;y;x;y\n8h;1;2;3;4\n")
    assert read(tmp_path / "list.csv").names == want, "names above, groups parted below"
    (tmp_path / "list.csv").write_text(";Départ;;Arrivée;\nHeure;x;y;x;y\n8h;1;2;3;4\n")
    assert read(tmp_path / "list.csv").names == want, "groups above, names below"
    book = openpyxl.Workbook()
    sheet = book.active
    for row in (["Liste"], ["", "Départ", "", "Arrivée", ""], ["Heure", "x", "y", "x", "y"], ["8h", 1, 2, 3, 4]):
        sheet.append(row)
    for cells in ("A1:E1", "B2:C2", "D2:E2"):
        sheet.merge_cells(cells)
    book.save(tmp_path / "list.xlsx")
    table = read(tmp_path / "list.xlsx")
    assert table.names == want and table.rows.tolist() == [4]
    assert table.where(0, 1) == "list.xlsx, row 4, column 'Départ x'"


def test_a_row_with_too_many_cells_is_told_by_its_number(tmp_path: Path) -> None:
    (tmp_path / "list.csv").write_text("Heure,x\n8h,1\n9h,1,5\n")
    with pytest.raises(navette.InputError, match=r"list\.csv, row 3: has 3 cells, the header 2"):
        read(tmp_path / "list.csv")


def test_the_sheet_of_a_workbook_is_named_and_can_be_chosen(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.title = "Notes"
    book.active.append(["Rien ici"])
    for name in ("Mai", "Juin"):
        for row in (["Heure", "x"], ["8h", name]):
            (book[name] if name in book.sheetnames else book.create_sheet(name)).append(row)
    book.save(tmp_path / "list.data")  # whatever it is called
    tables, skipped = read_tables([tmp_path / "list.data"], known)
    assert [table.source for table in tables] == ["list.data, sheet Mai", "list.data, sheet Juin"]
    assert len(skipped) == 1 and "Notes" in skipped[0]
    assert read(tmp_path / "list.data", sheet="Juin").cells.to_numpy().tolist() == [["8h", "Juin"]]
    with pytest.raises(navette.InputError, match="has no sheet 'Août'; it has Notes, Mai, Juin"):
        read(tmp_path / "list.data", sheet="Août")


def test_a_workbook_that_unpacks_too_far_or_is_none_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "list.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b" " * 3_000_000)
    monkeypatch.setattr(workbooks, "MOST_UNPACKED", 2_000_000)
    with pytest.raises(navette.InputError, match="unpacks to more than"):
        read(path)
    monkeypatch.setattr(workbooks, "MOST_UNPACKED", 2_000_000_000)
    with pytest.raises(navette.InputError, match=r"list\.xlsx: cannot be read as a workbook"):
        read(path)
    path.write_bytes(b"PK\x03\x04 nothing more")
    with pytest.raises(navette.InputError, match=r"list\.xlsx: cannot be"):
        read(path)
