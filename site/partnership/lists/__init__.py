"""The lists of the site as files, for spreadsheets and small programs: `/reviews.csv`, `/reviews.json` (docs/api.md)."""
