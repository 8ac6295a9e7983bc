package io.nocturne.console.theme;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javafx.css.CssParser;
import org.junit.jupiter.api.Test;

class StyleSheetTest {

    private static final Pattern TOKEN = Pattern.compile("-noc-[a-z0-9-]+");
    private static final Pattern DECLARED = Pattern.compile("(?m)^\\s*(-noc-[a-z0-9-]+):");
    private static final Pattern HEX = Pattern.compile("#[0-9a-fA-F]{3,8}\\b|rgba?\\(");

    @Test
    void bothThemesDeclareTheSameTokens() {
        assertThat(declared("tokens-dark.css")).isEqualTo(declared("tokens-light.css"));
    }

    @Test
    void componentsUseOnlyTokensThatExist() {
        Set<String> used = all(TOKEN, text("nocturne.css"), 0);
        used.removeIf(token -> token.startsWith("-noc-ink-"));

        assertThat(declared("tokens-dark.css")).containsAll(used);
    }

    @Test
    void colorsStandInTheTokensOnly() {
        assertThat(all(HEX, text("nocturne.css"), 0)).isEmpty();
    }

    @Test
    void sheetsHaveNoSyntaxErrors() {
        FxThread.run(() -> {
            CssParser.errorsProperty().clear();
            for (String sheet : Set.of("tokens-dark.css", "tokens-light.css", "nocturne.css")) {
                new CssParser().parse(text(sheet));
            }

            assertThat(CssParser.errorsProperty().stream()
                            .map(CssParser.ParseError::getMessage)
                            .toList())
                    .isEmpty();
        });
    }

    private static Set<String> declared(String sheet) {
        return all(DECLARED, text(sheet), 1);
    }

    private static Set<String> all(Pattern pattern, String text, int group) {
        return pattern.matcher(text)
                .results()
                .map(result -> result.group(group))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String text(String sheet) {
        try (InputStream bytes = Appearance.class.getResourceAsStream(sheet)) {
            String text = new String(Objects.requireNonNull(bytes).readAllBytes(), StandardCharsets.UTF_8);
            return Pattern.compile("/\\*.*?\\*/", Pattern.DOTALL)
                    .matcher(text)
                    .replaceAll(Matcher.quoteReplacement(""));
        } catch (IOException failure) {
            throw new java.io.UncheckedIOException(failure);
        }
    }
}
