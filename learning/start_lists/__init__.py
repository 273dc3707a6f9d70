"""The lists a new install starts with, read by a migration. Editors keep them from then on."""
