"""The Chinese web page: chat, source pane, corpus, facts and evaluation, mounted on the API."""
