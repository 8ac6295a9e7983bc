-- When a server was alive last: hosts are not stale because it was away.
CREATE TABLE server_life (
    life_id INTEGER PRIMARY KEY,
    alive_at TIMESTAMP WITH TIME ZONE NOT NULL
);
