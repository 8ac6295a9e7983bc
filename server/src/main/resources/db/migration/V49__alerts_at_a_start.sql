-- What is asked at a start, by each list, and by upkeep reads what it is about, and not every alert of ninety days.
CREATE INDEX alert_evidence_complete ON alert_evidence (complete);

DROP INDEX alert_open;
CREATE INDEX alert_open ON alert (is_open, last_transition_id DESC);
DROP INDEX alert_unseen;
CREATE INDEX alert_unseen ON alert (seen, is_open, fired, last_transition_id DESC);
DROP INDEX alert_changed;
CREATE INDEX alert_changed ON alert (is_open, fired, changed_at);
CREATE INDEX alert_fired ON alert (fired, pending_at);
