"""The structure tree of the PDF: what WeasyPrint lays out page by page, told as one text.

WeasyPrint tags each page by itself: a paragraph that runs over is two, a table has as many heads as
pages, notes stand among the paragraphs of their page, and no passage says its language. Here the
elements of the source are the elements of the tree, each once, in reading order (ISO 32000-1, 14.7
and 14.8; ISO 14289-1, 7).
"""
