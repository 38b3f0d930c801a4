"""Documents in, passages out.

files          which files, and their names
load           one file to a document of blocks: plain_text, html (and markdown), word, pdf
columns        tables whose columns only gaps part
pdf_page       the columns in which a PDF page is set, and its lines in them; pdf_lines: their type and cells
high_figures   cents, powers and notes' numbers that stand high; html_notes: the notes of web pages
title          its title, told from what stands above it
headings       which blocks are headings, questions, entries of a table of contents
outline        blocks to a tree
items          which items are clauses of their own, and which are read as a whole
structure      the tree to pieces: FAQ entries, clauses, lists, tables, contacts
duplicates     pieces that say the same, merged; answers that contradict each other
ingest         all of it, with a report of what was dropped and why
"""
