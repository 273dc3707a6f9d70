"""Where a cascade stopped: its board, reminders, escalation, export."""
