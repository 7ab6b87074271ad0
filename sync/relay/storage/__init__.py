"""Where a relay keeps its mailboxes."""
