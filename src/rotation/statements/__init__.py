"""What rules and goals state about a problem, and what follows from it without a solver."""
