"""What rules say of schedules and of people, without the solver."""
