package io.nocturne.console.text;

import io.nocturne.console.net.Answer;
import io.nocturne.console.net.LinkFault;

/// Says why something could not be had.
///
/// **Threads** - any.
public final class Reasons {

    private Reasons() {}

    /// A sentence without a period: "connection refused".
    public static String of(Texts texts, LinkFault fault) {
        return switch (fault) {
            case REFUSED -> texts.of("fault.refused");
            case UNKNOWN_HOST -> texts.of("fault.unknown-host");
            case TIMEOUT -> texts.of("fault.timeout");
            case CERTIFICATE -> texts.of("fault.certificate");
            case WRONG_NAME -> texts.of("fault.wrong-name");
            case NOT_TLS -> texts.of("fault.not-tls");
            case BAD_ANSWER -> texts.of("fault.bad-answer");
            case SILENT -> texts.of("fault.silent");
            case BROKEN -> texts.of("fault.broken");
        };
    }

    /// Why a request failed, with its stable code; empty for one that did not.
    public static String of(Texts texts, Answer<?> answer) {
        return switch (answer) {
            case Answer.Ok<?> _ -> "";
            case Answer.Refused<?> refused -> texts.of("fault.answered", refused.code(), refused.detail());
            case Answer.Unreachable<?> unreachable -> of(texts, unreachable.fault());
        };
    }
}
