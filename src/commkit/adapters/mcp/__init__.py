"""MCP: queries and chosen commands of a community as tools of a language model, with one member's rights.

The server speaks the Model Context Protocol; `commkit mcp` starts it on standard input and output.
"""

from commkit.adapters.mcp.server import make_server
from commkit.adapters.mcp.tools import choose_tools

__all__ = ["choose_tools", "make_server"]
