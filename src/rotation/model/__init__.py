"""People, tracks, shifts, rosters and problems: frozen data, standard library only."""
