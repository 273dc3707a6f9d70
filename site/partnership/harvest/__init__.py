"""OAI-PMH 2.0 at `/oai/`: what repositories harvest (https://www.openarchives.org/OAI/openarchivesprotocol.html)."""
