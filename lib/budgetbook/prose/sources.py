"""Reconciliation, sources, method and terms in words."""

from budgetbook.accounts import Accounts
from budgetbook.analysis.reconcile import reconcile
from budgetbook.prose.paragraphs import Prose, compose
from budgetbook.words import glossary as terms


def findings(book: Accounts) -> Prose:
    """What the reconciliation found, one paragraph a finding."""
    return compose(book, "findings", findings=reconcile(book))


def documents(book: Accounts) -> Prose:
    """The documents that the figures were read in."""
    used = {str(source) for table in book.tables.values() for source in table["source"]}
    told = [
        {"id": name, "title": titles.get(book.language) or titles["zh"]}
        for name, titles in book.department.documents.items()
        if any(source.startswith(name) for source in used)
    ]
    bases = {str(basis) for table in book.tables.values() for basis in table["basis"]}
    department = book.department
    notes = (book.language == "en" and department.notes_en) or department.notes
    return compose(book, "documents", documents=told, bases=bases, notes=notes)


def method(book: Accounts) -> Prose:
    """How the figures were computed and rounded."""
    return compose(book, "method")


def glossary(book: Accounts) -> Prose:
    """The terms of the report and what they mean."""
    return compose(book, "glossary", terms=terms(book.language))
