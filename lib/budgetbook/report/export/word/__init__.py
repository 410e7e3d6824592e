"""The parts of a Word document: its look, its text, tables, front and contents."""
