"""Looking at rosters: check, ledgers, open shifts, frames. Never solves."""
