-- What agents tell beside samples; event_id is the order of arrival, (agent, time, type) makes a retry harmless.
CREATE TABLE agent_event (
    event_id           BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    host_id            UUID         NOT NULL,
    agent_id           UUID         NOT NULL,
    time_millis        BIGINT       NOT NULL,
    type               VARCHAR(32)  NOT NULL,
    reason             VARCHAR(32),
    detail             VARCHAR(255),
    -- The newest sample that was there when the event arrived: what is newer came after it.
    last_sample_millis BIGINT,
    received_at        TIMESTAMP(3) WITH TIME ZONE NOT NULL,
    UNIQUE (agent_id, time_millis, type)
);
CREATE INDEX agent_event_host ON agent_event (host_id, event_id);
