"""The faces: command line, HTTP API, MCP server, chat page."""
