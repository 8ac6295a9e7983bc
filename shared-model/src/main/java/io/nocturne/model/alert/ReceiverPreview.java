package io.nocturne.model.alert;

import org.jspecify.annotations.Nullable;

/// What a receiver would be sent, were it told of one alert now.
///
/// **Absent** - `alertId` when the alert is a sample.
public record ReceiverPreview(
        String typeId, String kind, @Nullable String alertId, Message message) {

    /// More of a text is not shown.
    public static final int MAX_TEXT = 16_000;

    /// A message in the receiver's own form.
    ///
    /// **Shape** - `text` is what people read, as it is sent: with the marks that keep a vendor from
    /// reading parts of it as its own. `payload` is JSON in lines, with `…` for what the receiver keeps
    /// secret. Each is cut to [#MAX_TEXT]; a link by which an alert is acknowledged is as long as a true
    /// one and does nothing.
    /// **Absent** - `title` where the message has none apart from its text; `html` but in email, whose
    /// subject is the title; `shortMessage` but in short messages; `payload` where none is sent or the
    /// request's form is itself secret.
    public record Message(
            @Nullable String title,
            String text,
            @Nullable String html,
            @Nullable ShortMessage shortMessage,
            @Nullable String payload) {

        public static Message email(String subject, String text, String html) {
            return new Message(subject, text, html, null, null);
        }

        public static Message of(ShortMessage shortMessage, String text) {
            return new Message(null, text, null, shortMessage, null);
        }

        public static Message of(@Nullable String title, String text, @Nullable String payload) {
            return new Message(title, text, null, null, payload);
        }
    }

    /// What a short message costs.
    ///
    /// **Shape** - `encoding` is `gsm7`, `ucs2` or `euckr`.
    /// **Unit** - `length` in septets of GSM-7, UTF-16 units of UCS-2, bytes of EUC-KR.
    public record ShortMessage(String encoding, int length, int segments) {}
}
