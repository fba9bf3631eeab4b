"""The languages of pages: the phrases of each, from its catalogue."""

from __future__ import annotations

from gettext import GNUTranslations
from pathlib import Path

from welcomeplan.views.phrases import ENGLISH, Phrases

LOCALE = Path(__file__).parents[1] / "locale"
LANGUAGES = {"en": "In English", "es": "En español"}
"""The languages, and how each says of itself that a page is in it."""


def phrases_in(language: str) -> Phrases:
    """What pages say in a language."""
    if language == "en":
        return ENGLISH
    with (LOCALE / language / "LC_MESSAGES" / "welcomeplan.mo").open("rb") as catalogue:
        return Phrases(language, GNUTranslations(catalogue))
