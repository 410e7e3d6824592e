"""What Office wrote before 2007, and what it encrypts since."""

from budgetbook.intake.documents import Document, IntakeError
from budgetbook.intake.readers import workbook

# Names of the streams, as the file's directory holds them.
_ENCRYPTED, _MACROS = ("EncryptedPackage", "_VBA_PROJECT_CUR")
_WORD, _SHEETS = "WordDocument", ("Workbook", "Book")


def read(content: bytes, name: str) -> Document:
    """Read an `.xls`; an encrypted file, one with macros and a `.doc` raise `IntakeError`."""
    if _at(content, _ENCRYPTED) >= 0:
        raise IntakeError("encrypted", name)
    sheets = [at for stream in _SHEETS if (at := _at(content, stream)) >= 0]
    word = _at(content, _WORD)
    # A document may hold a workbook and a workbook a document: the outer one comes first.
    if word >= 0 and word < min(sheets, default=len(content)):
        raise IntakeError("old_word", name)
    if not sheets:
        raise IntakeError("unknown", name)
    if _at(content, _MACROS) >= 0:
        raise IntakeError("macros", name)
    return workbook.read_old(content, name)


def _at(content: bytes, stream: str) -> int:
    return content.find(f"{stream}\0".encode("utf-16-le"))
