"""One reader for each kind of file: `read(content, name) -> Document`."""
