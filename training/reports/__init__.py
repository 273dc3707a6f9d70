"""What the partnership can show: how much, how well, what difference, as at a day."""
