"""The read API: `/api/v1/`, for programs, of what everybody may read on one site (docs/api.md)."""
