package io.nocturne.server.notify.text;

import io.nocturne.model.alert.Alert;
import java.util.Locale;

/// What is said to somebody who answered a message.
///
/// **Threads** - immutable.
public final class AnswerText {

    /// An answer is one short message, whatever the names.
    private static final Limit NAME = new Limit(Measure.CODE_POINTS, 20);

    private final Words words;

    private AnswerText(Words words) {
        this.words = words;
    }

    public static AnswerText in(Locale language) {
        return new AnswerText(Words.in(language));
    }

    public String acknowledged(Alert alert) {
        return words.say("answer.acknowledged", what(alert));
    }

    public String acknowledgedBy(String who, Alert alert) {
        return words.say("answer.acknowledged-by", who, what(alert));
    }

    /// It was answered before, or the alert is over.
    public String used() {
        return words.say("answer.used");
    }

    public String unknown() {
        return words.say("answer.unknown");
    }

    /// So many are open: which one is meant?
    public String several(int alerts) {
        return words.say("answer.several", alerts);
    }

    public String nothing() {
        return words.say("answer.nothing");
    }

    /// In letters that a short message holds most of, if that changes nothing but signs.
    public static String asShortMessage(String text) {
        String plain = PlainSigns.of(text);
        return Gsm7.holds(plain) ? plain : text;
    }

    private static String what(Alert alert) {
        String instance = NoticeText.instance(alert);
        String what = NAME.cut(alert.host()) + " · " + NAME.cut(alert.ruleName());
        return instance.isEmpty() ? what : what + " " + NAME.cut(instance);
    }
}
