"""The page of the published plan, for everybody (docs/public-page.md)."""

from rotation.export.public.page import public_html

__all__ = ["public_html"]
