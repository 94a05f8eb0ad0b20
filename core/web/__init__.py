"""What the browser gets beside the pages: the guard, health, the routes of pictures and zips.

Doors: `door.guard` sees every request first; `image_route` shows a picture by its signed address,
`zip_route` sends many; `health` says whether this process lives and is ready; `listening` has
answers sent at once. Beside them headers, and the Chinese for Streamlit's built-in widgets.

No page comes in, and nothing here reads an order or moves a token.
"""
