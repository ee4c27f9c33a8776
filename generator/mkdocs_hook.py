"""Lets a bare `mkdocs build` or `mkdocs serve` make the pages first. All work is done by the generator."""

from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError

from generator import report, shelf
from generator.build import Prepared, prepare
from generator.clock import today
from generator.workplace import Workplace

_prepared: list[Prepared] = []


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Check the content and write build/docs; with errors the build stops and says them."""
    root = Path(config.config_file_path).parent
    prepared = prepare(root, today(), lambda _: None)
    if prepared.files is None:
        raise PluginError(report.as_text(prepared.checked.findings, report.line_reader(root)))
    _prepared[:] = [prepared]
    return config


def on_post_build(config: MkDocsConfig) -> None:
    """Put the histories into the site that mkdocs has made."""
    for prepared in _prepared:
        if prepared.context is not None:
            work = Workplace(Path(config.site_dir))
            work.survey()  # `mkdocs serve` may find the pages of the last time
            shelf.fill(prepared.context, work, None)
