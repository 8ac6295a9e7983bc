-- Each start of a server takes the next epoch; what an earlier one still sends is refused.
ALTER TABLE journal_mark ADD COLUMN epoch BIGINT DEFAULT 0 NOT NULL;
-- A seal is written in pieces: chunks may hold what stands in the journal up to this segment.
ALTER TABLE journal_mark ADD COLUMN sealing_segment BIGINT DEFAULT 0 NOT NULL;
