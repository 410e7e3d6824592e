"""What the suite says, in Chinese and in English: terms, numbers and sentence templates.

Every word a reader sees comes from here. `terms/*.csv` holds the short ones (key, zh, en), `zh/` and `en/`
the sentences as Jinja templates. An analyst who wants another wording edits those files and no code.
"""

from budgetbook.words.numbers import MISSING, NOT_APPLICABLE, round_half_up
from budgetbook.words.vocabulary import LANGUAGES, Words, glossary

__all__ = ["LANGUAGES", "MISSING", "NOT_APPLICABLE", "Words", "glossary", "round_half_up"]
