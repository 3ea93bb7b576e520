"""People's decisions about claims and incidents: what they are about, what they change, who must confirm them, what comes first."""
