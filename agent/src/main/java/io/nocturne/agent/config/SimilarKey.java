package io.nocturne.agent.config;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Which key somebody may have meant.
final class SimilarKey {

    /// Two words are compared in time that grows with both lengths; no key is longer than this.
    private static final int MAX_LENGTH = 40;

    private SimilarKey() {}

    /// The known key that is nearest to what was written, if one is near.
    static Optional<String> of(String written) {
        String word = written.strip().toLowerCase(Locale.ROOT).replace('-', '_');
        if (word.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        List<String> keys = ConfigKey.keys();
        return keys.stream()
                .filter(key -> isNear(word, key))
                .min(Comparator.comparingInt(key -> distance(word, key)))
                .or(() -> onlyOneThatContains(word, keys));
    }

    private static boolean isNear(String word, String key) {
        return distance(word, key) <= Math.max(1, key.length() / 4);
    }

    /// A part of a key is near it too: `server` means server_url.
    private static Optional<String> onlyOneThatContains(String word, List<String> keys) {
        List<String> containing = keys.stream()
                .filter(key -> Arrays.asList(key.split("_")).contains(word))
                .toList();
        return containing.size() == 1 ? Optional.of(containing.getFirst()) : Optional.empty();
    }

    /// How many characters have to be put in, left out or changed (Levenshtein).
    private static int distance(String from, String to) {
        int[] row = new int[to.length() + 1];
        Arrays.setAll(row, i -> i);
        for (int i = 1; i <= from.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int change = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(change, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[to.length()];
    }
}
