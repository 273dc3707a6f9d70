"""Past attendance from spreadsheets: read, understood row by row, and kept whole or not at all.

Bytes become rows (`delimited`, `workbook`, `reading`), headings are matched (`columns`), cells understood (`values`),
each row becomes what it would do (`plan`), and all of it is done at once (`apply`).
"""
