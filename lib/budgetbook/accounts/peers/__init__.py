"""Many departments at once: their tables read by an analytical engine, only the rows a comparison needs."""

from budgetbook.accounts.peers.reading import Peers, peers

__all__ = ["Peers", "peers"]
