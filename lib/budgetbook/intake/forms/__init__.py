"""Self-evaluation forms (项目支出绩效自评表) into projects and their indicators."""

from budgetbook.intake.forms.reading import read_forms
from budgetbook.intake.forms.typed import with_typed_forms

__all__ = ["read_forms", "with_typed_forms"]
