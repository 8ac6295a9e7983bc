-- What programs read with, a Prometheus server for one. Only hashes are kept.
CREATE TABLE service_token (
    token_id     UUID        NOT NULL PRIMARY KEY,
    token_hash   VARCHAR(64) NOT NULL UNIQUE,
    name         VARCHAR(64) NOT NULL UNIQUE,
    created_by   VARCHAR(64) NOT NULL,
    created_at   TIMESTAMP(3) WITH TIME ZONE NOT NULL,
    expires_at   TIMESTAMP(3) WITH TIME ZONE NOT NULL,
    last_used_at TIMESTAMP(3) WITH TIME ZONE
);
