-- The rows of the first store. What replaces them is described in docs/storage-format.md.
DROP TABLE snapshot;

-- What was acknowledged and is not in a chunk yet; a row is one group commit.
CREATE TABLE journal (
    node_id INTEGER NOT NULL,
    segment BIGINT  NOT NULL,
    key_id  INTEGER NOT NULL, -- of the key that body is encrypted with; 0 if it is not
    body    BYTEA   NOT NULL,
    PRIMARY KEY (node_id, segment)
);

-- Up to which segment each server has put its journal into chunks.
CREATE TABLE journal_mark (
    node_id        INTEGER NOT NULL PRIMARY KEY,
    sealed_segment BIGINT  NOT NULL
);

-- The sequence numbers in chunks, per agent: ranges of two 8-byte numbers each. Those in the journal come on top.
CREATE TABLE agent_sequence (
    agent_id UUID  NOT NULL PRIMARY KEY,
    ranges   BYTEA NOT NULL
);

-- Six-hour blocks whose samples, from a time on, are not in the rollups yet.
CREATE TABLE unrolled (
    host_id      UUID   NOT NULL,
    start_millis BIGINT NOT NULL,
    from_millis  BIGINT NOT NULL,
    PRIMARY KEY (host_id, start_millis)
);
-- The tables raw_chunk_*, process_chunk_*, rollup_1m_* and rollup_1h_* are made as their time comes, one for each period.
