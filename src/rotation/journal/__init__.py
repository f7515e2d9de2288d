"""The journal of an exchange: several files change together, whatever happens in between.

A command that changes the published plan replaces some dozen files. No system renames more than
one file at a time, so a killed process or a power cut would leave old and new files side by side.
Instead:

1. The command takes the lock of the configuration's folder and writes the journal there, naming
   the folders in which it is about to stage files (phase `staging`).
2. It makes a staging folder `.rotation-ID-*` in each of them, so on their own file systems, with
   the new files under `new/` and copies of the old ones under `old/`. All of it is synced.
3. The journal is replaced by one that lists every file with the digests of its old and new bytes
   (phase `exchanging`), and synced. From this rename on the exchange counts as done, and the
   next command completes it; before that, it counts as not done.
4. The files are renamed into place, and the folders they are in are synced.
5. The journal is replaced once more (phase `done`); staging folders, journal and lock go.

A command that finds a journal and gets the lock knows that its writer is dead, because the system
releases the locks of an ended process. Phases `staging` and `done` leave nothing to do but to
remove staging folders. In phase `exchanging` each file has the digest of its old or of its new
bytes: when every new file is in place or still staged the exchange is completed; else, when every
old file is in place or still kept, it is undone; else nothing is touched (`outlook`).

A journal is input: it may have come with a cloned repository. It may name only files that the
configuration itself gives, relative, without `..` and without symbolic links. A folder that the
configuration does not name (`--out ELSEWHERE`, an absolute `public`) is trusted if the staging
folder inside it is the one that the journal's writer made, by its inode, which a clone cannot
contain (`trust`).

This package knows the format, which files count and where their bytes are (`view`); it never
writes. `rotation.export` does.
"""

from rotation.journal.record import (
    JOURNAL,
    STAGING,
    Distrusted,
    Folder,
    Journal,
    Phase,
    Replacement,
)
from rotation.journal.state import Outlook, TargetFile, digest, outlook, targets
from rotation.journal.trust import Given, Home, folder_of, home_of, journal_in, staging_in
from rotation.journal.view import FilesView, stuck, view_of

__all__ = [
    "JOURNAL",
    "STAGING",
    "Distrusted",
    "FilesView",
    "Folder",
    "Given",
    "Home",
    "Journal",
    "Outlook",
    "Phase",
    "Replacement",
    "TargetFile",
    "digest",
    "folder_of",
    "home_of",
    "journal_in",
    "outlook",
    "staging_in",
    "stuck",
    "targets",
    "view_of",
]
