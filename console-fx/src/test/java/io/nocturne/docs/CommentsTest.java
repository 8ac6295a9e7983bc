package io.nocturne.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Documentation comments are whole: the formatter breaks lines that are too long and leaves a word or two alone on the
/// next one, where nobody sees it until somebody reads.
class CommentsTest {

    private static final Path ROOT = Path.of("..");
    private static final int LONG = 85;
    private static final int ALONE = 30;

    @Test
    void noWordStandsAloneBetweenLongLines() throws IOException {
        List<String> alone = new ArrayList<>();
        for (Path file : sources()) {
            List<String> lines = Files.readAllLines(file);
            for (int i = 1; i < lines.size() - 1; i++) {
                if (isAlone(lines.get(i - 1), text(lines.get(i)), text(lines.get(i + 1)))) {
                    alone.add("%s:%d: %s"
                            .formatted(
                                    ROOT.relativize(file), i + 1, lines.get(i).strip()));
                }
            }
        }
        assertThat(alone).isEmpty();
    }

    private static boolean isAlone(String before, String text, String after) {
        return !text(before).isEmpty()
                && before.length() > LONG
                && !text.isEmpty()
                && text.length() < ALONE
                && !text.endsWith(".")
                && !text.endsWith(":")
                && !after.isEmpty()
                && Character.isLetterOrDigit(text.charAt(0))
                && Character.isLetterOrDigit(after.charAt(0));
    }

    /// What a documentation comment's line says; nothing for any other line.
    private static String text(String line) {
        String stripped = line.strip();
        return stripped.startsWith("///") ? stripped.substring(3).strip() : "";
    }

    private static List<Path> sources() throws IOException {
        try (Stream<Path> files = Files.walk(ROOT)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> !file.toString().contains("target"))
                    .toList();
        }
    }
}
