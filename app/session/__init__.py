"""One opened office: the store and every service on it."""

from app.session.session import Session

__all__ = ["Session"]
