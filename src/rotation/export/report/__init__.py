"""`report.html`: a plan for people who never see a terminal (docs/report.md)."""

from rotation.export.report.page import report_html

__all__ = ["report_html"]
