"""budgetbook."""
