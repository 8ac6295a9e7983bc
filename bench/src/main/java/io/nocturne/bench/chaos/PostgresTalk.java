package io.nocturne.bench.chaos;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// What a client says to PostgreSQL, as far as it tells when a transaction is committed and what it was for.
///
/// **Threads** - confined to the caller's.
/// **Source** - PostgreSQL's documentation, "Frontend/Backend Protocol", version 3.
final class PostgresTalk {

    /// As much of a message as is looked at; an INSERT's values come after it.
    private static final int PREFIX = 400;
    private static final int LENGTH_BYTES = 4;
    /// The requests for encryption, by TLS and by GSS.
    private static final Set<Integer> ENCRYPTION_REQUESTS = Set.of(80_877_103, 80_877_104);

    private final Map<String, String> statements = new HashMap<>();
    private final byte[] prefix = new byte[PREFIX];
    private int type;
    private int have;
    private long length = -1;
    private boolean started;
    private boolean inTransaction;
    private Kind kind = Kind.OTHER;

    /// What a transaction writes.
    enum Kind {
        JOURNAL,
        SEAL,
        ROLLUP,
        OTHER;

        private static Kind of(String sql, Kind before) {
            if (before == ROLLUP || sql.contains("rollup_")) {
                return ROLLUP;
            }
            if (before == SEAL || sql.contains("raw_chunk")) {
                return SEAL;
            }
            return before == JOURNAL || sql.contains("journal") ? JOURNAL : OTHER;
        }
    }

    /// The transactions whose COMMIT is among the next bytes.
    List<Kind> commits(byte[] bytes, int count) {
        List<Kind> commits = new ArrayList<>();
        for (int at = 0; at < count; at++) {
            if (started && type == 0) {
                type = bytes[at];
                continue;
            }
            if (have < PREFIX) {
                prefix[have] = bytes[at];
            }
            have++;
            if (have == LENGTH_BYTES) {
                length = number(0);
            }
            if (length >= 0 && have >= length) {
                message(commits);
            }
        }
        return commits;
    }

    private void message(List<Kind> commits) {
        if (!started) {
            // A request for encryption comes before the start and looks like it; it is refused, and the start follows.
            started = !ENCRYPTION_REQUESTS.contains(number(LENGTH_BYTES));
        } else if (type == 'Q') {
            statement(text(LENGTH_BYTES), commits);
        } else if (type == 'P') {
            String name = text(LENGTH_BYTES);
            statements.put(name, text(LENGTH_BYTES + name.length() + 1));
        } else if (type == 'B') {
            String portal = text(LENGTH_BYTES);
            statement(statements.getOrDefault(text(LENGTH_BYTES + portal.length() + 1), ""), commits);
        }
        type = 0;
        have = 0;
        length = -1;
    }

    private void statement(String sql, List<Kind> commits) {
        String words = sql.strip().toLowerCase(Locale.ROOT);
        if (words.startsWith("commit")) {
            commits.add(kind);
            inTransaction = false;
        } else if (words.startsWith("begin") || words.startsWith("rollback")) {
            inTransaction = words.startsWith("begin");
            kind = Kind.OTHER;
        } else if (words.matches("(insert|update|delete|merge)\\b[\\s\\S]*")) {
            kind = Kind.of(words, inTransaction ? kind : Kind.OTHER);
            if (!inTransaction) {
                // A statement by itself is a transaction of its own.
                commits.add(kind);
            }
        }
    }

    private int number(int from) {
        return ((prefix[from] & 0xFF) << 24)
                | ((prefix[from + 1] & 0xFF) << 16)
                | ((prefix[from + 2] & 0xFF) << 8)
                | (prefix[from + 3] & 0xFF);
    }

    private String text(int from) {
        int to = from;
        while (to < Math.min(have, PREFIX) && prefix[to] != 0) {
            to++;
        }
        return new String(prefix, from, Math.max(0, to - from), StandardCharsets.UTF_8);
    }
}
