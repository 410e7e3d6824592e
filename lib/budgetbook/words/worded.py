"""Errors that are told to a person, in the language that person reads."""

from budgetbook.words.vocabulary import Words

# A term and what fills its placeholders; a value may be a sentence itself.
Sentence = tuple[str, dict[str, object]]


class WordedError(Exception):
    """Something the user can put right; `sentences` are the problems, each told in one line."""

    def __init__(self, *sentences: Sentence) -> None:
        self.sentences = sentences
        super().__init__(self.text("en"))

    def __reduce__(self) -> tuple[type["WordedError"], tuple[Sentence, ...]]:
        # Raised in a forked process, it is raised again where the report is made.
        return type(self), self.sentences

    def text(self, language: str) -> str:
        """All problems, one a line."""
        words = Words(language)
        return "\n".join(said(words, sentence) for sentence in self.sentences)


def said(words: Words, sentence: Sentence) -> str:
    """A sentence in the reader's language."""
    key, values = sentence
    return words(key, **{name: said(words, v) if isinstance(v, tuple) else v for name, v in values.items()})
