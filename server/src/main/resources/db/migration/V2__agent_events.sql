-- What agents tell beside samples. An agent may tell the same event twice; it is the same by this key.
CREATE TABLE agent_event (
    agent_id    UUID         NOT NULL,
    time_millis BIGINT       NOT NULL,
    event_type  VARCHAR(32)  NOT NULL,
    host_id     UUID         NOT NULL,
    reason      VARCHAR(32),
    detail      VARCHAR(255),
    received_at TIMESTAMP(3) WITH TIME ZONE NOT NULL,
    PRIMARY KEY (agent_id, time_millis, event_type)
);
CREATE INDEX agent_event_host ON agent_event (host_id, received_at, time_millis);
