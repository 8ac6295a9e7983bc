-- A row is one sign-in. Its refresh tokens are numbered: the newest is `generation`, the one before it counts for a
-- moment longer, because the answer that brought the newest may have been lost. The tokens themselves are not stored.
DROP TABLE refresh_token;
CREATE TABLE user_session (
    session_id   UUID        NOT NULL PRIMARY KEY,
    username     VARCHAR(64) NOT NULL REFERENCES app_user (username) ON DELETE CASCADE,
    generation   BIGINT      NOT NULL,
    refreshed_at TIMESTAMP(3) WITH TIME ZONE NOT NULL,
    expires_at   TIMESTAMP(3) WITH TIME ZONE NOT NULL
);
CREATE INDEX user_session_username ON user_session (username);
