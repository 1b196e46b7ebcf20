"""Pages of the board, the meeting, one's own day, and tasks."""
