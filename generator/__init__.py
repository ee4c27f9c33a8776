"""The regional handbook: reads content from git, judges it, and renders it as a static site."""
