"""What an experiment can be taken along as: one HTML file that prints, and its cells as a table.

    contents   what somebody may have of it, read at one instant; before a reveal the owner alone,
               and without votes
    document   the HTML file: no script, pictures inside, opened without network
    blocks     its parts
    cells      every try as a row

Doors: `contents.read`, then `document.to_html` or `cells.HEADER` and `cells.rows`. What pages call
arms, figures and states comes in as `document.Told`: the report says it in the same words.
Everything in a report is text that people typed: it is escaped where it is put in.
"""
