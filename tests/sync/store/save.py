"""Write saved/vN.db, the database as this release makes it: run once for each release, never again.

From the root: python -m tests.sync.store.save N
"""

import sys
from pathlib import Path

from sync.store.database import Database
from tests.sync.store.furnished import KEY, SALT, furnish

SAVED = Path(__file__).parent / "saved"


def main(release: str) -> None:
    path = SAVED / f"v{release}.db"
    if path.exists():
        raise SystemExit(f"{path.name} is there already and stays as it is")
    database = Database(path, KEY, SALT)
    with database.transaction() as db:
        furnish(db)
    database.close()


if __name__ == "__main__":
    main(sys.argv[1])
