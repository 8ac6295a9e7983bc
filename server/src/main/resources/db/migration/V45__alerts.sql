-- Up to where in the stream of each node alerts are judged; moves in one transaction with what was made of it.
CREATE TABLE alert_position (
    node_id INTEGER NOT NULL PRIMARY KEY,
    segment BIGINT  NOT NULL,
    entry   INTEGER NOT NULL
);

-- The one row is held from the first step of a transaction to its end, so that ids ascend in the order of the commits.
CREATE TABLE alert_sequence (
    sequence_id        INTEGER NOT NULL PRIMARY KEY,
    last_transition_id BIGINT  NOT NULL
);
INSERT INTO alert_sequence (sequence_id, last_transition_id) VALUES (0, 0);

-- What the machine remembers of an instance that is not quiet. `instance` is a hash of the series, empty for the host.
CREATE TABLE alert_state (
    rule_id  VARCHAR(64) NOT NULL,
    host_id  UUID        NOT NULL,
    instance VARCHAR(32) NOT NULL,
    alert_id UUID,
    content  BYTEA       NOT NULL,
    PRIMARY KEY (rule_id, host_id, instance)
);

-- One alert from pending to its end. What is searched for has a column; all of it is in `content`, as JSON.
CREATE TABLE alert (
    alert_id           UUID                     NOT NULL PRIMARY KEY,
    rule_id            VARCHAR(64)              NOT NULL,
    host_id            UUID                     NOT NULL,
    status             VARCHAR(16)              NOT NULL,
    severity           VARCHAR(16)              NOT NULL,
    owner              VARCHAR(64),
    fired              BOOLEAN                  NOT NULL,
    is_open            BOOLEAN                  NOT NULL,
    seen               BOOLEAN                  NOT NULL,
    pending_at         TIMESTAMP(3) WITH TIME ZONE NOT NULL,
    ended_at           TIMESTAMP(3) WITH TIME ZONE,
    changed_at         TIMESTAMP(3) WITH TIME ZONE NOT NULL,
    last_transition_id BIGINT                   NOT NULL UNIQUE,
    content            BYTEA                    NOT NULL
);
CREATE INDEX alert_open ON alert (is_open, last_transition_id);
CREATE INDEX alert_unseen ON alert (seen, last_transition_id);
CREATE INDEX alert_host ON alert (host_id, last_transition_id);
CREATE INDEX alert_changed ON alert (changed_at);

-- Every step of every alert. Who writes a number that is there has not seen what another wrote, and writes nothing.
CREATE TABLE alert_transition (
    transition_id BIGINT       NOT NULL PRIMARY KEY,
    alert_id      UUID         NOT NULL,
    step_number   INTEGER      NOT NULL,
    kind          VARCHAR(16)  NOT NULL,
    occurred_at   TIMESTAMP(3) WITH TIME ZONE NOT NULL,
    recorded_at   TIMESTAMP(3) WITH TIME ZONE NOT NULL,
    severity      VARCHAR(16),
    observed      DOUBLE PRECISION,
    caused_by     VARCHAR(128),
    remark        VARCHAR(2000),
    UNIQUE (alert_id, step_number)
);

-- What was going on at a raise, compressed JSON; `number` is the raise's among the alert's steps.
CREATE TABLE alert_evidence (
    alert_id    UUID    NOT NULL,
    step_number INTEGER NOT NULL,
    complete    BOOLEAN NOT NULL,
    content     BYTEA   NOT NULL,
    PRIMARY KEY (alert_id, step_number)
);
