"""The published plan in the tools that people already use: calendars, pagers, user groups.

A *remote* is one destination of `rotation.toml`. What is wanted there follows from the published
plan, what we wrote is in a ledger, and what is there is read; the difference of the three decides
every request (docs/remotes).
"""
