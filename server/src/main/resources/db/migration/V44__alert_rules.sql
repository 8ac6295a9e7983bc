-- What is looked at and from where on somebody should know; `content` is the rule as JSON.
CREATE TABLE alert_rule (
    rule_id    VARCHAR(64)              NOT NULL PRIMARY KEY,
    version    BIGINT                   NOT NULL,
    content    BYTEA                    NOT NULL,
    updated_by VARCHAR(128)             NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE NOT NULL
);

-- What was done to the rules once: the defaults were made, a section of alerts.yml was taken up as it stood.
CREATE TABLE alert_rule_mark (
    name      VARCHAR(64)              NOT NULL PRIMARY KEY, -- 'defaults', or 'alerts.yml/' and the section
    hash      VARCHAR(64)              NOT NULL,
    marked_at TIMESTAMP WITH TIME ZONE NOT NULL
);
