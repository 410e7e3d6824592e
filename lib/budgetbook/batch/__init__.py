"""Many reports in one go: which ones (`choices`, `plan`), made side by side (`run`), and their index."""
