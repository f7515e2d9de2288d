"""Plans: their data, notes, reports and files."""
