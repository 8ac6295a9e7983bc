package io.nocturne.console.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Every key is in both bundles, every key that code names is there, and every key that is there is named.
class MessagesTest {

    private static final Path SOURCES = Path.of("src/main/java/io/nocturne/console");
    private static final Pattern USE = Pattern.compile("\\.of\\(\\s*\"([a-z]+(?:[.-][a-z0-9]+)+)\"");
    private static final Pattern LITERAL = Pattern.compile("\"([a-z]+(?:[.-][a-z0-9]+)+)\"");
    private static final Pattern PLACE = Pattern.compile("\\{[0-9]}");

    @Test
    void bothLanguagesHaveTheSameKeys() {
        assertThat(bundle("messages_ko.properties").stringPropertyNames())
                .isEqualTo(bundle("messages.properties").stringPropertyNames());
    }

    @Test
    void bothLanguagesFillTheSamePlaces() {
        Properties english = bundle("messages.properties");
        Properties korean = bundle("messages_ko.properties");
        for (String key : english.stringPropertyNames()) {
            assertThat(places(korean.getProperty(key))).as(key).isEqualTo(places(english.getProperty(key)));
        }
    }

    @Test
    void noTextIsEmptyOrHasAQuoteThatTheFormatEats() {
        for (String file : new String[] {"messages.properties", "messages_ko.properties"}) {
            bundle(file)
                    .forEach((key, value) -> assertThat((String) value)
                            .as("%s in %s", key, file)
                            .isNotBlank()
                            .doesNotContain("'"));
        }
    }

    @Test
    void everyKeyThatCodeNamesIsThere() {
        Set<String> groups = bundle("messages.properties").stringPropertyNames().stream()
                .map(key -> key.substring(0, key.indexOf('.')))
                .collect(Collectors.toSet());
        Set<String> used = found(USE).stream()
                .filter(key -> groups.contains(key.split("\\.", -1)[0]))
                .collect(Collectors.toSet());

        assertThat(bundle("messages.properties").stringPropertyNames()).containsAll(used);
        assertThat(used).hasSizeGreaterThan(50);
    }

    @Test
    void everyKeyIsUsed() {
        assertThat(found(LITERAL)).containsAll(bundle("messages.properties").stringPropertyNames());
    }

    private static Set<String> found(Pattern pattern) {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .flatMap(file -> pattern.matcher(read(file)).results())
                    .map(match -> match.group(1))
                    .collect(Collectors.toCollection(TreeSet::new));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Set<String> places(String text) {
        Set<String> places = new TreeSet<>();
        Matcher matcher = PLACE.matcher(text);
        while (matcher.find()) {
            places.add(matcher.group());
        }
        return places;
    }

    private static Properties bundle(String name) {
        Properties properties = new Properties();
        try (Reader reader = new InputStreamReader(
                Objects.requireNonNull(Texts.class.getResourceAsStream(name)), StandardCharsets.UTF_8)) {
            properties.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties;
    }
}
