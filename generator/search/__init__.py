"""Search: what is searched, the index that the build makes of it, and questions to it.

How words are compared and pages ranked is JavaScript in assets/search/, the same for the build, the command line, the
tests and the browser.
"""
