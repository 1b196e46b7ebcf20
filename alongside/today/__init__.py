"""The board, the daily meeting and a worker's day."""
