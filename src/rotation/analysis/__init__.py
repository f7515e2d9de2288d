"""What people carry compared with fair shares: ledgers, hours, pay, rounds, plots. Never solves."""
