"""`report.html`: a plan for people without a terminal (docs/report.md)."""

from rotation.export.report.page import report_html

__all__ = ["report_html"]
