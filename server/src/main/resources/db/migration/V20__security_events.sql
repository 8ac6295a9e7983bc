-- Who signed in, was refused, enrolled, made or removed users and tokens, from where. What anybody can cause has a share
-- of rows of its own. The server counts event_id up itself, so that a restored copy goes on counting.
CREATE TABLE security_event (
    event_id    BIGINT       NOT NULL PRIMARY KEY,
    first_at    TIMESTAMP(3) WITH TIME ZONE NOT NULL,
    last_at     TIMESTAMP(3) WITH TIME ZONE NOT NULL,
    kind        VARCHAR(32)  NOT NULL,
    user_name   VARCHAR(128) NOT NULL,
    address     VARCHAR(64)  NOT NULL,
    detail      VARCHAR(512) NOT NULL,
    occurrences BIGINT       NOT NULL,
    anybodys    BOOLEAN      NOT NULL
);
CREATE INDEX security_event_share ON security_event (anybodys, event_id);
