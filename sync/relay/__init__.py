"""A numbered list of blobs per mailbox, which can open none of them."""
