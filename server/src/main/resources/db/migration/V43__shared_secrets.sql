-- What every server at this database must have alike, encrypted with a key of the key file; decisions/0040.
CREATE TABLE shared_secret (
    name    VARCHAR(100) NOT NULL PRIMARY KEY, -- the file of the data directory that holds it where it is not shared
    key_id  INTEGER      NOT NULL,
    content BYTEA        NOT NULL
);
