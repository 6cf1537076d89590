"""Tables as people have them: files of any encoding, separator and kind of workbook, and where their header is."""
