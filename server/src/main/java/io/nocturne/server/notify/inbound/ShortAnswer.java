package io.nocturne.server.notify.inbound;

import java.text.Normalizer;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What somebody answered to a short message: "ACK 4821", "ack", "4821", "확인 4821".
///
/// **Absent** - `code` when they gave none.
record ShortAnswer(Optional<String> code) {

    private static final int LONGEST = 40;
    private static final Pattern WORD_AND_CODE =
            Pattern.compile("(ack|확인)?[\\s:#]*([0-9]{4})?[\\s.!]*", Pattern.CASE_INSENSITIVE);

    /// **Absent** - for anything else, to which nothing is said: two programs must not talk for ever.
    static Optional<ShortAnswer> of(String text) {
        String plain = text.length() > LONGEST
                ? ""
                : Normalizer.normalize(text, Normalizer.Form.NFKC).strip();
        Matcher matcher = WORD_AND_CODE.matcher(plain);
        if (!matcher.matches() || (matcher.group(1) == null && matcher.group(2) == null)) {
            return Optional.empty();
        }
        return Optional.of(new ShortAnswer(Optional.ofNullable(matcher.group(2))));
    }
}
