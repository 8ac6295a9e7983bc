-- Times in which nobody is told of alerts: silences and maintenance windows. Ended ones stay for a while.
CREATE TABLE silence (
    silence_id UUID                     NOT NULL PRIMARY KEY,
    version    BIGINT                   NOT NULL,
    kind       VARCHAR(16)              NOT NULL,
    matchers   VARCHAR(26300)           NOT NULL, -- JSON
    starts_at  TIMESTAMP WITH TIME ZONE NOT NULL,
    ends_at    TIMESTAMP WITH TIME ZONE NOT NULL,
    recurrence VARCHAR(5000)            NOT NULL, -- JSON
    remark     VARCHAR(1000)            NOT NULL,
    created_by VARCHAR(64)              NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE NOT NULL,
    updated_by VARCHAR(64),
    replaces   UUID                               -- the one that an edit ended
);
CREATE INDEX silence_ends ON silence (ends_at, silence_id);

-- When hosts are expected not to report.
CREATE TABLE expected_absence (
    absence_id UUID                     NOT NULL PRIMARY KEY,
    version    BIGINT                   NOT NULL,
    hosts      VARCHAR(26300)           NOT NULL, -- JSON
    windows    VARCHAR(5000)            NOT NULL, -- JSON
    outside    BOOLEAN                  NOT NULL, -- away whenever no window covers the time
    ranges     VARCHAR(9000)            NOT NULL, -- JSON
    remark     VARCHAR(1000)            NOT NULL,
    updated_by VARCHAR(64)              NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE NOT NULL
);

CREATE TABLE on_call_schedule (
    schedule_id UUID                     NOT NULL PRIMARY KEY,
    version     BIGINT                   NOT NULL,
    content     VARCHAR(120000)          NOT NULL, -- JSON
    updated_at  TIMESTAMP WITH TIME ZONE NOT NULL
);

-- How a user is reached.
CREATE TABLE user_contact (
    username VARCHAR(64) NOT NULL PRIMARY KEY REFERENCES app_user (username) ON DELETE CASCADE,
    email    VARCHAR(254),
    phone    VARCHAR(16),
    language VARCHAR(16)
);
