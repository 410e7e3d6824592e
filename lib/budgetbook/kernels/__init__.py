"""How a chapter's cells run: each chapter in a fresh process, an ordinary kernel or one forked warm."""
