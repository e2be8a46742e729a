"""Read YAML whose keys know their lines, so that a finding can name the place."""

from collections.abc import Iterator
from pathlib import Path

import yaml

from build_scripts.errors import DataError, Finding


class Marked(dict):
    """A mapping that remembers the line and the column of each of its keys."""

    marks: dict[str, tuple[int, int]]


MOST_BYTES = 1_000_000  # of a YAML file


class _Loader(yaml.SafeLoader):
    """Reads YAML with positions; refuses aliases, keys that stand twice and keys that are no text.

    An alias of an alias makes a file of a few lines as large as one likes.
    """

    def compose_node(self, parent: yaml.Node, index: object) -> yaml.Node:
        """Return the next node; raises ComposerError for an alias."""
        if self.check_event(yaml.AliasEvent):
            mark = self.peek_event().start_mark
            raise yaml.composer.ComposerError(None, None, "an alias", mark)
        return super().compose_node(parent, index)


def _mapping(loader: _Loader, node: yaml.MappingNode) -> Iterator[Marked]:
    result = Marked()
    result.marks = {}
    yield result
    for key_node, value_node in node.value:
        key = loader.construct_object(key_node, deep=True)
        mark = key_node.start_mark
        if not isinstance(key, str):
            raise yaml.constructor.ConstructorError(None, None, f"the key {key!r}, no text", mark)
        if key in result:
            raise yaml.constructor.ConstructorError(
                None, None, f"the key {key!r} a second time in one mapping", mark
            )
        result[key] = loader.construct_object(value_node, deep=True)
        result.marks[key] = (mark.line + 1, mark.column + 1)


_Loader.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _mapping)


def read_yaml(path: Path, shown: str) -> Marked:
    """Return a YAML mapping whose keys know their lines; raises DataError where it cannot."""
    try:
        raw = path.read_bytes()
        if len(raw) > MOST_BYTES:
            found, expected = f"{len(raw)} bytes", f"at most {MOST_BYTES}"
            raise DataError([Finding(shown, 1, "1", found, expected, "yaml")])
        content = yaml.load(raw.decode("utf-8"), Loader=_Loader)
    except OSError as error:
        found = (error.strerror or "an unreadable file").lower()
        raise DataError([Finding(shown, 1, "1", found, "a YAML file", "yaml")]) from None
    except UnicodeDecodeError as error:
        found = f"bytes that are not UTF-8 at byte {error.start}"
        raise DataError([Finding(shown, 1, "1", found, "UTF-8", "yaml")]) from None
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        found = getattr(error, "problem", None) or str(error).splitlines()[0]
        raise DataError([Finding(shown, line, str(column), found, "valid YAML", "yaml")]) from None
    except (ValueError, OverflowError, RecursionError) as error:  # a day or a number YAML cannot be
        found = f"{type(error).__name__.removesuffix('Error').lower()}: {error}"
        raise DataError([Finding(shown, 1, "1", found, "valid YAML", "yaml")]) from None
    if not isinstance(content, Marked):
        raise DataError([Finding(shown, 1, "1", "no mapping", "a YAML mapping", "yaml")])
    return content
