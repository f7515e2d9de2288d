"""What people carry next to a fair share: ledgers, hours and pay, rounds, plots. Never solves."""
