"""The text of one file, taken apart, and the way back from a value to its line and column."""

from dataclasses import dataclass

from generator import yaml_tree
from generator.findings import Finding, Level, Problem
from generator.yaml_tree import Node, YamlError

FENCE = "---"
NEAR = 4
"""Lines that are searched for the words of a problem: a link may be broken over several."""
BODY = "body"
"""The name by which pointers mean the Markdown below the front matter."""


@dataclass(frozen=True, slots=True)
class Document:
    """A file in its parts: the tree of its YAML, and for a Markdown file the body and the line it begins on."""

    path: str
    text: str
    tree: Node
    body: str = ""
    body_line: int = 0

    def finding(self, rule: str, level: Level, problem: Problem) -> Finding:
        """A problem with its place in this file."""
        line, column = problem.place or self._place(problem)
        return Finding(self.path, line, column, rule, level, problem.message, problem.hint)

    def _place(self, problem: Problem) -> tuple[int, int]:
        if problem.pointer == (BODY,):
            line, column = self.body_line, 1
        else:
            line, column, node = yaml_tree.place(self.tree, problem.pointer)
            if problem.line_offset is not None:
                line = node.line + node.style.startswith(("|", ">"))
        lines = self.text.split("\n")
        line = min(line + (problem.line_offset or 0), len(lines))
        return self._near(problem.snippet, line, column, lines, in_prose=problem.line_offset is not None)

    @staticmethod
    def _near(snippet: str, line: int, column: int, lines: list[str], *, in_prose: bool) -> tuple[int, int]:
        """The place of a snippet on a line or, in prose, on one just below; else where the line's text begins."""
        for near in range(line, min(line + (NEAR if in_prose else 1), len(lines) + 1)):
            start = 0 if near > line or in_prose else column - 1
            found = lines[near - 1].find(snippet, start) if snippet else -1
            if found >= 0:
                return near, found + 1
        written = lines[line - 1]
        return line, len(written) - len(written.lstrip()) + 1 if in_prose else column


def take_apart(path: str, text: str) -> Document:
    """Split a file and read its YAML.

    Raises:
        YamlError: When the front matter is missing or its YAML cannot be taken.
    """
    if not path.endswith(".md"):
        return Document(path, text, yaml_tree.compose(text))
    lines = text.split("\n")
    if lines[0].rstrip() != FENCE:
        raise YamlError(
            "Filen begynner ikke med «---».", "La første linje være bare «---», og skriv feltene under.", 1, 1
        )
    end = next((number for number, line in enumerate(lines[1:], 1) if line.rstrip() == FENCE), None)
    if end is None:
        raise YamlError(
            "Det mangler en linje med «---» etter feltene.",
            "Skriv «---» på en egen linje under feltene.",
            1,
            1,
        )
    tree = yaml_tree.compose("\n".join(lines[1:end]) + "\n", 2)
    return Document(path, text, tree, "\n".join(lines[end + 1 :]), end + 2)
