"""Released migrations are never edited: databases that have run one would not get the change."""

from __future__ import annotations

import hashlib
from pathlib import Path

from core import migrations

VERSIONS = Path(migrations.__file__).parent / "versions"

# SHA-256 of each file, written down when it lands. A change of the schema is a new file.
RELEASED = {
    "0001": "c15f8bc56f855f6e5d17e6621f91376d42ea8889579ce28508814b4822f63ab8",
    "0002": "5390c1406cb5578688dd95e71112da9c74a4ac96edbce80f19d7e41a61382570",
    "0003": "1db940249b268934232ccac12e76be42ec7b50802eeb6c62e4d66fa8b10a7fce",
    "0004": "fc2877d3db5d13ee9eea7ea90977d237579b5f1400780407647f192058706596",
    "0005": "9f9ad19754621492ce73473ce1f0f4d13f8d2ece5dd32b40d95f62971bd26123",
    "0006": "63a2af86ac690f53e813b7725c193a5d3349bf5090e15b652f041bde904b9e15",
    "0007": "afd7d6817585c836f7238a8113387fc1ec82b3e0682a0d5fc5e1ed772ec86c57",
    "0008": "7b2b2346a40dbcca102928f4386a8c7a25262c8fbdc432329fb985f2678a558c",
    "0009": "90d64d2100d253e8d6051e0aa8f6aecfb2128b9779f5f59e9f4ceb37ebb57e69",
    "0010": "3b8ba6398f72ab3ea91616ad31bd52d53519edf8a4808e140d770d19f15dc83b",
    "0011": "774e4006e8e5b6161053c5362ecf0b55cdc3f7c99fb2333a599ae75d07ac6d6f",
    "0012": "3ceebf2284c4b6f00489de77da5d686710e6dc724143865da40c3e8ec2ba74df",
    "0013": "e78ba048ad3ac4d6efe2b002d179b065f4786415def2e43a73085729747cd823",
    "0014": "c6bf35a17ac074207f2171bd67284b147a46a5581329f8dc994ecd1ba6c9b154",
    "0015": "770ae76bef26159e3deb68f7f1057bd9cd1b8c182f5763e4edb29e41acab446d",
    "0016": "13778cb2dbad80ac6d732f4083cded621551d1af4ea5a2b7f363a433aab3fd9a",
    "0017": "28a62e2d4639e79ef11d9edad692d9d5258c08cabf1b6fa68d0bfca72f0b2c43",
    "0018": "d4df2e40d4af7cf6e67872c0952ffd682f484d0d7dc1cba44b99bf8202e28fa3",
}

SHARED = "bf69ea6cd9f6b40cb840e0ced9e3720d6fb3d016a32942849162e412d1dd4981"  # append_only.py


def test_no_released_migration_is_edited() -> None:
    """Each file that landed has the bytes that it landed with, and none is gone."""
    found = {path.name[:4]: digest(path) for path in VERSIONS.glob("[0-9]*.py")}
    assert RELEASED.items() <= found.items(), "mend by a new migration, not in an old one"


def test_what_migrations_share_stays() -> None:
    """What the released ones import writes the triggers that it always wrote."""
    assert digest(VERSIONS.parent / "append_only.py") == SHARED


def test_all_but_the_newest_are_released() -> None:
    """Only the newest migration may still be in the making."""
    numbers = sorted(path.name[:4] for path in VERSIONS.glob("[0-9]*.py"))
    assert set(numbers[:-1]) <= RELEASED.keys()


def digest(path: Path) -> str:
    """Return the SHA-256 of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()
