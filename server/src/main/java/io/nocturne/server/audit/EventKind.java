package io.nocturne.server.audit;

import com.fasterxml.jackson.annotation.JsonValue;

/// What a security event is about. The texts are read by scripts: one is never reused for another meaning.
public enum EventKind {
    SIGN_IN("sign-in", false),
    SIGN_IN_REFUSED("sign-in-refused", true),
    /// Refused before the password was looked at: too many wrong ones came.
    SIGN_IN_THROTTLED("sign-in-throttled", true),
    SIGN_OUT("sign-out", false),
    /// A refresh token came that was used long before; its sign-in was ended.
    REFRESH_REUSED("refresh-reused", false),
    REFRESH_REFUSED("refresh-refused", true),
    /// An access token, service token or agent's credential that is not valid, or not any more.
    TOKEN_REFUSED("token-refused", true),
    ROLE_REFUSED("role-refused", true),
    USER_CREATED("user-created", false),
    USER_CHANGED("user-changed", false),
    USER_DELETED("user-deleted", false),
    SERVICE_TOKEN_CREATED("service-token-created", false),
    SERVICE_TOKEN_REVOKED("service-token-revoked", false),
    SILENCE_CREATED("silence-created", false),
    SILENCE_CHANGED("silence-changed", false),
    SILENCE_ENDED("silence-ended", false),
    ABSENCE_CREATED("absence-created", false),
    ABSENCE_CHANGED("absence-changed", false),
    ABSENCE_DELETED("absence-deleted", false),
    ON_CALL_CREATED("on-call-created", false),
    ON_CALL_CHANGED("on-call-changed", false),
    ON_CALL_DELETED("on-call-deleted", false),
    CONTACT_CHANGED("contact-changed", false),
    RECEIVER_CREATED("receiver-created", false),
    RECEIVER_CHANGED("receiver-changed", false),
    RECEIVER_DELETED("receiver-deleted", false),
    ROUTES_CHANGED("routes-changed", false),
    NOTIFICATION_RESENT("notification-resent", false),
    DRILL_SENT("drill-sent", false),
    ACKNOWLEDGED_BY_LINK("acknowledged-by-link", false),
    ACK_LINK_REFUSED("ack-link-refused", true),
    ENROLLMENT_TOKEN_CREATED("enrollment-token-created", false),
    ENROLLMENT_TOKEN_DELETED("enrollment-token-deleted", false),
    ENROLLED("enrolled", false),
    ENROLLMENT_REFUSED("enrollment-refused", true),
    ENROLLMENT_THROTTLED("enrollment-throttled", true),
    RULE_CREATED("rule-created", false),
    RULE_CHANGED("rule-changed", false),
    RULE_DELETED("rule-deleted", false),
    /// Rules were taken over from `alerts.yml` or an import; each change of one has its own event.
    ALERTS_IMPORTED("alerts-imported", false),
    ALERT_ACKNOWLEDGED("alert-acknowledged", false),
    ALERT_GIVEN_BACK("alert-given-back", false),
    ALERT_COMMENTED("alert-commented", false),
    ALERT_SEEN("alert-seen", false);

    private final String text;
    private final boolean anybodys;

    EventKind(String text, boolean anybodys) {
        this.text = text;
        this.anybodys = anybodys;
    }

    /// The kind as it stands in JSON, in the log and in the database.
    @JsonValue
    public String text() {
        return text;
    }

    /// Whether a stranger can cause it at will; such events have a share of the table of their own, so that
    /// they cannot push out the others.
    boolean isAnybodys() {
        return anybodys;
    }
}
