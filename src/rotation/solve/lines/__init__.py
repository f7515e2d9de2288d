"""Lines as columns: everything that one person does in the horizon is one choice.

Over lines the tiers are a set partitioning: each shift on one line or open, one line per person,
ledgers and statements across people as rows. Its linear relaxation is far tighter than that of
single shifts, and lines are made when they are needed: an exact dynamic program over time finds
the best one per person under the prices of an LP (G. Desaulniers, J. Desrosiers and
M. M. Solomon, Column Generation, 2005, chapter 1).

`frame` says what lines there are, `measures` what they cost, `pricing` finds the best ones,
`master` is the LP, `generation` joins them, with bounds in whole numbers only, and `branching`
makes rosters. `method` is what the tiers ask.
"""
