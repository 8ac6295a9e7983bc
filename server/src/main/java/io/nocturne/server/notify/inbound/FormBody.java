package io.nocturne.server.notify.inbound;

import io.nocturne.server.platform.web.ProblemException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The fields of a form, in their order.
///
/// **Threads** - immutable.
record FormBody(List<Map.Entry<String, String>> fields) {

    private static final int MAX_FIELDS = 200;

    FormBody {
        fields = List.copyOf(fields);
    }

    /// **Errors** - [ProblemException] when it is none.
    static FormBody of(byte[] body) {
        String text = new String(body, StandardCharsets.UTF_8);
        List<Map.Entry<String, String>> fields = new ArrayList<>();
        for (String part : text.split("&", MAX_FIELDS + 1)) {
            if (fields.size() == MAX_FIELDS) {
                throw ProblemException.invalid("a form has at most %d fields".formatted(MAX_FIELDS));
            }
            if (!part.isEmpty()) {
                int sign = part.indexOf('=');
                String name = sign < 0 ? part : part.substring(0, sign);
                fields.add(Map.entry(decoded(name), sign < 0 ? "" : decoded(part.substring(sign + 1))));
            }
        }
        return new FormBody(fields);
    }

    /// **Absent** - the empty text for a field that is not there.
    String first(String name) {
        return fields.stream()
                .filter(field -> field.getKey().equals(name))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse("");
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw ProblemException.invalid("the form cannot be decoded: a % must be followed by two hex digits");
        }
    }
}
