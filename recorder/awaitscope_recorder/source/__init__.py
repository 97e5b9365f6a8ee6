"""The program's text, made to tell where it is."""
