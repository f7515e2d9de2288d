"""One module per tool, behind the protocol of `rotation.remotes.tool`."""
