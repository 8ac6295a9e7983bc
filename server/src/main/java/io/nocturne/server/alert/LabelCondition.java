package io.nocturne.server.alert;

import io.nocturne.model.alert.Matcher;
import io.nocturne.model.alert.Matcher.Op;
import io.nocturne.server.platform.web.ProblemException;
import java.util.List;

/// Reads a condition on labels as it stands in an address: `role="db"`, or without the quotes.
///
/// **Threads** - stateless.
final class LabelCondition {

    /// The longer signs first: each begins with one of the others.
    private static final List<Op> OPS = List.of(Op.MATCHES, Op.NOT_MATCHES, Op.NOT_EQUAL, Op.EQUAL);

    private LabelCondition() {}

    /// **Errors** - [ProblemException] `request-invalid`.
    static Matcher parse(String text) {
        int at = firstSign(text);
        for (Op op : OPS) {
            if (at > 0 && text.startsWith(op.sign(), at)) {
                try {
                    return new Matcher(
                            text.substring(0, at).strip(),
                            op,
                            unquoted(text.substring(at + op.sign().length()).strip()));
                } catch (IllegalArgumentException e) {
                    throw ProblemException.invalid("parameter 'match': %s".formatted(e.getMessage()));
                }
            }
        }
        throw ProblemException.invalid(
                "parameter 'match' must be a label, one of =, !=, =~, !~, and a value: role=\"db\"");
    }

    private static int firstSign(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) == '=' || text.charAt(i) == '!') {
                return i;
            }
        }
        return -1;
    }

    private static String unquoted(String text) {
        if (text.length() < 2 || !text.startsWith("\"") || !text.endsWith("\"")) {
            return text;
        }
        StringBuilder value = new StringBuilder();
        for (int i = 1; i < text.length() - 1; i++) {
            char sign = text.charAt(i);
            boolean escapes = sign == '\\' && i + 1 < text.length() - 1;
            value.append(escapes ? text.charAt(++i) : sign);
        }
        return value.toString();
    }
}
