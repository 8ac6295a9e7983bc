-- Who may act as which node; node 0 leads. A lease that is not renewed for a while is anybody's.
CREATE TABLE node_lease (
    node_id    INTEGER                  NOT NULL PRIMARY KEY,
    holder     UUID                     NOT NULL, -- a run of a server
    host       VARCHAR(255)             NOT NULL,
    renewed_at TIMESTAMP WITH TIME ZONE NOT NULL, -- by the database's clock
    alive_at   TIMESTAMP WITH TIME ZONE NOT NULL  -- by the holder's clock
);

-- Each holder takes the next epoch; what an earlier one still sends is refused.
CREATE TABLE node_epoch (
    node_id INTEGER NOT NULL PRIMARY KEY,
    epoch   BIGINT  NOT NULL
);
INSERT INTO node_epoch (node_id, epoch) SELECT node_id, epoch FROM journal_mark;
ALTER TABLE journal_mark DROP COLUMN epoch;

-- When the server was alive last is said by its lease. It was node 1, and it is away.
INSERT INTO node_lease (node_id, holder, host, renewed_at, alive_at)
SELECT 1, CAST('00000000-0000-0000-0000-000000000000' AS UUID), '', alive_at, alive_at FROM server_life;
DROP TABLE server_life;

-- The numbers of an agent that each node has seen.
CREATE TABLE node_sequence (
    node_id  INTEGER NOT NULL,
    agent_id UUID    NOT NULL,
    ranges   BYTEA   NOT NULL,
    PRIMARY KEY (node_id, agent_id)
);
INSERT INTO node_sequence (node_id, agent_id, ranges) SELECT 1, agent_id, ranges FROM agent_sequence;
DROP TABLE agent_sequence;
ALTER TABLE node_sequence RENAME TO agent_sequence;

-- How often samples came for a block: it is rolled up only as far as nobody touched it meanwhile.
ALTER TABLE unrolled ADD COLUMN changes BIGINT DEFAULT 0 NOT NULL;
