"""What 账本 alone draws: tables, charts, an order's life, and the report of the audit."""
