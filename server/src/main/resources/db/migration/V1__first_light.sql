CREATE TABLE app_user (
    username      VARCHAR(64)  NOT NULL PRIMARY KEY,
    password_hash VARCHAR(100) NOT NULL,
    role          VARCHAR(16)  NOT NULL,
    created_at    TIMESTAMP(3) WITH TIME ZONE NOT NULL
);

-- A family is one sign-in; each use of its token replaces it. A token used twice ends the family.
CREATE TABLE refresh_token (
    token_hash  VARCHAR(64) NOT NULL PRIMARY KEY,
    family      UUID        NOT NULL,
    username    VARCHAR(64) NOT NULL REFERENCES app_user (username) ON DELETE CASCADE,
    expires_at  TIMESTAMP(3) WITH TIME ZONE NOT NULL,
    used_at     TIMESTAMP(3) WITH TIME ZONE
);
CREATE INDEX refresh_token_family ON refresh_token (family);
CREATE INDEX refresh_token_username ON refresh_token (username);

CREATE TABLE host (
    host_id         UUID         NOT NULL PRIMARY KEY,
    machine_key     VARCHAR(255) NOT NULL,
    name            VARCHAR(255) NOT NULL,
    os_name         VARCHAR(255),
    os_version      VARCHAR(255),
    architecture    VARCHAR(255),
    logical_cpus    INTEGER,
    memory_bytes    BIGINT,
    agent_version   VARCHAR(255),
    tags            VARCHAR(16384) NOT NULL,
    interval_millis BIGINT       NOT NULL,
    enrolled_at     TIMESTAMP(3) WITH TIME ZONE NOT NULL,
    UNIQUE (machine_key, name)
);

CREATE TABLE agent_credential (
    agent_id   UUID NOT NULL PRIMARY KEY,
    host_id    UUID NOT NULL,
    issued_at  TIMESTAMP(3) WITH TIME ZONE NOT NULL,
    revoked_at TIMESTAMP(3) WITH TIME ZONE
);
CREATE INDEX agent_credential_host ON agent_credential (host_id);

CREATE TABLE enrollment_token (
    token_id    UUID         NOT NULL PRIMARY KEY,
    token_hash  VARCHAR(64)  NOT NULL UNIQUE,
    description VARCHAR(255) NOT NULL,
    created_at  TIMESTAMP(3) WITH TIME ZONE NOT NULL,
    expires_at  TIMESTAMP(3) WITH TIME ZONE,
    uses_left   INTEGER
);

CREATE TABLE layout (
    layout_id VARCHAR(32) NOT NULL PRIMARY KEY,
    series    BYTEA       NOT NULL
);

-- One row is one snapshot; (agent, sequence) is what makes a retry harmless.
CREATE TABLE snapshot (
    agent_id    UUID        NOT NULL,
    sequence    BIGINT      NOT NULL,
    host_id     UUID        NOT NULL,
    time_millis BIGINT      NOT NULL,
    layout_id   VARCHAR(32) NOT NULL,
    samples     BYTEA       NOT NULL,
    PRIMARY KEY (agent_id, sequence)
);
CREATE INDEX snapshot_host_time ON snapshot (host_id, time_millis);
