"""`rotation schema`."""

from rotation.cli.command import call, command
from rotation.cli.options import Options

__all__ = ["schema"]


@command("schema", "rotation schema > rotation.schema.json")
def schema(options: Options) -> int:
    """Print the JSON Schema of rotation.toml.

    Editors complete and check the keys of a rotation.toml that begins with the line
    `#:schema ./rotation.schema.json`, where this file is. `init` writes both; write the file again
    after an update of this package.
    """
    return call("schema:run_schema", options)
