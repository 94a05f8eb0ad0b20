"""The uploads that Streamlit keeps in memory, as the guard at the door counts them."""

from __future__ import annotations

from streamlit import runtime
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager


class StreamlitFiles:
    """See and drop the files of Streamlit's manager; it keeps them until their session ends.

    Script threads change its dictionaries meanwhile: each is copied in one step before it is read.
    """

    def is_open(self, session: str) -> bool:
        """Return whether a browser is connected to this session."""
        return runtime.exists() and runtime.get_instance().is_active_session(session)

    def sizes(self) -> dict[tuple[str, str], int]:
        """Return the bytes of each kept file by session and file."""
        manager = _manager()
        sessions = list(manager.file_storage.items()) if manager else []
        return {
            (session, name): len(file.data)
            for session, files in sessions
            for name, file in list(files.items())
        }

    def drop(self, session: str, file: str) -> None:
        """Let a file go, whether it is there or not."""
        if manager := _manager():
            manager.remove_file(session, file)
            if not self.is_open(session):
                manager.remove_session_files(session)


def _manager() -> MemoryUploadedFileManager | None:
    if not runtime.exists():
        return None
    manager = runtime.get_instance().uploaded_file_mgr
    return manager if isinstance(manager, MemoryUploadedFileManager) else None
