"""What one person looks at, and since when: an answer that comes too early is none of theirs."""

from __future__ import annotations

from dataclasses import dataclass

from core.studio import current_studio

# A key that is held repeats, and quick ones come by twos: an answer younger than this was given to
# what stood there before.
SEEN_S = 0.5


@dataclass
class Seen:
    """What stands before one person in one experiment (`whose`), since when in seconds.

    `number` is how many things it is the last of. `refusal` is what core has said against the last
    click, until the next one.
    """

    whose: tuple[str, str]
    shown: str = ""
    since: float = 0.0
    number: int = 0
    refusal: str = ""

    def note_shown(self, shown_id: str) -> None:
        """Note that this has just been drawn; what was there already stays as old as it is."""
        if shown_id != self.shown:
            self.shown, self.since = shown_id, current_studio().monotonic()
            self.number += 1

    def key(self, name: str, shown_id: str) -> str:
        """Return the key of a widget that answers to this, and to nothing that is shown later.

        A press that comes late is of a widget that is gone, or whose answer does not count: on a
        busy machine a browser has the old and the new one for a while, and a key presses both.
        """
        return f"{name}_{self.number + (shown_id != self.shown)}"

    def counts(self, shown_id: str) -> bool:
        """Return whether an answer to this counts: it is shown, and long enough to be seen."""
        return shown_id == self.shown and current_studio().monotonic() - self.since >= SEEN_S
