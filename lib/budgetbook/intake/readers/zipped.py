"""What is packed as a Word document or a workbook, checked before anything of it is unpacked."""

import io
import zipfile

from budgetbook.intake.documents import Document, IntakeError
from budgetbook.intake.readers import docx, workbook

# A published document with its pictures unpacks to far less; what is larger is made to fill the memory.
_LARGEST = 256_000_000
_ENCRYPTED = 0x1
_MACROS, _LINKS = "vbaProject.bin", "xl/externalLinks/"


def read(content: bytes, name: str) -> Document:
    """Read a `.docx` or an `.xlsx`.

    Raises `IntakeError` where it unpacks to too much, is damaged, encrypted or of another kind, or holds
    macros or links to other workbooks.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
            if sum(part.file_size for part in parts) > _LARGEST:
                raise IntakeError("too_large", name, most=_LARGEST // 1_000_000)
            if any(part.flag_bits & _ENCRYPTED for part in parts):
                raise IntakeError("encrypted", name)
            # A size that is stated wrongly makes the part fail its check.
            if archive.testzip() is not None:
                raise IntakeError("damaged", name)
    except IntakeError:
        raise
    except Exception as error:  # zipfile and zlib raise their own for each kind of damage
        raise IntakeError("damaged", name) from error
    names = [part.filename for part in parts]
    if any(part.endswith(_MACROS) for part in names):
        raise IntakeError("macros", name)
    if any(part.startswith(_LINKS) for part in names):
        raise IntakeError("links", name)
    if "word/document.xml" in names:
        return docx.read(content, name)
    if "xl/workbook.xml" in names:
        return workbook.read(content, name)
    raise IntakeError("unknown", name)
